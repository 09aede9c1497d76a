import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestEquity, equityAt, steepnessFor } from '#models/churn/equity-split.ts';
import { newOrExisting, newOrExistingInputs } from '#models/churn/new-or-existing.ts';
import {
	logoChurn,
	readAccounts,
	revenueRates,
	yearOfRetention,
} from '#models/churn/revenue-churn.ts';
import { usualInputs } from '#models/model.ts';

describe('heads and money', () => {
	// Ten accounts, eight of 100 and one each of 500 and 1,000; two of the small ones leave.
	const before = [...Array<number>(8).fill(100), 500, 1_000];
	const accounts = before.map((amount, index) => ({
		before: amount,
		now: index < 2 ? 0 : amount === 1_000 ? 1_300 : amount === 500 ? 450 : amount,
	}));

	test('20 % by heads is 8.7 % by money, and what the rest added more than makes up for it', () => {
		const reading = readAccounts([...accounts, { before: 0, now: 700 }]);
		expect(reading).toMatchObject({
			atStart: 10,
			left: 2,
			logoChurn: 0.2,
			won: 1,
			wonRevenue: 700,
		});
		expect(reading.flow).toEqual({ start: 2_300, expansion: 300, contraction: 50, churned: 200 });
		expect(reading.rates).toEqual({
			revenueChurn: expect.closeTo(200 / 2_300, 12),
			grossChurn: expect.closeTo(250 / 2_300, 12),
			grossRetention: expect.closeTo(2_050 / 2_300, 12),
			netRetention: expect.closeTo(2_350 / 2_300, 12),
			netChurn: expect.closeTo(-50 / 2_300, 12),
			end: 2_350,
		});
	});

	test('nothing at the start leaves no rate', () => {
		expect(logoChurn(0, 0)).toBeNull();
		expect(revenueRates({ start: 0, expansion: 0, contraction: 0, churned: 0 })).toBeNull();
		expect(readAccounts([])).toMatchObject({ logoChurn: null, rates: null });
	});

	test('amounts that cannot be are refused', () => {
		expect(() => logoChurn(3, 4)).toThrow(RangeError);
		expect(() => readAccounts([{ before: -1, now: 0 }])).toThrow('at 0');
		expect(() => revenueRates({ start: 100, expansion: 0, contraction: 60, churned: 60 })).toThrow(
			'at most start 100, got 120',
		);
		expect(() => yearOfRetention(-0.1)).toThrow(RangeError);
	});

	test('a year of 98 % a month keeps 78 %, not 76 %; of 103 % it grows 43 %, not 36 %', () => {
		expect(yearOfRetention(0.98)).toEqual({
			compounded: expect.closeTo(0.78472, 5),
			addedUp: expect.closeTo(0.76, 12),
		});
		expect(yearOfRetention(1.03)).toEqual({
			compounded: expect.closeTo(1.42576, 5),
			addedUp: expect.closeTo(1.36, 12),
		});
	});

	const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
	test('net retention is what the accounts of the start pay now, over what they paid', () => {
		fc.assert(
			fc.property(
				fc.array(fc.record({ before: amount, now: amount }), { minLength: 1 }),
				(some) => {
					const { rates, flow, left, atStart } = readAccounts(some);
					const old = some.filter((each) => each.before > 0);
					expect([atStart, left]).toEqual([old.length, old.filter(({ now }) => now === 0).length]);
					if (!rates) return;
					const now = old.reduce((sum, each) => sum + each.now, 0);
					expect(rates.end / (now + flow.start)).toBeCloseTo(now / (now + flow.start), 9);
					expect(rates.grossRetention).toBeGreaterThanOrEqual(0);
					expect(rates.netRetention).toBeGreaterThanOrEqual(rates.grossRetention - 1e-9);
					expect(rates.revenueChurn).toBeLessThanOrEqual(rates.grossChurn + 1e-9);
				},
			),
		);
	});

	test('accounts that all pay the same make both churns the same', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 99 }), (stays) => {
				const reading = readAccounts(stays.map((stay) => ({ before: 7, now: stay ? 7 : 0 })));
				expect(reading.rates?.revenueChurn).toBeCloseTo(reading.logoChurn ?? -1, 12);
			}),
		);
	});
});

