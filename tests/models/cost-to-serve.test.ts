import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionFor } from '#models/cost-to-serve/actions.ts';
import { customerProfits, serviceCosts } from '#models/cost-to-serve/activity-costs.ts';
import { costToServeModel } from '#models/cost-to-serve/model.ts';
import { leadAmongTheLargest, pyramid, pyramidTiers } from '#models/cost-to-serve/pyramid.ts';
import { whaleCurve } from '#models/cost-to-serve/whale-curve.ts';
import { usualInputs } from '#models/model.ts';

const usual = usualInputs(costToServeModel.inputs);
const presetOf = (id: string) => ({
	...usual,
	...costToServeModel.presets.find((each) => each.id === id)?.inputs,
});

// Lesson 5: both spend 12,000 at 30 %; 12 orders fetched, or 48 delivered, at 40 and 60 each.
test('of two equal customers one earns 3,120 and the other loses 1,200', () => {
	const { byCustomer, activities } = serviceCosts(
		[
			{ id: 'orders', pool: 60 * 40, uses: [12, 48] },
			{ id: 'deliveries', pool: 48 * 60, uses: [0, 48] },
		],
		2,
	);
	expect(activities.map(({ rate }) => rate)).toEqual([40, 60]);
	const profits = customerProfits([12_000, 12_000], [8_400, 8_400], byCustomer);
	expect(profits[0]).toBeCloseTo(3_120, 9);
	expect(profits[1]).toBeCloseTo(-1_200, 9);
});

describe('activity costs', () => {
	const pools = fc.array(
		fc.record({
			pool: fc.double({ min: 0, max: 1e6, noNaN: true }),
			uses: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5, maxLength: 5 }),
		}),
		{ maxLength: 5 },
	);

	test('what is allocated and what is not add up to the pools', () => {
		fc.assert(
			fc.property(pools, (given) => {
				const told = serviceCosts(
					given.map((each, i) => ({ id: String(i), ...each })),
					5,
				);
				const all = given.reduce((sum, { pool }) => sum + pool, 0);
				const borne = told.byCustomer.reduce((sum, each) => sum + each, 0);
				expect(borne + told.unallocated).toBeCloseTo(all, 4);
				expect(told.allocated).toBeCloseTo(borne, 4);
				expect(Math.min(...told.byCustomer)).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	test('an activity nobody used stays unallocated and has no rate', () => {
		const told = serviceCosts([{ id: 'van', pool: 500, uses: [0, 0] }], 2);
		expect(told.activities[0]).toEqual({
			id: 'van',
			pool: 500,
			uses: 0,
			rate: null,
			unallocated: 500,
		});
		expect(told.unallocated).toBe(500);
	});

	test('negative pools and uses, and lists of other customers, are refused', () => {
		expect(() => serviceCosts([{ id: 'a', pool: -1, uses: [] }], 0)).toThrow(RangeError);
		expect(() => serviceCosts([{ id: 'a', pool: 1, uses: [-1] }], 1)).toThrow(RangeError);
		expect(() => serviceCosts([{ id: 'a', pool: 1, uses: [1] }], 2)).toThrow(RangeError);
		expect(() => customerProfits([1], [], [1])).toThrow(RangeError);
	});
});

describe('the whale curve', () => {
	const profits = fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), {
		minLength: 1,
		maxLength: 300,
	});

	test('ends at the total, and rises above it exactly when somebody loses money', () => {
		fc.assert(
			fc.property(profits, (given) => {
				const whale = whaleCurve(given);
				if (!whale.ok) throw new Error(whale.reason);
				const total = given.reduce((sum, each) => sum + each, 0);
				expect(whale.profit.at(-1)).toBeCloseTo(total, 4);
				expect(whale.people.at(-1)).toBe(1);
				expect(Math.max(...whale.profit)).toBeCloseTo(whale.peak.profit, 6);
				expect(whale.peak.profit + whale.losses).toBeCloseTo(total, 4);
				expect(whale.losers).toBe(given.filter((each) => each < 0).length);
				if (whale.peak.timesTotal !== null) {
					expect(whale.peak.timesTotal).toBeGreaterThanOrEqual(1);
				}
			}),
		);
	});

	test('who all lose money peak at nobody, and a total that is no gain has no multiple', () => {
		expect(whaleCurve([-1, -2])).toMatchObject({
			ok: true,
			total: -3,
			peak: { people: 0, profit: 0, timesTotal: null },
		});
		expect(whaleCurve([0, 0])).toMatchObject({ ok: true, losers: 0, peak: { timesTotal: null } });
		expect(whaleCurve([])).toEqual({ ok: false, reason: 'nobody' });
		expect(() => whaleCurve([Number.NaN])).toThrow(RangeError);
	});

	test('140 earned and 40 given back is 1.4 times the total', () => {
		const whale = whaleCurve([100, -40, 40]);
		expect(whale.ok && whale.peak).toEqual({ people: 2 / 3, profit: 140, timesTotal: 1.4 });
	});
});

describe('the pyramid', () => {
	test('a hundred customers of rising profit: ten, twenty, the rest, and who earn nothing', () => {
		const profits = Array.from({ length: 100 }, (_, i) => i - 20);
		const { totals } = pyramid(profits, profits.map(Math.abs));
		expect(totals.map(({ customers }) => customers)).toEqual([10, 20, 49, 21]);
	});

	test('equal profits are never parted, tiers never hold more than their share', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -5, max: 9 }), { maxLength: 80 }), (profits) => {
				const { tiers, totals } = pyramid(profits, profits.map(Math.abs));
				const tierOf = new Map<number, number>();
				profits.forEach((profit, i) => {
					const tier = tiers[i] as number;
					expect(tierOf.get(profit) ?? tier).toBe(tier);
					tierOf.set(profit, tier);
					expect(tier === pyramidTiers.indexOf('lead')).toBe(profit <= 0);
				});
				const [platinum = 0, gold = 0] = totals.map(({ customers }) => customers);
				expect(platinum).toBeLessThanOrEqual(0.1 * profits.length);
				expect(platinum + gold).toBeLessThanOrEqual(0.3 * profits.length);
				expect(totals.reduce((sum, { customers }) => sum + customers, 0)).toBe(profits.length);
			}),
		);
	});

	test('a large customer who costs more than he brings is found', () => {
		const revenue = [900, 500, 400, 300, 200];
		const told = pyramid([-50, 90, 80, 70, 60], revenue);
		expect(leadAmongTheLargest(told, revenue, 0.2)).toEqual([0]);
		expect(leadAmongTheLargest(told, revenue, 0)).toEqual([]);
	});

	test('nobody makes an empty pyramid; cut-points out of order are refused', () => {
		expect(pyramid([], []).totals.every(({ customers }) => customers === 0)).toBe(true);
		expect(() => pyramid([1], [1], { platinumUpTo: 0.5, goldUpTo: 0.2 })).toThrow(RangeError);
		expect(() => pyramid([1], [])).toThrow(RangeError);
	});
});

