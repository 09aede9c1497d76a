import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed, type ModelState } from '#models/model.ts';
import { findCrossings, finish, type Search } from '#models/points/crossings.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import { inverse, inverseSteps, invertibleInputs } from '#models/points/inverse.ts';
import { numberRowOf } from '#models/points/number-inputs.ts';
import { pointsModel } from '#models/points/points.ts';

const stateOf = (change: Partial<PointsInputs> = {}): ModelState<PointsInputs> => ({
	model: 'points',
	v: 1,
	inputs: { ...usualInputs(pointsInputs), simulatedCustomers: 300, months: 12, ...change },
	seed: usualSeed,
});
const roiWith = (state: ModelState<PointsInputs>, change: Partial<PointsInputs>): number => {
	const { roi } = pointsModel.run({ ...state.inputs, ...change }, state.seed);
	if (roi === null) throw new Error('this setting should cost something');
	return roi;
};

describe('a curve and a target', () => {
	const search: Search = { target: 0, tolerance: 1e-6, resolution: 1e-9, whole: false };
	const find = (
		curve: (value: number) => number,
		grid: readonly number[],
		change: Partial<Search> = {},
	) => finish(findCrossings(curve, grid, { ...search, ...change }));

	test('both sides of a hill that stands between two values of the grid are found', () => {
		const { crossings, best } = find((x) => 0.01 - (x - 5.5) ** 2, [0, 4, 5, 6, 7, 10]);
		expect(crossings.map(({ value }) => Number(value.toFixed(4)))).toEqual([5.4, 5.6]);
		expect(crossings.map(({ rising }) => rising)).toEqual([true, false]);
		expect(best.height).toBeGreaterThan(0);
	});

	test('a valley that dips below the target is found too', () => {
		const { crossings } = find((x) => (x - 5.5) ** 2 - 0.01, [0, 4, 5, 6, 7, 10]);
		expect(crossings.map(({ value }) => Number(value.toFixed(4)))).toEqual([5.4, 5.6]);
		expect(crossings.map(({ rising }) => rising)).toEqual([false, true]);
	});

	test('a curve that jumps past the target is bracketed, and the value meets the target', () => {
		const { crossings } = find((x) => (x < 3.3 ? -1 : 2), [0, 1, 2, 3, 4, 5]);
		const [jump] = crossings;
		if (!jump) throw new Error('there is one');
		expect(crossings).toHaveLength(1);
		expect(jump).toMatchObject({ kind: 'between', rising: true, height: 2 });
		expect(jump.to.value - jump.from.value).toBeLessThanOrEqual(1e-9);
		expect(jump.from.value).toBeLessThan(3.3);
		expect(jump.to.value).toBeGreaterThanOrEqual(3.3);
	});

	test('where only whole numbers exist the answer is two neighbours, or one that meets it', () => {
		const options = { whole: true, resolution: 0.001 };
		const [between] = find((x) => x - 6.5, [0, 20], options).crossings;
		expect(between).toMatchObject({
			kind: 'between',
			value: 7,
			from: { value: 6 },
			to: { value: 7 },
		});
		const [reached] = find((x) => x - 6, [0, 20], options).crossings;
		expect(reached).toMatchObject({ kind: 'reached', value: 6, height: 0 });
	});

	test('a curve on one side has no crossing, and its nearest point is sought between the values', () => {
		const { crossings, best } = find((x) => -1 - (x - 5.5) ** 2, [0, 4, 5, 6, 7, 10]);
		expect(crossings).toEqual([]);
		expect(best.value).toBeCloseTo(5.5, 2);
		expect(best.height).toBeCloseTo(-1, 4);
	});

	test('one value of a grid is enough to say always or never; none is refused', () => {
		expect(find(() => 1, [3]).crossings).toEqual([]);
		expect(() => find(() => 1, [])).toThrow(RangeError);
	});

	test('a straight line is met where it should be, whichever way it leans', () => {
		const slope = fc.double({ min: 0.01, max: 100, noNaN: true });
		const place = fc.double({ min: 0.1, max: 9.9, noNaN: true });
		fc.assert(
			fc.property(slope, place, fc.boolean(), (steep, root, falls) => {
				const lean = falls ? -steep : steep;
				const { crossings } = find((x) => lean * (x - root), [0, 2.5, 5, 7.5, 10]);
				expect(crossings).toHaveLength(1);
				expect(Math.abs((crossings[0]?.value ?? 99) - root)).toBeLessThanOrEqual(1e-3);
				expect(crossings[0]?.rising).toBe(!falls);
			}),
		);
	});
});

