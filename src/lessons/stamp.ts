/** Draws a lesson's seal as earned or still to come, here and in the strip above the lesson. */
export function inkStamp(section: HTMLElement, stamped: boolean, justNow: boolean): void {
	section.classList.toggle('is-stamped', stamped);
	section.querySelector('.seal')?.classList.toggle('pressed', justNow);
	const lesson = section.dataset['stamp'] ?? '';
	document
		.querySelector(`.strip [data-lesson="${CSS.escape(lesson)}"]`)
		?.classList.toggle('is-stamped', stamped);
}
