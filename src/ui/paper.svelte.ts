import { flushSync } from 'svelte';

let printing = $state(false);
let watching = false;

/** Whether the page is being put on paper: then everything on it has to show the present numbers. */
export const isPrinting = (): boolean => printing;

/** Starts to listen for paper, once for the whole page. */
export function watchPaper(): void {
	if (watching) return;
	watching = true;
	const medium = matchMedia('print');
	// Some browsers tell of paper by the event, some by the medium, and it must be ready at once.
	const turn = (on: boolean): void => {
		printing = on;
		flushSync();
	};
	addEventListener('beforeprint', () => turn(true));
	addEventListener('afterprint', () => turn(medium.matches));
	medium.addEventListener('change', () => turn(medium.matches));
}