describe('the simulator run backwards', () => {
	test.each(invertibleInputs)('%s put back gives the target, or lies beside a jump', (name) => {
		const state = stateOf();
		const targetRoi = -0.4;
		const answer = inverse(state, { name, targetRoi });
		const { min, max } = numberRowOf(name);
		if (answer.kind !== 'crossings') {
			const heights = answer.tried.map(({ height }) => height);
			const isAlways = answer.kind === 'always';
			expect(heights.every((roi) => roi >= targetRoi === isAlways)).toBe(true);
			return;
		}
		for (const { kind, value, height, from, to } of answer.crossings) {
			expect(value).toBeGreaterThanOrEqual(min);
			expect(value).toBeLessThanOrEqual(max);
			expect(roiWith(state, { [name]: value })).toBe(height);
			if (kind === 'reached') expect(Math.abs(height - targetRoi)).toBeLessThanOrEqual(0.0005);
			else {
				expect(height).toBeGreaterThanOrEqual(targetRoi);
				expect((from.height - targetRoi) * (to.height - targetRoi)).toBeLessThanOrEqual(0);
			}
		}
	});

	test('too little and too much given back both miss the target: two values, one up, one down', () => {
		const state = stateOf({ months: 36, simulatedCustomers: 1_000 });
		const central = roiWith(state, {});
		const answer = inverse(state, { name: 'pointsPerHundred', targetRoi: central });
		if (answer.kind !== 'crossings') throw new Error('the present value itself is one');
		expect(answer.crossings.map(({ rising }) => rising)).toEqual([true, false]);
		expect(answer.crossings[0]?.value).toBeCloseTo(state.inputs.pointsPerHundred, 9);
		expect(answer.best.height).toBeGreaterThan(central);
	});

	test('out of reach, it says so and gives the best; reached by all, it gives the worst', () => {
		const state = stateOf();
		const never = inverse(state, { name: 'setupCost', targetRoi: 50 });
		expect(never.kind).toBe('never');
		expect(never.best.value).toBe(numberRowOf('setupCost').min);
		const always = inverse(state, { name: 'setupCost', targetRoi: -5 });
		expect(always.kind).toBe('always');
		expect(always.worst.value).toBe(numberRowOf('setupCost').max);
	});

	test('a fixed cost can be worked out by hand: net = ROI × cost', () => {
		const state = stateOf();
		const { net, cost } = pointsModel.run(state.inputs, state.seed);
		const answer = inverse(state, { name: 'fixedCostPerMonth', targetRoi: -0.4, tolerance: 1e-9 });
		if (answer.kind !== 'crossings') throw new Error('there should be one');
		// (net − 12·more) ÷ (cost + 12·more) = −0.4
		const more = (net + 0.4 * cost.total) / (12 * 0.6);
		expect(answer.crossings[0]?.value).toBeCloseTo(state.inputs.fixedCostPerMonth + more, -1);
	});

	test('looking only where one is told to', () => {
		const answer = inverse(stateOf(), { name: 'lift', targetRoi: 0, from: 0.1, to: 0.12 });
		expect(answer.tried.every(({ value }) => value >= 0.1 && value <= 0.12)).toBe(true);
	});

	test('progress rises to its total', () => {
		const steps = [...inverseSteps(stateOf({ months: 1 }), { name: 'lift', targetRoi: -0.99 })];
		expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index + 1));
		expect(steps.every(({ done, total }) => done <= total)).toBe(true);
	});

	test('nonsense is refused', () => {
		const state = stateOf();
		for (const question of [
			{ name: 'lift', targetRoi: Number.NaN },
			{ name: 'lift', targetRoi: 0, from: -1 },
			{ name: 'lift', targetRoi: 0, from: 0.3, to: 0.2 },
			{ name: 'simulatedCustomers', targetRoi: 0 },
		] as const) {
			expect(() => inverse(state, question)).toThrow(RangeError);
		}
		expect(() => inverse(stateOf({ lift: 9 }), { name: 'lift', targetRoi: 0 })).toThrow(RangeError);
	});
});
