import { tick } from 'svelte';
import type { CommentPlace } from '#workflow/comment.ts';

/** Where the keys of a review go on its sheet. */

const rowOf = (sheet: HTMLElement, field: CommentPlace | null): Element | null =>
	field && sheet.querySelector(`.reading-row[data-field="${field}"]`);

/** Opens the field's comment; null away from the design. */
export async function commentBox(
	sheet: HTMLElement,
	field: CommentPlace | null,
): Promise<HTMLElement | null> {
	const row = rowOf(sheet, field);
	row?.querySelector<HTMLButtonElement>('[data-add-note]')?.click();
	await tick();
	return row?.querySelector('textarea') ?? null;
}

/** Takes out the field's slider; null where it has none. */
export async function sliderOf(
	sheet: HTMLElement,
	field: CommentPlace | null,
): Promise<HTMLElement | null> {
	const row = rowOf(sheet, field);
	row?.querySelector<HTMLButtonElement>('[data-move-slider]')?.click();
	await tick();
	return row?.querySelector<HTMLElement>('input[type="range"]') ?? null;
}

/** To the rubric, or from it back to the answers. */
export function leap(sheet: HTMLElement): void {
	const rubricBox = sheet.querySelector('#rubric')?.getBoundingClientRect();
	const atRubric =
		rubricBox && rubricBox.top < innerHeight * 0.6 && rubricBox.bottom > innerHeight * 0.2;
	sheet.querySelector(atRubric ? '.reading' : '#rubric')?.scrollIntoView({ block: 'start' });
}
