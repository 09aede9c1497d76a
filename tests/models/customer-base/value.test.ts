import { describe, expect, test } from 'vitest';
import {
	expectedOrders,
	expectedOrdersNew,
	probabilityAlive,
} from '#models/customer-base/bg-nbd.ts';
import { discountedOrders } from '#models/customer-base/discounting.ts';
import { expectedSpend, meanSpendOfAll } from '#models/customer-base/gamma-gamma.ts';
import { expectedCumulative, fittedCounts, holdOutTest } from '#models/customer-base/hold-out.ts';
import { simulateBase, simulateCustomer } from '#models/customer-base/simulate.ts';
import { customerValues } from '#models/customer-base/value.ts';

const params = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const spend = { p: 6.25, q: 3.74, gamma: 15.44 };
const plan = { customers: 3_000, shortestWeeks: 27, longestWeeks: 39, holdOutWeeks: 39, spend };
const base = simulateBase(params, plan, 21);
const ahead = { weeks: 39, deltaPerWeek: 0.0027, marginShare: 0.4 };

describe('values of all customers', () => {
	test('are those of each customer alone', () => {
		const all = customerValues(params, spend, base, ahead);
		if (!all.money.ok) throw new Error(all.money.reason);
		for (let i = 0; i < 300; i++) {
			const history = {
				repeatOrders: base.repeatOrders[i] as number,
				lastOrderAt: base.lastOrderAt[i] as number,
				observedFor: base.observedFor[i] as number,
			};
			const each = expectedSpend(spend, {
				repeatOrders: history.repeatOrders,
				meanSpend: base.meanSpend[i] as number,
			}) as number;
			const orders = discountedOrders(params, history, 0.0027);
			expect(all.alive[i]).toBe(probabilityAlive(params, history));
			expect(all.expectedOrders[i]).toBeCloseTo(expectedOrders(params, history, 39), 12);
			expect((all.discountedOrders[i] as number) / orders).toBeCloseTo(1, 10);
			expect(all.money.expectedSpend[i]).toBeCloseTo(each, 10);
			expect((all.money.value[i] as number) / (0.4 * each * orders)).toBeCloseTo(1, 10);
		}
	});

	test('have no money side where spend has no mean, and say which', () => {
		expect(customerValues(params, { ...spend, q: 0.9 }, base, ahead).money).toEqual({
			ok: false,
			reason: 'no mean',
		});
		expect(customerValues(params, null, base, ahead).money).toEqual({
			ok: false,
			reason: 'no spend model',
		});
	});

	test('of nobody are empty', () => {
		const nobody = simulateBase(params, { ...plan, customers: 0 }, 1);
		expect(customerValues(params, spend, nobody, ahead).alive).toHaveLength(0);
	});
});

describe('expected spend', () => {
	test('lies between what a customer spent and what all spend, nearer the more they ordered', () => {
		const all = meanSpendOfAll(spend) as number;
		const after = (repeatOrders: number) =>
			expectedSpend(spend, { repeatOrders, meanSpend: 100 }) as number;
		expect(after(0)).toBe(all);
		expect(after(1)).toBeGreaterThan(all);
		expect(after(5)).toBeGreaterThan(after(1));
		expect(after(500)).toBeLessThan(100);
		expect(after(500)).toBeGreaterThan(99);
	});

	test('does not exist for a newcomer when q is 1 or less', () => {
		const wild = { p: 0.3, q: 0.5, gamma: 10 };
		expect(meanSpendOfAll(wild)).toBeNull();
		expect(expectedSpend(wild, { repeatOrders: 1, meanSpend: 50 })).toBeNull();
		expect(expectedSpend(wild, { repeatOrders: 4, meanSpend: 50 })).toBeGreaterThan(0);
		expect(() => expectedSpend(spend, { repeatOrders: 1, meanSpend: -5 })).toThrow(RangeError);
	});
});

