import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import { estimatePoints } from '#models/points/estimate.ts';
import { pointsModel, type PointsInputs } from '#models/points/points.ts';
import { roiRange } from '#models/points/range.ts';
import { simulatePoints } from '#models/points/simulation.ts';
import { differenceChart, profitChart } from '#simulators/points/charts.ts';
import { firstPoints } from '#simulators/points/first.ts';
import * as tables from '#simulators/points/tables.ts';
import * as words from '#simulators/points/words.ts';
import { number, signedNumber } from '#ui/format.ts';

const usual: PointsInputs = { ...usualInputs(pointsModel.inputs), simulatedCustomers: 300 };
const least = { setupCost: 30_000, fixedCostPerMonth: 3_000, costPerMemberMonth: 0.5 };

const settings: readonly { name: string; change: Partial<PointsInputs> }[] = [
	...pointsModel.presets.map(({ label, inputs }) => ({ name: label, change: inputs })),
	{ name: 'least spent on nothing', change: { pointValue: 0, ...least } },
	{ name: 'no points', change: { pointsPerHundred: 0 } },
	{ name: 'nobody joins', change: { enrolmentRate: 0 } },
	{ name: 'everybody joins', change: { enrolmentRate: 1 } },
	{ name: 'a single month', change: { months: 1 } },
	{ name: 'seven months', change: { months: 7 } },
	{ name: 'out of reach', change: { threshold: 500, expiryMonths: 1 } },
	{ name: 'thin margin', change: { marginRate: 0.01, pointsPerHundred: 20 } },
	{ name: 'at the least cost', change: least },
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
		words.finding(inputs, outcome),
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
		const inputs = { ...usual, ...change };
		const { headline, text } = words.finding(inputs, pointsModel.run(inputs, usualSeed));
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

describe('what the simulator says is true', () => {
	const said = (change: Partial<PointsInputs>) => {
		const inputs = { ...usual, ...change };
		const outcome = pointsModel.run(inputs, usualSeed);
		const { headline, text } = words.finding(inputs, outcome);
		return {
			outcome,
			meaning: words.meaning(inputs, outcome),
			finding: headline + text,
			comparison: words.comparison(outcome, estimatePoints(inputs)),
			sure: words.howSure(roiRange({ model: 'points', v: 1, inputs, seed: usualSeed }, 100)),
		};
	};

	test('without members it is they who are missing, not the margin', () => {
		const { comparison, sure } = said({ enrolmentRate: 0 });
		expect(comparison).toContain('沒有會員');
		expect(comparison).not.toContain('毛利還不夠');
		expect(sure).toContain('ROI都是−100%');
		expect(sure).not.toMatch(/到−100%|調高/);
	});

	test('worthless points cost nothing when redeemed, and no share of nothing is told', () => {
		const { finding, sure } = said({ pointValue: 0 });
		expect(finding).not.toContain('兌換的成本');
		expect(sure).not.toContain('調高');
	});

	test('a loss of business is called one, and why ROI falls below −100 %', () => {
		const { outcome, meaning, finding } = said({ threshold: 500, expiryMonths: 1 });
		expect(outcome.roi).toBeLessThan(-1);
		expect(meaning).toContain('毛利反而少賺');
		expect(meaning).toContain('ROI比−100%還低');
		expect(meaning).not.toMatch(/收回|多賺−/);
		expect(finding).toContain('反而少買');
		expect(finding).not.toMatch(/多買的?\|?(只有)?−/);
	});

	test('a difference that is small is not printed as none', () => {
		expect(words.share(-0.0003)).toBe('−0.03%');
		expect(words.share(0.039)).toBe('3.9%');
		expect(words.share(0)).toBe('0%');
	});

	test('with everyone in, nothing is compared; with chance enrolment, chance is the reason', () => {
		expect(said({ enrolmentRate: 1 }).finding).not.toContain('兩回事');
		for (const seed of [1, 2, 3, 4, 5]) {
			const inputs = { ...usual, selfSelection: 0 };
			const { text } = words.finding(inputs, pointsModel.run(inputs, seed));
			expect(text).not.toContain('愛買的人');
		}
	});

	test('where nothing is spent there is no payback to speak of', () => {
		const inputs = {
			...usual,
			pointsPerHundred: 0,
			setupCost: 0,
			fixedCostPerMonth: 0,
			costPerMemberMonth: 0,
		};
		const chart = differenceChart(inputs, simulatePoints(inputs, usualSeed));
		expect(chart.finding).not.toContain('個月回本');
	});

	test.each([1, 2, 3, 4, 5, 6])(
		'both receipts add up to what the quarters print, seed %d',
		(seed) => {
			const outcome = pointsModel.run(usual, seed);
			const total = (lines: readonly tables.ReceiptLine[]) =>
				lines.reduce((sum, { amount }) => sum + amount, 0);
			const { foot } = tables.quarterTable(usual, outcome);
			expect(signedNumber(total(tables.moneyReceipt(usual, outcome)))).toBe(foot?.[3]);
			expect(number(total(tables.pointsReceipt(outcome)))).toBe(foot?.[4]);
		},
	);

	test('CLV carries its convention and what it leaves out', () => {
		const { caption, rows } = tables.customerTable(usual, pointsModel.run(usual, usualSeed));
		expect(rows[0]?.[0]).toBe('CLV（元；C，36個月，未扣開辦與固定費）');
		expect(caption).toContain('沒有扣開辦費和每月固定費');
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
