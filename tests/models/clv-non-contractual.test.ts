import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { existingCustomer } from '#models/clv/existing-customer.ts';
import {
	activeChance,
	alikeOrders,
	ordersToCome,
	ordersWithin,
	ordersWorth,
	unequalRatesOrders,
	type OrderHistory,
	type Shop,
} from '#models/clv/non-contractual.ts';
import { orderYears } from '#models/clv/order-years.ts';
import type { Worth } from '#models/clv/worth.ts';
import { expectedOrders, probabilityAlive } from '#models/customer-base/bg-nbd.ts';
import { discountedOrders } from '#models/customer-base/discounting.ts';
import { expectedSpend } from '#models/customer-base/gamma-gamma.ts';

function valueOf(worth: Worth): number {
	if (!worth.bounded) throw new Error(worth.reason);
	return worth.value;
}

const cafe: Shop = {
	marginPerOrder: 200,
	ordersPerYear: 5,
	rateSpread: 1.2,
	leaveAfterOrder: 0.05,
	differences: 0.2,
	discountPerYear: 0.1,
};
const shops: fc.Arbitrary<Shop> = fc.record({
	marginPerOrder: fc.double({ min: 1, max: 1_000, noNaN: true }),
	ordersPerYear: fc.double({ min: 0.1, max: 52, noNaN: true }),
	rateSpread: fc.double({ min: 0.3, max: 3, noNaN: true }),
	leaveAfterOrder: fc.double({ min: 0.005, max: 0.9, noNaN: true }),
	differences: fc.double({ min: 0.02, max: 0.9, noNaN: true }),
	discountPerYear: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
});
const histories: fc.Arbitrary<OrderHistory> = fc
	.record({
		repeatOrders: fc.integer({ min: 0, max: 100 }),
		share: fc.double({ min: 0.01, max: 1, noNaN: true }),
		observedFor: fc.double({ min: 0.1, max: 5, noNaN: true }),
	})
	.map(({ repeatOrders, share, observedFor }) => ({
		repeatOrders,
		lastOrderAt: repeatOrders > 0 ? observedFor * share : 0,
		observedFor,
	}));

/** The same customer as the parameters of the customer-base models, in years. */
function paramsOf(shop: Shop) {
	const r = 1 / shop.rateSpread ** 2;
	const total = 1 / shop.differences - 1;
	return {
		r,
		alpha: r / shop.ordersPerYear,
		a: shop.leaveAfterOrder * total,
		b: (1 - shop.leaveAfterOrder) * total,
	};
}

const near = (actual: number, expected: number) =>
	expect(Math.abs(actual - expected)).toBeLessThan(1e-7 * Math.abs(expected) + 1e-12);

describe('a mean over chances of leaving gives what the BG/NBD formulas give', () => {
	test('for the orders to come, discounted', () => {
		fc.assert(
			fc.property(shops, histories, (shop, history) => {
				const delta = Math.log1p(shop.discountPerYear);
				near(valueOf(ordersToCome(shop)), discountedOrders(paramsOf(shop), 'new', delta));
				near(
					activeChance(shop, history) * valueOf(ordersToCome(shop, history)),
					discountedOrders(paramsOf(shop), history, delta),
				);
			}),
			{ numRuns: 60 },
		);
	});

	test('for the orders of some years, and the chance of being active', () => {
		fc.assert(
			fc.property(
				shops,
				histories,
				fc.double({ min: 0.01, max: 20, noNaN: true }),
				(shop, history, years) => {
					const chance = activeChance(shop, history);
					near(chance, probabilityAlive(paramsOf(shop), history));
					near(
						chance * ordersWithin(shop, history)(years),
						expectedOrders(paramsOf(shop), history, years),
					);
				},
			),
			{ numRuns: 60 },
		);
	});

	// Parameters as published for CDNOW, a week where this has a year; δ = .0027 a week. The worths
	// are recomputed by quadrature.
	test('for the published parameters', () => {
		const { r, alpha, a, b } = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
		const shop: Shop = {
			marginPerOrder: 1,
			ordersPerYear: r / alpha,
			rateSpread: 1 / Math.sqrt(r),
			leaveAfterOrder: a / (a + b),
			differences: 1 / (a + b + 1),
			discountPerYear: Math.expm1(0.0027),
		};
		expect(valueOf(ordersToCome(shop))).toBeCloseTo(3.647_81, 5);
		for (const [repeatOrders, lastOrderAt, observedFor, worth] of [
			[2, 30.43, 38.86, 5.156_38],
			[0, 0, 38.86, 1.015_7],
			[7, 29.43, 38.86, 12.670_66],
			[26, 30.86, 31, 70.906_49],
		] as const) {
			const history = { repeatOrders, lastOrderAt, observedFor };
			expect(activeChance(shop, history) * valueOf(ordersToCome(shop, history))).toBeCloseTo(
				worth,
				5,
			);
		}
	});
});

