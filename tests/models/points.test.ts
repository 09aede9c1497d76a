import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import { drawCustomers, enrolmentChances } from '#models/points/customers.ts';
import { estimatePoints } from '#models/points/estimate.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { PointsOutcome } from '#models/points/outcome.ts';
import { pointsModel } from '#models/points/points.ts';
import { attraction, monthsToReward } from '#models/points/programme.ts';
import { simulateCustomers, simulatePoints } from '#models/points/simulation.ts';
import { noResponse } from '../support/no-response.ts';

const usual = usualInputs(pointsModel.inputs);
const run = (change: Partial<PointsInputs> = {}, seed = usualSeed): PointsOutcome =>
	pointsModel.run({ ...usual, simulatedCustomers: 1_000, ...change }, seed);
const roi = (change: Partial<PointsInputs> = {}): number => {
	const answer = run(change).roi;
	if (answer === null) throw new Error('this setting should cost something');
	return answer;
};

// A few settings far from one another, over which the identities must hold.
const settings: readonly Partial<PointsInputs>[] = [
	{},
	{ pointsPerHundred: 20, pointValue: 5 },
	{ threshold: 500, expiryMonths: 1 },
	{ threshold: 1, expiryMonths: 60, redeemProbability: 1 },
	{ firstYearChurn: 0, enrolmentRate: 1 },
	{ firstYearChurn: 0.95, months: 60 },
	{ purchaseEvenness: 0.1, purchasesPerMonth: 10, simulatedCustomers: 200 },
	{ goalGradient: 1, goalSensitiveShare: 1, goalShiftedShare: 1 },
	{ months: 1 },
];

describe('identities', () => {
	test.each(settings)(
		'every month, earned = redeemed + expired + forfeited + held: %o',
		(setting) => {
			const { months, points: total } = run(setting);
			let before = 0;
			for (const [month, held] of months.outstanding.entries()) {
				const earned = months.earned[month] as number;
				const gone =
					(months.redeemed[month] as number) +
					(months.expired[month] as number) +
					(months.forfeited[month] as number);
				expect(held).toBeGreaterThanOrEqual(0);
				expect(Math.abs(before + earned - gone - held)).toBeLessThanOrEqual(1e-8 * total.earned);
				before = held;
			}
			const ended = total.redeemed + total.expired + total.forfeited + total.outstanding;
			expect(Math.abs(total.earned - ended)).toBeLessThanOrEqual(1e-8 * total.earned);
		},
	);

	test.each(settings)(
		'the costs add up, and net, series and present value agree: %o',
		(setting) => {
			const outcome = run(setting);
			const { cost, net, months } = outcome;
			const lines = cost.setup + cost.fixed + cost.service + cost.redeemed + cost.owed;
			expect(lines).toBeCloseTo(cost.total, 4);
			expect(net).toBeCloseTo(outcome.extraMargin - cost.total, 4);
			expect((months.difference.at(-1) as number) / net).toBeCloseTo(1, 8);
			const undiscounted = run({ ...setting, discountPerYear: 0 });
			expect(undiscounted.npv / undiscounted.net).toBeCloseTo(1, 8);
		},
	);

	test('the present value is what each customer gained, less what the firm itself pays', () => {
		const outcome = run();
		const monthly = 1.1 ** (1 / 12) - 1;
		const annuity = (1 - (1 + monthly) ** -36) / monthly;
		const gained = (outcome.with.clv - outcome.without.clv) * usual.customers;
		const paid = usual.setupCost + usual.fixedCostPerMonth * annuity;
		expect(outcome.npv / (gained - paid)).toBeCloseTo(1, 9);
	});

	test.each(settings)('the outcome is plain JSON without holes: %o', (setting) => {
		const outcome = run(setting);
		expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
	});
});

