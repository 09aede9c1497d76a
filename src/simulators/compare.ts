import {
	shownNumber,
	usualSeed,
	type InputRow,
	type InputTable,
	type ModelState,
} from '#models/model.ts';
import { percent, shortNumber, typedNumber, yuan } from '#ui/format.ts';
import type { Amount, Answer } from './frame.ts';

/**
 * A pinned setting beside the present one, in words. Neither is called by a letter: conventions
 * (A to D) and offers (甲 and 乙) of the simulators have taken those.
 */

/** A value of a row as a reader knows it: 80%, 400元, 期初（A）'s label. */
export function shownValue(row: InputRow, value: unknown): string {
	if (row.kind === 'choice') {
		return row.options.find((option) => option.value === value)?.label ?? String(value);
	}
	if (typeof value !== 'number') return String(value);
	return `${typedNumber(shownNumber(row, value)).replace('-', '−')}${row.unit}`;
}

export interface ChangedInput {
	readonly name: string;
	readonly label: string;
	readonly from: string;
	readonly to: string;
}

/** The inputs in which two settings differ, in the table's order. */
export function changedInputs(
	table: InputTable,
	from: Pick<ModelState<object>, 'inputs' | 'seed'>,
	to: Pick<ModelState<object>, 'inputs' | 'seed'>,
): ChangedInput[] {
	const before: Readonly<Record<string, unknown>> = { ...from.inputs };
	const after: Readonly<Record<string, unknown>> = { ...to.inputs };
	const changed = Object.entries(table)
		.filter(([name]) => before[name] !== after[name])
		.map(([name, row]) => ({
			name,
			label: row.label,
			from: shownValue(row, before[name]),
			to: shownValue(row, after[name]),
		}));
	if (from.seed !== to.seed) {
		const named = (seed: number) => (seed === usualSeed ? '原本' : String(seed));
		changed.push({
			name: 'seed',
			label: '亂數組',
			from: named(from.seed),
			to: named(to.seed),
		});
	}
	return changed;
}

/** NT$3,667, 57%或21%: an answer in one piece. */
export const wholeFigure = ({ prefix = '', figure, suffix = '' }: Answer): string =>
	`${prefix}${figure}${suffix}`;

/** Whether two answers read the same, whatever else of their settings differs. */
export const alike = (a: Answer, b: Answer): boolean => wholeFigure(a) === wholeFigure(b);

/** How far apart two amounts of the same kind are: 1,833元（多50%）, 3.2個百分點. */
function apart(from: Amount, to: Amount): string {
	const size = Math.abs(to.value - from.value);
	switch (to.format) {
		case 'percent':
		case 'signedPercent':
			return `${shortNumber(size * 100, size >= 0.1 ? 1 : 2)}個百分點`;
		case 'money':
		case 'signedMoney':
			return yuan(size, to.decimals);
		case 'months':
			return `${shortNumber(size, to.decimals ?? 0)}個月`;
		case 'years':
			return `${shortNumber(size, to.decimals ?? 1)}年`;
		default:
			return `${shortNumber(size, to.decimals ?? 0)}${to.unit ?? ''}`;
	}
}

/**
 * 現在比釘住的多1,833元（+50%）. Null where a difference says nothing: an answer that does not exist, or two
 * that count by different conventions.
 */
export function differenceOf(a: Answer, b: Answer): string | null {
	if (!a.amount || !b.amount) return null;
	if (a.amount.format !== b.amount.format || a.amount.kind !== b.amount.kind) return null;
	const { value: from } = a.amount;
	const { value: to } = b.amount;
	if (!Number.isFinite(from) || !Number.isFinite(to)) return null;
	if (alike(a, b)) return from === to ? '這個答案一樣' : '這個答案幾乎一樣';
	const ratio = /percent/i.test(b.amount.format) || from <= 0 || to < 0 ? null : to / from - 1;
	const beside =
		ratio === null || Math.abs(ratio) > 10
			? ''
			: `（${ratio > 0 ? '+' : '−'}${percent(Math.abs(ratio), Math.abs(ratio) < 0.1 ? 1 : 0)}）`;
	const word = /percent/i.test(b.amount.format)
		? to > from
			? '高'
			: '低'
		: to > from
			? '多'
			: '少';
	return `現在比釘住的${word}${apart(a.amount, b.amount)}${beside}`;
}
