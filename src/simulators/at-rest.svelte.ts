import { isPrinting } from '#ui/paper.svelte.ts';

/** A value that waits while a hand keeps moving an input, and is the present one on paper. */
export function atRest<Value>(moving: () => unknown, value: () => Value): { readonly now: Value } {
	let held: { readonly value: Value } | undefined;
	const now = $derived.by(() => {
		if (held && moving() && !isPrinting()) return held.value;
		held = { value: value() };
		return held.value;
	});
	return {
		get now() {
			return now;
		},
	};
}
