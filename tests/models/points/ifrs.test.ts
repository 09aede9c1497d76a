import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liabilityBridge, pointsLiability, type PointsMonths } from '#models/points/ifrs-months.ts';
import { allocatePrice, redemptionProgress, revenueFromPoints } from '#models/points/ifrs.ts';

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const total = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);

describe('one sale with points', () => {
	// IFRS 15, Example 52 (IE267–IE270), as published to the dollar.
	test('a customer of 100,000 with 10,000 points, 95 % of them expected to come home', () => {
		const { goods, points } = allocatePrice({
			price: 100_000,
			goodsStandAlone: 100_000,
			points: 10_000,
			pointValue: 1,
			expectedRedemptionShare: 0.95,
		});
		expect([Math.round(goods), Math.round(points)]).toEqual([91_324, 8_676]);
		const rows = revenueFromPoints(points, [
			{ redeemedSoFar: 4_500, expectedInAll: 9_500 },
			{ redeemedSoFar: 8_500, expectedInAll: 9_700 },
			{ redeemedSoFar: 8_500, expectedInAll: 8_500 },
		]);
		expect(rows.map(({ recognised }) => Math.round(recognised))).toEqual([4_110, 3_493, 1_073]);
		expect(rows.map(({ closing }) => Math.round(closing))).toEqual([4_566, 1_073, 0]);
	});

	test('whatever the estimates, all that is put off is recognised once nothing more is expected', () => {
		const estimate = fc.record({ more: amount, stillExpected: amount });
		fc.assert(
			fc.property(amount, fc.array(estimate, { maxLength: 12 }), (allocated, given) => {
				let redeemedSoFar = 0;
				const estimates = given.map(({ more, stillExpected }) => {
					redeemedSoFar += more;
					return { redeemedSoFar, expectedInAll: redeemedSoFar + stillExpected };
				});
				const rows = revenueFromPoints(allocated, [
					...estimates,
					{ redeemedSoFar, expectedInAll: redeemedSoFar },
				]);
				let before = allocated;
				for (const { opening, recognised, closing } of rows) {
					expect(opening).toBe(before);
					expect(closing).toBeGreaterThanOrEqual(0);
					expect(Math.abs(opening - recognised - closing)).toBeLessThanOrEqual(1e-9 * allocated);
					before = closing;
				}
				expect(before).toBe(0);
			}),
		);
	});

	test('a raised estimate takes back what was recognised too early', () => {
		const [, second] = revenueFromPoints(1_000, [
			{ redeemedSoFar: 50, expectedInAll: 60 },
			{ redeemedSoFar: 50, expectedInAll: 100 },
		]);
		expect(second?.recognised).toBeCloseTo(500 - 1_000 * (50 / 60), 9);
	});

	test('points worth nothing, or never to be redeemed, put nothing off', () => {
		const sale = { price: 300, goodsStandAlone: 300, points: 30 };
		for (const given of [
			{ ...sale, pointValue: 0, expectedRedemptionShare: 1 },
			{ ...sale, pointValue: 1, expectedRedemptionShare: 0 },
			{ ...sale, price: 0, goodsStandAlone: 0, pointValue: 0, expectedRedemptionShare: 1 },
		]) {
			expect(allocatePrice(given)).toEqual({ goods: given.price, points: 0 });
		}
	});

	test('the parts of the price are never negative and add up to it', () => {
		fc.assert(
			fc.property(amount, amount, amount, share, (price, goodsStandAlone, points, expected) => {
				const parts = allocatePrice({
					price,
					goodsStandAlone,
					points,
					pointValue: 1,
					expectedRedemptionShare: expected,
				});
				expect(parts.goods).toBeGreaterThanOrEqual(0);
				expect(parts.points).toBeGreaterThanOrEqual(0);
				expect(parts.goods + parts.points).toBeCloseTo(price, 6);
			}),
		);
	});

	test('nonsense is refused', () => {
		const sale = {
			price: 100,
			goodsStandAlone: 100,
			points: 1,
			pointValue: 1,
			expectedRedemptionShare: 1,
		};
		for (const wrong of [
			{ price: -1 },
			{ price: Number.NaN },
			{ goodsStandAlone: Number.POSITIVE_INFINITY },
			{ points: -1 },
			{ pointValue: -1 },
			{ expectedRedemptionShare: 1.01 },
		]) {
			expect(() => allocatePrice({ ...sale, ...wrong })).toThrow(RangeError);
		}
		expect(() => redemptionProgress({ redeemedSoFar: 2, expectedInAll: 1 })).toThrow(RangeError);
		expect(() => revenueFromPoints(-1, [])).toThrow(RangeError);
		expect(() =>
			revenueFromPoints(1, [
				{ redeemedSoFar: 2, expectedInAll: 3 },
				{ redeemedSoFar: 1, expectedInAll: 3 },
			]),
		).toThrow(RangeError);
	});
});

/** Any programme: each month some points are earned, and shares of those held are used or lost. */
const programmes = fc
	.record({
		months: fc.array(
			fc.record({ sales: amount, earned: amount, used: share, lost: share, estimate: share }),
			{ minLength: 1, maxLength: 40 },
		),
		pointValue: fc.double({ min: 0, max: 5, noNaN: true }),
		costPerFaceDollar: share,
		held: fc.boolean(),
	})
	.map(({ months, pointValue, costPerFaceDollar, held }) => {
		const columns = {
			salesWithPoints: months.map(({ sales }) => sales),
			pointsEarned: months.map(({ earned }) => earned),
			pointsRedeemed: [] as number[],
			pointsLapsed: [] as number[],
		};
		const pointsHeld: number[] = [];
		let balance = 0;
		for (const { earned, used, lost, estimate } of months) {
			balance += earned;
			const redeemed = balance * used;
			const lapsed = (balance - redeemed) * lost;
			balance = Math.max(0, balance - redeemed - lapsed);
			columns.pointsRedeemed.push(redeemed);
			columns.pointsLapsed.push(lapsed);
			pointsHeld.push(balance * estimate);
		}
		const expectation = held
			? { pointsHeld }
			: { shareOfEarned: months.map(({ estimate }) => estimate) };
		return { ...columns, pointValue, costPerFaceDollar, expectation } satisfies PointsMonths;
	});

