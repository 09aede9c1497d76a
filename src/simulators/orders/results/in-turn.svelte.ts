/**
 * Counts up by one a frame, so that a long page is built a section at a time and the reader can
 * scroll and cancel in between.
 */
export function inTurn(count: number): { readonly reached: number } {
	let reached = $state(1);
	$effect(() => {
		if (reached >= count) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		// After the frame, not in it: what was built before is drawn first.
		const frame = requestAnimationFrame(() => (timer = setTimeout(() => reached++)));
		return () => {
			cancelAnimationFrame(frame);
			clearTimeout(timer);
		};
	});
	return {
		get reached() {
			return reached;
		},
	};
}
