import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clampInputs, usualSeed } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import { plausibleSpans } from '#models/points/plausible.ts';
import { pointsModel } from '#models/points/points.ts';
import { costFields, type CaseInputs } from '#workflow/design.ts';
import { caseSchema } from '#workflow/words.ts';

const folder = join(import.meta.dirname, '../../content/cases');
const cases = readdirSync(folder).map((file) =>
	caseSchema.parse(parse(readFileSync(join(folder, file), 'utf8'))),
);
/** Its margin does not bear points: here the answer may be to have none. */
const isThin = ({ name }: { name: string }) => name === '大埕超市';
const thin = cases.filter(isThin);
const worthwhile = cases.filter((company) => !isThin(company));
expect([thin.length, worthwhile.length]).toEqual([1, 4]);

const least = { setupCost: 30_000, fixedCostPerMonth: 3_000, costPerMemberMonth: 0.5 };
const tried = {
	pointsPerHundred: [0.1, 0.5, 1, 2, 3, 5],
	threshold: [5, 30, 60, 120],
	expiryMonths: [3, 6, 12, 60],
};

describe('every case but the thin one is worth designing for: neither hopeless nor a gift', () => {
	test.each(worthwhile)('$name', { timeout: 30_000 }, ({ inputs }) => {
		const found: { roi: number; rate: number }[] = [];
		for (const cost of [least, {}]) {
			for (const pointsPerHundred of tried.pointsPerHundred) {
				for (const threshold of tried.threshold) {
					for (const expiryMonths of tried.expiryMonths) {
						const design = { ...cost, pointsPerHundred, threshold, expiryMonths };
						const { inputs: full } = clampInputs(pointsInputs, {
							...inputs,
							...design,
							simulatedCustomers: 200,
						});
						const { roi } = pointsModel.run(full, usualSeed);
						if (roi === null) throw new Error('a programme always costs something');
						found.push({ roi, rate: pointsPerHundred });
					}
				}
			}
		}
		const best = found.reduce((one, other) => (other.roi > one.roi ? other : one));
		const winning = found.filter(({ roi }) => roi > 0).length / found.length;
		expect(winning).toBeGreaterThan(0.1);
		expect(winning).toBeLessThan(0.5);
		expect(best.roi).toBeGreaterThan(0.1);
		expect(best.roi).toBeLessThan(1.5);
		// Neither the smallest nor the largest rate is the one to choose.
		expect(best.rate).toBeGreaterThan(0.1);
		expect(best.rate).toBeLessThan(5);
	});
});

/** What a team that thinks might hand in, at whatever costs the case has. */
const sensible = [1, 1.5, 2, 3].flatMap((pointsPerHundred) =>
	[15, 30, 60].flatMap((threshold) =>
		[12, 24].map((expiryMonths) => ({ pointsPerHundred, threshold, expiryMonths })),
	),
);
const roiOf = (inputs: CaseInputs, design: Partial<PointsInputs>): number => {
	const all = { ...inputs, ...design, simulatedCustomers: 1_000 };
	const { roi } = pointsModel.run(clampInputs(pointsInputs, all).inputs, usualSeed);
	if (roi === null) throw new Error('a programme always costs something');
	return roi;
};
const bestOf = (inputs: CaseInputs, costs: Partial<PointsInputs> = {}): number =>
	Math.max(...sensible.map((design) => roiOf(inputs, { ...design, ...costs })));

describe('what a case is to teach is what its figures show', () => {
	test.each(cases)('$name says what a programme usually costs it, and why', (company) => {
		for (const field of costFields) expect(company.inputs[field]).toBeDefined();
		expect(company.costsBecause).toBeTruthy();
	});

	test.each(worthwhile)(
		'$name at its own usual costs: some sensible design earns, and thinking is worth more than leaving all as it is',
		{ timeout: 30_000 },
		({ inputs }) => {
			const best = bestOf(inputs);
			expect(best).toBeGreaterThan(0);
			expect(best - roiOf(inputs, {})).toBeGreaterThan(0.15);
		},
	);

	test('a team that changes nothing earns most nowhere, and never on the thinnest margin', () => {
		const margins = cases.map(({ inputs }) => Number(inputs.marginRate));
		for (const { inputs } of thin) {
			expect(inputs.marginRate).toBe(Math.min(...margins));
			expect(roiOf(inputs, {})).toBeLessThan(-0.05);
		}
		expect(worthwhile.filter(({ inputs }) => roiOf(inputs, {}) > 0).length).toBeLessThanOrEqual(1);
	});

	test.each(thin)(
		'$name: no sensible design earns, not even with money left out; only a larger response would',
		{ timeout: 30_000 },
		({ inputs }) => {
			expect(bestOf(inputs)).toBeLessThan(0);
			expect(bestOf(inputs, least)).toBeLessThan(0);
			const lift = Number(inputs.lift) * plausibleSpans.response.lift.high;
			expect(bestOf({ ...inputs, lift })).toBeGreaterThan(0);
		},
	);

	test.each(thin)('$name says that no points may be the answer', ({ task }) => {
		expect(task).toContain('先不要做點數');
	});
});

/** Each lever from the least to the most its control allows. */
const levers = {
	pointsPerHundred: [0, 0.1, 0.5, 1, 1.5, 2, 3, 5, 8, 20],
	pointValue: [0, 0.1, 0.5, 1, 1.5, 2, 3, 5],
	threshold: [1, 5, 10, 15, 30, 60, 120, 250, 500],
} as const;
const leverNames = ['pointsPerHundred', 'pointValue', 'threshold'] as const;
const seeds = [usualSeed, 1, 2, 3];

describe('the best lies inside what may be chosen, for every case and every lever', () => {
	test.each(cases.flatMap((company) => leverNames.map((lever) => ({ ...company, lever }))))(
		'$name: $lever',
		({ inputs, lever }) => {
			const values = levers[lever];
			const { min, max } = pointsInputs[lever];
			expect([values[0], values.at(-1)]).toEqual([min, max]);
			const curves = seeds.map((seed) =>
				values.map((value) => {
					const setting = { ...inputs, [lever]: value, simulatedCustomers: 500 };
					const { roi } = pointsModel.run(clampInputs(pointsInputs, setting).inputs, seed);
					if (roi === null) throw new Error('a programme always costs something');
					return roi;
				}),
			);
			const mean = (at: number) => curves.reduce((sum, curve) => sum + (curve[at] as number), 0);
			const best = values.reduce<number>((one, _, at) => (mean(at) > mean(one) ? at : one), 0);
			expect(best).toBeGreaterThan(0);
			expect(best).toBeLessThan(values.length - 1);
			// Not by luck: whoever is drawn, it beats both ends.
			for (const curve of curves) {
				expect(curve[best]).toBeGreaterThan(curve[0] as number);
				expect(curve[best]).toBeGreaterThan(curve.at(-1) as number);
			}
		},
	);
});
