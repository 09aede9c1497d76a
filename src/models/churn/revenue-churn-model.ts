import {
	requireInRange,
	type InputsOf,
	type InputTable,
	type Model,
	type Preset,
} from '#models/model.ts';
import {
	logoChurn,
	readAccounts,
	revenueRates,
	yearOfRetention,
	type Account,
	type AccountReading,
	type RevenueFlow,
	type RevenueRates,
	type YearOfRetention,
} from './revenue-churn.ts';

export const revenueChurnInputs = {
	accounts: {
		kind: 'number',
		label: '月初的客戶數',
		key: 'n',
		unit: '家',
		min: 1,
		max: 100_000,
		step: 10,
		usual: 200,
		source: '假設',
	},
	leftShare: {
		kind: 'number',
		label: '這個月走掉的客戶',
		key: 'left',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.005,
		usual: 0.03,
		source: '假設',
		hint: '占月初的家數',
	},
	startRevenue: {
		kind: 'number',
		label: '月初的每月經常性營收',
		key: 'mrr',
		unit: '元',
		min: 1_000,
		max: 100_000_000,
		step: 10_000,
		usual: 1_000_000,
		source: '假設',
	},
	churnedShare: {
		kind: 'number',
		label: '跟著走掉的營收',
		key: 'gone',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.005,
		usual: 0.015,
		source: '假設',
		hint: '走的多是小客戶，這個就比家數低',
	},
	contractionShare: {
		kind: 'number',
		label: '留下的客戶降級少付的',
		key: 'down',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.005,
		usual: 0.005,
		source: '假設',
	},
	expansionShare: {
		kind: 'number',
		label: '留下的客戶加購多付的',
		key: 'up',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.005,
		usual: 0.03,
		source: '假設',
	},
} as const satisfies InputTable;

export type RevenueChurnInputs = InputsOf<typeof revenueChurnInputs>;

export const revenueChurnPresets = [
	{
		id: 'small-leave',
		label: '走的都是小客戶',
		note: '假設：一個月走8%的家數，只帶走2%的營收。',
		inputs: { leftShare: 0.08, churnedShare: 0.02 },
	},
	{
		id: 'big-leaves',
		label: '走了一個大客戶',
		note: '假設：只走0.5%的家數，卻帶走12%的營收。',
		inputs: { leftShare: 0.005, churnedShare: 0.12 },
	},
	{
		id: 'hidden',
		label: '加購蓋住流失',
		note: '假設：每月流失6%的營收，加購7%，淨額看起來還在長。',
		inputs: { leftShare: 0.06, churnedShare: 0.06, expansionShare: 0.07 },
	},
	{
		id: 'no-expansion',
		label: '沒有加購',
		note: '假設：單一價格的訂閱，沒有升級，也沒有降級。',
		inputs: { expansionShare: 0, contractionShare: 0 },
	},
] as const satisfies readonly Preset<RevenueChurnInputs>[];

/** The rates of one month carried on for a year. */
export interface YearOfRates {
	logo: YearOfRetention;
	gross: YearOfRetention;
	net: YearOfRetention;
	/** After 0 to 12 months, as shares of the start. */
	logoByMonth: number[];
	grossByMonth: number[];
	netByMonth: number[];
}

/**
 * Revenue was said to leave while no account does: it counts as 0. Or accounts leave and take no
 * revenue along, which only accounts that paid nothing can do.
 */
export type Misfit = 'revenue-without-accounts' | 'accounts-without-revenue';

export interface RevenueChurnOutcome {
	/** Share of the accounts that left, by heads. */
	logo: number;
	flow: RevenueFlow;
	rates: RevenueRates;
	/** Where heads and money contradict each other; null where they may both be true. */
	misfit: Misfit | null;
	year: YearOfRates;
	/** Ten accounts, two small ones of which leave: the three rates in miniature. */
	ten: AccountReading;
}

/** Of ten accounts one pays 1,000, one 500 and eight 100; two of the small ones leave. */
export const tenAccounts: readonly Account[] = [
	{ before: 1_000, now: 1_000 },
	{ before: 500, now: 500 },
	...Array.from({ length: 6 }, () => ({ before: 100, now: 100 })),
	{ before: 100, now: 0 },
	{ before: 100, now: 0 },
];

const byMonth = (monthly: number): number[] =>
	Array.from({ length: 13 }, (_, month) => monthly ** month);

/** Churn by heads and by money in one month, and the same month twelve times over. */
function run(inputs: RevenueChurnInputs): RevenueChurnOutcome {
	requireInRange(revenueChurnInputs, inputs);
	const { startRevenue, leftShare } = inputs;
	const churnedShare = leftShare === 0 ? 0 : inputs.churnedShare;
	const flow: RevenueFlow = {
		start: startRevenue,
		expansion: startRevenue * inputs.expansionShare,
		contraction: startRevenue * inputs.contractionShare,
		churned: startRevenue * churnedShare,
	};
	const rates = revenueRates(flow);
	const logo = logoChurn(inputs.accounts, inputs.accounts * leftShare);
	if (!rates || logo === null) throw new RangeError('there is no revenue at the start');
	return {
		logo,
		flow,
		rates,
		misfit:
			inputs.churnedShare > churnedShare
				? 'revenue-without-accounts'
				: leftShare > 0 && churnedShare === 0
					? 'accounts-without-revenue'
					: null,
		year: {
			logo: yearOfRetention(1 - logo),
			gross: yearOfRetention(rates.grossRetention),
			net: yearOfRetention(rates.netRetention),
			logoByMonth: byMonth(1 - logo),
			grossByMonth: byMonth(rates.grossRetention),
			netByMonth: byMonth(rates.netRetention),
		},
		ten: readAccounts(tenAccounts),
	};
}

export const revenueChurnModel: Model<typeof revenueChurnInputs, RevenueChurnOutcome> = {
	id: 'revenue-churn',
	version: 1,
	title: '營收流失',
	inputs: revenueChurnInputs,
	presets: revenueChurnPresets,
	run,
};
