import type { KeyRow } from './keys.ts';

export type TurningCommand = 'next' | 'back' | 'first' | 'last';

/** Whatever stands on the wall a piece at a time obeys these; clickers send PageUp and PageDown. */
export const turningKeys: readonly KeyRow<TurningCommand>[] = [
	{
		command: 'next',
		codes: ['ArrowRight', 'PageDown', 'Space'],
		shown: '→　PageDown　空白鍵',
		label: '下一張',
	},
	{ command: 'back', codes: ['ArrowLeft', 'PageUp'], shown: '←　PageUp', label: '上一張' },
	{ command: 'back', codes: ['Space'], shift: true, shown: 'Shift＋空白鍵', label: '上一張' },
	{ command: 'first', codes: ['Home'], shown: 'Home', label: '第一張' },
	{ command: 'last', codes: ['End'], shown: 'End', label: '最後一張' },
];

export type ScreenCommand = 'fullScreen' | 'blank' | 'theme' | 'help';

/** What a wall can do with the screen itself. */
export const screenKeys: readonly KeyRow<ScreenCommand>[] = [
	{ command: 'fullScreen', codes: ['KeyF'], shown: 'F', label: '全螢幕' },
	{ command: 'blank', codes: ['KeyB', 'Period'], shown: 'B　.', label: '遮住畫面' },
	{ command: 'theme', codes: ['KeyT'], shown: 'T', label: '淺色或深色' },
	{
		command: 'help',
		codes: [],
		keys: ['?', '？'],
		shift: true,
		shown: '?',
		label: '現在能用的按鍵',
	},
];

/** Fills the screen with the page, or gives it back. */
export function toggleFullScreen(): void {
	if (document.fullscreenElement) void document.exitFullscreen();
	// Refused where a browser has no full screen for pages, as on some phones: all stays as it is.
	else document.documentElement.requestFullscreen?.().catch(() => undefined);
}
