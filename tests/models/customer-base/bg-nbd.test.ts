import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	expectedOrders,
	expectedOrdersNew,
	orderCountChance,
	orderCountChances,
	ordersByIntegral,
	ordersBySeries,
	ordersIfAlive,
	probabilityAlive,
	type BgNbd,
	type History,
} from '#models/customer-base/bg-nbd.ts';
import { discountedOrders, weeklyDelta } from '#models/customer-base/discounting.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyParams: fc.Arbitrary<BgNbd> = fc.record({
	r: between(0.05, 5),
	alpha: between(0.2, 50),
	a: between(0.05, 8),
	b: between(0.05, 12),
});
const anyHistory: fc.Arbitrary<History> = fc
	.record({
		repeatOrders: fc.integer({ min: 0, max: 300 }),
		observedFor: between(0.5, 260),
		share: between(0.01, 1),
	})
	.map(({ repeatOrders, observedFor, share }) => ({
		repeatOrders,
		observedFor,
		lastOrderAt: repeatOrders > 0 ? share * observedFor : 0,
	}));
const runs = { numRuns: 300 };

const cdnow: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const regular: History = { repeatOrders: 2, lastOrderAt: 30.43, observedFor: 38.86 };

describe('the chance of being alive', () => {
	test('is above 0 up to 1, and falls the longer a customer has been silent', () => {
		fc.assert(
			fc.property(anyParams, anyHistory, between(0, 50), (params, history, silence) => {
				const now = probabilityAlive(params, history);
				const later = probabilityAlive(params, {
					...history,
					observedFor: history.observedFor + silence,
				});
				expect(now).toBeGreaterThanOrEqual(0);
				expect(now).toBeLessThanOrEqual(1);
				if (history.repeatOrders < 20) expect(now).toBeGreaterThan(0);
				expect(later).toBeLessThanOrEqual(now);
			}),
			runs,
		);
	});

	test('is 1 without a repeat order, as customers leave only after one', () => {
		expect(probabilityAlive(cdnow, { repeatOrders: 0, lastOrderAt: 0, observedFor: 5_000 })).toBe(
			1,
		);
	});
});

