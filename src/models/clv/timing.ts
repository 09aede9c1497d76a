/**
 * When the money comes. With the same margin m, retention r and discount rate i, four books give
 * four answers, because each means another moment; so every CLV carries its letter.
 * q = r/(1+i) throughout.
 */
export const timings = {
	A: {
		label: '期初',
		note: '年初就收，第一筆現在到手',
		/** Years by which the first payment is later than today. */
		delay: 0,
		firstIsCertain: true,
	},
	B: { label: '續購', note: '從第一次續購才算起', delay: 1, firstIsCertain: false },
	C: { label: '期末', note: '當年的錢年底才收', delay: 1, firstIsCertain: true },
	D: { label: '期中', note: '平均落在年中', delay: 0.5, firstIsCertain: true },
} as const satisfies Record<string, Timing>;

interface Timing {
	readonly label: string;
	readonly note: string;
	readonly delay: number;
	readonly firstIsCertain: boolean;
}

export type TimingCode = keyof typeof timings;
export const timingCodes = ['A', 'B', 'C', 'D'] as const satisfies readonly TimingCode[];

/** A value that may have no bound; then it says why, and no number leaves the model. */
export type Worth =
	| { readonly bounded: true; readonly value: number }
	| { readonly bounded: false; readonly reason: 'nobody leaves and waiting costs nothing' };

export interface Stream {
	/** NT$ left after serving the customer for one period; may be any number. */
	readonly marginPerPeriod: number;
	/** Share of customers still there after one period, 0–1. */
	readonly retentionPerPeriod: number;
	/** Price of waiting one period, 0 or more. */
	readonly discountPerPeriod: number;
}

/** One payment of a stream, as it is expected and as it is worth today. */
export interface Payment {
	/** 0 for the first payment. */
	readonly period: number;
	/** Periods from today until it comes: 0 is now. */
	readonly time: number;
	/** Chance that the customer is still there to make it. */
	readonly survival: number;
	/** NT$, survival times margin. */
	readonly expected: number;
	readonly discountFactor: number;
	readonly presentValue: number;
}

/**
 * Value today of a customer whose margin, retention and discount rate stay as they are, without
 * end (NT$): A m(1+i)/(1+i−r), B m·r/(1+i−r), C m/(1+i−r), D m√(1+i)/(1+i−r). B is the margin
 * multiple of Gupta & Lehmann (2005). Unbounded only where nobody leaves and nothing is discounted.
 */
export function worthOf(stream: Stream, timing: TimingCode): Worth {
	const { marginPerPeriod, retentionPerPeriod, discountPerPeriod } = stream;
	requireRates(retentionPerPeriod, discountPerPeriod);
	const { delay, firstIsCertain } = timings[timing];
	const first = firstIsCertain ? 1 : retentionPerPeriod;
	const spread = 1 + discountPerPeriod - retentionPerPeriod;
	if (spread <= 0) {
		if (marginPerPeriod === 0) return { bounded: true, value: 0 };
		return { bounded: false, reason: 'nobody leaves and waiting costs nothing' };
	}
	const value = (marginPerPeriod * first * (1 + discountPerPeriod) ** (1 - delay)) / spread;
	return { bounded: true, value };
}

/** The first `count` payments one by one; their present values add up towards {@link worthOf}. */
export function payments(stream: Stream, timing: TimingCode, count: number): Payment[] {
	const { marginPerPeriod, retentionPerPeriod, discountPerPeriod } = stream;
	requireRates(retentionPerPeriod, discountPerPeriod);
	const { delay, firstIsCertain } = timings[timing];
	return Array.from({ length: count }, (_, period) => {
		const survival = retentionPerPeriod ** (firstIsCertain ? period : period + 1);
		const expected = marginPerPeriod * survival;
		const time = period + delay;
		const discountFactor = (1 + discountPerPeriod) ** -time;
		return {
			period,
			time,
			survival,
			expected,
			discountFactor,
			presentValue: expected * discountFactor,
		};
	});
}

/**
 * Gupta & Lehmann's margin multiple r/(1+i−r): the value of one NT$ of yearly margin under
 * convention B. Throws RangeError where it has no bound.
 */
export function marginMultiple(retention: number, discount: number): number {
	const worth = worthOf(
		{ marginPerPeriod: 1, retentionPerPeriod: retention, discountPerPeriod: discount },
		'B',
	);
	if (!worth.bounded)
		throw new RangeError('margin multiple has no bound at retention 1, discount 0');
	return worth.value;
}

function requireRates(retention: number, discount: number): void {
	if (!(retention >= 0 && retention <= 1)) {
		throw new RangeError(`retention must be between 0 and 1, got ${retention}`);
	}
	if (!(discount >= 0 && discount < Infinity)) {
		throw new RangeError(`discount must be 0 or more, got ${discount}`);
	}
}
