/** Where on the page somebody works: a field of the form, a comment. */
const workplaces = '[id^="field-"], [id^="comment-"], #submit-h';

const isAdrift = (): boolean =>
	document.activeElement === null || document.activeElement === document.body;

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/**
 * Where the keyboard was. When that has gone or been locked under it, as by a teammate who hands
 * in, it goes on from the same field or comment, and the page stays where it is.
 */
export class KeptPlace {
	#last: HTMLElement | null = null;
	#workplace: HTMLElement | null = null;

	note(event: Event): void {
		const { target } = event;
		if (!(target instanceof HTMLElement)) return;
		// An editor is inside its box, which cannot be focused itself.
		const [inner] = event.composedPath();
		this.#last = inner instanceof HTMLElement ? inner : target;
		this.#workplace = target.closest<HTMLElement>(workplaces);
	}

	/** Call after the page has changed; `otherwise` is where to go on when nothing of it is left. */
	async goOn(otherwise: () => HTMLElement | null): Promise<void> {
		// A browser takes focus from what has been locked only as it draws the page.
		await frame();
		await frame();
		if (!isAdrift()) return;
		this.#last?.focus({ preventScroll: true });
		if (!isAdrift()) return;
		const place = this.#workplace?.isConnected ? this.#workplace : otherwise();
		if (!place) return;
		if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
		place.focus({ preventScroll: true });
	}
}
