import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchElasticities } from '#models/clv/branch-elasticities.ts';
import { streamOf } from '#models/clv/branch.ts';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { elasticities } from '#models/clv/multiples.ts';
import { timingCodes } from '#models/clv/timing.ts';
import { usualInputs } from '#models/model.ts';

const of = (given: Partial<ClvInputs>) =>
	Object.fromEntries(
		(branchElasticities({ ...usualInputs(clvInputs), ...given }) ?? []).map(
			({ name, elasticity }) => [name, elasticity],
		),
	);

// Gupta & Lehmann's convention: (1+i)/(1+i−r) and −i/(1+i−r).
test('at r = 0.8 and i = 0.12 retention moves the worth 3.5 times as much, waiting −0.375', () => {
	const found = of({ timing: 'B', discountPerYear: 0.12 });
	expect(found['retentionPerYear']).toBeCloseTo(3.5, 5);
	expect(found['marginRate']).toBe(1);
	expect(found['discountPerYear']).toBeCloseTo(-0.375, 5);
});

test('where all customers with a contract are alike, the slopes are the closed forms', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0.01, max: 0.99, noNaN: true }),
			fc.double({ min: 0.005, max: 0.3, noNaN: true }),
			fc.constantFrom(...timingCodes),
			(retentionPerYear, discountPerYear, timing) => {
				const given = { retentionPerYear, discountPerYear, timing };
				const closed = elasticities(streamOf({ ...usualInputs(clvInputs), ...given }), timing);
				const found = of(given);
				const near = (one = 0, other = 0) =>
					expect(Math.abs(one - other)).toBeLessThan(0.002 * (1 + Math.abs(other)));
				near(found['retentionPerYear'], closed?.retention);
				near(found['discountPerYear'], closed?.discount);
			},
		),
	);
});

test('without a contract leaving and waiting take away, buying more adds', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(0.01, 0.05, 0.5, 0.9),
			fc.constantFrom(0, 0.01, 0.2, 0.9),
			fc.constantFrom(0.3, 1, 3),
			fc.constantFrom(...timingCodes),
			(leaveAfterOrder, differences, rateSpread, timing) => {
				const found = of({
					business: 'nonContractual',
					leaveAfterOrder,
					differences,
					rateSpread,
					timing,
				});
				expect(found['leaveAfterOrder']).toBeLessThan(0);
				expect(found['discountPerYear']).toBeLessThan(0);
				expect(found['purchasesPerYear']).toBeGreaterThan(0);
			},
		),
	);
});

test('there are none where the worth is 0 or has no bound, and none above keeping all', () => {
	expect(branchElasticities({ ...usualInputs(clvInputs), marginRate: 0 })).toBeUndefined();
	const endless = { retentionPerYear: 1, discountPerYear: 0 };
	expect(branchElasticities({ ...usualInputs(clvInputs), ...endless })).toBeUndefined();
	expect(of({ retentionPerYear: 1 })['retentionPerYear']).toBeCloseTo(1 / 0.1, 1);
});
