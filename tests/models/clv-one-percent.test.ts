import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { onePercentMore } from '#models/clv/one-percent.ts';
import { timingCodes } from '#models/clv/timing.ts';
import { usualInputs } from '#models/model.ts';

const of = (given: Partial<ClvInputs>) =>
	Object.fromEntries(
		(onePercentMore({ ...usualInputs(clvInputs), ...given }) ?? []).map(({ name, moves }) => [
			name,
			moves,
		]),
	);

// r ÷ (1 + i − r), worked by hand: 0.9595 ÷ 0.1405 over 0.95 ÷ 0.15. The slope there is 7.33.
test.each([
	{ retentionPerYear: 0.8, moves: 3.767 },
	{ retentionPerYear: 0.9, moves: 5.764 },
	{ retentionPerYear: 0.95, moves: 7.826 },
	{ retentionPerYear: 0.98, moves: 9.982 },
])('at B and i = 0.1, from $retentionPerYear on, it is $moves percent', (given) => {
	const { retentionPerYear, moves } = given;
	const found = of({ timing: 'B', discountPerYear: 0.1, retentionPerYear });
	expect(found['retentionPerYear']).toBeCloseTo(moves, 2);
	expect(found['marginRate']).toBeCloseTo(1, 9);
});

// The certain first payment makes it (1 + i) ÷ (1 + i − r), by (1 + i) less the later it comes.
test('where all customers with a contract are alike, the moves are those of the closed forms', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0.01, max: 0.99, noNaN: true }),
			fc.double({ min: 0.005, max: 0.3, noNaN: true }),
			fc.constantFrom(...timingCodes),
			(retentionPerYear, discountPerYear, timing) => {
				const delay = { A: 0, B: 0, C: 1, D: 0.5 }[timing];
				const worth = (r: number, i: number) =>
					((timing === 'B' ? r : 1 + i) * (1 + i) ** -delay) / (1 + i - r);
				const now = worth(retentionPerYear, discountPerYear);
				const found = of({ retentionPerYear, discountPerYear, timing });
				const near = (one = 0, then: number) => expect(one).toBeCloseTo(100 * (then / now - 1), 6);
				near(found['retentionPerYear'], worth(retentionPerYear * 1.01, discountPerYear));
				near(found['discountPerYear'], worth(retentionPerYear, discountPerYear * 1.01));
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
	expect(onePercentMore({ ...usualInputs(clvInputs), marginRate: 0 })).toBeUndefined();
	const endless = { retentionPerYear: 1, discountPerYear: 0 };
	expect(onePercentMore({ ...usualInputs(clvInputs), ...endless })).toBeUndefined();
	expect(Object.keys(of({ retentionPerYear: 0.995 }))).toEqual(['marginRate', 'discountPerYear']);
});
