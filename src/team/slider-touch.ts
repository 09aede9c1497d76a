import type { DesignState, Slid } from './design-state.svelte.ts';

/** So far sideways, in CSS pixels, a finger means the slider: a browser no longer scrolls then. */
const sidewaysPixels = 12;

/**
 * For what a slider stands in: tells a finger that moves the slider from one that came down on it
 * to scroll the page. It hears before the slider itself, which puts the number back where it was,
 * and would so decide it.
 */
export const sliderTouch =
	(design: DesignState, field: Slid) =>
	(around: HTMLElement): (() => void) => {
		let startedAt = 0;
		const hear = (event: PointerEvent) => {
			if (event.pointerType !== 'touch' || !(event.target instanceof HTMLInputElement)) return;
			if (event.type === 'pointerdown' && event.target.type === 'range') {
				startedAt = event.clientX;
				design.touchNumber(field);
			} else if (event.type === 'pointermove') {
				if (Math.abs(event.clientX - startedAt) > sidewaysPixels) design.dragNumber(field);
			} else if (event.type === 'pointerup') design.releaseNumber(field);
			else if (event.type === 'pointercancel') design.takeBackNumber(field);
		};
		const kinds = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const;
		for (const kind of kinds) around.addEventListener(kind, hear, { capture: true });
		return () => {
			for (const kind of kinds) around.removeEventListener(kind, hear, { capture: true });
		};
	};
