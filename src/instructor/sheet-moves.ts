import { tick } from 'svelte';
import type { CommentPlace } from '#workflow/comment.ts';
import type { ReviewPlace } from '#workflow/review-merge.ts';
import { isCommentPlace } from './comment-places.ts';

/** Where the keys of a review go on its sheet. */

const rowOf = (sheet: Element, field: CommentPlace | null): Element | null =>
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

/** Takes out the field's slider; false where it has none. */
export async function takeSlider(sheet: HTMLElement, field: CommentPlace | null): Promise<boolean> {
	const row = rowOf(sheet, field);
	row?.querySelector<HTMLButtonElement>('[data-move-slider]')?.click();
	await tick();
	return holdSlider(row);
}

/** To the slider in a row that is open, with its result clear of the bars; false without one. */
export function holdSlider(row: Element | null): boolean {
	const slider = row?.querySelector<HTMLElement>('input[type="range"]');
	slider?.focus({ preventScroll: true });
	slider?.closest('[data-slider-panel]')?.scrollIntoView({ block: 'nearest' });
	return slider != null;
}

/** Opened by its key, the list of keys leaves the focus nowhere: back to what the keys mean. */
export function backToRow(sheet: HTMLElement): void {
	if (document.activeElement === document.body)
		sheet.querySelector<HTMLElement>('.is-current')?.focus({ preventScroll: true });
}

/** Esc leaves the box that is being written in, to its row: there the letters are keys again. */
export function leaveBox({ code, isComposing, target: box }: KeyboardEvent): void {
	if (code !== 'Escape' || isComposing || !(box instanceof HTMLElement)) return;
	if (!box.matches('textarea, .reading-row input')) return;
	const place = box.closest<HTMLElement>('.reading-row, .review-summary');
	if (place) place.focus({ preventScroll: true });
	else box.blur();
}

/** Where a place of the review is written: its box, or else what it stands in. */
function boxOf(sheet: Element, place: ReviewPlace): HTMLElement | null {
	const [kind, name = ''] = place.split(/:(.*)/s);
	if (kind === 'score')
		return sheet.querySelector(`input[name="level-${name}"]:checked, input[name="level-${name}"]`);
	const row = isCommentPlace(name) ? rowOf(sheet, name) : null;
	if (!row) return sheet.querySelector('.review-summary textarea');
	return (
		row.querySelector<HTMLElement>(kind === 'patch' ? 'input[type="range"]' : 'textarea') ??
		(row as HTMLElement)
	);
}

const isInSight = (element: Element): boolean => {
	const { top, bottom } = element.getBoundingClientRect();
	return top < innerHeight && bottom > 0;
};

/**
 * What was pressed by key is about to go with what it was about: the hands go on at that place, or
 * where that is out of sight at `otherwise`, if there is one.
 */
export function goOnAt(event: MouseEvent, place: ReviewPlace, otherwise?: HTMLElement): void {
	// A pointer's press is a count of clicks, a key's is none.
	if (event.detail > 0 || !(event.currentTarget instanceof Element)) return;
	const sheet = event.currentTarget.closest('.review');
	const there = sheet && boxOf(sheet, place);
	const box = otherwise && !(there && isInSight(there)) ? otherwise : there;
	box?.focus({ preventScroll: true });
	box?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** To the rubric, or from it back to the answers. */
export function leap(sheet: HTMLElement): void {
	const rubricBox = sheet.querySelector('#rubric')?.getBoundingClientRect();
	const atRubric =
		rubricBox && rubricBox.top < innerHeight * 0.6 && rubricBox.bottom > innerHeight * 0.2;
	sheet.querySelector(atRubric ? '.reading' : '#rubric')?.scrollIntoView({ block: 'start' });
}
