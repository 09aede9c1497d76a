import { expect, test } from 'vitest';
import { usualInputs, usualSeed, type ModelState } from '#models/model.ts';
import { pointsInputs, pointsView, type PointsInputs } from '#models/points/inputs.ts';
import { invertibleInputs } from '#models/points/inverse.ts';
import { numberRowOf, type NumberName } from '#models/points/number-inputs.ts';
import { endsOf, plausibleSpans, type PlausibleSpan } from '#models/points/plausible.ts';
import { pointsModel } from '#models/points/points.ts';
import { roiRange } from '#models/points/range.ts';
import { tornado, tornadoSteps } from '#models/points/tornado.ts';

const stateOf = (change: Partial<PointsInputs> = {}): ModelState<PointsInputs> => ({
	model: 'points',
	v: 1,
	inputs: { ...usualInputs(pointsInputs), simulatedCustomers: 300, ...change },
	seed: usualSeed,
});
const spans = Object.values(plausibleSpans).flatMap(
	(group) => Object.entries(group) as [NumberName, PlausibleSpan][],
);

test('every decision and every assumption has a span, and none of how we look at it', () => {
	expect(spans.map(([name]) => name).sort()).toEqual([...invertibleInputs].sort());
	expect(spans.filter(([name]) => name in pointsView)).toEqual([]);
});

test.each(spans)(
	'the span of %s lies around its value, in its row, and says whose it is',
	(name, span) => {
		const row = numberRowOf(name);
		for (const value of [row.min, row.usual, row.max]) {
			const [from, to] = endsOf(name, value, span);
			expect(from).toBeGreaterThanOrEqual(row.min);
			expect(to).toBeLessThanOrEqual(row.max);
			expect(from).toBeLessThanOrEqual(to);
			if (row.step === 1) expect([from, to].every(Number.isInteger)).toBe(true);
		}
		const [from, to] = endsOf(name, row.usual, span);
		expect(from).toBeLessThanOrEqual(row.usual);
		expect(to).toBeGreaterThanOrEqual(row.usual);
		expect(to).toBeGreaterThan(from);
		expect(span.source).toMatch(/假設|[（(][12]\d{3}/);
	},
);

test('whole months are rounded outwards, so that a short span is not lost', () => {
	const fifth = plausibleSpans.decisions.expiryMonths;
	expect(endsOf('expiryMonths', 2, fifth)).toEqual([1, 3]);
	expect(endsOf('expiryMonths', 12, fifth)).toEqual([9, 15]);
});

test('what is whole already is not rounded on', () => {
	const tenth = plausibleSpans.customers.customers;
	expect(endsOf('customers', 12_000, tenth)).toEqual([10_800, 13_200]);
	expect(endsOf('customers', 3_000, tenth)).toEqual([2_700, 3_300]);
});

test('spans of no width move nothing', () => {
	const still: PlausibleSpan = { by: 'times', low: 1, high: 1, source: '假設' };
	const { roi, rows } = tornado(stateOf(), {
		spans: {
			response: { lift: still, redeemProbability: still },
			customers: { marginRate: still },
		},
	});
	expect(rows).toHaveLength(3);
	for (const row of rows) {
		expect([row.roiAtFrom, row.roiAtTo, row.swing]).toEqual([roi, roi, 0]);
	}
});

test('each bar is the simulation run with that one input moved, widest first', () => {
	const state = stateOf();
	const { roi, rows } = tornado(state);
	expect(roi).toBe(pointsModel.run(state.inputs, state.seed).roi);
	for (const { name, to, roiAtTo } of rows.slice(0, 3)) {
		expect(roiAtTo).toBe(pointsModel.run({ ...state.inputs, [name]: to }, state.seed).roi);
	}
	const swings = rows.map(({ swing }) => swing);
	expect(swings).toEqual([...swings].sort((a, b) => b - a));
	for (const { roiAtFrom, roiAtTo, swing } of rows) {
		if (roi === null || roiAtFrom === null || roiAtTo === null) throw new Error('there is cost');
		expect(swing).toBe(Math.max(roi, roiAtFrom, roiAtTo) - Math.min(roi, roiAtFrom, roiAtTo));
	}
	expect(rows.some(({ group }) => group === 'decisions')).toBe(false);
});

test('the doubtful three are moved as far as in the range shown beside ROI', () => {
	const state = stateOf();
	const { rows } = tornado(state);
	for (const { name, roiAtFrom, roiAtTo } of roiRange(state).each) {
		const row = rows.find((each) => each.name === name);
		expect(row?.roiAtFrom).toBeCloseTo(roiAtFrom as number, 9);
		expect(row?.roiAtTo).toBeCloseTo(roiAtTo as number, 9);
	}
});

test('decisions are a group of their own', () => {
	const { rows } = tornado(stateOf(), { groups: ['decisions'], sample: 100 });
	expect(new Set(rows.map(({ group }) => group))).toEqual(new Set(['decisions']));
	expect(rows.find(({ name }) => name === 'fixedCostPerMonth')?.swing).toBeGreaterThan(0);
});

test('tiers that do not exist are not moved; those that do are', () => {
	const names = (change: Partial<PointsInputs>) =>
		tornado(stateOf({ months: 1, ...change }), {
			groups: ['response', 'decisions'],
			sample: 100,
		}).rows.map(({ name }) => name);
	expect(names({})).not.toContain('statusLift');
	expect(names({})).not.toContain('goldSpend');
	expect(names({ tierCount: 'two' })).toContain('goldSpend');
	expect(names({ tierCount: 'two' })).not.toContain('platinumSpend');
	expect(names({ tierCount: 'three' })).toContain('platinumSpend');
});

test('progress counts every run, and stopping early costs no more of them', () => {
	const steps = [...tornadoSteps(stateOf({ months: 1 }), { sample: 100 })];
	expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index + 1));
	expect(steps.at(-1)?.done).toBe(steps.at(-1)?.total);
	expect(new Set(steps.map(({ total }) => total)).size).toBe(1);
});

test('inputs out of range are refused', () => {
	expect(() => tornado(stateOf({ lift: 9 }))).toThrow(RangeError);
	expect(() => tornado(stateOf(), { sample: 5 })).toThrow(RangeError);
});
