import type { InputTable } from '#models/model.ts';

/**
 * "Winning a customer costs five times as much as keeping one", as an assumption that can be moved.
 * A cost alone decides nothing: money for keeping customers also goes to those who would have
 * stayed anyway, so the cost that counts is the one per customer who stays because of it.
 */
export const newOrExistingInputs = {
	ratio: {
		kind: 'number',
		label: '爭取一位新客的花費是留住一位舊客的幾倍',
		key: 'ratio',
		unit: '倍',
		min: 1,
		max: 25,
		step: 0.5,
		usual: 5,
		source: '假設。教科書的經驗法則，找不到可以追溯的原始資料',
		hint: '留客的花費算在每一位接觸到的舊客身上，不管他本來會不會走',
	},
	acquisitionCost: {
		kind: 'number',
		label: '取得一位新客的成本',
		key: 'cost',
		unit: '元',
		min: 100,
		max: 50_000,
		step: 100,
		slideTo: 5_000,
		usual: 1_500,
		source: '假設',
	},
	savedShare: {
		kind: 'number',
		label: '接觸到的舊客裡，因此留下的占',
		key: 'saved',
		unit: '%',
		min: 0.005,
		max: 1,
		step: 0.005,
		usual: 0.1,
		source: '假設',
		hint: '只算本來會走、因為這筆花費才留下的人',
	},
	newValue: {
		kind: 'number',
		label: '一位新客值多少',
		key: 'newvalue',
		unit: '元',
		min: 0,
		max: 200_000,
		step: 100,
		slideTo: 10_000,
		usual: 4_500,
		source: '假設',
		hint: '還沒扣取得成本',
	},
	keptValue: {
		kind: 'number',
		label: '一位本來要走的舊客，留下後值多少',
		key: 'keptvalue',
		unit: '元',
		min: 0,
		max: 200_000,
		step: 100,
		slideTo: 10_000,
		usual: 3_000,
		source: '假設',
		hint: '會想走的人，留下後通常也待得比較短',
	},
} as const satisfies InputTable;

export interface NewOrExistingInputs {
	/** Cost of winning a customer ÷ cost of an effort to keep one, 1–25. */
	ratio: number;
	/** NT$ per customer won, above 0. */
	acquisitionCost: number;
	/** Share of the customers approached who stay because of it, above 0, at most 1. */
	savedShare: number;
	/** What a new customer is worth before the cost of winning (NT$, ≥ 0). */
	newValue: number;
	/** What a customer who would have left is worth once kept (NT$, ≥ 0). */
	keptValue: number;
}

export interface NewOrExisting {
	/** What the rule says: NT$ per existing customer approached. */
	costPerApproach: number;
	/** NT$ per customer who stays because of it. */
	costPerCustomerKept: number;
	/** Value bought with one NT$, in winning and in keeping. */
	valuePerDollarWon: number;
	valuePerDollarKept: number;
	/** Value less cost, per customer won and per customer kept (NT$). */
	netPerCustomerWon: number;
	netPerCustomerKept: number;
	/** The share that has to stay because of it for both to buy the same; null beyond 1. */
	savedShareAtPar: number | null;
	/** The ratio at which both buy the same; null where a kept customer is worth nothing. */
	ratioAtPar: number | null;
}

/** Winning and keeping by what one NT$ of each buys. RangeError outside the stated ranges. */
export function newOrExisting(inputs: NewOrExistingInputs): NewOrExisting {
	const { ratio, acquisitionCost, savedShare, newValue, keptValue } = inputs;
	if (!(ratio >= 1 && ratio <= 25)) {
		throw new RangeError(`ratio must be between 1 and 25, got ${ratio}`);
	}
	if (!(acquisitionCost > 0 && Number.isFinite(acquisitionCost))) {
		throw new RangeError(`acquisitionCost must be above 0, got ${acquisitionCost}`);
	}
	if (!(savedShare > 0 && savedShare <= 1)) {
		throw new RangeError(`savedShare must be above 0 and at most 1, got ${savedShare}`);
	}
	for (const [name, amount] of Object.entries({ newValue, keptValue })) {
		if (!(amount >= 0 && Number.isFinite(amount))) {
			throw new RangeError(`${name} must be 0 or more, got ${amount}`);
		}
	}
	const costPerApproach = acquisitionCost / ratio;
	const costPerCustomerKept = costPerApproach / savedShare;
	const savedShareAtPar = keptValue > 0 ? newValue / (keptValue * ratio) : null;
	return {
		costPerApproach,
		costPerCustomerKept,
		valuePerDollarWon: newValue / acquisitionCost,
		valuePerDollarKept: keptValue / costPerCustomerKept,
		netPerCustomerWon: newValue - acquisitionCost,
		netPerCustomerKept: keptValue - costPerCustomerKept,
		savedShareAtPar: savedShareAtPar !== null && savedShareAtPar <= 1 ? savedShareAtPar : null,
		ratioAtPar: keptValue > 0 ? newValue / (keptValue * savedShare) : null,
	};
}
