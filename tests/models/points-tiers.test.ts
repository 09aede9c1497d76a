import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import { pointsTiers, type PointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { standingAfter, tierReached, tiersOf } from '#models/points/tiers.ts';

const usual = { ...usualInputs(pointsModel.inputs), simulatedCustomers: 1_000 };
const run = (change: Partial<PointsInputs> = {}) =>
	pointsModel.run({ ...usual, ...change }, usualSeed);
const roi = (change: Partial<PointsInputs>): number => {
	const answer = run(change).roi;
	if (answer === null) throw new Error('this setting should cost something');
	return answer;
};

describe('the rules of tiers', () => {
	const tiers = tiersOf({ ...usual, tierCount: 'three', goldSpend: 12_000, platinumSpend: 24_000 });

	test.each([
		{ spend: 0, level: 0 },
		{ spend: 11_999.99, level: 0 },
		{ spend: 12_000, level: 1 },
		{ spend: 23_999, level: 1 },
		{ spend: 24_000, level: 2 },
		{ spend: 1e9, level: 2 },
	])('spending $spend in a year reaches tier $level; the threshold itself qualifies', (row) => {
		expect(tierReached(tiers, row.spend)).toBe(row.level);
	});

	test('a higher tier is never easier to reach than the one below', () => {
		const upside = tiersOf({
			...usual,
			tierCount: 'three',
			goldSpend: 9_000,
			platinumSpend: 1_000,
		});
		expect(upside.map(({ fromSpend }) => fromSpend)).toEqual([0, 9_000, 9_000]);
	});

	test('up at once, two tiers if the spend is there', () => {
		expect(standingAfter({ level: 0, since: 0 }, 2, 3, 'anniversary')).toEqual({
			level: 2,
			since: 3,
		});
	});

	test.each(['anniversary', 'softLanding', 'never'] as const)(
		'under the rule %s nobody goes down before the anniversary',
		(rule) => {
			for (let month = 4; month < 15; month++) {
				expect(standingAfter({ level: 2, since: 3 }, 0, month, rule).level).toBe(2);
			}
		},
	);

	test.each([
		{ rule: 'anniversary', level: 0 },
		{ rule: 'softLanding', level: 1 },
		{ rule: 'never', level: 2 },
	] as const)('on the anniversary $rule leaves whoever stopped buying in $level', (row) => {
		const after = standingAfter({ level: 2, since: 3 }, 0, 15, row.rule);
		expect(after).toEqual({ level: row.level, since: 15 });
		// The next look is a year later again.
		expect(standingAfter(after, 0, 26, row.rule).level).toBe(row.level);
	});

	test('whoever still reaches the tier keeps it for another year', () => {
		const kept = standingAfter({ level: 1, since: 0 }, 1, 12, 'anniversary');
		expect(kept).toEqual({ level: 1, since: 12 });
		expect(standingAfter(kept, 0, 20, 'anniversary').level).toBe(1);
	});
});

describe('without tiers', () => {
	test('no row about tiers changes anything, to the last bit', () => {
		const plain = run();
		expect(plain.tiers).toBeNull();
		expect(plain.cost.tiers).toBe(0);
		const other = run({
			goldSpend: 100,
			goldMultiplier: 5,
			goldCostPerYear: 20_000,
			platinumSpend: 100,
			platinumMultiplier: 5,
			platinumCostPerYear: 50_000,
			downgradeRule: 'never',
			statusLift: 0.5,
			statusChurnReduction: 0.5,
			demotionResentment: 5,
		});
		expect(other).toEqual(plain);
	});
});

describe('with tiers', () => {
	const nothing = {
		goldMultiplier: 1,
		platinumMultiplier: 1,
		goldCostPerYear: 0,
		platinumCostPerYear: 0,
	};

	test.each(['two', 'three'] as const)('%s tiers of nothing do nothing', (tierCount) => {
		const plain = run();
		const { tiers, ...empty } = run({ ...nothing, tierCount });
		expect({ ...empty, tiers: null }).toEqual(plain);
		expect(tiers?.members).toHaveLength(tierCount === 'two' ? 2 : 3);
	});

	test('tiers on worthless points do nothing but cost', () => {
		const outcome = run({ tierCount: 'three', pointValue: 0 });
		expect(outcome.roi).toBe(-1);
		expect(outcome.extraMargin).toBe(0);
		expect(outcome.cost.tiers).toBeGreaterThan(0);
	});

	test('every member stands in one tier, all of them in the lowest at first', () => {
		const choices = fc.record({
			tierCount: fc.constantFrom('two', 'three'),
			downgradeRule: fc.constantFrom('anniversary', 'softLanding', 'never'),
			goldSpend: fc.constantFrom(100, 3_000, 12_000, 500_000),
			firstYearChurn: fc.constantFrom(0, 0.3, 0.9),
		});
		fc.assert(
			fc.property(choices, (choice) => {
				const {
					tiers,
					members,
					with: withProgramme,
					months,
				} = run({
					...(choice as Partial<PointsInputs>),
					simulatedCustomers: 300,
					enrolmentRate: 1,
				});
				if (!tiers) throw new Error('there are tiers');
				const all = (month: number) =>
					tiers.members.reduce((sum, level) => sum + (level[month] as number), 0);
				expect(all(35)).toBeCloseTo(withProgramme.customersLeft, 4);
				for (let month = 0; month < 36; month++) {
					expect(all(month)).toBeLessThanOrEqual(members + 1e-6);
					// A tier reached in the first month is kept for twelve more.
					if (month < 12) expect(tiers.down[month]).toBe(0);
				}
				if (choice.downgradeRule === 'never') {
					expect(Math.max(...tiers.down)).toBe(0);
				}
				expect(months.outstanding).toHaveLength(36);
			}),
			{ numRuns: 25 },
		);
	});

	test('what moves up and does not come down or leave is there', () => {
		const { tiers } = run({ tierCount: 'two', firstYearChurn: 0, enrolmentRate: 1 });
		let gold = 0;
		for (const [month, there] of (tiers?.members[1] ?? []).entries()) {
			gold += (tiers?.up[month] as number) - (tiers?.down[month] as number);
			expect(there).toBeCloseTo(gold, 4);
		}
		expect(gold).toBeGreaterThan(0);
	});

	test('a soft landing keeps more members up than the full fall, and no fall more still', () => {
		const above = (downgradeRule: PointsInputs['downgradeRule']) => {
			const { tiers } = run({
				tierCount: 'three',
				downgradeRule,
				goldSpend: 8_000,
				platinumSpend: 10_000,
			});
			const [silver = []] = tiers?.members ?? [];
			return silver.at(-1) as number;
		};
		expect(above('softLanding')).toBeLessThan(above('anniversary'));
		expect(above('never')).toBeLessThan(above('softLanding'));
	});

	test('losing a tier drives members away, and only as much as the tier was worth', () => {
		const left = (change: Partial<PointsInputs>) =>
			run({ tierCount: 'two', firstYearChurn: 0.4, ...change }).with.customersLeft;
		expect(left({ demotionResentment: 5 })).toBeLessThan(left({ demotionResentment: 0 }));
		expect(left({ ...nothing, demotionResentment: 5 })).toBe(
			left({ ...nothing, demotionResentment: 0 }),
		);
	});

	test.each([
		{ name: 'goldSpend', low: 100, good: 7_000, high: 200_000 },
		{ name: 'goldMultiplier', low: 1, good: 1.5, high: 5 },
		{ name: 'goldCostPerYear', low: 0, good: 40, high: 600 },
	] as const)('too little and too much $name both cost return', ({ name, low, good, high }) => {
		const two = { tierCount: 'two', simulatedCustomers: 3_000 } as const;
		const best = roi({ ...two, [name]: good });
		expect(best).toBeGreaterThan(roi({ ...two, [name]: low }));
		expect(best).toBeGreaterThan(roi({ ...two, [name]: high }) + 0.02);
	});

	test('every row about tiers has its own source and, where invented, says so', () => {
		for (const row of Object.values(pointsTiers)) expect(row.source).toContain('假設');
	});
});
