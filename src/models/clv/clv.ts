import { requireInRange, type Model } from '#models/model.ts';
import { clvInputs, type ClvInputs } from './inputs.ts';
import { payments, timings, worthOf, type Stream, type TimingCode, type Worth } from './timing.ts';

/** One payment of the customer's story, money under the chosen convention. */
export interface ClvYear {
	/** Number of the payment, from 1; where only renewals count (B), of the renewal. */
	readonly payment: number;
	/** Years from today until it comes: 0 is now. */
	readonly time: number;
	readonly survival: number;
	readonly expectedMargin: number;
	readonly discountFactor: number;
	readonly presentValue: number;
	/** Present values so far, acquisition cost not taken off (NT$). */
	readonly cumulative: number;
	/** The same without discounting (NT$). */
	readonly cumulativeUndiscounted: number;
}

/** What moving one input a little would do. */
export interface Lever {
	readonly name: 'retentionPerYear' | 'marginRate' | 'purchasesPerYear' | 'discountPerYear';
	/** Its value then: five points more retention or margin, a tenth more bought, five points less discount. */
	readonly to: number;
	readonly worth: Worth;
}

export interface ClvOutcome {
	/** NT$ a customer spends in a year. */
	readonly revenuePerYear: number;
	/** NT$ of it left after serving the customer. */
	readonly marginPerYear: number;
	/** Rung 0: order value × frequency × years kept, revenue, undiscounted (NT$). */
	readonly revenue: number;
	/** Rung 1: the same in margin (NT$). */
	readonly margin: number;
	/** Rung 2: present value of the margin at constant retention, under the chosen timing (NT$). */
	readonly worth: Worth;
	/**
	 * Margin that comes with winning the customer but that the convention leaves out (NT$): one
	 * year's under B, which counts from the first renewal; otherwise 0.
	 */
	readonly firstMargin: number;
	/** The most that winning the customer may cost: rung 2 and the first margin (NT$). */
	readonly breakEvenCost: Worth;
	/** Rung 3: that, less what it cost to win the customer; may be negative (NT$). */
	readonly net: Worth;
	readonly byTiming: Readonly<Record<TimingCode, Worth>>;
	/**
	 * What the margin would come to without discounting, m/(1−r), or m·r/(1−r) where only renewals
	 * count (B). The bridge between rungs 1 and 2: it equals rung 1 if years kept is 1/(1−r).
	 */
	readonly undiscounted: Worth;
	readonly years: readonly ClvYear[];
	/** Share of rung 2 that the first three payments bring; absent when it has no bound or is 0. */
	readonly firstThreeShare?: number;
	/**
	 * Years until the first margin and the present values cover the acquisition cost, at the time of
	 * the payment that does it; 'never' when they do not within a thousand years.
	 */
	readonly paybackYears: number | 'never';
	readonly levers: readonly Lever[];
}

const maxPaybackYears = 1_000;

/**
 * Customer lifetime value as a ladder of questions: revenue → margin → present value at constant
 * retention → less acquisition cost. Rungs 0 and 1 use years kept, rung 2 uses retention.
 * Formulas: Gupta & Lehmann (2005); Fader & Hardie (2010) for the first, certain payment.
 */
export function runClv(inputs: ClvInputs): ClvOutcome {
	requireInRange(clvInputs, inputs);
	const revenuePerYear = inputs.orderValue * inputs.purchasesPerYear;
	const marginPerYear = revenuePerYear * inputs.marginRate;
	const stream = streamOf(inputs);
	const worth = worthOf(stream, inputs.timing);
	// Where only renewals count, the first margin still came, and pays its part of the cost.
	const firstMargin = timings[inputs.timing].firstIsCertain ? 0 : marginPerYear;
	const breakEvenCost: Worth = worth.bounded
		? { bounded: true, value: worth.value + firstMargin }
		: worth;
	const years = yearsOf(stream, inputs.timing, Math.round(inputs.horizonYears));
	const firstThree = years[Math.min(2, years.length - 1)]?.cumulative ?? 0;
	return {
		revenuePerYear,
		marginPerYear,
		revenue: revenuePerYear * inputs.yearsKept,
		margin: marginPerYear * inputs.yearsKept,
		worth,
		firstMargin,
		breakEvenCost,
		net: breakEvenCost.bounded
			? { bounded: true, value: breakEvenCost.value - inputs.acquisitionCost }
			: breakEvenCost,
		byTiming: {
			A: worthOf(stream, 'A'),
			B: worthOf(stream, 'B'),
			C: worthOf(stream, 'C'),
			D: worthOf(stream, 'D'),
		},
		undiscounted: worthOf({ ...stream, discountPerPeriod: 0 }, inputs.timing),
		years,
		...(worth.bounded && worth.value > 0 ? { firstThreeShare: firstThree / worth.value } : {}),
		paybackYears: payback(stream, inputs, breakEvenCost, firstMargin),
		levers: leversOf(inputs),
	};
}