describe('a programme that does nothing', () => {
	test.each([
		{ name: 'points are worthless', change: { pointValue: 0 } },
		{ name: 'no points are given', change: { pointsPerHundred: 0 } },
		{ name: 'nobody responds', change: noResponse },
		{ name: 'nobody joins', change: { enrolmentRate: 0 } },
	])('loses its whole cost exactly when $name, and customers never notice', ({ change }) => {
		const outcome = run(change);
		expect(outcome.roi).toBe(-1);
		expect(outcome.extraMargin).toBe(0);
		expect(outcome.with.margin).toBe(outcome.without.margin);
		expect(outcome.with.churn12).toBe(outcome.without.churn12);
		expect(outcome.paybackMonth).toBeNull();
	});

	test('has no return at all when it costs nothing either', () => {
		const free = { setupCost: 0, fixedCostPerMonth: 0, costPerMemberMonth: 0 };
		const outcome = simulatePoints(
			{ ...usual, simulatedCustomers: 200, ...noResponse, pointValue: 0, ...free },
			usualSeed,
		);
		expect(outcome.roi).toBeNull();
		expect(outcome.net).toBe(0);
		expect(outcome.paybackMonth).toBeNull();
		// The model itself never meets such a programme: each of the three has a least cost.
		for (const name of ['setupCost', 'fixedCostPerMonth', 'costPerMemberMonth'] as const) {
			expect(() => run({ [name]: 0 })).toThrow(name);
		}
	});

	test('figures that do not exist are null', () => {
		expect(run({ enrolmentRate: 1 }).naiveGap).toBeNull();
		expect(run({ enrolmentRate: 0 })).toMatchObject({
			naiveGap: null,
			causalLift: null,
			burn: null,
		});
		expect(run({ months: 6 }).with.churn12).toBeNull();
		expect(
			run({ threshold: 500, expiryMonths: 1, simulatedCustomers: 100 }).deadweightShare,
		).toBeNull();
	});
});