describe('the hold-out test', () => {
	const result = holdOutTest(params, base, base.laterOrders, 39);

	test('adds up', () => {
		const customers = result.groups.reduce((sum, group) => sum + group.customers, 0);
		const actual = result.groups.reduce(
			(sum, group) => sum + group.customers * (group.actualMean ?? 0),
			0,
		);
		expect(customers).toBe(3_000);
		expect(actual).toBeCloseTo(result.actualTotal, 6);
		expect(result.groups.map((group) => group.repeatOrders)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
	});

	test('finds the true model right: totals and counts within their noise', () => {
		expect(Math.abs(result.expectedTotal / result.actualTotal - 1)).toBeLessThan(0.1);
		const counts = fittedCounts(params, base);
		expect(counts.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(3_000, 6);
		for (const { expected, actual } of counts) {
			expect(Math.abs(actual - expected)).toBeLessThan(4 * Math.sqrt(expected));
		}
	});

	test('has no mean for a group without customers', () => {
		const two = {
			repeatOrders: Int32Array.of(0, 0),
			lastOrderAt: Float64Array.of(0, 0),
			observedFor: Float64Array.of(9, 10),
		};
		const { groups } = holdOutTest(params, two, [0, 1], 9);
		expect(groups[3]).toEqual({
			repeatOrders: 3,
			customers: 0,
			expectedMean: null,
			actualMean: null,
		});
		expect(() => holdOutTest(params, two, [0], 9)).toThrow(RangeError);
	});
});

describe('the tracking curve', () => {
	test('of one customer is that customer’s expectation', () => {
		const curve = expectedCumulative(params, Float64Array.of(2), 6);
		expect(curve[0]).toBe(0);
		expect(curve[1]).toBe(0);
		expect(curve[5]).toBeCloseTo(expectedOrdersNew(params, 4), 12);
	});

	test('follows the orders of a company drawn from the model', () => {
		const first = base.observedFor.map((weeks) => 39 - weeks);
		const expected = expectedCumulative(params, first, 39)[38] as number;
		const actual = base.repeatOrders.reduce((sum, x) => sum + x, 0);
		expect(Math.abs(expected / actual - 1)).toBeLessThan(0.1);
	});
});

describe('a simulated base', () => {
	test('is the same for the same seed, and more customers leave the first ones alone', () => {
		expect(simulateBase(params, plan, 21)).toEqual(base);
		const more = simulateBase(params, { ...plan, customers: 3_500 }, 21);
		expect(more.lastOrderAt.subarray(0, 3_000)).toEqual(base.lastOrderAt);
	});

	test('differs from seed to seed, also as a whole', () => {
		const total = (seed: number): number =>
			simulateBase(params, plan, seed).repeatOrders.reduce((sum, x) => sum + x, 0);
		expect(new Set([1, 2, 3, 4].map(total)).size).toBe(4);
	});

	test('holds the share of living customers that the model says', () => {
		const { alive } = customerValues(params, null, base, ahead);
		const expected = alive.reduce((sum, each) => sum + each, 0);
		const actual = base.alive.reduce((sum, each) => sum + each, 0);
		expect(Math.abs(expected - actual)).toBeLessThan(4 * Math.sqrt(3_000 * 0.16));
	});

	test('draws each customer’s mean spend round the population’s', () => {
		let sum = 0;
		let count = 0;
		base.meanSpend.forEach((each, i) => {
			if ((base.repeatOrders[i] as number) === 0) return;
			sum += each;
			count++;
		});
		expect(Math.abs(sum / count / (meanSpendOfAll(spend) as number) - 1)).toBeLessThan(0.1);
	});

	test('survives parameters near 0', () => {
		for (let customer = 0; customer < 200; customer++) {
			const one = simulateCustomer({ r: 0.01, alpha: 5, a: 0.01, b: 0.01 }, 52, customer, 3);
			expect(one.leavingChance).toBeGreaterThanOrEqual(0);
			expect(one.leavingChance).toBeLessThanOrEqual(1);
		}
	});
});
