/** From paper (light) to ink or back, as a hall that has just been darkened needs it. */
export function turnTheme(): void {
	const { theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'ink' : 'paper' } =
		document.documentElement.dataset;
	const detail = theme === 'ink' ? 'paper' : 'ink';
	dispatchEvent(new CustomEvent('wear-theme', { detail }));
}
