import type { KeyRow } from '#ui/keys.ts';

/** The keys of presenting views. */
export * from '#ui/keys.ts';

export type DeckCommand =
	'next' | 'back' | 'first' | 'last' | 'overview' | 'fullScreen' | 'goTo' | 'blank' | 'help';

/** Every deck of slides obeys these; clickers send PageUp and PageDown. */
export const deckKeys: readonly KeyRow<DeckCommand>[] = [
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
	{ command: 'overview', codes: ['KeyO', 'Escape'], shown: 'O　Esc', label: '總覽' },
	{ command: 'goTo', codes: ['KeyG'], shown: 'G', label: '跳到第幾張' },
	{ command: 'fullScreen', codes: ['KeyF'], shown: 'F', label: '全螢幕' },
	{ command: 'blank', codes: ['KeyB', 'Period'], shown: 'B　.', label: '遮住畫面' },
	{
		command: 'help',
		codes: [],
		keys: ['?', '？'],
		shift: true,
		shown: '?',
		label: '現在能用的按鍵',
	},
];
