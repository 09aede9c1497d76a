/**
 * Where the focus was before it went into a band at the head of the page. Whoever has put the band
 * away goes on there, in the midst of a sentence perhaps, and not at the head of the page.
 */
export function cameFrom() {
	let before: HTMLElement | null = null;
	return {
		/** Told of each focus that comes into the band or moves within it. */
		note({ relatedTarget, currentTarget }: FocusEvent): void {
			const isWithin =
				relatedTarget instanceof Node && (currentTarget as HTMLElement).contains(relatedTarget);
			if (!isWithin) before = relatedTarget instanceof HTMLElement ? relatedTarget : null;
		},
		back(): void {
			const to = before?.isConnected ? before : document.getElementById('main');
			to?.focus({ preventScroll: true });
		},
	};
}
