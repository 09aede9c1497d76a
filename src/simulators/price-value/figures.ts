import type { PriceValueInputs } from '#models/price-value/inputs.ts';
import type { Place } from '#models/price-value/choosing.ts';
import type { Day, PriceValueOutcome } from '#models/price-value/model.ts';
import type { LineChartSpec, Point } from '#ui/chart-spec.ts';
import { absent, number, shortNumber, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exact, moved } from './words.ts';

/** What a day earns, by how much is left to each customer, in both ways. */
export function earningsChart(inputs: PriceValueInputs, outcome: PriceValueOutcome): LineChartSpec {
	const { given, oldPrice } = inputs;
	const { rows, before, byPrice, byGift, bestPrice } = outcome;
	const gift = byGift ? `，改送東西賺${yuan(byGift.contribution)}` : '';
	const now = given === 0 ? '' : `${moved(inputs)}賺${yuan(byPrice.contribution)}${gift}。`;
	const best = bestPrice.given;
	const bestEarned = bestPrice.byPrice.contribution;
	const highest = Math.max(
		0,
		...rows.flatMap((row) => [row.byPrice.contribution, row.byGift?.contribution ?? 0]),
	);
	const positive = rows.filter((row) => row.byGift !== null);
	return {
		kind: 'line',
		finding: `一天賺多少：原本${yuan(before.contribution)}。${now}只動價格，最多是賣${exact(oldPrice - best)}元時的${yuan(bestEarned)}。`,
		caption: `橫軸是每份多讓給客人幾元，負的是漲價。兩條線從原本的${exact(oldPrice)}元出發：虛線整筆從價格扣，實線價格不動、改送客人覺得值一樣多的東西。`,
		x: {
			label: '每份多讓給客人（元）',
			unit: '元',
			format: 'number',
			min: rows[0]?.given ?? 0,
			max: rows.at(-1)?.given ?? 0,
		},
		// Room above the lines for the words on the present price.
		y: { label: '一天賺（元）', format: 'money', max: Math.max(1.2 * highest, 1.5 * bestEarned) },
		series: [
			{
				id: 'a',
				name: '只動價格',
				points: rows.map((row) => ({ x: row.given, y: row.byPrice.contribution })),
			},
			{
				id: 'b',
				name: '改送東西',
				points: positive.map((row) => ({ x: row.given, y: row.byGift?.contribution ?? 0 })),
			},
		],
		references: [
			{
				axis: 'x',
				at: given,
				look: 'dotted',
				label: `${best === given && bestEarned > 0 ? '現在就是最好：' : '現在'}賣${exact(oldPrice - given)}元`,
			},
		],
		callouts:
			best === given || bestEarned <= 0
				? []
				: [{ x: best, y: bestEarned, lines: [`最好${exact(oldPrice - best)}元`] }],
	};
}

/** Where a setting stands on the line of the price alone. */
export const earningsAt = ({ given }: PriceValueInputs, { byPrice }: PriceValueOutcome): Point => ({
	x: given,
	y: byPrice.contribution,
});

const priceWord = (given: number): string => (given < 0 ? '漲價' : '降價');

/** The days that are told beside each other, under what they are called. */
function daysOf(
	{ given }: PriceValueInputs,
	{ before, byPrice, byGift }: PriceValueOutcome,
): { readonly names: readonly string[]; readonly days: readonly Day[] } {
	const told: readonly (readonly [string, Day])[] = [
		['原本', before],
		...(given === 0 ? [] : [[priceWord(given), byPrice] as const]),
		...(byGift ? [['送東西', byGift] as const] : []),
	];
	return { names: told.map(([name]) => name), days: told.map(([, day]) => day) };
}

/** Both ways beside what was before. */
export function moneyTable(inputs: PriceValueInputs, outcome: PriceValueOutcome): NamedTable {
	const { names, days } = daysOf(inputs, outcome);
	const row = (name: string, of: (day: Day) => string) => [name, ...days.map(of)];
	return {
		caption: '一天的帳',
		columns: ['算什麼', ...names],
		rows: [
			row('賣幾個', ({ sold }) => number(sold)),
			row('一個賺（元）', ({ marginEach }) => shortNumber(marginEach)),
			row('一天賺（元）', ({ contribution }) => number(contribution)),
			row('打平要賣幾個', ({ breakEven }) =>
				breakEven === null || breakEven === 0 ? absent : number(breakEven),
			),
			row('價格（元）', ({ price }) => exact(price)),
			row('營收（元）', ({ revenue }) => number(revenue)),
		],
	};
}

export function peopleTable(inputs: PriceValueInputs, outcome: PriceValueOutcome): NamedTable {
	const { names, days } = daysOf(inputs, outcome);
	const row = (name: string, of: (day: Day) => number) => [
		name,
		...days.map((day) => number(of(day))),
	];
	return {
		caption: '誰在哪裡（人）',
		columns: ['中午的人', ...names],
		rows: [
			row('留下的老客人', ({ stayed }) => stayed),
			row('新來的', ({ came }) => came),
			row('去學餐', ({ toRival }) => toRival),
			row('兩家都不買', ({ nothing }) => nothing),
		],
		foot: ['合計', ...days.map(() => number(inputs.people))],
	};
}

const places: Record<Place, string> = { ours: '巷口', rival: '學餐', nothing: '不買' };

/** The four of the lesson, each by their own sum. */
export function friendsTable(
	{ given, oldPrice, rivalPrice }: PriceValueInputs,
	{ friends }: PriceValueOutcome,
): NamedTable {
	return {
		caption: `課文裡的四個人（都覺得學餐值95元，剩餘${exact(95 - rivalPrice)}元）`,
		columns: [
			'客人',
			'覺得巷口值',
			'原本的剩餘',
			'原本選',
			given < 0 ? '漲價後選' : given > 0 ? '多讓以後選' : '現在選',
		],
		rows: friends.map((friend) => [
			friend.name,
			number(friend.ours),
			exact(friend.ours - oldPrice),
			places[friend.before],
			places[friend.byPrice],
		]),
	};
}

export function givenTable({ rows }: PriceValueOutcome): NamedTable {
	return {
		caption: '每份多讓給客人多少，一天賺多少',
		columns: ['多讓（元）', '只動價格：賣幾個', '只動價格：賺（元）', '改送東西：賺（元）'],
		rows: rows
			.filter((row) => row.given % 5 === 0)
			.map(({ given, byPrice, byGift }) => [
				number(given),
				number(byPrice.sold),
				number(byPrice.contribution),
				byGift ? number(byGift.contribution) : absent,
			]),
	};
}
