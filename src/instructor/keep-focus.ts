/**
 * Most of what is pressed on the desk goes out of use while the command travels, or away for good
 * with what it was about; the browser then drops the focus, and whoever works by keyboard would begin
 * again at the head of the page. One watch for the whole desk: what comes back into use has the focus
 * again; of what is gone, the row that came into its place, or the nearest part of the page that
 * says what became of it, marked `data-catches-focus`. A dialog that closes gives the focus back to
 * what opened it, also where that was let go of by the pointer.
 */
interface Held {
	element: HTMLElement;
	/** Its ancestors, the nearest first, with the place of each among its siblings. */
	way: readonly { element: Element; place: number }[];
}

const catches = '[data-catches-focus]';

/** Watches over the focus on the whole page; `busy` while a command travels. */
export function keepFocus(busy: () => boolean): () => void {
	let held: Held | null = null;
	/** What is being pressed just now. */
	let pressed: HTMLElement | null = null;
	/** What the dialog that has the focus was opened from. */
	let opener: HTMLElement | null = null;
	let closing: ReturnType<typeof setTimeout> | undefined;

	const press = ({ target }: MouseEvent) => {
		pressed = target instanceof Element ? target.closest('button, a') : null;
		setTimeout(() => (pressed = null));
	};
	const take = ({ target, relatedTarget }: FocusEvent) => {
		if (!(target instanceof Element && target.closest('dialog'))) opener = null;
		else if (!held?.element.closest('dialog[open]'))
			opener = relatedTarget instanceof HTMLElement ? relatedTarget : pressed;
		held = target instanceof HTMLElement && target !== document.body ? hold(target) : null;
	};
	/** A pointer beside everything, or a key that lets go, is meant. */
	const leave = ({ target, relatedTarget }: FocusEvent) => {
		if (relatedTarget !== null) return;
		queueMicrotask(() => {
			if (held?.element === target && document.hasFocus() && isUsable(held.element)) held = null;
		});
	};
	const look = () => {
		if (!held || busy()) return;
		const { activeElement } = document;
		// A line of news that caught the focus may have nothing more to say: that is no place to rest.
		if (activeElement?.matches(catches) && isUsable(activeElement) && !mayCatch(activeElement)) {
			placeAfter(held)?.focus();
			return;
		}
		const isLost = activeElement === null || activeElement === document.body;
		if (!isLost && (activeElement !== held.element || isUsable(held.element))) return;
		if (held.element.closest('dialog:not([open])')?.isConnected) {
			// The browser hands the focus back by itself, a step after it has closed the dialog.
			closing ??= setTimeout(goBack);
			return;
		}
		if (isUsable(held.element)) held.element.focus({ preventScroll: true });
		else (placeAfter(held) ?? held.element).focus();
	};

	const goBack = () => {
		closing = undefined;
		const { activeElement } = document;
		const isLost = activeElement === null || !isUsable(activeElement);
		if (!held || busy() || !(isLost || activeElement === document.body)) return;
		const back = opener && isUsable(opener) ? opener : placeAfter(held);
		back?.focus({ preventScroll: true });
	};

	document.addEventListener('click', press, { capture: true });
	document.addEventListener('focusin', take);
	document.addEventListener('focusout', leave);
	const watching = new MutationObserver(look);
	watching.observe(document.body, {
		...{ subtree: true, childList: true, characterData: true, attributes: true },
		attributeFilter: ['disabled', 'open', 'inert'],
	});
	return () => {
		watching.disconnect();
		clearTimeout(closing);
		document.removeEventListener('click', press, { capture: true });
		document.removeEventListener('focusin', take);
		document.removeEventListener('focusout', leave);
	};
}

function hold(element: HTMLElement): Held {
	const way: { element: Element; place: number }[] = [];
	for (let at: Element | null = element; at; at = at.parentElement)
		way.push({
			element: at,
			place: at.parentElement ? [...at.parentElement.children].indexOf(at) : 0,
		});
	return { element, way };
}

const isUsable = (element: Element): boolean =>
	element.isConnected && !element.matches(':disabled') && element.checkVisibility();

/** Something to read there, or something to use: an empty line of news catches nothing. */
const mayCatch = (element: Element): element is HTMLElement =>
	element instanceof HTMLElement &&
	isUsable(element) &&
	(element.matches('input, select, textarea') || element.textContent.trim() !== '');

function placeAfter({ way }: Held): HTMLElement | null {
	const from = way.findIndex(({ element }) => element.isConnected && element.checkVisibility());
	if (from < 0) return null;
	const around = way[from]?.element;
	const gone = way[from - 1];
	if (gone && around?.matches('ul, ol')) {
		const next = around.children[gone.place] ?? around.lastElementChild;
		const caught = next && [...next.querySelectorAll(catches)].find(mayCatch);
		if (caught) return caught;
	}
	for (const { element } of way.slice(from)) {
		const caught = [...element.querySelectorAll(catches)].find(mayCatch);
		if (caught) return caught;
	}
	return null;
}
