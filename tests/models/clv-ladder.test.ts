import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clvModel, type ClvOutcome } from '#models/clv/clv.ts';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { timingCodes } from '#models/clv/timing.ts';
import type { Worth } from '#models/clv/worth.ts';
import { comesWhole, stateFromQuery, stateToQuery, usualInputs, usualSeed } from '#models/model.ts';

const run = (given: Partial<ClvInputs> = {}) =>
	clvModel.run({ ...usualInputs(clvInputs), ...given }, usualSeed);

function valueOf(worth: Worth): number {
	if (!worth.bounded) throw new Error(worth.reason);
	return worth.value;
}

/** Any setting in range, with the corners more often than chance would have it. */
const anyInputs = fc.record(
	Object.fromEntries(
		Object.entries(clvInputs).map(([name, row]) => [
			name,
			row.kind === 'choice'
				? fc.constantFrom(...row.options.map(({ value }) => value))
				: fc.oneof(
						fc.constantFrom(row.min, row.max, row.usual),
						comesWhole(row)
							? fc.integer({ min: row.min, max: row.max })
							: fc.double({ min: row.min, max: row.max, noNaN: true }),
					),
		]),
	),
) as fc.Arbitrary<ClvInputs>;

const nameless = (outcome: ClvOutcome) => outcome.ladder.map(({ name }) => name);

describe('the ladder', () => {
	test('with a contract leads over customers who differ', () => {
		expect(nameless(run({ differences: 0.3, acquisitionCost: 900 }))).toEqual([
			'revenue',
			'margin',
			'retention',
			'discounting',
			'differentChurn',
			'acquisition',
		]);
	});

	test('without one leads over orders, rates and chances of leaving', () => {
		expect(
			nameless(run({ business: 'nonContractual', timing: 'B', acquisitionCost: 900 })),
		).toEqual([
			'revenue',
			'margin',
			'retention',
			'discounting',
			'leavingAfterOrders',
			'differentRates',
			'differentLeaving',
			'firstMargin',
			'acquisition',
		]);
	});

	test('leaves out a rung without a bound, and lets the next take over what causes it', () => {
		const { ladder } = run({ retentionPerYear: 1 });
		const discounting = ladder[2];
		expect(discounting?.name).toBe('discounting');
		expect(discounting?.causes).toEqual([
			'yearsKept',
			'retentionPerYear',
			'timing',
			'discountPerYear',
		]);
		expect(discounting?.change).toBeCloseTo(11_000 - 5_000, 8);
	});

	test('the changes add up to the end, whatever the setting', () => {
		fc.assert(
			fc.property(anyInputs, (inputs) => {
				const { ladder, worth, net } = run(inputs);
				const [first, ...rest] = ladder;
				if (!first || rest.some(({ change }) => change === undefined)) return;
				const total = rest.reduce((sum, { change = 0 }) => sum + change, valueOf(first.worth));
				const end = valueOf(inputs.acquisitionCost > 0 ? net : worth);
				const scale = ladder.reduce((most, rung) => Math.max(most, valueOf(rung.worth)), 1);
				expect(Math.abs(total - end)).toBeLessThan(1e-12 * scale);
				expect(ladder.at(-1)?.worth).toEqual(inputs.acquisitionCost > 0 ? net : worth);
			}),
		);
	});

	test('links from before the fork mean the number that they meant', () => {
		const old = '?v=1&aov=900&freq=8&margin=0.18&keep=0.6&discount=0.12&cost=600&timing=B';
		const { state, notices } = stateFromQuery(clvModel, new URLSearchParams(old));
		expect(notices).toEqual([]);
		const { net, worth, constantWorth } = clvModel.run(state.inputs, usualSeed);
		expect(worth).toEqual(constantWorth);
		// 7,200 × 18 % × 0.6 ÷ 0.52, and the first 1,296 less 600.
		expect(valueOf(worth)).toBeCloseTo(1_495.384_615, 5);
		expect(valueOf(net)).toBeCloseTo(2_191.384_615, 5);
		expect(stateToQuery(clvInputs, { ...state, inputs: { ...state.inputs } })).not.toContain('biz');
	});
});

test('every number that leaves the model is one, whatever the setting', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			const outcome = run(inputs);
			expect(JSON.stringify(outcome)).not.toContain('null');
			expect(outcome.years.every(({ survival }) => survival >= 0 && survival <= 1)).toBe(true);
			if (outcome.worth.bounded) expect(outcome.worth.value).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 300 },
	);
});

