/**
 * Terms explained where they stand: one card for the page, a native popover, which brings Esc,
 * a press elsewhere and the way back of the focus along.
 */

const margin = 16;
const gap = 8;

function line(name: string, text: string | undefined, lang?: string): HTMLElement | null {
	if (!text) return null;
	const paragraph = document.createElement('p');
	paragraph.className = name;
	paragraph.textContent = text;
	if (lang) paragraph.lang = lang;
	return paragraph;
}

function newCard(): HTMLElement {
	const card = document.createElement('div');
	card.className = 'term-card';
	card.id = 'term-card';
	card.popover = 'auto';
	card.tabIndex = -1;
	card.setAttribute('role', 'dialog');
	return card;
}

function fill(card: HTMLElement, link: HTMLAnchorElement): void {
	const { term, english, short, aliases } = link.dataset;
	const more = document.createElement('a');
	more.href = link.href;
	more.textContent = '看全文';
	const lines = [
		line('term-name', term),
		line('term-english', english, 'en'),
		line('term-short', short),
		line('term-aliases', aliases && `也寫作${aliases}`),
		more,
	];
	card.replaceChildren(...lines.filter((each) => each !== null));
	card.setAttribute('aria-label', term ?? '');
}

/** Under the word, or over it where there is more room; never over the edge of the page. */
function place(card: HTMLElement, link: HTMLElement): void {
	// A word that goes on in the next line is there twice.
	const lines = link.getClientRects();
	const first = lines[0] ?? link.getBoundingClientRect();
	const last = lines[lines.length - 1] ?? first;
	const page = document.documentElement;
	const left = Math.min(last.left, page.clientWidth - card.offsetWidth - margin);
	const below = last.bottom + gap;
	const above = first.top - gap - card.offsetHeight;
	const isAbove = below + card.offsetHeight > page.clientHeight && above >= 0;
	card.style.setProperty('--card-left', `${Math.max(margin, left) + scrollX}px`);
	card.style.setProperty('--card-top', `${(isAbove ? above : below) + scrollY}px`);
}

export function explainTerms(): void {
	const links = document.querySelectorAll<HTMLAnchorElement>('a.term[data-short]');
	if (links.length === 0 || !('popover' in HTMLElement.prototype)) return;
	const card = newCard();
	let open: HTMLAnchorElement | null = null;
	/** The word whose card was open when the finger came down: that alone has closed it by now. */
	let wasOpen: HTMLAnchorElement | null = null;

	const show = (link: HTMLAnchorElement, isByKey: boolean): void => {
		const isSecondPress = open === link || (wasOpen === link && !isByKey);
		if (open) card.hidePopover();
		if (isSecondPress) return;
		fill(card, link);
		// Right after its word: Tab goes from the one to the other.
		link.after(card);
		link.focus({ preventScroll: true });
		card.showPopover();
		place(card, link);
		// Only once it has its place: focus scrolls to where the card is. Now it is read out, and Tab
		// leads to its link; closing it gives the focus back to the word.
		card.focus();
		open = link;
		link.setAttribute('aria-expanded', 'true');
	};

	card.addEventListener('beforetoggle', (event) => {
		if (event.newState === 'open') return;
		open?.setAttribute('aria-expanded', 'false');
		open = null;
	});
	addEventListener('resize', () => {
		if (open) place(card, open);
	});
	addEventListener('pointerdown', () => (wasOpen = open), { capture: true });
	for (const link of links) {
		link.setAttribute('role', 'button');
		link.setAttribute('aria-haspopup', 'dialog');
		link.setAttribute('aria-expanded', 'false');
		link.addEventListener('click', (event) => {
			// Whoever asks for a new tab gets the glossary.
			if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
			event.preventDefault();
			show(link, event.detail === 0);
		});
		link.addEventListener('keydown', (event) => {
			if (event.key !== ' ') return;
			event.preventDefault();
			show(link, true);
		});
	}
}
