import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed, type InputRow } from '#models/model.ts';
import { drawCustomers } from '#models/points/customers.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { liftAt } from '#models/points/programme.ts';
import { simulateCustomers, simulatePoints } from '#models/points/simulation.ts';

/** Any value that a control of this row can be set to. */
function anyOf(row: InputRow): fc.Arbitrary<number | string> {
	if (row.kind === 'choice') return fc.constantFrom(...row.options.map(({ value }) => value));
	const { min, max, step } = row;
	return fc
		.integer({ min: 0, max: Math.floor((max - min) / step + 1e-9) })
		.map((steps) => Math.min(max, Number((min + steps * step).toPrecision(12))));
}

const rows: Readonly<Record<string, InputRow>> = {
	...pointsInputs,
	// Small enough to run hundreds of times.
	simulatedCustomers: { ...pointsInputs.simulatedCustomers, max: 200 },
	months: { ...pointsInputs.months, max: 36 },
	purchasesPerMonth: { ...pointsInputs.purchasesPerMonth, max: 5 },
};

/** Any setting of the whole table, with these inputs given; about half of them with tiers. */
const setting = (given: Partial<PointsInputs> = {}): fc.Arbitrary<PointsInputs> =>
	fc
		.record(Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, anyOf(row)])))
		.map((any) => ({ ...usualInputs(pointsInputs), ...any, ...given }));

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 60 };

const noResponse = {
	lift: 0,
	goalGradient: 0,
	rewardedLift: 0,
	churnReduction: 0,
	expiryResentment: 0,
	statusLift: 0,
	statusChurnReduction: 0,
	demotionResentment: 0,
} satisfies Partial<PointsInputs>;

/** Nothing that only shifts purchases, and nothing that angers. */
const harmless = {
	goalShiftedShare: 0,
	expiryResentment: 0,
	demotionResentment: 0,
} satisfies Partial<PointsInputs>;

const total = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);

