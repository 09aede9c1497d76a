import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimAt, claimMap, claimNeeds, famousClaim } from '#models/churn/claim.ts';
import { gainFromLessChurn, marginMultiple, type LessChurn } from '#models/churn/five-points.ts';
import { retentionSpend } from '#models/churn/retention-spend.ts';
import { baseGrowth } from '#models/churn/transient.ts';

const fivePoints = { reduction: 0.05, kind: 'points' as const };
const at = (retention: number, discount: number, more: Partial<LessChurn> = {}): LessChurn => ({
	churn: 1 - retention,
	discount,
	...fivePoints,
	...more,
});

describe('the claim of 25 to 85 %', () => {
	test.each([
		{ change: at(0.85, 0.1), against: 'within', gain: 0.25 },
		{ change: at(0.8, 0.1), against: 'below', gain: 0.2 },
		{ change: at(0.9, 0), against: 'above', gain: 1 },
		{ change: at(0.95, 0.1), against: 'within', gain: 0.5 },
		{ change: at(0.85, 0.1, { growth: 0.1 }), against: 'within', gain: 0.5 },
		{ change: at(0.9, 0.1, { acquisitionShare: 0.7 }), against: 'above', gain: 1.1111 },
		{ change: at(0.9, 0.1, { kind: 'percent' }), against: 'below', gain: 0.0256 },
		// Value before is 1.1/.25 = 4.4 margins; 1.1 more and 1.1 spent is nothing gained.
		{ change: at(0.85, 0.1, { spend: 1.1 }), against: 'below', gain: 0 },
		{ change: at(0.85, 0.1, { spend: 2.2 }), against: 'below', gain: -0.25 },
	])('is $against for $change', ({ change, against, gain }) => {
		const claim = claimAt(change);
		expect(claim).toEqual({ kind: 'change', against, gain: expect.closeTo(gain, 4) });
	});

	test.each([
		{ change: at(0.95, 0), reason: 'unbounded-after' },
		{ change: at(0.98, 0.1, { growth: 0.2 }), reason: 'unbounded-before' },
		{ change: at(1, 0), reason: 'unbounded-before' },
		{ change: at(0.85, 0.1, { acquisitionShare: 1 }), reason: 'cost-exceeds-value' },
	])('has no percentage for $change: $reason', ({ change, reason }) => {
		expect(claimAt(change)).toEqual({ kind: 'none', reason });
	});

	test('is refused for rates that are none', () => {
		expect(() => claimAt(at(0.85, -0.1))).toThrow('discount must be 0 or more, got -0.1');
		expect(() => claimAt(at(0.85, 0.1, { reduction: 5 }))).toThrow(RangeError);
		expect(() => claimAt(at(0.85, 0.1, { growth: -1 }))).toThrow(RangeError);
		expect(() => claimAt(at(0.85, 0.1, { spend: Number.NaN }))).toThrow(RangeError);
	});

	// Columns of the classic table at 5, 8, 10, 12 and 15 %.
	test('holds in few places of a map of retention and discount', () => {
		const map = claimMap({
			change: at(0, 0),
			retentions: [0.6, 0.7, 0.8, 0.85, 0.9, 0.95],
			across: 'discount',
			values: [0, 0.05, 0.08, 0.1, 0.12, 0.15],
		});
		const letters = map.rows.map((row) =>
			row.map((claim) => (claim.kind === 'none' ? '∞' : claim.against[0])).join(''),
		);
		expect(letters).toEqual(['bbwwa∞', 'bbwwwa', 'bbbwww', 'bbbwww', 'bbbbww', 'bbbbww']);
		expect([map.within, map.spots]).toEqual([15, 36]);
	});

	test('needs, at 85 % and 10 %, margins growing 14.7 % a year or costs of 71 % of the value', () => {
		const needs = claimNeeds(at(0.85, 0.1), famousClaim.to);
		expect(needs.discount).toBeNull();
		expect(needs.growth).toBeCloseTo(0.14724, 5);
		expect(needs.acquisitionShare).toBeCloseTo(0.70588, 5);
	});

	test('needs nothing that would do where there is no reduction', () => {
		const nothing = { discount: null, growth: null, acquisitionShare: null };
		expect(claimNeeds(at(0.85, 0.1, { reduction: 0 }), 0.25)).toEqual(nothing);
		expect(claimNeeds(at(1, 0.1), 0.25)).toEqual(nothing);
		expect(() => claimNeeds(at(0.85, 0.1), 0)).toThrow(RangeError);
	});
});