describe('expected orders', () => {
	test('are finite, rise with time, and stay below those of someone who never leaves', () => {
		fc.assert(
			fc.property(anyParams, anyHistory, between(0.01, 300), (params, history, weeks) => {
				const orders = expectedOrders(params, history, weeks);
				const rate = (params.r + history.repeatOrders) / (params.alpha + history.observedFor);
				expect(orders).toBeGreaterThanOrEqual(0);
				expect(orders).toBeLessThanOrEqual(rate * weeks * (1 + 1e-9));
				expect(expectedOrders(params, history, weeks * 1.5)).toBeGreaterThanOrEqual(
					orders * (1 - 1e-11),
				);
			}),
			runs,
		);
	});

	test('are alike by series and by integral', () => {
		fc.assert(
			fc.property(anyParams, anyHistory, between(0.1, 300), (params, history, weeks) => {
				const { repeatOrders, observedFor } = history;
				const bySeries = ordersBySeries(params, repeatOrders, observedFor, weeks);
				if (bySeries === null) return;
				const byIntegral = ordersByIntegral(params, repeatOrders, observedFor, weeks);
				expect(Math.abs(bySeries / byIntegral - 1)).toBeLessThan(1e-9);
			}),
			runs,
		);
	});

	test('do not depend on the unit of time', () => {
		fc.assert(
			fc.property(anyParams, anyHistory, between(0.1, 200), (params, history, weeks) => {
				const inDays = expectedOrders(
					{ ...params, alpha: params.alpha * 7 },
					{
						repeatOrders: history.repeatOrders,
						lastOrderAt: history.lastOrderAt * 7,
						observedFor: history.observedFor * 7,
					},
					weeks * 7,
				);
				const inWeeks = expectedOrders(params, history, weeks);
				expect(Math.abs(inDays - inWeeks)).toBeLessThanOrEqual(1e-9 * inWeeks + 1e-300);
			}),
			runs,
		);
	});

	test('of a newcomer are the mean of the order counts', () => {
		const chances = orderCountChances(cdnow, 30, 3_000);
		const mean = chances.reduce((sum, chance, count) => sum + count * chance, 0);
		expect(mean).toBeCloseTo(expectedOrdersNew(cdnow, 30), 9);
		expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
		expect(orderCountChance(cdnow, 0, 0)).toBe(1);
	});

	// Neighbours on both sides of what divides 0 by 0 in the published form.
	test.each([
		{ what: 'a = 1', params: { ...cdnow, a: 1 }, x: 2 },
		{ what: 'a + b = 1', params: { ...cdnow, a: 0.4, b: 0.6 }, x: 0 },
		{ what: 'a + b < 1', params: { ...cdnow, a: 0.3, b: 0.4 }, x: 0 },
		{ what: 'a + b = 1 + r', params: { ...cdnow, a: 0.5, b: 0.743 }, x: 0 },
		{ what: 'a = 2', params: { ...cdnow, a: 2 }, x: 3 },
	])('pass smoothly through $what', ({ params, x }) => {
		const at = (shift: number): number =>
			ordersIfAlive({ ...params, a: params.a + shift }, x, 39, 52);
		expect(Math.abs((at(1e-6) + at(-1e-6)) / 2 / at(0) - 1)).toBeLessThan(1e-9);
	});

	test.each([
		{ what: '500 orders', params: cdnow, x: 500, last: 38, seen: 39, weeks: 52 },
		{ what: '20,000 orders', params: cdnow, x: 20_000, last: 38.99, seen: 39, weeks: 52 },
		{ what: 'a thousand years ahead', params: cdnow, x: 3, last: 38, seen: 39, weeks: 52_000 },
		{
			what: 'r far above a + b',
			params: { r: 60, alpha: 5, a: 0.5, b: 0.5 },
			x: 9,
			last: 5,
			seen: 9,
			weeks: 99,
		},
		{
			what: 'all alike',
			params: { r: 900, alpha: 900, a: 300, b: 900 },
			x: 4,
			last: 5,
			seen: 9,
			weeks: 99,
		},
		{
			what: 'hardly anybody leaves',
			params: { r: 1, alpha: 9, a: 1e-4, b: 50 },
			x: 4,
			last: 5,
			seen: 9,
			weeks: 99,
		},
		{ what: 'nothing seen yet', params: cdnow, x: 0, last: 0, seen: 0, weeks: 1e-9 },
	])('are a number for $what', ({ params, x, last, seen, weeks }) => {
		const history = { repeatOrders: x, lastOrderAt: last, observedFor: seen };
		const orders = expectedOrders(params, history, weeks);
		const most = ((params.r + x) / (params.alpha + seen)) * weeks;
		expect(orders).toBeGreaterThan(0);
		expect(orders).toBeLessThanOrEqual(most * (1 + 1e-12));
		const worth = discountedOrders(params, history, 0.0027);
		expect(worth).toBeGreaterThan(0);
		expect(worth).toBeLessThan(most / weeks / 0.0027);
	});

	test('refuse what no order book holds', () => {
		const refused: (() => unknown)[] = [
			() => expectedOrders(cdnow, regular, -1),
			() => expectedOrders(cdnow, regular, Number.NaN),
			() => expectedOrders(cdnow, { ...regular, lastOrderAt: 40 }, 1),
			() => expectedOrders(cdnow, { ...regular, lastOrderAt: 0 }, 1),
			() => expectedOrders(cdnow, { ...regular, repeatOrders: 0 }, 1),
			() => expectedOrders(cdnow, { ...regular, repeatOrders: 1.5 }, 1),
			() => expectedOrders({ ...cdnow, a: 0 }, regular, 1),
			() => expectedOrders({ ...cdnow, r: Number.POSITIVE_INFINITY }, regular, 1),
			() => discountedOrders(cdnow, regular, 0),
			() => orderCountChance(cdnow, 3, -1),
		];
		for (const call of refused) expect(call).toThrow(RangeError);
	});
});

describe('discounted orders', () => {
	test('are below the undiscounted ones, and near them when hardly discounted', () => {
		fc.assert(
			fc.property(anyParams, anyHistory, between(1e-4, 0.05), (params, history, delta) => {
				const worth = discountedOrders(params, history, delta);
				const rate = (params.r + history.repeatOrders) / (params.alpha + history.observedFor);
				expect(worth).toBeGreaterThanOrEqual(0);
				expect(worth).toBeLessThanOrEqual((rate / delta) * (1 + 1e-9));
				expect(worth).toBeGreaterThanOrEqual(discountedOrders(params, history, delta * 1.3));
				// ∫ e^−δt dE(t) lies between e^−δτ E(τ) and E(τ) + e^−δτ (E(∞) − E(τ)).
				const until = 1 / delta;
				const orders = expectedOrders(params, history, until);
				expect(worth).toBeGreaterThanOrEqual(Math.exp(-1) * orders * (1 - 1e-9));
			}),
			runs,
		);
	});

	test('agree with a sum over very short steps', () => {
		const delta = 0.05;
		let sum = 0;
		let before = 0;
		const step = 0.05;
		for (let t = step; t < 700; t += step) {
			const orders = expectedOrders(cdnow, regular, t);
			sum += (orders - before) * Math.exp(-delta * (t - step / 2));
			before = orders;
		}
		expect(sum).toBeCloseTo(discountedOrders(cdnow, regular, delta), 6);
	});

	test('15 % a year is 0.0027 a week', () => {
		expect(weeklyDelta(0.15)).toBeCloseTo(0.0027, 4);
		expect(() => weeklyDelta(-1)).toThrow(RangeError);
	});
});
