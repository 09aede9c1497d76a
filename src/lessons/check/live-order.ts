/**
 * Steps that can be moved: a button up and one down that keep the focus, and a handle for the
 * pointer. Where a step went is said aloud. Answers a function that sets the buttons at both ends.
 */
export function bringOrderToLife(list: HTMLElement, said: HTMLElement): () => void {
	const items = () => [...list.querySelectorAll<HTMLElement>('li')];

	// Marked, not switched off: a switched-off button would drop the focus of the hand on it.
	const settle = (): void => {
		const all = items();
		for (const [place, item] of all.entries())
			for (const button of item.querySelectorAll<HTMLElement>('[data-move]')) {
				const atEnd = button.dataset['move'] === '1' ? place === all.length - 1 : place === 0;
				button.setAttribute('aria-disabled', String(atEnd));
			}
	};
	const tell = (item: HTMLElement): void => {
		const all = items();
		const says = item.querySelector('.order-says')?.textContent ?? '';
		settle();
		list.dispatchEvent(new Event('change', { bubbles: true }));
		said.textContent = `「${says}」現在是第${all.indexOf(item) + 1}項，共${all.length}項。`;
	};

	list.addEventListener('click', ({ target }) => {
		const button = target instanceof Element ? target.closest<HTMLElement>('[data-move]') : null;
		const item = button?.closest<HTMLElement>('li');
		if (!button || !item) return;
		const down = button.dataset['move'] === '1';
		const other = down ? item.nextElementSibling : item.previousElementSibling;
		if (!other) return;
		// The neighbour moves, so that the button under the hand never leaves the page.
		if (down) item.before(other);
		else item.after(other);
		tell(item);
	});

	list.addEventListener('pointerdown', (event) => {
		const grip = event.target instanceof Element ? event.target.closest('.grip') : null;
		const held = grip?.closest<HTMLElement>('li');
		if (!held || event.button !== 0) return;
		event.preventDefault();
		list.setPointerCapture(event.pointerId);
		held.classList.add('is-held');
		const start = items().indexOf(held);
		const move = ({ clientY }: PointerEvent): void => {
			const next = items()
				.filter((item) => item !== held)
				.find((item) => {
					const { top, height } = item.getBoundingClientRect();
					return clientY < top + height / 2;
				});
			if ((next ?? null) !== held.nextElementSibling) list.insertBefore(held, next ?? null);
		};
		const drop = (): void => {
			list.removeEventListener('pointermove', move);
			list.removeEventListener('pointerup', drop);
			list.removeEventListener('pointercancel', drop);
			held.classList.remove('is-held');
			if (items().indexOf(held) !== start) tell(held);
		};
		list.addEventListener('pointermove', move);
		list.addEventListener('pointerup', drop);
		list.addEventListener('pointercancel', drop);
	});

	settle();
	return settle;
}
