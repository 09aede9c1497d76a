import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualInputs, type InputsOf } from '#models/model.ts';
import { starsInputs } from '#models/stars/inputs.ts';
import { starsModel } from '#models/stars/model.ts';

type Inputs = InputsOf<typeof starsInputs>;
const usual = usualInputs(starsInputs);
const outcomeAt = (changed: Partial<Inputs> = {}) => starsModel.run({ ...usual, ...changed }, 1);

const inputs = fc
	.record({
		spendPerVisit: fc.integer({ min: 4, max: 50 }).map((halves) => halves / 2),
		visitsPerMonth: fc.integer({ min: 1, max: 30 }),
		payment: fc.constantFrom('preload' as const, 'direct' as const),
		step: fc.constantFrom(...starsInputs.step.options.map(({ value }) => value)),
		displacedShare: fc.integer({ min: 0, max: 20 }).map((steps) => steps / 20),
		costShare: fc.integer({ min: 1, max: 19 }).map((steps) => steps / 20),
		breakage: fc.integer({ min: 0, max: 18 }).map((steps) => steps / 20),
		expiryMonths: fc.integer({ min: 1, max: 24 }),
	})
	.map((changed): Inputs => ({ ...usual, ...changed }));

// Rules of 2023 for the United States: two stars a dollar from a loaded card, 200 for a handcrafted
// drink; the lesson's drink sells for US$5.5.
test('a drink of 5.5 dollars for 100 dollars is 5.5 percent, half of it for who pays at once', () => {
	expect(outcomeAt().chosen).toMatchObject({ spendNeeded: 100, price: 5.5 });
	expect(outcomeAt().chosen.faceReturn).toBeCloseTo(0.055, 12);
	expect(outcomeAt({ payment: 'direct' }).chosen.faceReturn).toBeCloseTo(0.0275, 12);
	// The first of 2026's three levels: a star a dollar, however it is paid.
	const green = starsModel.presets.find(({ id }) => id === 'green');
	expect(outcomeAt(green?.inputs).chosen).toMatchObject({ spendNeeded: 200 });
});

// The lesson's question: of 100 rewards 40 replace a paid drink, the rest cost 35 % of 5.5 dollars.
test('the burden of a reward weighs its price and its making', () => {
	const { burden, burdenRate } = outcomeAt({ displacedShare: 0.4 });
	expect(burden.burden).toBeCloseTo(3.355, 10);
	expect(burdenRate).toBeCloseTo(0.033_55, 10);
});

// As was reported then: US$62.50 for what twelve visits had brought, even at about US$5.2 a visit.
test('in 2016 the rules parted at 62.5 dollars over twelve visits', () => {
	expect(outcomeAt().parIn2016).toBeCloseTo(62.5 / 12, 10);
});

test('below the parting ticket the old rule returns more, above it less, however often one comes', () => {
	fc.assert(
		fc.property(inputs, (given) => {
			const { par, chosen, oldReturn } = starsModel.run(given, 1);
			if (par === null) throw new Error('every price here is above 0');
			expect(Math.sign(oldReturn - chosen.faceReturn)).toBe(
				Math.abs(par - given.spendPerVisit) < 1e-9 ? 0 : Math.sign(par - given.spendPerVisit),
			);
			const often = starsModel.run({ ...given, visitsPerMonth: 30 }, 1);
			expect(often.par).toBe(par);
		}),
	);
});

test('what a reward costs lies between its making and its price, and stars unspent only lower it', () => {
	fc.assert(
		fc.property(inputs, (given) => {
			const { burden, burdenRate, costRate, chosen } = starsModel.run(given, 1);
			expect(burden.burden).toBeGreaterThanOrEqual(burden.ownCost - 1e-12);
			expect(burden.burden).toBeLessThanOrEqual(burden.price + 1e-12);
			expect(costRate).toBeLessThanOrEqual(burdenRate + 1e-12);
			expect(burdenRate).toBeLessThanOrEqual(chosen.faceReturn + 1e-12);
		}),
	);
});

test('who spends less in a month than the least never gets there, and everybody else does', () => {
	fc.assert(
		fc.property(inputs, (given) => {
			const { chosen, leastPerMonth } = starsModel.run(given, 1);
			const spent = given.spendPerVisit * given.visitsPerMonth;
			if (Math.abs(spent - leastPerMonth) > 1e-6) {
				expect(chosen.months === null).toBe(spent < leastPerMonth);
			}
		}),
	);
	expect(
		outcomeAt({ spendPerVisit: 5, visitsPerMonth: 1, payment: 'direct' }).chosen.months,
	).toBeNull();
	// Exactly enough in the last month still counts.
	expect(
		outcomeAt({ spendPerVisit: 10, visitsPerMonth: 1, expiryMonths: 10 }).chosen.months,
	).toBeCloseTo(10, 10);
});

test('who never gets there gets nothing back, and costs the shop nothing', () => {
	const rare = { spendPerVisit: 25, visitsPerMonth: 1, payment: 'direct', step: '400' } as const;
	for (const breakage of [0, 0.1]) {
		const { chosen, nowReturn, costRate } = outcomeAt({ ...rare, breakage });
		expect([chosen.faceReturn, nowReturn, costRate]).toEqual([0.05, 0, 0]);
	}
	// 400 dollars in six months are enough.
	const { nowReturn, costRate } = outcomeAt({ ...rare, visitsPerMonth: 3 });
	expect(nowReturn).toBeCloseTo(0.05, 12);
	expect(costRate).toBeCloseTo(0.05 * (0.3 + 0.7 * 0.35) * 0.9, 12);
});

test('the best step is the one at which a star is worth most', () => {
	expect(outcomeAt().best.map(({ step }) => step)).toEqual(['400']);
	expect(outcomeAt({ price400: 11 }).best.map(({ step }) => step)).toEqual(['100']);
	expect(outcomeAt({ price400: 14 }).best.map(({ step }) => step)).toEqual(['100', '400']);
});

test('a worthless reward has no parting ticket', () => {
	expect(outcomeAt({ price200: 0 }).par).toBeNull();
});

test('refuses what is out of range', () => {
	expect(() => outcomeAt({ spendPerVisit: 0 })).toThrow(RangeError);
});
