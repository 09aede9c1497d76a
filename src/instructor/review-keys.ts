import type { KeyRow } from '#presentation/keys.ts';

export type ReviewCommand =
	| 'nextTeam'
	| 'previousTeam'
	| 'level1'
	| 'level2'
	| 'level3'
	| 'level4'
	| 'level5'
	| 'leap'
	| 'comment'
	| 'move'
	| 'save'
	| 'return'
	| 'help';

const level = (number: 1 | 2 | 3 | 4 | 5): KeyRow<ReviewCommand> => ({
	command: `level${number}`,
	codes: [`Digit${number}`, `Numpad${number}`],
	shown: String(number),
	label: `給選到的那一項${number}級`,
});

/** The keys of a review sheet; the Ctrl ones also act while a comment is being written. */
export const reviewKeys: readonly KeyRow<ReviewCommand>[] = [
	{ command: 'nextTeam', codes: ['KeyJ'], shown: 'J', label: '下一份' },
	{ command: 'previousTeam', codes: ['KeyK'], shown: 'K', label: '上一份' },
	level(1),
	level(2),
	level(3),
	level(4),
	level(5),
	{ command: 'leap', codes: ['KeyR'], shown: 'R', label: '到評分規準／回到各欄' },
	{ command: 'comment', codes: ['KeyC'], shown: 'C', label: '寫評語' },
	{ command: 'move', codes: ['KeyM'], shown: 'M', label: '移動這一組的滑桿' },
	{ command: 'save', codes: ['KeyS'], control: true, shown: 'Ctrl S', label: '存成草稿' },
	{
		command: 'return',
		codes: ['Enter', 'NumpadEnter'],
		control: true,
		shown: 'Ctrl ↵',
		label: '發還',
	},
	{
		command: 'help',
		codes: [],
		keys: ['?', '？'],
		shift: true,
		shown: '?',
		label: '現在能用的按鍵',
	},
];

/** 1–5 for a level command, null for any other. */
export function levelOf(command: ReviewCommand): number | null {
	const found = /^level([1-5])$/.exec(command);
	return found ? Number(found[1]) : null;
}