const retentions = fc.double({ min: 0, max: 0.93, noNaN: true });
const discounts = fc.double({ min: 0.02, max: 0.4, noNaN: true });
const points = fc.double({ min: 0.001, max: 0.05, noNaN: true });

test('the rise is Δ/(1+i−r−Δ) when margins are flat and nothing else counts', () => {
	fc.assert(
		fc.property(retentions, discounts, points, (retention, discount, reduction) => {
			expect(gainFromLessChurn(at(retention, discount, { reduction }))).toBeCloseTo(
				reduction / (1 + discount - retention - reduction),
				9,
			);
		}),
	);
});

test('what is needed for a rise brings exactly that rise', () => {
	fc.assert(
		fc.property(
			retentions,
			discounts,
			points,
			fc.double({ min: 0.05, max: 2, noNaN: true }),
			(retention, discount, reduction, wanted) => {
				const change = at(retention, discount, { reduction });
				const needs = claimNeeds(change, wanted);
				for (const [name, value] of Object.entries(needs)) {
					if (value !== null) {
						expect(gainFromLessChurn({ ...change, [name]: value })).toBeCloseTo(wanted, 6);
					}
				}
			},
		),
	);
});

describe('what better retention may cost', () => {
	test('is 1.1 margins at most from 85 to 90 % at 10 %, or a fifth of every payment', () => {
		const result = retentionSpend({
			marginPerPeriod: 100,
			retention: 0.85,
			points: 0.05,
			discountPerPeriod: 0.1,
		});
		expect(result).toEqual({
			ok: true,
			spend: {
				once: expect.closeTo(110, 9),
				perPeriod: expect.closeTo(20, 9),
				before: expect.closeTo(440, 9),
				after: expect.closeTo(550, 9),
			},
		});
	});

	test('has no figure where a value has no bound', () => {
		const flat = { marginPerPeriod: 100, points: 0.05, discountPerPeriod: 0 };
		expect(retentionSpend({ ...flat, retention: 1 })).toEqual({
			ok: false,
			reason: 'unbounded-before',
		});
		expect(retentionSpend({ ...flat, retention: 0.95 })).toEqual({
			ok: false,
			reason: 'unbounded-after',
		});
		expect(() => retentionSpend({ ...flat, retention: 2 })).toThrow(RangeError);
		expect(() => retentionSpend({ ...flat, retention: 0.5, points: -1 })).toThrow(RangeError);
	});

	test('changes the value by nothing when exactly that is spent, at once or in parts', () => {
		fc.assert(
			fc.property(
				retentions,
				discounts,
				points,
				fc.double({ min: -0.05, max: 0.01, noNaN: true }),
				(retention, discountPerPeriod, added, growth) => {
					const result = retentionSpend({
						marginPerPeriod: 100,
						retention,
						points: added,
						discountPerPeriod,
						growth,
					});
					if (!result.ok) throw new Error(result.reason);
					const { once, perPeriod, before, after } = result.spend;
					expect(after - once).toBeCloseTo(before, 8);
					const payments = Number(marginMultiple(retention + added, discountPerPeriod));
					expect(after - perPeriod * payments).toBeCloseTo(before, 8);
					expect(
						gainFromLessChurn(
							at(retention, discountPerPeriod, { reduction: added, growth, spend: once / 100 }),
						),
					).toBeCloseTo(0, 8);
				},
			),
		);
	});
});

describe('a base whose churn falls from 15 to 10 %', () => {
	const growth = baseGrowth(0.85, 0.9, 40);

	test('is worth a quarter more per customer, yet earns 5 % more in the first year after', () => {
		expect(growth.byPeriod.slice(0, 3)).toEqual([
			0,
			expect.closeTo(0.05, 12),
			expect.closeTo(0.095, 12),
		]);
	});

	test('ends half as large again, half of it after 6.6 years', () => {
		expect(growth.atLast).toBeCloseTo(0.5, 12);
		expect(growth.halfWay).toBeCloseTo(6.5788, 4);
		expect(growth.byPeriod.at(-1)).toBeCloseTo(0.5 * (1 - 0.9 ** 40), 12);
	});

	test('grows for ever when nobody leaves any more', () => {
		expect(baseGrowth(0.8, 1, 2)).toEqual({
			byPeriod: [0, expect.closeTo(0.2, 12), expect.closeTo(0.4, 12)],
			atLast: null,
			halfWay: null,
		});
	});

	test('has no balance to start from without churn, and is not for more churn', () => {
		expect(() => baseGrowth(1, 1, 3)).toThrow(RangeError);
		expect(() => baseGrowth(0.9, 0.8, 3)).toThrow(RangeError);
	});
});
