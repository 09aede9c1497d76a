import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import { estimatePoints } from '#models/points/estimate.ts';
import { pointsModel, type PointsInputs } from '#models/points/points.ts';
import { roiRange } from '#models/points/range.ts';
import { differenceChart, profitChart } from '#simulators/points/charts.ts';
import { firstPoints } from '#simulators/points/first.ts';
import * as tables from '#simulators/points/tables.ts';
import * as words from '#simulators/points/words.ts';

const usual: PointsInputs = { ...usualInputs(pointsModel.inputs), simulatedCustomers: 300 };
const free = { setupCost: 0, fixedCostPerMonth: 0, costPerMemberMonth: 0 };

const settings: readonly { name: string; change: Partial<PointsInputs> }[] = [
	...pointsModel.presets.map(({ label, inputs }) => ({ name: label, change: inputs })),
	{ name: 'nothing spent', change: { pointValue: 0, ...free } },
	{ name: 'no points', change: { pointsPerHundred: 0 } },
	{ name: 'nobody joins', change: { enrolmentRate: 0 } },
	{ name: 'everybody joins', change: { enrolmentRate: 1 } },
	{ name: 'a single month', change: { months: 1 } },
	{ name: 'seven months', change: { months: 7 } },
	{ name: 'out of reach', change: { threshold: 500, expiryMonths: 1 } },
	{ name: 'thin margin', change: { marginRate: 0.01, pointsPerHundred: 20 } },
	{ name: 'free of fixed cost', change: free },
];

/** Everything the simulator can say about a setting. */
function everything(change: Partial<PointsInputs>): string[] {
	const inputs = { ...usual, ...change };
	const outcome = pointsModel.run(inputs, usualSeed);
	const estimate = estimatePoints(inputs);
	const range = roiRange({ model: 'points', v: 1, inputs, seed: usualSeed }, 100);
	const said = [
		words.question(inputs),
		words.answer(inputs, outcome, false),
		words.meaning(inputs, outcome),
		words.finding(outcome),
		words.comparison(outcome, estimate),
		words.howSure(range),
		tables.quarterTable(inputs, outcome),
		tables.customerTable(inputs, outcome),
		tables.estimateTable(outcome, estimate),
		tables.assumptionTable(range),
		tables.moneyReceipt(inputs, outcome),
		tables.pointsReceipt(outcome),
		differenceChart(inputs, outcome),
		profitChart(inputs, outcome),
	];
	return said.map((part) => JSON.stringify(part));
}

describe('what the simulator says', () => {
	test.each(settings)('is whole in every setting: $name', ({ change }) => {
		for (const part of everything(change)) {
			expect(part).not.toMatch(/NaN|Infinity|undefined|無限大/);
			// JSON writes null where a number is not finite.
			expect(part).not.toMatch(/"[xy]":null/);
		}
	});

	test.each(settings)('has a headline whose lines may break: $name', ({ change }) => {
		const { headline, text } = words.finding(pointsModel.run({ ...usual, ...change }, usualSeed));
		expect(headline).toMatch(/\|/);
		expect(text).toMatch(/。$/);
	});

	test('adds the quarters up to the totals it prints', () => {
		const outcome = pointsModel.run({ ...usual, months: 7 }, usualSeed);
		const { rows, foot } = tables.quarterTable({ ...usual, months: 7 }, outcome);
		expect(rows).toHaveLength(3);
		expect(rows.at(-1)?.[0]).toBe('第7個月');
		expect(rows.at(-1)?.[3]).toBe(foot?.[3]);
	});
});

test('the first answer is the one the model gives, a little lighter to carry', () => {
	const first = firstPoints({ threshold: 20 });
	const outcome = pointsModel.run(first.state.inputs, usualSeed);
	expect(first.outcome.roi).toBe(outcome.roi);
	expect(first.outcome.months.difference).toEqual(outcome.months.difference.map(Math.round));
	expect(JSON.stringify(first).length).toBeLessThan(6_500);
});

test('an initial value outside its range starts where the simulator would put it', () => {
	expect(firstPoints({ threshold: 10_000 }).state.inputs.threshold).toBe(500);
});
