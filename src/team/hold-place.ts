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

/** How much of the screen bars cover at its head, in pixels, as the page's sheet says. */
const coveredAbove = (): number =>
	Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0;

/** What is on the screen under the bars, for places that can be found again by their name. */
const places = '[id^="field-"], #assumptions, #room-side';

/** A box, and how far down the screen its head is, in pixels. */
export interface Standing {
	box: HTMLElement;
	at: number;
}

const isInSight = ({ top, bottom }: DOMRect): boolean =>
	bottom > coveredAbove() && top < innerHeight;

/**
 * Which field the reader has before him; null at the head of the page, where what is new is to be
 * seen.
 */
export function standsAt(): Standing | null {
	const head = document.querySelector('.room-top')?.getBoundingClientRect();
	if (!head || head.bottom > coveredAbove()) return null;
	for (const box of document.querySelectorAll<HTMLElement>(places)) {
		const place = box.getBoundingClientRect();
		if (isInSight(place)) return { box, at: place.top };
	}
	return null;
}

/** The box that is written in, where it is in sight; else what is read. */
export function worksAt(): Standing | null {
	const box = writtenIn();
	const place = box?.getBoundingClientRect();
	return box && place && isInSight(place) ? { box, at: place.top } : standsAt();
}

/** What moves a page by its reader's own hand. */
const ownMoves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
/** Letters typed into a box that has just been locked are no wish to be elsewhere. */
const movingKeys = new Set(['Tab', 'PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);

/** Calls back at the reader's first own move; call what it returns to stop listening. */
export function onOwnMove(moved: () => void): () => void {
	const hear = (event: Event) => {
		if (!(event instanceof KeyboardEvent) || movingKeys.has(event.key)) moved();
	};
	for (const move of ownMoves) addEventListener(move, hear, { passive: true, capture: true });
	return () => {
		for (const move of ownMoves) removeEventListener(move, hear, { capture: true });
	};
}

/** Below the bars some of a box is left to be seen, in pixels. */
const leastInSight = 64;

/**
 * Keeps a box at its height of the screen for a while as the page around it changes. Browsers with
 * scroll anchoring do so only where the box and what is around it keep their own shape. It ends
 * with the reader's own first move, or by what it returns.
 */
export function pin({ box, at }: Standing, milliseconds = 1_500): () => void {
	const until = performance.now() + milliseconds;
	let next = 0;
	const stop = () => {
		cancelAnimationFrame(next);
		unheard();
	};
	const unheard = onOwnMove(stop);
	const hold = () => {
		if (!box.isConnected || performance.now() > until) return stop();
		const { top, height } = box.getBoundingClientRect();
		// What has come up above, as the results do when nobody writes, does not cover all of it.
		const wanted = Math.max(at, coveredAbove() + leastInSight - height);
		if (Math.abs(top - wanted) >= 1) scrollBy({ top: top - wanted, behavior: 'instant' });
		next = requestAnimationFrame(hold);
	};
	hold();
	return stop;
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
