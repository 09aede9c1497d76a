import { timings, type TimingCode } from './timing.ts';
import type { Worth } from './worth.ts';

export interface Stream {
	/** NT$ left after serving the customer for one period; may be any number. */
	readonly marginPerPeriod: number;
	/** Share of customers still there after one period, 0–1. */
	readonly retentionPerPeriod: number;
	/** Price of waiting one period, 0 or more. */
	readonly discountPerPeriod: number;
	/** By how much each counted payment is larger than the one before, above −1; 0 when left out. */
	readonly growthPerPeriod?: number;
	/** How many payments count, 0 or more; without end when left out. */
	readonly payments?: number;
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
 * Value today of a customer whose retention and discount rate stay as they are (NT$). With the
 * same margin without end: A m(1+i)/(1+i−r), B m·r/(1+i−r), C m/(1+i−r), D m√(1+i)/(1+i−r). B is
 * the margin multiple of Gupta & Lehmann (2005). A margin that grows by γ puts r(1+γ) for r below
 * the line, the first payment that counts being m; n payments leave out what comes after the n-th.
 * Unbounded where neither leaving nor waiting outweighs the growth.
 */
export function worthOf(stream: Stream, timing: TimingCode): Worth {
	const { marginPerPeriod, retentionPerPeriod, discountPerPeriod } = stream;
	const { growthPerPeriod = 0, payments: count = Number.POSITIVE_INFINITY } = stream;
	requireRates(stream);
	const { delay, firstIsCertain } = timings[timing];
	const first = firstIsCertain ? 1 : retentionPerPeriod;
	const kept = retentionPerPeriod * (1 + growthPerPeriod);
	const spread = 1 + discountPerPeriod - kept;
	if (marginPerPeriod === 0 || count === 0) return { bounded: true, value: 0 };
	if (count !== Number.POSITIVE_INFINITY) {
		const each = marginPerPeriod * first * (1 + discountPerPeriod) ** -delay;
		const ratio = kept / (1 + discountPerPeriod);
		return { bounded: true, value: each * geometricSum(ratio, count) };
	}
	if (spread <= 0) {
		return {
			bounded: false,
			reason:
				growthPerPeriod > 0
					? 'the margin grows faster than leaving and waiting take away'
					: 'nobody leaves and waiting costs nothing',
		};
	}
	const value = (marginPerPeriod * first * (1 + discountPerPeriod) ** (1 - delay)) / spread;
	return { bounded: true, value };
}

/** The first `count` payments one by one; their present values add up towards {@link worthOf}. */
export function payments(stream: Stream, timing: TimingCode, count: number): Payment[] {
	requireRates(stream);
	return paymentsAlong((renewals) => stream.retentionPerPeriod ** renewals, stream, timing, count);
}

/**
 * The same along any survival curve: `survival(n)` is the share still there after n renewals. The
 * general engine Σ S(t)·m_t/(1+i)^(t+τ), of which the closed forms are shortcuts.
 */
export function paymentsAlong(
	survival: (renewals: number) => number,
	stream: Pick<Stream, 'marginPerPeriod' | 'discountPerPeriod' | 'growthPerPeriod'>,
	timing: TimingCode,
	count: number,
): Payment[] {
	const { marginPerPeriod, discountPerPeriod, growthPerPeriod = 0 } = stream;
	const { delay, firstIsCertain } = timings[timing];
	return Array.from({ length: count }, (_, period) => {
		const here = survival(firstIsCertain ? period : period + 1);
		const expected = marginPerPeriod * (1 + growthPerPeriod) ** period * here;
		const time = period + delay;
		const discountFactor = (1 + discountPerPeriod) ** -time;
		return {
			period,
			time,
			survival: here,
			expected,
			discountFactor,
			presentValue: expected * discountFactor,
		};
	});
}

/** 1 + q + … + q^(n−1), also where q is so near 1 that (1−qⁿ)/(1−q) would lose its digits. */
function geometricSum(ratio: number, count: number): number {
	if (ratio === 0) return 1;
	if (Math.abs(1 - ratio) < 1e-12) return count;
	return Math.expm1(count * Math.log(ratio)) / (ratio - 1);
}

function requireRates(stream: Stream): void {
	const { retentionPerPeriod: retention, discountPerPeriod: discount } = stream;
	const { growthPerPeriod: growth = 0, payments: count = 0 } = stream;
	if (!(retention >= 0 && retention <= 1)) {
		throw new RangeError(`retention must be between 0 and 1, got ${retention}`);
	}
	if (!(discount >= 0 && discount < Infinity)) {
		throw new RangeError(`discount must be 0 or more, got ${discount}`);
	}
	if (!(growth > -1 && growth < Infinity)) {
		throw new RangeError(`growth must be above -1, got ${growth}`);
	}
	if (!(count >= 0 && (Number.isInteger(count) || count === Infinity))) {
		throw new RangeError(`payments must be a whole number of 0 or more, got ${count}`);
	}
}
