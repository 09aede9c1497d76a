/**
 * Tells the page's sheet how high something is that stays in sight, under a name of its own: what
 * stays below it begins there, and what is scrolled to stays clear of it.
 */
export const tellsHeight =
	(name: `--${string}`) =>
	(element: HTMLElement): (() => void) => {
		const watch = new ResizeObserver(() =>
			document.documentElement.style.setProperty(name, `${element.offsetHeight}px`),
		);
		watch.observe(element);
		return () => watch.disconnect();
	};