test('a worth is unbounded only where nothing is discounted', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			const { worth } = run(inputs);
			if (!worth.bounded) expect(inputs.discountPerYear).toBeLessThan(1e-9);
		}),
	);
	expect(run({ retentionPerYear: 1, discountPerYear: 0 }).worth).toEqual({
		bounded: false,
		reason: 'nobody leaves and waiting costs nothing',
	});
	expect(run({ differences: 0.3, discountPerYear: 0 }).worth).toEqual({
		bounded: false,
		reason: 'some hardly ever leave and waiting costs nothing',
	});
	// α = 0.2 × (1 ÷ 0.1 − 1) = 1.8: the mean lifetime is (9 − 1) ÷ 0.8 = 10 years.
	expect(valueOf(run({ differences: 0.1, discountPerYear: 0 }).worth)).toBeCloseTo(10_000, 6);
});

test('the four conventions hold together in both branches', () => {
	const settings = fc.record({
		business: fc.constantFrom('contractual' as const, 'nonContractual' as const),
		differences: fc.double({ min: 0, max: 0.9, noNaN: true }),
		retentionPerYear: fc.double({ min: 0, max: 1, noNaN: true }),
		discountPerYear: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
		leaveAfterOrder: fc.double({ min: 0, max: 0.9, noNaN: true }),
	});
	fc.assert(
		fc.property(settings, (given) => {
			const { byTiming } = run(given);
			const { firstMargin, breakEvenCost } = run({ ...given, timing: 'B' });
			const late = 1 + given.discountPerYear;
			const a = valueOf(byTiming.A);
			expect(a / (firstMargin + valueOf(byTiming.B))).toBeCloseTo(1, 9);
			expect(a / (late * valueOf(byTiming.C))).toBeCloseTo(1, 9);
			expect(a / (Math.sqrt(late) * valueOf(byTiming.D))).toBeCloseTo(1, 9);
			expect(valueOf(breakEvenCost) / a).toBeCloseTo(1, 9);
		}),
	);
});

describe('the levers', () => {
	test('are those of the business', () => {
		const names = (given: Partial<ClvInputs>) => run(given).levers.map(({ name }) => name);
		expect(names({})).toContain('retentionPerYear');
		expect(names({ business: 'nonContractual' })).toContain('leaveAfterOrder');
		expect(names({ business: 'nonContractual' })).not.toContain('retentionPerYear');
	});

	test('never make a customer worth less', () => {
		fc.assert(
			fc.property(anyInputs, (inputs) => {
				const { worth, levers } = run(inputs);
				if (!worth.bounded) return;
				for (const lever of levers) {
					if (lever.worth.bounded) {
						// Numbers below any coin hold no digits to compare.
						expect(lever.worth.value).toBeGreaterThanOrEqual(worth.value * (1 - 1e-8) - 1e-9);
					}
				}
			}),
		);
	});
});

describe('what winning a customer costs', () => {
	test('is set against what she is worth', () => {
		expect(run({ acquisitionCost: 900 }).worthToCost).toBeCloseTo(3_666.667 / 900, 4);
		expect(run().worthToCost).toBeUndefined();
	});

	test.each(timingCodes)(
		'without a contract is paid back under %s when the orders have',
		(timing) => {
			const given = {
				business: 'nonContractual' as const,
				differences: 0.2,
				horizonYears: 40,
				acquisitionCost: 1_500,
				timing,
			};
			const { paybackYears, years, firstMargin } = run(given);
			if (paybackYears === 'never') throw new Error('expected a payback');
			const before = years.filter(({ time }) => time <= paybackYears).at(-1);
			const after = years.find(({ time }) => time >= paybackYears);
			expect((before?.cumulative ?? 0) + firstMargin).toBeLessThanOrEqual(1_500);
			expect((after?.cumulative ?? 0) + firstMargin).toBeGreaterThanOrEqual(1_500);
		},
	);

	test('above what she is worth is never paid back', () => {
		expect(run({ business: 'nonContractual', acquisitionCost: 50_000 }).paybackYears).toBe('never');
		expect(run({ differences: 0.2, acquisitionCost: 50_000 }).paybackYears).toBe('never');
	});
});
