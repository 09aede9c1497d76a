import type { PerceivedValueInputs } from '#models/perceived-value/inputs.ts';
import type { PerceivedValueOutcome } from '#models/perceived-value/model.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number, percent, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';

interface Part {
	readonly name: string;
	readonly short: string;
	/** What it adds to the value: costs are below 0. */
	readonly a: number;
	readonly b: number;
}

export function partsOf(inputs: PerceivedValueInputs): Part[] {
	return [
		{ name: '產品利益', short: '產品', a: inputs.productA, b: inputs.productB },
		{ name: '服務利益', short: '服務', a: inputs.serviceA, b: inputs.serviceB },
		{ name: '人員利益', short: '人員', a: inputs.personnelA, b: inputs.personnelB },
		{ name: '形象利益', short: '形象', a: inputs.imageA, b: inputs.imageB },
		{ name: '金錢成本', short: '金錢', a: -inputs.moneyA, b: -inputs.moneyB },
		{ name: '時間成本', short: '時間', a: -inputs.timeA, b: -inputs.timeB },
		{ name: '精力成本', short: '精力', a: -inputs.energyA, b: -inputs.energyB },
		{ name: '心理成本', short: '心理', a: -inputs.psychologicalA, b: -inputs.psychologicalB },
	];
}

/** Both pans of the scales, offer beside offer. */
export function scalesChart(
	inputs: PerceivedValueInputs,
	{ a, b }: PerceivedValueOutcome,
): BarChartSpec {
	const parts = partsOf(inputs);
	return {
		kind: 'bar',
		finding: `甲得到${number(a.benefits)}元、付出${number(a.costs)}元；乙得到${number(b.benefits)}元、付出${number(b.costs)}元。`,
		caption:
			'往上是客人得到的，往下是付出的，都以這位客人自己的估價（元）計。上下相抵就是知覺價值。',
		x: { label: '左四項是利益，右四項是成本', categories: parts.map(({ short }) => short) },
		y: { label: '客人眼中值多少（元）', format: 'money' },
		series: [
			{ id: 'a', name: '甲', values: parts.map((part) => part.a) },
			{ id: 'b', name: '乙', values: parts.map((part) => part.b) },
		],
	};
}

export function scalesTable(
	inputs: PerceivedValueInputs,
	{ a, b }: PerceivedValueOutcome,
): NamedTable {
	return {
		caption: '兩個方案，同一把秤（元）',
		columns: ['項目', '甲', '乙', '乙減甲'],
		rows: partsOf(inputs).map((part) => [
			part.name,
			signedNumber(part.a),
			signedNumber(part.b),
			signedNumber(part.b - part.a),
		]),
		foot: [
			'知覺價值',
			signedNumber(a.difference),
			signedNumber(b.difference),
			signedNumber(b.difference - a.difference),
		],
	};
}

export function priceTable({ byPrice }: PerceivedValueOutcome): NamedTable {
	return {
		caption: '只動甲的價錢',
		columns: ['甲的價錢（元）', '選甲', '選乙', '都不選', '每位問價客人的收入（元）'],
		rows: byPrice
			.filter((_, index) => index % 5 === 0)
			.map((row) => [
				number(row.moneyA),
				percent(row.shareA),
				percent(row.shareB),
				percent(row.none),
				number(row.revenueA),
			]),
	};
}
