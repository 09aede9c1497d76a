/** A value as a page's props are: a proxy that knows who reads it. */
export function liveState<Value extends object>(value: Value): Value {
	const live = $state(value);
	return live;
}