function streamOf(inputs: ClvInputs): Stream {
	return {
		marginPerPeriod: inputs.orderValue * inputs.purchasesPerYear * inputs.marginRate,
		retentionPerPeriod: inputs.retentionPerYear,
		discountPerPeriod: inputs.discountPerYear,
	};
}

/** The payments that come within `horizon` years; the first three of them always among them. */
function yearsOf(stream: Stream, timing: TimingCode, horizon: number): ClvYear[] {
	const count = Math.floor(horizon - timings[timing].delay) + 1;
	let cumulative = 0;
	let cumulativeUndiscounted = 0;
	return payments(stream, timing, count).map((payment) => {
		cumulative += payment.presentValue;
		cumulativeUndiscounted += payment.expected;
		return {
			payment: payment.period + 1,
			time: payment.time,
			survival: payment.survival,
			expectedMargin: payment.expected,
			discountFactor: payment.discountFactor,
			presentValue: payment.presentValue,
			cumulative,
			cumulativeUndiscounted,
		};
	});
}

function payback(
	stream: Stream,
	{ timing, acquisitionCost: cost }: ClvInputs,
	breakEvenCost: Worth,
	firstMargin: number,
): number | 'never' {
	if (firstMargin >= cost) return 0;
	if (breakEvenCost.bounded && breakEvenCost.value < cost) return 'never';
	let covered = firstMargin;
	// A stream that only just covers the cost needs ages; beyond a thousand years nobody waits.
	for (const { time, presentValue } of payments(stream, timing, maxPaybackYears)) {
		covered += presentValue;
		if (covered >= cost) return time;
	}
	return 'never';
}

function leversOf(inputs: ClvInputs): Lever[] {
	const moved = {
		retentionPerYear: Math.min(1, inputs.retentionPerYear + 0.05),
		marginRate: Math.min(1, inputs.marginRate + 0.05),
		purchasesPerYear: inputs.purchasesPerYear * 1.1,
		discountPerYear: Math.max(0, inputs.discountPerYear - 0.05),
	};
	const names = ['retentionPerYear', 'marginRate', 'purchasesPerYear', 'discountPerYear'] as const;
	return names.map((name) => {
		const to = Number(moved[name].toPrecision(12));
		return { name, to, worth: worthOf(streamOf({ ...inputs, [name]: to }), inputs.timing) };
	});
}

export const clvModel: Model<typeof clvInputs, ClvOutcome> = {
	id: 'clv',
	version: 1,
	title: 'CLV模擬器',
	inputs: clvInputs,
	presets: [
		{
			id: 'cafe',
			label: '巷口咖啡館',
			note: '課文的例子：每次400元、一年5次、毛利率50%。示意。',
			inputs: {
				orderValue: 400,
				purchasesPerYear: 5,
				yearsKept: 5,
				marginRate: 0.5,
				retentionPerYear: 0.8,
				discountPerYear: 0.1,
				acquisitionCost: 0,
			},
		},
		{
			id: 'streaming',
			label: '串流訂閱',
			note: '每月270元、毛利率不高、每年留下七成。示意。',
			inputs: {
				orderValue: 270,
				purchasesPerYear: 12,
				yearsKept: 3.5,
				marginRate: 0.3,
				retentionPerYear: 0.7,
				discountPerYear: 0.1,
				acquisitionCost: 1200,
			},
		},
		{
			id: 'goods',
			label: '日用品電商',
			note: '買得勤、毛利薄、取得新客要先花600元。示意。',
			inputs: {
				orderValue: 900,
				purchasesPerYear: 8,
				yearsKept: 2.5,
				marginRate: 0.18,
				retentionPerYear: 0.6,
				discountPerYear: 0.12,
				acquisitionCost: 600,
			},
		},
		{
			id: 'textbook',
			label: '教科書的數字',
			note: '每年毛利100元、留存率80%、折現率10%：A 366.67、B 266.67、C 333.33、D 349.60。',
			inputs: {
				orderValue: 100,
				purchasesPerYear: 1,
				yearsKept: 5,
				marginRate: 1,
				retentionPerYear: 0.8,
				discountPerYear: 0.1,
				acquisitionCost: 0,
			},
		},
	],
	run: runClv,
};
