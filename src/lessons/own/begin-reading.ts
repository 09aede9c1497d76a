import { followReading } from '#lessons/own/follow-reading.ts';
import { readProgress } from '#lessons/progress.ts';

/** A lesson's page: its place is kept, its part's seals are pressed, the arrows turn the page. */
export function beginReading(): void {
	const reading = document.querySelector<HTMLElement>('[data-reading]');
	if (reading) followReading(reading.dataset['reading'] ?? '');

	for (const word of readProgress().stamped) {
		document
			.querySelector(`.strip [data-lesson="${CSS.escape(word)}"]`)
			?.classList.add('is-stamped');
	}

	// ← and → turn the page, but never from inside something that uses the arrows itself.
	document.addEventListener('keydown', (event) => {
		if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
			return;
		const target = event.target instanceof Element ? event.target : null;
		if (
			target?.closest(
				'input, select, textarea, button, summary, [contenteditable], [role="region"], [tabindex]',
			)
		)
			return;
		const rel = event.code === 'ArrowLeft' ? 'prev' : event.code === 'ArrowRight' ? 'next' : null;
		if (rel) document.querySelector<HTMLAnchorElement>(`.turn a[rel="${rel}"]`)?.click();
	});
}
