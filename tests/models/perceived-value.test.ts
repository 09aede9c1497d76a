import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { perceivedValueModel } from '#models/perceived-value/model.ts';
import { choiceShares, perceivedValue } from '#models/perceived-value/perceived-value.ts';

const usual = usualInputs(perceivedValueModel.inputs);
const nothing = { money: 0, time: 0, energy: 0, psychological: 0 };
const some = { product: 10, service: 5, personnel: 3, image: 2 };

// The laptop of lesson 3.
describe('the laptop', () => {
	test('is worth 200 at the maker and 500 round the corner', () => {
		const { a, b, highest, gap } = perceivedValueModel.run(usual, 1);
		expect([a.difference, b.difference, highest, gap]).toEqual([200, 500, 'b', 300]);
	});

	test('sitting beside the repair is worth as much to her as 400 off', () => {
		const [watch, cheaper] = ['watch', 'cheaper'].map((id) => {
			const preset = perceivedValueModel.presets.find((each) => each.id === id);
			return perceivedValueModel.run({ ...usual, ...preset?.inputs }, 1).b.difference;
		});
		expect([watch, cheaper]).toEqual([900, 900]);
	});
});

test('nothing given up leaves no ratio', () => {
	expect(perceivedValue({ benefits: some, costs: nothing })).toMatchObject({
		difference: 20,
		ratio: null,
	});
});

test('weights of a side count by their shares', () => {
	const equal = { product: 2, service: 2, personnel: 2, image: 2 };
	const money = { money: 9, time: 0, energy: 0, psychological: 0 };
	const told = perceivedValue(
		{ benefits: some, costs: { ...nothing, money: 4 } },
		{ benefits: equal, costs: money },
	);
	expect(told).toMatchObject({ benefits: 5, costs: 4, difference: 1, ratio: 1.25 });
});

test('values below 0 and sides without weight are refused', () => {
	expect(() => perceivedValue({ benefits: { ...some, image: -1 }, costs: nothing })).toThrow(
		RangeError,
	);
	expect(() =>
		perceivedValue({ benefits: some, costs: nothing }, { benefits: some, costs: nothing }),
	).toThrow(RangeError);
	expect(() => choiceShares([1, Number.NaN], 1)).toThrow(RangeError);
	expect(() => choiceShares([], 1, null)).toThrow(RangeError);
	expect(() => choiceShares([1], -1)).toThrow(RangeError);
});

describe('who chooses what', () => {
	const value = fc.double({ min: -5_000, max: 5_000, noNaN: true });
	const values = fc.array(value, { minLength: 1, maxLength: 6 });
	const sharpness = fc.double({ min: 0, max: 0.02, noNaN: true });

	test('shares sum to one', () => {
		fc.assert(
			fc.property(values, sharpness, (offers, sharp) => {
				const told = choiceShares(offers, sharp);
				expect(told.offers.reduce((sum, share) => sum + share, told.none)).toBeCloseTo(1, 9);
			}),
		);
	});

	test('raising an offer never lowers its own share, nor raises another', () => {
		fc.assert(
			fc.property(
				values,
				sharpness,
				fc.double({ min: 0, max: 1_000, noNaN: true }),
				(offers, sharp, more) => {
					const before = choiceShares(offers, sharp);
					const after = choiceShares([(offers[0] ?? 0) + more, ...offers.slice(1)], sharp);
					after.offers.forEach((share, i) => {
						const change = share - (before.offers[i] ?? 0);
						if (i === 0) expect(change).toBeGreaterThanOrEqual(-1e-12);
						else expect(change).toBeLessThanOrEqual(1e-12);
					});
				},
			),
		);
	});

	test('the same added to every offer and to buying nothing leaves the shares', () => {
		fc.assert(
			fc.property(values, sharpness, value, (offers, sharp, added) => {
				const before = choiceShares(offers, sharp, 0);
				const after = choiceShares(
					offers.map((each) => each + added),
					sharp,
					added,
				);
				after.offers.forEach((share, i) => {
					expect(share).toBeCloseTo(before.offers[i] ?? Number.NaN, 8);
				});
			}),
		);
	});

	test('a customer who sees everything takes the highest, and ties are shared', () => {
		expect(choiceShares([200, 500], Infinity)).toEqual({ offers: [0, 1], none: 0 });
		expect(choiceShares([500, 500], Infinity).offers).toEqual([0.5, 0.5]);
		expect(choiceShares([-5, -9], Infinity)).toEqual({ offers: [0, 0], none: 1 });
		expect(choiceShares([1e6, -1e6], 10).offers).toEqual([1, 0]);
	});

	test('who does not look at all chooses by lot', () => {
		expect(choiceShares([200, 500], 0).offers[0]).toBeCloseTo(1 / 3, 12);
	});
});

test('a higher price never sells to more', () => {
	const shares = perceivedValueModel.run(usual, 1).byPrice.map(({ shareA }) => shareA);
	expect(shares).toEqual(shares.toSorted((a, b) => b - a));
});