describe('new or existing', () => {
	const usual = usualInputs(newOrExistingInputs);

	test('a fifth of the cost per approach is twice the cost per customer kept, when a tenth stay', () => {
		const result = newOrExisting(usual);
		expect(result).toEqual({
			costPerApproach: 300,
			costPerCustomerKept: expect.closeTo(3_000, 9),
			valuePerDollarWon: expect.closeTo(3, 12),
			valuePerDollarKept: expect.closeTo(1, 12),
			netPerCustomerWon: 3_000,
			netPerCustomerKept: expect.closeTo(0, 9),
			savedShareAtPar: expect.closeTo(0.3, 12),
			ratioAtPar: expect.closeTo(15, 12),
		});
	});

	test('at the share and at the ratio of par both buy the same', () => {
		const { savedShareAtPar, ratioAtPar } = newOrExisting(usual);
		for (const inputs of [
			{ ...usual, savedShare: savedShareAtPar ?? 0 },
			{ ...usual, ratio: ratioAtPar ?? 0 },
		]) {
			const { valuePerDollarWon, valuePerDollarKept } = newOrExisting(inputs);
			expect(valuePerDollarKept).toBeCloseTo(valuePerDollarWon, 12);
		}
	});

	test('has no par where nobody kept would be worth it', () => {
		expect(newOrExisting({ ...usual, keptValue: 0 })).toMatchObject({
			savedShareAtPar: null,
			ratioAtPar: null,
			valuePerDollarKept: 0,
		});
		expect(newOrExisting({ ...usual, ratio: 1 }).savedShareAtPar).toBeNull();
	});

	test('the rule of five stands as an assumption from 1 to 25', () => {
		expect(newOrExistingInputs.ratio).toMatchObject({ usual: 5, min: 1, max: 25 });
		expect(newOrExistingInputs.ratio.source).toContain('假設');
		expect(() => newOrExisting({ ...usual, ratio: 26 })).toThrow(RangeError);
		expect(() => newOrExisting({ ...usual, savedShare: 0 })).toThrow(RangeError);
		expect(() => newOrExisting({ ...usual, acquisitionCost: 0 })).toThrow(RangeError);
	});
});

describe('the split between winning and keeping', () => {
	const inputs = {
		marginPerPeriod: 100,
		discountPerPeriod: 0.2,
		winning: { ceiling: 0.4, steepness: steepnessFor(0.4, 5, 0.1) },
		keeping: { ceiling: 0.7, steepness: steepnessFor(0.7, 10, 0.4) },
	};

	test('takes its curves from what is spent and reached now', () => {
		const now = equityAt(inputs, 5, 10);
		expect([now.winningRate, now.keepingRate]).toEqual([
			expect.closeTo(0.1, 12),
			expect.closeTo(0.4, 12),
		]);
		// a·m − A + a·(m − R/r)·r′/(1−r′) with r′ = .4/1.2 = 1/3.
		expect(now.equityPerProspect).toBeCloseTo(10 - 5 + 0.1 * (100 - 25) * 0.5, 9);
	});

	test('is best inside, spending more on each than now', () => {
		const best = bestEquity(inputs);
		expect(best.winningSpend).toBeCloseTo(22.964, 3);
		expect(best.keepingSpend).toBeCloseTo(26.767, 3);
		expect(best.equityPerProspect).toBeCloseTo(24.8, 2);
	});

	test('spends nothing where the first NT$ brings back less than one', () => {
		const { winningSpend, keepingSpend, equityPerProspect } = bestEquity({
			...inputs,
			marginPerPeriod: 2,
		});
		expect([winningSpend, keepingSpend, equityPerProspect]).toEqual([0, 0, 0]);
		expect(bestEquity({ ...inputs, marginPerPeriod: 0 }).equityPerProspect).toBe(0);
	});

	test('is refused for ceilings of 1 and more, and for rates above the ceiling', () => {
		expect(() => bestEquity({ ...inputs, keeping: { ceiling: 1, steepness: 1 } })).toThrow(
			RangeError,
		);
		expect(() => steepnessFor(0.4, 5, 0.4)).toThrow(RangeError);
		expect(() => steepnessFor(0.4, 0, 0.1)).toThrow(RangeError);
		expect(() => equityAt(inputs, -1, 0)).toThrow(RangeError);
	});

	const responses = fc.record({
		ceiling: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
		steepness: fc.double({ min: 0.001, max: 1, noNaN: true }),
	});
	test('no other spending makes a prospect worth more', () => {
		fc.assert(
			fc.property(
				fc.record({
					marginPerPeriod: fc.double({ min: 0, max: 1_000, noNaN: true }),
					discountPerPeriod: fc.double({ min: 0, max: 0.5, noNaN: true }),
					winning: responses,
					keeping: responses,
				}),
				fc.double({ min: 0, max: 3, noNaN: true }),
				fc.double({ min: 0, max: 3, noNaN: true }),
				(some, a, b) => {
					const best = bestEquity(some);
					const other = equityAt(some, best.winningSpend * a, best.keepingSpend * b);
					const plain = equityAt(some, 10 * a, 10 * b);
					const limit = best.equityPerProspect + 1e-9 * (1 + best.valuePerCustomer);
					expect(other.equityPerProspect).toBeLessThanOrEqual(limit);
					expect(plain.equityPerProspect).toBeLessThanOrEqual(limit);
				},
			),
		);
	});
});
