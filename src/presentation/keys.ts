import type { KeyRow } from '#ui/keys.ts';
import {
	screenKeys,
	turningKeys,
	type ScreenCommand,
	type TurningCommand,
} from '#ui/turning-keys.ts';

/** The keys of presenting views. */
export * from '#ui/keys.ts';

export type DeckCommand = TurningCommand | ScreenCommand | 'overview' | 'goTo';

/** Every deck of slides obeys these. */
export const deckKeys: readonly KeyRow<DeckCommand>[] = [
	...turningKeys,
	{ command: 'overview', codes: ['KeyO', 'Escape'], shown: 'O　Esc', label: '總覽' },
	{ command: 'goTo', codes: ['KeyG'], shown: 'G', label: '跳到第幾張' },
	...screenKeys,
];