test.each([
	{ grossMargin: -10, costToServe: 5, optionalCost: 5, typical: 1, action: 'raise price' },
	{ grossMargin: 100, costToServe: 150, optionalCost: 90, typical: 60, action: 'migrate' },
	{
		grossMargin: 100,
		costToServe: 150,
		optionalCost: 0,
		typical: 60,
		action: 'lower service cost',
	},
	{ grossMargin: 10, costToServe: 150, optionalCost: 20, typical: 60, action: 'let go' },
])(
	'lead with margin $grossMargin and cost $costToServe: $action',
	({ typical, action, ...account }) => {
		expect(actionFor({ tier: 'lead', typicalCostToServe: typical, ...account })).toBe(action);
	},
);

describe('the shop', () => {
	test('has large customers who are lead, and a hump', () => {
		const shop = costToServeModel.run(usual, 12_345);
		expect(shop.leadAmongTheLargest).toBeGreaterThan(0);
		expect(shop.whale.peak.timesTotal).toBeGreaterThan(1.1);
		expect(shop.customers).toHaveLength(300);
		expect(shop.customers.reduce((sum, { profit }) => sum + profit, 0)).toBeCloseTo(shop.profit, 6);
		expect(costToServeModel.run(usual, 12_345)).toEqual(shop);
		expect(costToServeModel.run(usual, 12_346).profit).not.toBeCloseTo(shop.profit, 0);
	});

	test('without service cost nobody is lead and there is no hump', () => {
		const shop = costToServeModel.run(presetOf('free-service'), 12_345);
		expect(shop.leadAmongTheLargest).toBe(0);
		expect(shop.whale.peak.timesTotal).toBe(1);
	});

	test('without deliveries their cost stays visible', () => {
		const shop = costToServeModel.run(presetOf('nobody-delivered'), 12_345);
		expect(shop.unallocated).toBe(usual.deliveryPool);
	});

	test('a delivery fee never makes more customers lead', () => {
		const lead = [0, 20, 40, 80].map(
			(deliveryFee) =>
				costToServeModel
					.run({ ...usual, deliveryFee }, 5)
					.customers.filter(({ tier }) => tier === 'lead').length,
		);
		expect(lead).toEqual(lead.toSorted((a, b) => b - a));
	});
});
