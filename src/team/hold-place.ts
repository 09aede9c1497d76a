/** The box that is being written in; null while nobody writes. */
export function writtenIn(): HTMLElement | null {
	const active = document.activeElement;
	return active instanceof HTMLElement &&
		active.matches(
			'.text-field, input:not([type="range"], [type="radio"], [type="checkbox"]), textarea',
		)
		? active
		: null;
}

const placeOnPage = (box: Element): number => box.getBoundingClientRect().top + scrollY;

/**
 * Keeps the box that is being written in where it is on the screen while teammates' words make what
 * stands above it longer or shorter. Browsers with scroll anchoring do so by themselves; Safari has
 * none. Call what it returns to stop.
 */
export function holdPlace(
	anchoring: boolean = CSS.supports('overflow-anchor', 'auto'),
): () => void {
	if (anchoring) return () => {};
	let held: { box: HTMLElement; at: number } | null = null;
	const note = () => {
		const box = writtenIn();
		held = box && { box, at: placeOnPage(box) };
	};
	const watch = new ResizeObserver(() => {
		if (held && held.box === writtenIn()) {
			const moved = placeOnPage(held.box) - held.at;
			if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
		}
		note();
	});
	watch.observe(document.body);
	addEventListener('focusin', note);
	addEventListener('focusout', note);
	return () => {
		watch.disconnect();
		removeEventListener('focusin', note);
		removeEventListener('focusout', note);
	};
}

/**
 * A keyboard that comes up can make the page lower: the box with the focus stays in sight. Editors
 * see to their own caret.
 */
export function keepInSight(): () => void {
	const look = () => {
		const box = writtenIn();
		if (box && !box.shadowRoot) box.scrollIntoView({ block: 'nearest', behavior: 'instant' });
	};
	addEventListener('resize', look);
	return () => removeEventListener('resize', look);
}
