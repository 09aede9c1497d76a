import { stalled } from './stalled.ts';

/**
 * `client:touch`: an island comes to life at the first sign of a hand, because what it shows was
 * drawn when the page was made. At once where the address sets it; and after a rest in any case, so
 * that nobody who works without hand or keys (a screen reader's cursor, a voice) waits for ever.
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
	_: unknown,
	island: HTMLElement,
): void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const rest = (): void => {
		timer = setTimeout(wake, restMilliseconds);
	};
	const wake = (): void => {
		clearTimeout(timer);
		removeEventListener('load', rest);
		for (const sign of signs) removeEventListener(sign, wake, true);
		void start();
	};
	const start = async (): Promise<void> => {
		// Whatever waits for its script can say so from now on.
		document.documentElement.classList.add('waking');
		// Astro keeps a failed load to itself but for this event.
		let failed = false;
		const fail = (event: Event): void => {
			if (event.target === island) failed = true;
		};
		island.addEventListener('astro:hydration-error', fail);
		const hydrate = await load();
		island.removeEventListener('astro:hydration-error', fail);
		if (failed) {
			stalled.add(island, start);
		} else {
			await hydrate();
			stalled.remove(island);
		}
	};
	if (location.search !== '') {
		wake();
		return;
	}
	for (const sign of signs) addEventListener(sign, wake, { capture: true, passive: true });
	if (document.readyState === 'complete') rest();
	else addEventListener('load', rest);
}