describe('over all settings of the table', () => {
	test('every figure is finite or null, and shares are shares', () => {
		fc.assert(
			fc.property(setting(), seeds, (inputs, seed) => {
				const outcome = pointsModel.run(inputs, seed);
				// JSON writes null where a number is not finite.
				expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
				for (const share of [outcome.burn, outcome.breakage, outcome.deadweightShare]) {
					if (share === null) continue;
					expect(share).toBeGreaterThanOrEqual(0);
					expect(share).toBeLessThanOrEqual(1 + 1e-12);
				}
			}),
			runs,
		);
	});

	test('every month and in all, earned = redeemed + expired + forfeited + held, none below zero', () => {
		fc.assert(
			fc.property(setting(), seeds, fc.boolean(), (inputs, seed, alone) => {
				const everybody = drawCustomers(inputs, seed);
				// For one member as for all.
				const some = alone ? everybody.filter(({ member }) => member).slice(-1) : everybody;
				if (some.length === 0) return;
				const { months, points } = simulateCustomers(some, inputs, seed);
				let before = 0;
				for (const [month, held] of months.outstanding.entries()) {
					const gone = [months.redeemed, months.expired, months.forfeited].map(
						(flow) => flow[month] as number,
					);
					for (const flow of [held, ...gone]) expect(flow).toBeGreaterThanOrEqual(0);
					const off = before + (months.earned[month] as number) - total(gone) - held;
					expect(Math.abs(off)).toBeLessThanOrEqual(1e-8 * points.earned);
					expect(months.owed[month]).toBeLessThanOrEqual(held * (1 + 1e-12));
					before = held;
				}
				const ended = points.redeemed + points.expired + points.forfeited + points.outstanding;
				expect(Math.abs(points.earned - ended)).toBeLessThanOrEqual(1e-8 * points.earned);
			}),
			runs,
		);
	});

	test.each([
		{ name: 'nobody responds', change: noResponse },
		{ name: 'points are worthless', change: { pointValue: 0 } },
		{ name: 'no points are given', change: { pointsPerHundred: 0 } },
	])('when $name, both worlds are the same to the last bit and all cost is lost', ({ change }) => {
		fc.assert(
			fc.property(setting(change), seeds, (inputs, seed) => {
				const outcome = pointsModel.run(inputs, seed);
				expect(outcome.with.margin).toBe(outcome.without.margin);
				expect(outcome.with.customersLeft).toBe(outcome.without.customersLeft);
				expect(outcome.extraMargin).toBe(0);
				expect(outcome.net).toBe(-outcome.cost.total);
				expect(outcome.roi).toBe(-1);
			}),
			runs,
		);
	});

	test('where nothing shifts and nothing angers, every customer buys and stays at least as much', () => {
		fc.assert(
			fc.property(setting(harmless), seeds, (inputs, seed) => {
				simulateCustomers(
					drawCustomers(inputs, seed),
					inputs,
					seed,
					undefined,
					(_customer, totals) => {
						expect(totals.revenueWith).toBeGreaterThanOrEqual(totals.revenueWithout);
						expect(totals.hereWith).toBeGreaterThanOrEqual(totals.hereWithout);
					},
				);
			}),
			runs,
		);
	});

	test.each(['setupCost', 'fixedCostPerMonth', 'costPerMemberMonth', 'displacedShare'] as const)(
		'more %s lowers the net and leaves the extra margin alone',
		(name) => {
			const { min, max } = pointsInputs[name];
			fc.assert(
				fc.property(setting(), seeds, (inputs, seed) => {
					const low = pointsModel.run({ ...inputs, [name]: min }, seed);
					const high = pointsModel.run({ ...inputs, [name]: max }, seed);
					expect(high.extraMargin).toBe(low.extraMargin);
					expect(high.net).toBeLessThanOrEqual(low.net);
				}),
				{ numRuns: 25 },
			);
		},
	);

	test('keeping members better never lowers the extra margin', () => {
		fc.assert(
			fc.property(setting({ churnReduction: 0 }), seeds, (inputs, seed) => {
				const margins = [0, 0.1, 0.5].map(
					(churnReduction) => pointsModel.run({ ...inputs, churnReduction }, seed).with.margin,
				);
				expect(margins[1]).toBeGreaterThanOrEqual((margins[0] as number) * (1 - 1e-12));
				expect(margins[2]).toBeGreaterThanOrEqual((margins[1] as number) * (1 - 1e-12));
			}),
			runs,
		);
	});

	test('a larger lift never lowers the extra margin where purchases hasten no reward', () => {
		const steady = { ...harmless, goalGradient: 0, rewardedLift: 0, tierCount: 'none' } as const;
		fc.assert(
			fc.property(setting(steady), seeds, (inputs, seed) => {
				const margins = [0, 0.1, 0.5].map(
					(lift) => pointsModel.run({ ...inputs, lift }, seed).with.margin,
				);
				expect(margins[1]).toBeGreaterThanOrEqual((margins[0] as number) * (1 - 1e-12));
				expect(margins[2]).toBeGreaterThanOrEqual((margins[1] as number) * (1 - 1e-12));
			}),
			runs,
		);
	});

	test('points that outlive the look are lost only with members who leave', () => {
		fc.assert(
			fc.property(setting({ expiryMonths: 60 }), seeds, (inputs, seed) => {
				expect(pointsModel.run(inputs, seed).points.expired).toBe(0);
			}),
			runs,
		);
	});

	test('without points nothing is earned, and rewards cost nothing', () => {
		fc.assert(
			fc.property(setting({ pointsPerHundred: 0 }), seeds, (inputs, seed) => {
				const { points, cost } = pointsModel.run(inputs, seed);
				expect([points.earned, points.outstanding, cost.redeemed, cost.owed]).toEqual([0, 0, 0, 0]);
			}),
			runs,
		);
	});

	test('when nobody responds, twice the value costs twice the rewards', () => {
		fc.assert(
			fc.property(setting({ ...noResponse, pointValue: 1 }), seeds, (inputs, seed) => {
				const one = pointsModel.run(inputs, seed).cost;
				const two = pointsModel.run({ ...inputs, pointValue: 2 }, seed).cost;
				expect(two.redeemed).toBe(one.redeemed * 2);
				expect(two.owed).toBe(one.owed * 2);
			}),
			runs,
		);
	});

	test('the same seed gives the same answer; the order of customers changes nothing that can be seen', () => {
		fc.assert(
			fc.property(setting(), seeds, (inputs, seed) => {
				const outcome = pointsModel.run(inputs, seed);
				expect(pointsModel.run(inputs, seed)).toEqual(outcome);
				const back = simulateCustomers(drawCustomers(inputs, seed).reverse(), inputs, seed);
				const size = outcome.without.margin + outcome.cost.total;
				expect(Math.abs(back.net - outcome.net)).toBeLessThanOrEqual(1e-9 * size);
			}),
			runs,
		);
	});

	test('the tenths of customers add up to rewards, extra margin and members of all', () => {
		fc.assert(
			fc.property(setting(), seeds, (inputs, seed) => {
				const { deciles, cost, extraMargin, members, without, ...outcome } = pointsModel.run(
					inputs,
					seed,
				);
				const rewards = cost.redeemed + cost.owed;
				const size = 1e-9 * (without.margin + rewards);
				expect(deciles).toHaveLength(10);
				expect(Math.abs(total(deciles.map((each) => each.rewardCost)) - rewards)).toBeLessThan(
					size,
				);
				expect(Math.abs(total(deciles.map((each) => each.extraMargin)) - extraMargin)).toBeLessThan(
					size,
				);
				expect(total(deciles.map((each) => each.members))).toBeCloseTo(members, 4);
				// Deadweight and the rest are all there is.
				const wasted = deciles.map((each) => each.rewardCost * (each.deadweightShare ?? 0));
				expect(Math.abs(total(wasted) - rewards * (outcome.deadweightShare ?? 0))).toBeLessThan(
					size,
				);
			}),
			runs,
		);
	});

	test('members and others together bought what the margins come from', () => {
		fc.assert(
			fc.property(setting(), seeds, (inputs, seed) => {
				const { revenue, without, with: withProgramme, months } = pointsModel.run(inputs, seed);
				const close = (revenueOf: number, margin: number) =>
					expect(Math.abs(revenueOf * inputs.marginRate - margin)).toBeLessThanOrEqual(
						1e-9 * margin,
					);
				close(revenue.members.without + revenue.others.without, without.margin);
				close(revenue.members.with + revenue.others.with, withProgramme.margin);
				expect(revenue.others.with).toBe(revenue.others.without);
				expect(Math.abs(total(months.sales) - revenue.members.with)).toBeLessThanOrEqual(
					1e-9 * revenue.members.with,
				);
			}),
			runs,
		);
	});

	test('in twice the money everything returns the same, to the last bit', () => {
		fc.assert(
			fc.property(setting(), seeds, (inputs, seed) => {
				const doubled = { ...inputs };
				for (const name of [
					'orderValue',
					'setupCost',
					'fixedCostPerMonth',
					'costPerMemberMonth',
					'pointValue',
					'goldSpend',
					'goldCostPerYear',
					'platinumSpend',
					'platinumCostPerYear',
				] as const) {
					doubled[name] = inputs[name] * 2;
				}
				doubled.pointsPerHundred = inputs.pointsPerHundred / 2;
				expect(simulatePoints(doubled, seed).roi).toBe(simulatePoints(inputs, seed).roi);
			}),
			runs,
		);
	});
});