describe('a programme month by month', () => {
	test('opening + deferred − recognised = closing, never below 0; recognised + closing = deferred', () => {
		fc.assert(
			fc.property(programmes, (programme) => {
				const rows = pointsLiability(programme);
				const deferred = total(rows.map((row) => row.deferred));
				const off = 1e-9 * deferred + 1e-9;
				let before = 0;
				for (const [month, row] of rows.entries()) {
					expect(Math.abs(row.opening - before)).toBeLessThanOrEqual(off);
					expect(row.closing).toBeGreaterThanOrEqual(0);
					expect(
						Math.abs(row.opening + row.deferred - row.recognised - row.closing),
					).toBeLessThanOrEqual(off);
					expect(row.deferred).toBeLessThanOrEqual(programme.salesWithPoints[month] as number);
					expect(row.expected).toBeLessThanOrEqual(row.outstanding);
					before = row.closing;
				}
				const recognised = total(rows.map((row) => row.recognised));
				expect(Math.abs(recognised + before - deferred)).toBeLessThanOrEqual(off);
				const breakage = total(rows.map((row) => row.recognisedForBreakage));
				expect(breakage).toBeGreaterThanOrEqual(-off);
				expect(breakage).toBeLessThanOrEqual(recognised + off);
			}),
		);
	});

	test('when all points have been redeemed or have lapsed, nothing is owed', () => {
		fc.assert(
			fc.property(programmes, share, (programme, used) => {
				const before = pointsLiability(programme).at(-1)?.outstanding ?? 0;
				const rows = pointsLiability({
					...programme,
					salesWithPoints: [...programme.salesWithPoints, 0],
					pointsEarned: [...programme.pointsEarned, 0],
					pointsRedeemed: [...programme.pointsRedeemed, before * used],
					pointsLapsed: [...programme.pointsLapsed, before - before * used],
					expectation: { shareOfEarned: 1 },
				});
				expect(rows.at(-1)).toMatchObject({ closing: 0, outstanding: 0, managementLiability: 0 });
			}),
		);
	});

	test('one month of sales gives Example 52 again, breakage in proportion', () => {
		const rows = pointsLiability({
			salesWithPoints: [100_000, 0, 0],
			pointsEarned: [10_000, 0, 0],
			pointsRedeemed: [0, 4_500, 4_000],
			pointsLapsed: [0, 0, 0],
			pointValue: 1,
			costPerFaceDollar: 0.65,
			expectation: { shareOfEarned: [0.95, 0.95, 0.97] },
		});
		expect(rows.map(({ closing }) => Math.round(closing))).toEqual([8_676, 4_566, 1_073]);
		expect(rows.map(({ recognised }) => Math.round(recognised))).toEqual([0, 4_110, 3_493]);
		// 4,500 of 10,000 points would be 3,904 without breakage.
		expect(rows[1]?.recognisedForBreakage).toBeCloseTo(4_109.589 - 3_904.11, 2);
		expect(rows[1]?.managementLiability).toBeCloseTo(5_000 * 0.65, 9);
	});

	test('the way from what rewards will cost to what the accounts show adds up', () => {
		fc.assert(
			fc.property(programmes, (programme) => {
				for (const row of pointsLiability(programme)) {
					const bridge = liabilityBridge(row, programme.pointValue);
					const end = bridge.managementLiability + total(bridge.lines.map((line) => line.amount));
					const size = row.closing + row.expected * programme.pointValue;
					expect(Math.abs(end - bridge.contractLiability)).toBeLessThanOrEqual(1e-12 * size);
				}
			}),
		);
	});

	test('nothing earned, nothing owed; a programme of no months has no rows', () => {
		const empty = {
			salesWithPoints: [],
			pointsEarned: [],
			pointsRedeemed: [],
			pointsLapsed: [],
			pointValue: 1,
			costPerFaceDollar: 0.65,
			expectation: { shareOfEarned: 0.8 },
		};
		expect(pointsLiability(empty)).toEqual([]);
		const [row] = pointsLiability({
			...empty,
			salesWithPoints: [500],
			pointsEarned: [0],
			pointsRedeemed: [0],
			pointsLapsed: [0],
		});
		expect(row).toMatchObject({ deferred: 0, recognised: 0, closing: 0, outstanding: 0 });
	});

	test('columns of unequal length, negative amounts and points from nowhere are refused', () => {
		const good: PointsMonths = {
			salesWithPoints: [100],
			pointsEarned: [10],
			pointsRedeemed: [4],
			pointsLapsed: [1],
			pointValue: 1,
			costPerFaceDollar: 0.65,
			expectation: { pointsHeld: [5] },
		};
		expect(pointsLiability(good)).toHaveLength(1);
		for (const wrong of [
			{ pointsEarned: [] },
			{ pointsRedeemed: [4, 4] },
			{ pointsRedeemed: [11] },
			{ pointsLapsed: [-1] },
			{ pointValue: Number.NaN },
			{ costPerFaceDollar: 2 },
			{ expectation: { shareOfEarned: 1.2 } },
			{ expectation: { shareOfEarned: [] } },
			{ expectation: { pointsHeld: [-1] } },
		]) {
			expect(() => pointsLiability({ ...good, ...wrong })).toThrow(RangeError);
		}
	});
});
