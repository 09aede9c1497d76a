/** A value as a page's props are: a proxy that knows who reads it. */
export function liveState<Value extends object>(value: Value): Value {
	const live = $state(value);
	return live;
}

/** Runs an effect outside of any component; call what it returns to end it. */
export const effect = (run: () => void): (() => void) =>
	$effect.root(() => {
		$effect(run);
	});