describe('the rungs without a contract', () => {
	test('begin with customers all alike: λ/(λp + δ)', () => {
		expect(valueOf(alikeOrders(cafe))).toBeCloseTo(5 / (0.25 + Math.log(1.1)), 12);
	});

	test('are one and the same where nobody differs', () => {
		const alike = { ...cafe, rateSpread: 1e-3, differences: 0 };
		expect(valueOf(ordersToCome(alike))).toBeCloseTo(valueOf(alikeOrders(alike)), 4);
		expect(ordersToCome({ ...cafe, differences: 0 })).toEqual(unequalRatesOrders(cafe));
		near(valueOf(ordersToCome({ ...cafe, differences: 1e-9 })), valueOf(unequalRatesOrders(cafe)));
	});

	test('lose by unequal rates and gain by unequal chances of leaving', () => {
		fc.assert(
			fc.property(shops, (shop) => {
				const unequal = valueOf(unequalRatesOrders(shop));
				expect(unequal).toBeLessThanOrEqual(valueOf(alikeOrders(shop)) * (1 + 1e-9));
				expect(valueOf(ordersToCome(shop))).toBeGreaterThanOrEqual(unequal * (1 - 1e-8));
			}),
		);
	});

	test('do not reach further discounted than not', () => {
		const patient = { ...cafe, differences: 0.02, leaveAfterOrder: 0.2, discountPerYear: 0 };
		// a = 9.8, b = 39.2: (a + b − 1)/(a − 1).
		expect(valueOf(ordersToCome(patient))).toBeCloseTo(48 / 8.8, 9);
		expect(valueOf(ordersToCome({ ...patient, discountPerYear: 0.1 }))).toBeLessThan(48 / 8.8);
	});

	test.each([
		[{ leaveAfterOrder: 0 }, 'nobody leaves and waiting costs nothing'],
		[{}, 'some hardly ever leave and waiting costs nothing'],
	] as const)('have no bound undiscounted with %j', (given, reason) => {
		expect(ordersToCome({ ...cafe, ...given, discountPerYear: 0 })).toEqual({
			bounded: false,
			reason,
		});
	});

	// a = 1; a + b = 1; a + b < 1.
	test.each([
		[0.2, 1 / 6],
		[0.3, 0.5],
		[0.3, 0.9],
	])('are finite at a mean chance %d that differs by %d', (leaveAfterOrder, differences) => {
		const shop = { ...cafe, leaveAfterOrder, differences };
		const delta = Math.log1p(0.1);
		near(valueOf(ordersToCome(shop)), discountedOrders(paramsOf(shop), 'new', delta));
	});

	test('leave only the first order where nobody orders again', () => {
		const shop = { ...cafe, ordersPerYear: 0 };
		expect(ordersWorth(shop, ordersToCome(shop), 'A')).toEqual({ bounded: true, value: 200 });
		expect(ordersWorth(shop, ordersToCome(shop), 'B')).toEqual({ bounded: true, value: 0 });
	});
});

test('the years add up towards the worth and to the orders expected', () => {
	fc.assert(
		fc.property(shops, fc.constantFrom('A', 'B', 'C', 'D'), (shop, timing) => {
			const years = orderYears(shop, timing, 30);
			const last = timing === 'B' ? 30 : 29;
			const expected = years.reduce((sum, year) => sum + year.expected, 0);
			const first = timing === 'B' ? 0 : 1;
			near(expected, shop.marginPerOrder * (first + ordersWithin(shop)(last)));
			const total = years.reduce((sum, { presentValue }) => sum + presentValue, 0);
			const worth = valueOf(ordersWorth(shop, ordersToCome(shop), timing));
			expect(total).toBeLessThanOrEqual(worth * (1 + 1e-6));
			for (const { survival } of years) expect(survival).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 60 },
	);
	const patient = { ...cafe, leaveAfterOrder: 0.3, differences: 0.02, discountPerYear: 0.3 };
	const total = orderYears(patient, 'A', 80).reduce(
		(sum, { presentValue }) => sum + presentValue,
		0,
	);
	const worth = valueOf(ordersWorth(patient, ordersToCome(patient), 'A'));
	expect(Math.abs(total / worth - 1)).toBeLessThan(1e-5);
});

describe('a customer with a history', () => {
	const spending = { orderValue: 400, marginRate: 0.5, ordersToTrust: 2 };
	const amy = { repeatOrders: 4, lastOrderAt: 0.75, observedFor: 1, meanSpend: 600 };

	test('is expected to spend what gamma-gamma expects, whatever its p', () => {
		const existing = existingCustomer(cafe, spending, amy);
		if (!existing.known) throw new Error(existing.reason);
		for (const p of [0.5, 1, 6.25]) {
			const gamma = 400 * 2;
			expect(
				expectedSpend({ p, q: 1 + 2 * p, gamma }, { repeatOrders: 4, meanSpend: 600 }),
			).toBeCloseTo(existing.expectedSpend, 9);
		}
		expect(existing.expectedSpend).toBeCloseTo((2 * 400 + 4 * 600) / 6, 9);
		expect(existing.ownWeight).toBeCloseTo(2 / 3, 12);
	});

	test('without a repeat order is active for sure and spends as all do', () => {
		const existing = existingCustomer(cafe, spending, { ...amy, repeatOrders: 0 });
		expect(existing).toMatchObject({ known: true, activeChance: 1, expectedSpend: 400 });
	});

	test('who bought often and then fell silent is likelier gone than one who bought seldom', () => {
		const silent = (repeatOrders: number) =>
			activeChance(cafe, { repeatOrders, lastOrderAt: 0.5, observedFor: 1.5 });
		expect(silent(20)).toBeLessThan(silent(2));
	});

	test('cannot have ordered last before the first order', () => {
		expect(existingCustomer(cafe, spending, { ...amy, lastOrderAt: -0.1 })).toEqual({
			known: false,
			reason: 'the last order is not after the first',
		});
		expect(existingCustomer({ ...cafe, ordersPerYear: 0 }, spending, amy)).toEqual({
			known: false,
			reason: 'nobody orders again',
		});
	});
});
