import type { BaseOutcome, ChurnOutcome } from '#models/churn/churn.ts';
import type { ChurnInputs } from '#models/churn/inputs.ts';
import {
	gainFromLessChurn,
	gainsAt,
	tableDiscounts,
	tableRetentions,
} from '#models/churn/five-points.ts';
import { sortSegments } from '#models/churn/segments.ts';
import { absent, number, percent } from '#ui/format.ts';
import { toldApart } from '../digits.ts';
import {
	gained,
	halfLifeWords,
	lifetimeWords,
	money,
	periodWord,
	rate,
	span,
	stories,
	unitOf,
} from './words.ts';

export interface Table {
	caption: string;
	columns: string[];
	rows: string[][];
	foot?: string[];
}

const months = [0, 1, 2, 3, 6, 12, 18, 24, 36, 48, 60, 72, 84, 96, 108, 120];
const years = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 40, 60, 80, 100, 120];

/** The curve in numbers, at the periods that people ask about. */
export function survivalTable(inputs: ChurnInputs, outcome: ChurnOutcome): Table {
	const { periods, customers, period } = inputs;
	const asked = (period === 'month' ? months : years).filter((each) => each < periods);
	const { alike, mixed } = outcome;
	const people = (survival: readonly number[], at: number) =>
		number(Math.round((survival[at] ?? 0) * customers));
	const stays = (retention: readonly (number | null)[], at: number) => {
		const kept = at === 0 ? null : retention[at - 1];
		return kept === null || kept === undefined ? absent : percent(kept, 1);
	};
	return {
		caption: `${number(customers)}人裡還剩幾人，以及每${unitOf(inputs)}的留存率`,
		columns: [
			unitOf(inputs),
			`${stories.alike}（人）`,
			'留存率',
			`${stories.mixed}（人）`,
			'留存率',
		],
		rows: [...asked, periods].map((at) => [
			String(at),
			people(alike.survival, at),
			stays(alike.retention, at),
			people(mixed.survival, at),
			stays(mixed.retention, at),
		]),
	};
}

/** The two stories side by side, each in a handful of numbers. */
export function summaryTable(inputs: ChurnInputs, { alike, mixed }: ChurnOutcome): Table {
	const row = (name: string, of: (base: BaseOutcome) => string) => [name, of(alike), of(mixed)];
	return {
		caption: '第一期走的一樣多，其他都不一樣',
		columns: ['看什麼', stories.alike, stories.mixed],
		rows: [
			row(`${span(inputs)}後還在`, ({ survival }) => percent(survival.at(-1) ?? 0, 1)),
			row('走掉一半以上', ({ halfLife }) => halfLifeWords(inputs, halfLife)),
			row('平均維持（不折現）', ({ lifetime }) => lifetimeWords(inputs, lifetime)),
			row('一位新客戶值（期初收款，A）', ({ value }) => money(value)),
		],
	};
}

/** What a customer is still worth, by how long they have stayed. */
export function residualTable(inputs: ChurnInputs, outcome: ChurnOutcome): Table {
	return {
		caption: '續約前，一位還在的客戶往後還值多少（續約時收款，不含取得成本）',
		columns: [`已付過幾${periodWord(inputs)}`, stories.alike, stories.mixed],
		rows: outcome.payments.map((paid, index) => [
			String(paid),
			money(outcome.alike.residual[index] ?? null),
			money(outcome.mixed.residual[index] ?? null),
		]),
	};
}

/** 46.0% → 41.0%, with the decimals that show the two apart. */
function fromTo(before: number, after: number): string {
	const [from, to] = toldApart(before, after) ?? [percent(before, 1), percent(after, 1)];
	return `${from} → ${to}`;
}

/** What less churn is worth at the reader's own setting, under both stories. */
export function ownChangeTable(inputs: ChurnInputs, { alike, mixed }: ChurnOutcome): Table {
	const row = (name: string, of: (base: BaseOutcome) => string) => [name, of(alike), of(mixed)];
	return {
		caption: '兩種說法各自少流失這麼多，一位新客戶值多少（期初收款，A）',
		columns: ['一位新客戶', stories.alike, stories.mixed],
		rows: [
			row('第一年的流失率', (base) => fromTo(base.firstYearChurn, base.firstYearChurnAfter)),
			...(inputs.period === 'month'
				? [row('第一個月的流失率', (base) => fromTo(inputs.churnPerPeriod, base.churnAfter))]
				: []),
			row('現在值', ({ value }) => money(value)),
			row('流失減少後值', ({ valueAfter }) => money(valueAfter)),
			row(`扣掉取得成本${money(inputs.acquisitionCost)}再比`, ({ gain }) => gained(gain, 1)),
		],
		foot: row('每位最多花多少才不虧', ({ breakEvenSpend }) => money(breakEvenSpend)),
	};
}

/** The classic table of less churn, for constant churn a year; the reader's own year comes last. */
export function lessChurnTable(inputs: ChurnInputs, outcome: ChurnOutcome): Table {
	const { reduction, reductionKind } = inputs;
	const own = tableDiscounts.map((discount) =>
		gained(
			gainFromLessChurn({ churn: outcome.perYear, discount, reduction, kind: reductionKind }),
			1,
		),
	);
	return {
		caption: '一位客戶的價值增加多少；一年算一期，期初收款（A），毛利不變，未扣取得成本',
		columns: ['原本的年留存率', ...tableDiscounts.map((discount) => `折現${percent(discount)}`)],
		rows: tableRetentions.map((retention) => [
			percent(retention),
			...gainsAt(retention, reduction, reductionKind).map((value) => gained(value, 1)),
		]),
		foot: [`你的${rate(1 - outcome.perYear, 1)}`, ...own],
	};
}

/** Two kinds of customers, half each: nobody changes and yet the whole gets steadier. */
export function sortingTable(): Table {
	const rows = sortSegments(
		[
			{ share: 0.5, retention: 0.9 },
			{ share: 0.5, retention: 0.5 },
		],
		6,
	);
	return {
		caption: '一半的客戶每年留90%，一半每年留50%，誰都不變',
		columns: ['年', '還在的比例', '全體留存率', '其中忠誠的占'],
		rows: rows.map(({ period, survival, retention, composition }) => [
			String(period),
			percent(survival, 1),
			retention === null ? absent : percent(retention, 1),
			percent(composition[0] ?? 0),
		]),
	};
}
