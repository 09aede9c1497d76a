/** The style sheet's colours and face, as a canvas needs them. */
export interface ChartTheme {
	readonly paper: string;
	readonly tint: string;
	readonly ink: string;
	readonly inkSoft: string;
	readonly rule: string;
	readonly teal: string;
	readonly family: string;
}

/**
 * Reads the colours that hold at an element right now. Custom properties come back as they were
 * written (light-dark(…)), so each is put on a probe and read as a used colour.
 */
export function readTheme(near: HTMLElement): ChartTheme {
	const probe = document.createElement('span');
	probe.hidden = true;
	near.append(probe);
	const used = getComputedStyle(probe);
	const colour = (property: string): string => {
		probe.style.color = `var(${property})`;
		return used.color;
	};
	const theme = {
		paper: colour('--paper'),
		tint: colour('--tint'),
		ink: colour('--ink'),
		inkSoft: colour('--ink-2'),
		rule: colour('--rule'),
		teal: colour('--teal'),
		family: getComputedStyle(near).fontFamily,
	};
	probe.remove();
	return theme;
}

/** Calls back when the reader turns to paper or ink, or the device does; returns the stop. */
export function onThemeChange(changed: () => void): () => void {
	const media = matchMedia('(prefers-color-scheme: dark)');
	const chosen = new MutationObserver(changed);
	media.addEventListener('change', changed);
	chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	return () => {
		media.removeEventListener('change', changed);
		chosen.disconnect();
	};
}
