/**
 * The class is no more, so its page is the only copy of what was written: leaving asks first while
 * that is still `needed`, and links that would lead away open beside. Returns how to stop.
 */
export function holdLastCopy(needed: () => boolean): () => void {
	const guard = (event: BeforeUnloadEvent) => {
		if (needed()) event.preventDefault();
	};
	const beside = ({ target }: Event) => {
		const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
		const isInPage = link?.getAttribute('href')?.startsWith('#');
		if (!link || isInPage || link.hasAttribute('download')) return;
		link.target = '_blank';
		link.rel = 'noopener';
	};
	addEventListener('beforeunload', guard);
	document.addEventListener('click', beside, { capture: true });
	return () => {
		removeEventListener('beforeunload', guard);
		document.removeEventListener('click', beside, { capture: true });
	};
}
