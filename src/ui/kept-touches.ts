type Control = HTMLInputElement | HTMLButtonElement;

/**
 * What a hand does to an island's controls before its script is here. They are the browser's own
 * and move already: what was set is kept, each row says that it waits (`data-waits`), and once the
 * island lives it is told all of it, in the order of touching. Until then it hears none of it: an
 * island that has just come to life would act on a button before it knew of the slider.
 */
export class KeptTouches {
	/** Boxes and sliders with what was put in, buttons with nothing; the latest last. */
	readonly #kept = new Map<Control, string>();
	readonly #island: HTMLElement;
	readonly #ontouch: () => void;
	readonly #listening = new AbortController();
	/** A slider as it was before a thumb came down on it. */
	#before: { slider: HTMLInputElement; value: string; kept: boolean } | undefined;

	constructor(island: HTMLElement, ontouch: () => void) {
		this.#island = island;
		this.#ontouch = ontouch;
		// Drawn as disabled for whoever has no script: there it would move and do nothing.
		for (const set of island.querySelectorAll<HTMLFieldSetElement>('fieldset[data-for-script]')) {
			set.disabled = false;
		}
		const hear = <Name extends keyof HTMLElementEventMap>(
			name: Name,
			listener: (event: HTMLElementEventMap[Name]) => void,
		): void =>
			island.addEventListener(name, listener, { capture: true, signal: this.#listening.signal });
		hear('pointerdown', (event) => this.#down(event));
		hear('pointercancel', () => this.#takeBack());
		hear('keydown', ({ target, key }) => {
			if (key !== 'Tab') this.#touch(controlAt(target));
		});
		const keep = (event: Event): void => {
			const control = controlAt(event.target);
			if (!control || (event.type === 'click' && control instanceof HTMLInputElement)) return;
			event.stopPropagation();
			this.#keep(control);
		};
		hear('input', keep);
		hear('change', keep);
		hear('click', keep);
		hear('submit', (event) => {
			// The browser's own answer to Enter leaves the page.
			event.preventDefault();
			event.stopPropagation();
		});
	}

	get any(): boolean {
		return this.#kept.size > 0;
	}

	/** Tells the island, which lives now and has put its own numbers in, what had been done. */
	replay(): void {
		this.#listening.abort();
		for (const [control, value] of this.#kept) {
			if (!control.isConnected) continue;
			if (control instanceof HTMLButtonElement) control.click();
			else put(control, value);
		}
		for (const row of this.#island.querySelectorAll('[data-waits]')) {
			row.removeAttribute('data-waits');
		}
	}

	#touch(control: Control | undefined): void {
		if (!control) return;
		rowOf(control).setAttribute('data-waits', '');
		this.#ontouch();
	}

	#keep(control: Control): void {
		this.#kept.delete(control);
		this.#kept.set(control, control.value);
		this.#touch(control);
	}

	#down({ target, pointerType }: PointerEvent): void {
		const control = controlAt(target);
		this.#before =
			pointerType === 'touch' && control instanceof HTMLInputElement && control.type === 'range'
				? { slider: control, value: control.value, kept: this.#kept.has(control) }
				: undefined;
		this.#touch(control);
	}

	/** A thumb that comes down on a slider and then scrolls the page has meant to scroll. */
	#takeBack(): void {
		if (!this.#before) return;
		const { slider, value, kept } = this.#before;
		slider.value = value;
		if (kept) {
			this.#kept.set(slider, value);
		} else {
			this.#kept.delete(slider);
			rowOf(slider).removeAttribute('data-waits');
		}
	}
}

/** The row in which a control stands with its name. */
const rowOf = (control: Control): Element => control.closest('.ctl, .tm') ?? control;

function controlAt(target: EventTarget | null): Control | undefined {
	const at = target instanceof Element ? target.closest<Control>('input, button, label') : null;
	const control = at instanceof HTMLLabelElement ? (at.control as Control | null) : at;
	return control && !control.matches(':disabled') ? control : undefined;
}

function put(control: HTMLInputElement, value: string): void {
	if (control.type === 'radio') control.checked = true;
	else if (control.value !== value) control.value = value;
	control.dispatchEvent(new Event('input', { bubbles: true }));
	control.dispatchEvent(new Event('change', { bubbles: true }));
}
