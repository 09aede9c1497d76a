import type { PointsInputs } from '#models/points/inputs.ts';
import { number, shortNumber, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { ShownOutcome } from './shown-outcome.ts';
import { share } from './roi-words.ts';
import { worlds } from './words.ts';

/** Sums whose printed lines add up to their printed total. */

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export interface ReceiptLine {
	readonly name: string;
	readonly amount: number;
	readonly note?: string;
}

/**
 * Lines in whole numbers that add up to the whole number nearest to their true sum, so that the
 * total is the one every other table prints: what rounding leaves over goes to the lines that it
 * hurt most.
 */
export function wholeLines(lines: readonly ReceiptLine[]): ReceiptLine[] {
	const whole = lines.map(({ amount }) => Math.round(amount));
	const left = Math.round(sum(lines.map(({ amount }) => amount))) - sum(whole);
	const step = Math.sign(left);
	const off = (index: number) => ((lines[index]?.amount ?? 0) - (whole[index] ?? 0)) * step;
	const hurt = whole.map((_, index) => index).sort((a, b) => off(b) - off(a));
	const moved = new Set(hurt.slice(0, Math.abs(left)));
	return lines.map((line, index) => ({
		...line,
		amount: (whole[index] ?? 0) + (moved.has(index) ? step : 0),
	}));
}

/** The programme's money as a receipt: whole dollars whose lines add up to the last one. */
export function moneyReceipt(inputs: PointsInputs, outcome: ShownOutcome): ReceiptLine[] {
	const { cost, extraMargin } = outcome;
	return wholeLines([
		{
			name: extraMargin < 0 ? '少賺的毛利' : '多賺的毛利',
			amount: extraMargin,
			note: `${worlds.with}減${worlds.without}`,
		},
		{ name: '開辦費', amount: -cost.setup },
		{
			name: '固定費',
			amount: -cost.fixed,
			note: `每月${yuan(inputs.fixedCostPerMonth)}，${inputs.months}個月`,
		},
		{
			name: '會員服務',
			amount: -cost.service,
			note: `每位會員每月${shortNumber(inputs.costPerMemberMonth, 1)}元`,
		},
		...(inputs.tierCount === 'none'
			? []
			: [{ name: '等級禮遇', amount: -cost.tiers, note: '金級以上的會員' }]),
		{
			name: '已兌換的點數',
			amount: -cost.redeemed,
			note: `面額${number(outcome.points.redeemed * inputs.pointValue)}元`,
		},
		{ name: '還欠著、換得到的點數', amount: -cost.owed, note: '沒兌換也先算成本' },
	]);
}

/** Where every point that was given has gone; the lines add up to what was given. */
export function pointsReceipt({ points }: ShownOutcome): ReceiptLine[] {
	const of = (amount: number) => (points.earned > 0 ? share(amount / points.earned) : undefined);
	return wholeLines([
		{ name: '兌換', amount: points.redeemed, note: of(points.redeemed) },
		{ name: '過期', amount: points.expired, note: of(points.expired) },
		{ name: '隨客戶離開作廢', amount: points.forfeited, note: of(points.forfeited) },
		{
			name: '還沒兌換',
			amount: points.outstanding,
			note: `面額${number(points.outstandingFace)}元`,
		},
	]);
}

/** A receipt as rows, for whoever takes the numbers away. */
export const receiptTable = (
	caption: string,
	lines: readonly ReceiptLine[],
	total: string,
): NamedTable => ({
	caption,
	columns: ['項目', '數字'],
	rows: lines.map(({ name, amount }) => [name, number(amount)]),
	foot: [total, number(sum(lines.map(({ amount }) => amount)))],
});