describe('laws', () => {
	test('when no purchase is merely shifted and expiry angers nobody, every customer buys and stays at least as much', () => {
		const inputs = {
			...usual,
			simulatedCustomers: 2_000,
			goalShiftedShare: 0,
			expiryResentment: 0,
		};
		let worse = 0;
		let better = 0;
		simulateCustomers(drawCustomers(inputs, 7), inputs, 7, undefined, (_customer, totals) => {
			if (totals.revenueWith < totals.revenueWithout || totals.hereWith < totals.hereWithout)
				worse++;
			if (totals.revenueWith > totals.revenueWithout) better++;
		});
		expect(worse).toBe(0);
		expect(better).toBeGreaterThan(300);
	});

	test('in twice the money everything returns the same, to the last bit', () => {
		const doubled = run({
			orderValue: usual.orderValue * 2,
			fixedCostPerMonth: usual.fixedCostPerMonth * 2,
			costPerMemberMonth: usual.costPerMemberMonth * 2,
			setupCost: usual.setupCost * 2,
			pointsPerHundred: usual.pointsPerHundred / 2,
			pointValue: usual.pointValue * 2,
		});
		expect(doubled.roi).toBe(run().roi);
	});

	test('the order in which customers are looked at does not matter', () => {
		const inputs = { ...usual, simulatedCustomers: 1_000 };
		const customers = drawCustomers(inputs, 3);
		const forth = simulateCustomers(customers, inputs, 3);
		const back = simulateCustomers(customers.toReversed(), inputs, 3);
		expect(back.roi).toBeCloseTo(forth.roi as number, 9);
		expect(back.points.redeemed / forth.points.redeemed).toBeCloseTo(1, 12);
	});

	test('the same seed gives the same answer, another seed a slightly different one', () => {
		expect(run()).toEqual(run());
		expect(run({}, 2).roi).not.toBe(run().roi);
		expect(Math.abs((run({}, 2).roi as number) - roi())).toBeLessThan(0.15);
	});

	test('the size of the sample does not change the answer, only its precision', () => {
		expect(
			Math.abs(roi({ simulatedCustomers: 1_000 }) - roi({ simulatedCustomers: 10_000 })),
		).toBeLessThan(0.08);
	});

	test('twice the customers bring twice the margin but not twice the fixed cost', () => {
		const one = run();
		const two = run({ customers: usual.customers * 2 });
		expect(two.extraMargin / one.extraMargin).toBeCloseTo(2, 12);
		expect(two.cost.fixed).toBe(one.cost.fixed);
		expect(two.roi as number).toBeGreaterThan(one.roi as number);
	});

	test('costs lower the net and leave the extra margin alone', () => {
		const before = run();
		for (const change of [
			{ setupCost: 300_000 },
			{ fixedCostPerMonth: 30_000 },
			{ costPerMemberMonth: 5 },
			{ displacedShare: 1 },
		]) {
			const after = run(change);
			expect(after.net).toBeLessThan(before.net);
			expect(after.extraMargin).toBe(before.extraMargin);
		}
	});

	test('when nobody responds, reward cost is proportional to what a point is worth', () => {
		const cost = (pointValue: number) => run({ ...noResponse, pointValue }).cost;
		expect(cost(2).redeemed / cost(1).redeemed).toBeCloseTo(2, 12);
		expect(cost(2).owed / cost(1).owed).toBeCloseTo(2, 12);
	});

	test('a goal gradient that only shifts purchases adds next to nothing', () => {
		const only = { lift: 0, rewardedLift: 0, churnReduction: 0, goalSensitiveShare: 1 };
		const added = run({ ...only, goalShiftedShare: 0 }).extraMargin;
		const shifted = run({ ...only, goalShiftedShare: 1 }).extraMargin;
		expect(added).toBeGreaterThan(0);
		expect(Math.abs(shifted) / added).toBeLessThan(0.1);
	});

	test('the longer points stay valid, the larger the share redeemed', () => {
		const burn = [3, 12, 60].map((expiryMonths) => run({ expiryMonths }).burn as number);
		expect(burn[0]).toBeLessThan(burn[1] as number);
		expect(run({ expiryMonths: 60, firstYearChurn: 0 }).points.expired).toBe(0);
	});

	test('exactly the given share of customers leaves in the first year without a programme', () => {
		expect(run({ simulatedCustomers: 5_000 }).without.churn12).toBeCloseTo(0.1, 3);
		expect(run({ firstYearChurn: 0 }).without.churn12).toBe(0);
	});

	test('self-selection widens the naive gap and not the true effect', () => {
		const even = run({ selfSelection: 0 });
		const selected = run({ selfSelection: 1.2 });
		expect(Math.abs(even.naiveGap as number)).toBeLessThan(0.2);
		expect(selected.naiveGap as number).toBeGreaterThan(1);
		expect(Math.abs((selected.causalLift as number) - (even.causalLift as number))).toBeLessThan(
			0.01,
		);
	});

	test.each([0, 0.2, 1.2, 3])(
		'the share that joins is the share asked for at self-selection %d',
		(selfSelection) => {
			const rates = Array.from({ length: 500 }, (_, i) => (i + 0.5) ** 2 / 80_000);
			for (const rate of [0.05, 0.5, 0.9]) {
				const chances = enrolmentChances(rate, selfSelection, rates);
				const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
				expect(mean).toBeCloseTo(rate, 6);
				expect(chances.at(-1) as number).toBeGreaterThanOrEqual(chances[0] as number);
			}
			const { members } = run({ selfSelection, simulatedCustomers: 5_000 });
			expect(Math.abs(members / usual.customers - 0.5)).toBeLessThan(0.005);
		},
	);

	test('made alike and without thresholds, the simulated customers give the closed form', () => {
		const alike: PointsInputs = {
			...usual,
			simulatedCustomers: 8_000,
			months: 24,
			purchaseEvenness: 1e5,
			firstYearChurn: 0,
			goalGradient: 0,
			rewardedLift: 0,
			churnReduction: 0,
			noticeableReward: 0.01,
			monthsForHalfPull: 1e9,
			lightWeighting: 0,
			liftHalfLifeMonths: 1e9,
			selfSelection: 0,
			expiryMonths: 1e9,
			threshold: 1e-6,
			redeemProbability: 1,
		};
		const simulated = simulatePoints(alike, 5, { withinCustomer: 1e5, betweenCustomers: 1e5 });
		const estimate = estimatePoints(alike, { withinCustomer: 1e5, betweenCustomers: 1e5 });
		expect(simulated.extraMargin / estimate.extraMargin).toBeCloseTo(1, 2);
		expect(simulated.cost.total / estimate.cost).toBeCloseTo(1, 2);
		expect(Math.abs((simulated.roi as number) / (estimate.roi as number) - 1)).toBeLessThan(0.02);
	});

	// What the envelope is said to leave out, all set to nothing; decay cannot be, so it is divided out.
	test.each([
		{},
		{ purchaseEvenness: 0.3 },
		{ purchaseEvenness: 10 },
		{ threshold: 60 },
		{ threshold: 5 },
		{ pointsPerHundred: 5 },
	])('without what the envelope leaves out the simulation is the envelope: %o', (change) => {
		const bare = {
			...usual,
			...noResponse,
			lift: usual.lift,
			lightWeighting: 0,
			selfSelection: 0,
			firstYearChurn: 0,
			simulatedCustomers: 3_000,
			...change,
		};
		const fresh = Array.from({ length: bare.months }, (_, month) => 2 ** (-month / 120));
		const stillFresh = fresh.reduce((sum, each) => sum + each, 0) / bare.months;
		const simulated = pointsModel.run(bare, usualSeed);
		const estimate = estimatePoints(bare);
		const lift = (simulated.causalLift as number) / stillFresh;
		expect(Math.abs(lift / estimate.inputs.lift - 1)).toBeLessThan(0.03);
		expect(Math.abs(simulated.cost.total / estimate.cost - 1)).toBeLessThan(0.05);
	});

	test('a value outside its row is refused by name', () => {
		expect(() => run({ threshold: 0 })).toThrow(/threshold must be between 1 and 500/);
	});
});

