import type { CommentPlace } from '#workflow/comment.ts';
import { anchorOf } from './design-words.ts';

/** Brings a field into view and puts the caret, or the keyboard, into it. */
export function jumpTo(field: CommentPlace): void {
	const place = document.getElementById(anchorOf(field));
	if (!place) return;
	const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
	place.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
	const editor = place
		.querySelector('.text-field')
		?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
	const control = editor ?? place.querySelector<HTMLElement>('input:not([type="range"]), input');
	control?.focus({ preventScroll: true });
}

/** A link inside the page that also moves the keyboard. */
export function follow(event: MouseEvent, field: CommentPlace): void {
	event.preventDefault();
	jumpTo(field);
}
