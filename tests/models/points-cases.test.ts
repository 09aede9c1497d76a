import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clampInputs, usualSeed } from '#models/model.ts';
import { pointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { caseSchema } from '#workflow/words.ts';

const folder = join(import.meta.dirname, '../../content/cases');
const cases = readdirSync(folder).map((file) =>
	caseSchema.parse(parse(readFileSync(join(folder, file), 'utf8'))),
);

const least = { setupCost: 30_000, fixedCostPerMonth: 3_000, costPerMemberMonth: 0.5 };
const tried = {
	pointsPerHundred: [0.1, 0.5, 1, 2, 3, 5],
	threshold: [5, 30, 60, 120],
	expiryMonths: [3, 6, 12, 60],
};

describe('every case is worth designing for: neither hopeless nor a gift', () => {
	test.each(cases)('$name', { timeout: 30_000 }, ({ inputs }) => {
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