describe('a programme worth designing', () => {
	const sample = { simulatedCustomers: 3_000 };

	test('pays modestly when left at the usual setting', () => {
		expect(roi(sample)).toBeGreaterThan(0.15);
		expect(roi(sample)).toBeLessThan(0.45);
	});

	test.each([
		{ name: 'pointsPerHundred', low: 0.2, good: 1.5, high: 8 },
		{ name: 'pointValue', low: 0.2, good: 1.5, high: 5 },
		{ name: 'threshold', low: 1, good: 15, high: 200 },
	] as const)('too little and too much $name both cost return', ({ name, low, good, high }) => {
		const best = roi({ ...sample, [name]: good });
		expect(best).toBeGreaterThan(roi({ ...sample, [name]: low }) + 0.1);
		expect(best).toBeGreaterThan(roi({ ...sample, [name]: high }) + 0.1);
	});

	test('a tiny reward rate goes unnoticed, and the first steps bring ever more', () => {
		expect(attraction(0, 0.005)).toBe(0);
		expect(attraction(0.005, 0.005)).toBe(0.5);
		expect(attraction(0.0005, 0.005)).toBeLessThan(0.01);
		expect(attraction(0.002, 0.005)).toBeGreaterThan(2 * attraction(0.001, 0.005));
	});

	test('the first reward takes the orders it needs, one at least', () => {
		expect(monthsToReward(30, 4, 0.5)).toBe(15);
		expect(monthsToReward(1, 4, 0.5)).toBe(2);
		expect(monthsToReward(30, 0, 0.5)).toBe(Number.POSITIVE_INFINITY);
	});

	test('even at the least cost a programme does not pay by vanishing', () => {
		const least = { setupCost: 30_000, fixedCostPerMonth: 3_000, costPerMemberMonth: 0.5 };
		const at = (pointsPerHundred: number) => roi({ ...sample, ...least, pointsPerHundred });
		expect(at(0.1)).toBeLessThan(-0.8);
		expect(at(1)).toBeGreaterThan(at(0.5) + 0.3);
		expect(at(1)).toBeGreaterThan(at(3) + 0.3);
	});

	test('a short expiry shuts members out; from a year on, longer brings little', () => {
		const at = (expiryMonths: number) => roi({ ...sample, expiryMonths });
		expect(at(12)).toBeGreaterThan(at(3) + 0.2);
		expect(at(24)).toBeGreaterThan(at(6));
		expect(Math.abs(at(60) - at(24))).toBeLessThan(0.1);
	});

	test('a reward far away pulls less than the same one nearby', () => {
		const patient = run({ ...sample, monthsForHalfPull: 60 });
		const hasty = run({ ...sample, monthsForHalfPull: 3 });
		expect(hasty.canReachShare).toBe(patient.canReachShare);
		expect(hasty.causalLift as number).toBeLessThan((patient.causalLift as number) * 0.7);
	});

	test('the usual setting beats a threshold of one point and one of four hundred', () => {
		expect(roi(sample)).toBeGreaterThan(roi({ ...sample, threshold: 1 }));
		expect(roi(sample)).toBeGreaterThan(roi({ ...sample, threshold: 400 }));
	});

	test.each(pointsModel.presets)('the preset $label stays inside the ranges', (preset) => {
		expect(() =>
			pointsModel.run({ ...usual, ...sample, ...preset.inputs }, usualSeed),
		).not.toThrow();
	});

	test('the preset without extra loyalty loses everything it spends', () => {
		const sharp = pointsModel.presets.find(({ id }) => id === 'no-lift');
		expect(run(sharp?.inputs).roi).toBe(-1);
	});
});
