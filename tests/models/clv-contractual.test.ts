import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mixedPayments, mixedWorth, mixOf, worthByTenure } from '#models/clv/contractual.ts';
import { worthOf, type Stream } from '#models/clv/stream.ts';
import { timingCodes, type TimingCode } from '#models/clv/timing.ts';
import type { Worth } from '#models/clv/worth.ts';

const stream = (retention: number, discount: number): Stream => ({
	marginPerPeriod: 1,
	retentionPerPeriod: retention,
	discountPerPeriod: discount,
});

function valueOf(worth: Worth): number {
	if (!worth.bounded) throw new Error(worth.reason);
	return worth.value;
}

const retentions = fc.double({ min: 0, max: 1, noNaN: true });
const spreads = fc.double({ min: 0.001, max: 0.9, noNaN: true });
const discounts = fc.double({ min: 0.01, max: 0.5, noNaN: true });
const codes = fc.constantFrom(...timingCodes);

// Fader & Hardie (2007), High End: α 0.668, β 3.806; their heterogeneity is 1/(α+β+1).
const highEnd = { alpha: 0.668_088_351_106_427, beta: 3.806_094_964_058_113_6 };
const highEndKept = highEnd.beta / (highEnd.alpha + highEnd.beta);
const highEndSpread = 1 / (highEnd.alpha + highEnd.beta + 1);

describe('customers under contract who differ', () => {
	test('have the α and β that their first retention and their heterogeneity imply', () => {
		const mix = mixOf(highEndKept, highEndSpread);
		expect(mix?.alpha).toBeCloseTo(highEnd.alpha, 10);
		expect(mix?.beta).toBeCloseTo(highEnd.beta, 10);
	});

	test('of the High End data are worth 5.922 yearly margins at 10 percent', () => {
		expect(valueOf(mixedWorth(stream(highEndKept, 0.1), highEndSpread, 'A'))).toBeCloseTo(
			5.922_253_495_783,
			9,
		);
	});

	test('and have stayed for n payments, have the published residual values', () => {
		const residuals = worthByTenure(stream(highEndKept, 0.1), highEndSpread, 'A', 8).map(
			({ residual }) => valueOf(residual),
		);
		[5.414_478_845, 5.901_377_594, 6.293_891_569, 6.619_919_988, 6.896_706_681].forEach(
			(published, index) => expect(residuals[index]).toBeCloseTo(published, 8),
		);
		expect(residuals[7]).toBeCloseTo(7.529_628_056, 8);
	});

	test('are worth as much as at constant retention when they hardly differ', () => {
		fc.assert(
			fc.property(retentions, discounts, codes, (retention, discount, timing) => {
				const alike = valueOf(worthOf(stream(retention, discount), timing));
				expect(mixedWorth(stream(retention, discount), 0, timing)).toEqual({
					bounded: true,
					value: alike,
				});
				const nearly = valueOf(mixedWorth(stream(retention, discount), 1e-9, timing));
				expect(Math.abs(nearly - alike)).toBeLessThanOrEqual(1e-6 * alike + 1e-12);
			}),
		);
		const nearly = valueOf(mixedWorth(stream(0.8, 0.1), 1e-9, 'A'));
		expect(Math.abs(nearly / valueOf(worthOf(stream(0.8, 0.1), 'A')) - 1)).toBeLessThan(1e-8);
	});

	test('are never worth less than at their first retention, and more the more they differ', () => {
		fc.assert(
			fc.property(
				fc.tuple(retentions, discounts, codes, spreads, spreads),
				([retention, discount, timing, one, other]) => {
					const at = (spread: number) =>
						valueOf(mixedWorth(stream(retention, discount), spread, timing));
					const alike = valueOf(worthOf(stream(retention, discount), timing));
					const less = at(Math.min(one, other));
					// A retention of 1e-16 is nothing beside 1, so a worth that small may be 0.
					expect(less).toBeGreaterThanOrEqual(alike * (1 - 1e-11) - 1e-12);
					expect(at(Math.max(one, other))).toBeGreaterThanOrEqual(less * (1 - 1e-11));
				},
			),
		);
	});

	test('are worth more the more stay at first, and less the dearer waiting is', () => {
		fc.assert(
			fc.property(
				fc.tuple(retentions, retentions, discounts, discounts, spreads, codes),
				([r1, r2, i1, i2, spread, timing]) => {
					const at = (r: number, i: number) => valueOf(mixedWorth(stream(r, i), spread, timing));
					// Where next to nobody stays, what is left of the worth is below its rounding.
					expect(at(Math.max(r1, r2), i1)).toBeGreaterThanOrEqual(
						at(Math.min(r1, r2), i1) * (1 - 1e-11) - 1e-12,
					);
					expect(at(r1, Math.max(i1, i2))).toBeLessThanOrEqual(
						at(r1, Math.min(i1, i2)) * (1 + 1e-11) + 1e-12,
					);
				},
			),
		);
	});

	test('pay what adds up to their worth', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 0.95, noNaN: true }),
				fc.double({ min: 0, max: 0.9, noNaN: true }),
				fc.double({ min: 0.05, max: 0.5, noNaN: true }),
				codes,
				(retention, spread, discount, timing) => {
					const given = stream(retention, discount);
					const total = mixedPayments(given, spread, timing, 800).reduce(
						(sum, { presentValue }) => sum + presentValue,
						0,
					);
					expect(total).toBeCloseTo(valueOf(mixedWorth(given, spread, timing)), 9);
				},
			),
			{ numRuns: 50 },
		);
	});

	test('are worth more the longer they have stayed, though nobody changes', () => {
		const of = (timing: TimingCode) => worthByTenure(stream(0.63, 0.1), 0.35, timing, 10);
		for (const timing of timingCodes) {
			const worths = of(timing).map(({ worth }) => valueOf(worth));
			expect(worths[0]).toBe(valueOf(mixedWorth(stream(0.63, 0.1), 0.35, timing)));
			worths.slice(1).forEach((worth, index) => {
				expect(worth).toBeGreaterThan(worths[index] ?? Infinity);
			});
		}
		const kept = of('A').map(({ retention }) => retention);
		expect(kept[0]).toBeCloseTo(0.63, 12);
		expect(kept.every((each, index) => index === 0 || each > (kept[index - 1] ?? 1))).toBe(true);
	});
});

test.each([
	[1, 0, 'nobody leaves and waiting costs nothing'],
	[0.8, 0, 'some hardly ever leave and waiting costs nothing'],
])('at retention %d and discount %d the worth has no bound', (retention, discount, reason) => {
	expect(mixedWorth(stream(retention, discount), 0.3, 'A')).toEqual({ bounded: false, reason });
	expect(mixedWorth({ ...stream(retention, discount), marginPerPeriod: 0 }, 0.3, 'A')).toEqual({
		bounded: true,
		value: 0,
	});
});
