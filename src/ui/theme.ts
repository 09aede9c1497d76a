/** Paper is light, ink is dark; with neither chosen the system decides. */
export type Theme = 'paper' | 'ink';

/** What the page wears now. */
export function presentTheme(): Theme {
	const { theme } = document.documentElement.dataset;
	if (theme === 'paper' || theme === 'ink') return theme;
	return matchMedia('(prefers-color-scheme: dark)').matches ? 'ink' : 'paper';
}

/** Puts a theme on, and keeps it on this device; public/theme.js reads it before the first paint. */
export function wearTheme(theme: Theme): void {
	document.documentElement.dataset['theme'] = theme;
	try {
		localStorage.setItem('theme', theme);
	} catch {
		// Storage switched off: the choice holds for this page.
	}
}

/** From paper to ink or back, as a hall that has just been darkened needs it. */
export function turnTheme(): void {
	wearTheme(presentTheme() === 'paper' ? 'ink' : 'paper');
}
