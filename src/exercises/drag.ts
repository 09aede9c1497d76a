/** Less than this is a hand that trembles, and a click stays a click. */
const slackPixels = 6;

interface Dragging {
	/** Over which place it hangs, by the place's `data-bin`; null over none. */
	readonly over: (bin: string | null) => void;
	readonly drop: (bin: string) => void;
}

/**
 * Lets a card be dragged onto anything with `data-bin`. A mouse may take it anywhere; a finger takes
 * it by its `[data-grip]`, so that the page still scrolls under the rest of it.
 */
export function draggable({ over, drop }: Dragging): (card: HTMLElement) => () => void {
	return (card) => {
		const binAt = (x: number, y: number): string | null => {
			const beneath = document.elementsFromPoint(x, y).find((one) => !card.contains(one));
			return beneath?.closest<HTMLElement>('[data-bin]')?.dataset['bin'] ?? null;
		};
		let letGo: (() => void) | undefined;

		function lift(event: PointerEvent): void {
			const grip = event.target instanceof Element && event.target.closest('[data-grip]');
			if (event.button !== 0 || (event.pointerType !== 'mouse' && !grip)) return;
			const { clientX, clientY, pointerId } = event;
			let moving = false;
			const move = (now: PointerEvent): void => {
				const [x, y] = [now.clientX - clientX, now.clientY - clientY];
				if (!moving && Math.hypot(x, y) < slackPixels) return;
				if (!moving) card.setPointerCapture(pointerId);
				moving = true;
				card.classList.add('is-held');
				// Written through the object model: a style attribute would not pass the content policy.
				card.style.translate = `${x}px ${y}px`;
				over(binAt(now.clientX, now.clientY));
			};
			const end = (): void => {
				removeEventListener('pointermove', move);
				removeEventListener('pointerup', up);
				removeEventListener('pointercancel', end);
				card.classList.remove('is-held');
				card.style.translate = '';
				over(null);
				letGo = undefined;
			};
			const up = (now: PointerEvent): void => {
				const bin = moving ? binAt(now.clientX, now.clientY) : null;
				// The click that follows a drag is none.
				if (moving) {
					const swallow = (click: Event): void => click.stopPropagation();
					card.addEventListener('click', swallow, { capture: true, once: true });
					setTimeout(() => card.removeEventListener('click', swallow, { capture: true }));
				}
				end();
				if (bin !== null) drop(bin);
			};
			addEventListener('pointermove', move);
			addEventListener('pointerup', up);
			addEventListener('pointercancel', end);
			letGo = end;
		}

		card.addEventListener('pointerdown', lift);
		return () => {
			letGo?.();
			card.removeEventListener('pointerdown', lift);
		};
	};
}
