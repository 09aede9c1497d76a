import type { CommentPlace } from '#workflow/comment.ts';
import { isCommentPlace } from './comment-places.ts';

/** How far down the window is being read, and how far from there a row may lie, as shares of it. */
const readingHeight = 0.25;
const reach = 0.35;

/**
 * The field that the keys of a review mean. It is marked on the page, and the keys act on the mark
 * alone: it goes with the focus, with the pointer, and with what scrolls past, whichever moved last.
 */
export class LookedAt {
	/** Null away from the design, where a comment is about the whole. */
	field = $state<CommentPlace | null>(null);

	/** Follows what is looked at inside `sheet`; call what it returns to stop. */
	follow(sheet: HTMLElement): () => void {
		let pointed = false;
		let frame = 0;
		const look = () => {
			cancelAnimationFrame(frame);
			frame = requestAnimationFrame(() => (this.field = fieldOf(rowIn(sheet, pointed))));
		};
		const byPointer = ({ pointerType }: PointerEvent) => {
			if (pointerType === 'touch') return;
			pointed = true;
			look();
		};
		const byFocus = () => {
			pointed = false;
			look();
		};
		sheet.addEventListener('pointermove', byPointer);
		sheet.addEventListener('focusin', byFocus);
		addEventListener('scroll', look, { passive: true });
		look();
		return () => {
			cancelAnimationFrame(frame);
			sheet.removeEventListener('pointermove', byPointer);
			sheet.removeEventListener('focusin', byFocus);
			removeEventListener('scroll', look);
		};
	}
}

function rowIn(sheet: HTMLElement, pointed: boolean): Element | null {
	const focused = document.activeElement?.closest('.reading-row') ?? null;
	if (focused && sheet.contains(focused) && !pointed) return focused;
	const under = pointed ? sheet.querySelector('.reading-row:hover') : null;
	return under ?? focused ?? nearestRow(sheet);
}

function nearestRow(sheet: HTMLElement): Element | null {
	const line = innerHeight * readingHeight;
	const distance = (row: Element) => {
		const { top, bottom } = row.getBoundingClientRect();
		return top <= line && bottom >= line
			? 0
			: Math.min(Math.abs(top - line), Math.abs(bottom - line));
	};
	const rows = [...sheet.querySelectorAll('.reading-row')].map((row) => ({
		row,
		away: distance(row),
	}));
	const nearest = rows.toSorted((one, other) => one.away - other.away)[0];
	return nearest && nearest.away < innerHeight * reach ? nearest.row : null;
}

function fieldOf(row: Element | null): CommentPlace | null {
	const name = row instanceof HTMLElement ? (row.dataset['field'] ?? '') : '';
	return isCommentPlace(name) ? name : null;
}