describe('who responds', () => {
	test.each([-3, -1, -0.5, 0, 0.5, 1, 3])(
		'at a weighting of %d the mean lift over ranks is the lift asked for',
		(weighting) => {
			const places = 100_000;
			let sum = 0;
			for (let place = 0; place < places; place++) {
				sum += liftAt((place + 0.5) / places, 0.2, weighting);
			}
			expect(sum / places).toBeCloseTo(0.2, 4);
		},
	);

	test('a weighting above 0 lifts light buyers, below 0 heavy buyers as much, at 0 all alike', () => {
		expect(liftAt(0.1, 0.2, 1)).toBeCloseTo(liftAt(0.9, 0.2, -1), 12);
		expect(liftAt(0.1, 0.2, 1)).toBeGreaterThan(liftAt(0.9, 0.2, 1));
		expect(liftAt(0.9, 0.2, -1)).toBeGreaterThan(liftAt(0.1, 0.2, -1));
		expect(liftAt(0.1, 0.2, 0)).toBe(liftAt(0.9, 0.2, 0));
	});
});

describe('the size of the sample', () => {
	test('moves ROI by no more than the luck of the draw', () => {
		const usual = usualInputs(pointsInputs);
		const roisOf = (simulatedCustomers: number, count: number) =>
			Array.from({ length: count }, (_, index) => {
				const { roi } = pointsModel.run({ ...usual, simulatedCustomers }, usualSeed + index);
				if (roi === null) throw new Error('the usual programme costs something');
				return roi;
			});
		const mean = (values: readonly number[]) => total(values) / values.length;
		const large = roisOf(8_000, 4);
		for (const size of [500, 2_000]) {
			const small = roisOf(size, 16);
			const middle = mean(small);
			const spread = Math.sqrt(mean(small.map((roi) => (roi - middle) ** 2)));
			expect(spread).toBeLessThan(0.06);
			expect(Math.abs(middle - mean(large))).toBeLessThan(spread);
		}
	});
});
