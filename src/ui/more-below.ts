/**
 * Tells whether a box that scrolls holds more further down, now and whenever that changes, until the
 * returned function is called. Bars of scrolling hide themselves on many machines; words do not.
 */
export function watchBelow(box: HTMLElement, tell: (more: boolean) => void): () => void {
	// Parts of a pixel are no row.
	const look = () => tell(box.scrollHeight - box.scrollTop - box.clientHeight > 4);
	// Folds, hints and a window's size change how much there is, and how much room.
	const watch = new ResizeObserver(look);
	watch.observe(box);
	for (const child of box.children) watch.observe(child);
	box.addEventListener('scroll', look);
	return () => {
		watch.disconnect();
		box.removeEventListener('scroll', look);
	};
}
