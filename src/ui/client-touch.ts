import { KeptTouches } from './kept-touches.ts';
import { stalled } from './stalled.ts';

/**
 * `client:touch`: an island comes to life at the first sign of a hand, because what it shows was
 * drawn when the page was made. At once where the address sets it; and after a rest in any case, so
 * that nobody who works without hand or keys (a screen reader's cursor, a voice) waits for ever.
 * `client:touch="in-sight"`, for a page that is read past its islands: when it comes into sight.
 * `client:touch="at-once"`, for a page that is nothing but its island: without waiting for a hand,
 * yet what a quick hand does before that is kept all the same.
 *
 * Until its script is here, what is done to its controls is kept, and a line in it that is marked
 * `data-coming` says so.
 */
const signs = [
	'pointerdown',
	'pointermove',
	'touchstart',
	'keydown',
	'wheel',
	'scroll',
	'focusin',
	'dragenter',
];
const restMilliseconds = 3_000;

export default function touch(
	load: () => Promise<() => Promise<void>>,
	{ value }: { value?: unknown },
	island: HTMLElement,
): void {
	let failed = false;
	const touches = new KeptTouches(island, () => tell());
	const coming = island.querySelector('[data-coming]');
	const tell = (): void => {
		if (failed) stalled.add(island, start, touches.any);
		else if (coming) coming.textContent = '準備中……好了就照你動的算。';
	};
	const silence = (): void => {
		if (coming) coming.textContent = '';
	};
	const start = async (): Promise<void> => {
		failed = false;
		// Astro keeps a failed load to itself but for this event.
		const fail = (event: Event): void => {
			if (event.target === island) failed = true;
		};
		island.addEventListener('astro:hydration-error', fail);
		const hydrate = await load();
		island.removeEventListener('astro:hydration-error', fail);
		if (failed) {
			silence();
			stalled.add(island, start, touches.any);
			return;
		}
		await hydrate();
		// The island reads the address first, in a microtask of its own.
		setTimeout(() => {
			touches.replay();
			silence();
			stalled.remove(island);
		});
	};
	if (value === 'in-sight') whenInSight(island, start);
	// Without a value it is true.
	else if (value === true) whenTouched(start);
	else void start();
}

function whenInSight(island: HTMLElement, start: () => Promise<void>): void {
	const sight = new IntersectionObserver((seen) => {
		if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
		sight.disconnect();
		void start();
	});
	// An island itself has no box.
	for (const child of island.children) sight.observe(child);
}

function whenTouched(start: () => Promise<void>): void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const rest = (): void => {
		timer = setTimeout(wake, restMilliseconds);
	};
	const wake = (event?: Event): void => {
		if (event && isStill(event)) return;
		clearTimeout(timer);
		removeEventListener('load', rest);
		for (const sign of signs) removeEventListener(sign, wake, true);
		void start();
	};
	if (location.search !== '') {
		wake();
		return;
	}
	for (const sign of signs) addEventListener(sign, wake, { capture: true, passive: true });
	if (document.readyState === 'complete') rest();
	else addEventListener('load', rest);
}

/** Chrome tells of a mouse that lies where a page appears; no hand has moved it. */
const isStill = (event: Event): boolean =>
	event instanceof PointerEvent &&
	event.type === 'pointermove' &&
	event.movementX === 0 &&
	event.movementY === 0;
