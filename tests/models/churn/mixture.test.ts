import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { densityAt, shareBelow } from '#models/churn/beta-share.ts';
import { marginMultiple } from '#models/churn/five-points.ts';
import { propensityPicture } from '#models/churn/propensity.ts';
import {
	discountedLifetime,
	mixRetention,
	mixSurvival,
} from '#models/churn/shifted-beta-geometric.ts';
import { trendingLifetime, trendingRetention, trendingSurvival } from '#models/churn/weibull.ts';
import { cutEverybodysChurn } from '#models/churn/what-if.ts';

const highEnd = { alpha: 0.668, beta: 3.806 };
const mixes = fc.record({
	alpha: fc.double({ min: 0.05, max: 30, noNaN: true }),
	beta: fc.double({ min: 0.05, max: 100, noNaN: true }),
});
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('how churn is spread', () => {
	test('Beta(2, 3) has .5248 of its customers below .4, Beta(½, ½) a third below ¼', () => {
		expect(shareBelow({ alpha: 2, beta: 3 }, 0.4)).toBeCloseTo(0.5248, 12);
		expect(shareBelow({ alpha: 0.5, beta: 0.5 }, 0.25)).toBeCloseTo(1 / 3, 12);
		expect(shareBelow({ alpha: 1, beta: 4 }, 0.1)).toBeCloseTo(1 - 0.9 ** 4, 12);
	});

	test('the share below rises from 0 to 1, and mirrors that of those who stay', () => {
		fc.assert(
			fc.property(mixes, shares, shares, (mix, one, other) => {
				const [low, high] = [Math.min(one, other), Math.max(one, other)];
				expect(shareBelow(mix, high)).toBeGreaterThanOrEqual(shareBelow(mix, low) - 1e-12);
				const mirrored = shareBelow({ alpha: mix.beta, beta: mix.alpha }, 1 - one);
				// Near 1 the number 1 − x has lost the digits that a steep edge needs.
				if (one > 1e-6 && one < 1 - 1e-6) expect(shareBelow(mix, one) + mirrored).toBeCloseTo(1, 8);
			}),
		);
		expect([shareBelow(highEnd, 0), shareBelow(highEnd, 1)]).toEqual([0, 1]);
	});

	test('almost equal customers lie on both sides of their mean', () => {
		const alike = { alpha: 200_000, beta: 800_000 };
		expect(shareBelow(alike, 0.2)).toBeCloseTo(0.5, 3);
		expect([shareBelow(alike, 0.19), shareBelow(alike, 0.21)]).toEqual([
			expect.closeTo(0, 9),
			expect.closeTo(1, 9),
		]);
	});

	test('mixes and churns that are none are refused', () => {
		expect(() => shareBelow({ alpha: 0, beta: 1 }, 0.5)).toThrow(RangeError);
		expect(() => shareBelow(highEnd, 1.1)).toThrow(RangeError);
		expect(() => densityAt(highEnd, 0)).toThrow(RangeError);
		expect(() => densityAt({ alpha: -1, beta: 1 }, 0.5)).toThrow(RangeError);
	});
});

describe('the picture of who leaves', () => {
	test('adds up to those left, whose churn falls from frame to frame', () => {
		fc.assert(
			fc.property(mixes, fc.integer({ min: 0, max: 24 }), (mix, renewals) => {
				const { edges, frames } = propensityPicture(mix, renewals, 20);
				expect([edges.length, frames.length]).toEqual([21, renewals + 1]);
				frames.forEach((frame, t) => {
					const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
					expect(sum(frame.ofThoseLeft)).toBeCloseTo(1, 9);
					expect(sum(frame.ofAll)).toBeCloseTo(frame.survival, 9);
					expect(frame.density.every(Number.isFinite)).toBe(true);
					expect(frame.meanChurn).toBeCloseTo(1 - mixRetention(mix, t + 1), 12);
					expect(frame.meanChurn).toBeLessThan(frames[t - 1]?.meanChurn ?? 1);
					// No bin gains customers as time passes.
					frames[t - 1]?.ofAll.forEach((before, bin) =>
						expect(frame.ofAll[bin]).toBeLessThanOrEqual(before + 1e-9),
					);
				});
			}),
			{ numRuns: 30 },
		);
	});

	test('has half of those left below the median', () => {
		for (const { medianChurn, renewals } of propensityPicture(highEnd, 7).frames) {
			const now = { alpha: highEnd.alpha, beta: highEnd.beta + renewals };
			expect(shareBelow(now, medianChurn)).toBeCloseTo(0.5, 9);
		}
	});

	test('is refused for part of a renewal or of a bin', () => {
		expect(() => propensityPicture(highEnd, 1.5)).toThrow(RangeError);
		expect(() => propensityPicture(highEnd, 3, 0)).toThrow(RangeError);
	});
});

/** E of f over the Beta mix, as the average over its percentiles: no formula of the mix in it. */
function average(mix: { alpha: number; beta: number }, of: (churn: number) => number): number {
	const cells = 4_000;
	let sum = 0;
	let below = 0;
	for (let cell = 1; cell <= cells; cell++) {
		// Narrow cells at both ends, where the density may have no bound.
		const edge = (place: number) => place ** 3 / (place ** 3 + (1 - place) ** 3);
		const share = shareBelow(mix, edge(cell / cells));
		sum += (share - below) * of(edge((cell - 0.5) / cells));
		below = share;
	}
	return sum;
}

describe("cutting everybody's churn by a fifth", () => {
	const result = cutEverybodysChurn(highEnd, 0.2, 0.1, 12);

	test('is worth 7.5 %, where the curve of the base promises 12 and one rate 13.6', () => {
		expect(result.everybody.gain).toBeCloseTo(0.07517, 5);
		expect(result.wholeBase.gain).toBeCloseTo(0.12007, 5);
		expect(result.oneRate.gain).toBeCloseTo(0.13608, 5);
	});

	test('agrees with the integral over the mix', () => {
		for (const mix of [highEnd, { alpha: 3, beta: 9 }, { alpha: 0.3, beta: 0.5 }]) {
			const { everybody } = cutEverybodysChurn(mix, 0.2, 0.1, 12);
			const byHand = average(mix, (churn) => 1.1 / (0.1 + 0.8 * churn));
			expect(Number(everybody.after.value) / byHand).toBeCloseTo(1, 4);
			expect(everybody.after.survival[9]).toBeCloseTo(
				average(mix, (churn) => (1 - 0.8 * churn) ** 9),
				4,
			);
		}
	});

	test('cutting all of it leaves everybody for ever, cutting none changes nothing', () => {
		const all = cutEverybodysChurn(highEnd, 1, 0.1, 5);
		for (const way of [all.everybody, all.wholeBase, all.oneRate]) {
			expect(way.after.value).toBeCloseTo(11, 9);
			expect(way.after.survival).toEqual(Array(6).fill(expect.closeTo(1, 12)));
		}
		const none = cutEverybodysChurn(highEnd, 0, 0.1, 5);
		expect([none.everybody.gain, none.wholeBase.gain, none.oneRate.gain]).toEqual(
			Array(3).fill(expect.closeTo(0, 12)),
		);
	});

	test('has no percentage without discount where the value has no bound', () => {
		const { everybody, oneRate } = cutEverybodysChurn(highEnd, 0.2, 0, 5);
		expect([everybody.before.value, everybody.gain]).toEqual(['unbounded', null]);
		expect(oneRate.gain).toBeCloseTo(0.25, 12);
	});

	test('a cut beyond all is refused', () => {
		expect(() => cutEverybodysChurn(highEnd, 1.1, 0.1, 5)).toThrow(RangeError);
	});
});

const discounts = fc.double({ min: 0.02, max: 0.5, noNaN: true });

test('the naive cut of the whole curve never keeps fewer than cutting each one', () => {
	fc.assert(
		fc.property(mixes, shares, discounts, (mix, cut, discount) => {
			const { everybody, wholeBase } = cutEverybodysChurn(mix, cut, discount, 60);
			wholeBase.after.survival.forEach((share, t) =>
				expect(share).toBeGreaterThanOrEqual((everybody.after.survival[t] ?? 0) - 1e-9),
			);
			expect(Number(wholeBase.gain)).toBeGreaterThanOrEqual(Number(everybody.gain) - 1e-9);
		}),
	);
});

test('one average retention never values a mixed base above the truth', () => {
	fc.assert(
		fc.property(mixes, discounts, (mix, discount) => {
			expect(Number(marginMultiple(mixRetention(mix, 1), discount))).toBeLessThanOrEqual(
				discountedLifetime(mix, discount) * (1 + 1e-9),
			);
		}),
	);
});

describe('churn that also changes with time', () => {
	test('is the plain mix where nothing changes', () => {
		const trending = { ...highEnd, trend: 1 };
		const plain = mixSurvival(highEnd, 40);
		trendingSurvival(trending, 40).forEach((share, t) =>
			expect(share).toBeCloseTo(plain[t] ?? -1, 10),
		);
		expect(Number(trendingLifetime(trending, 0.1))).toBeCloseTo(
			discountedLifetime(highEnd, 0.1),
			8,
		);
	});

	test('keeps fewer late when each grows likelier to leave, although retention still rises', () => {
		const more = trendingSurvival({ ...highEnd, trend: 1.5 }, 20);
		const plain = trendingSurvival({ ...highEnd, trend: 1 }, 20);
		expect(more[1]).toBeCloseTo(plain[1] ?? -1, 12);
		more.slice(2).forEach((share, t) => expect(share).toBeLessThan(plain[t + 2] ?? 0));
		const rates = trendingRetention({ alpha: 0.2143, beta: 1.4266, trend: 1.7236 }, 12);
		expect(rates[11]).toBeGreaterThan(rates[0] ?? 1);
	});

	test('has a lifetime without bound where αc is at most 1, and none told where it is too long', () => {
		expect(trendingLifetime({ alpha: 0.5, beta: 1, trend: 2 }, 0)).toBe('unbounded');
		expect(trendingLifetime({ alpha: 0.5, beta: 1, trend: 1 }, 1e-7)).toBeNull();
		expect(Number(trendingLifetime({ alpha: 8, beta: 9, trend: 1 }, 0))).toBeCloseTo(16 / 7, 8);
	});

	test('stays within 0 and 1 and never rises', () => {
		fc.assert(
			fc.property(mixes, fc.double({ min: 0.2, max: 4, noNaN: true }), (mix, trend) => {
				const curve = trendingSurvival({ ...mix, trend }, 60);
				curve.forEach((share, t) => {
					expect(share).toBeGreaterThanOrEqual(0);
					expect(share).toBeLessThanOrEqual((curve[t - 1] ?? 1) + 1e-12);
				});
				for (const rate of trendingRetention({ ...mix, trend }, 60)) {
					if (rate !== null) expect(rate).toBeLessThanOrEqual(1 + 1e-9);
				}
			}),
		);
	});

	test('a trend that is none is refused', () => {
		expect(() => trendingSurvival({ ...highEnd, trend: 0 }, 3)).toThrow('trend must be above 0');
		expect(() => trendingLifetime({ ...highEnd, trend: 1 }, -1)).toThrow(RangeError);
	});
});
