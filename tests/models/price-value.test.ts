import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { normalShareBelow } from '#models/numerics/normal.ts';
import {
	choiceAfter,
	crowdAt,
	decidingPrice,
	firstChoice,
	type Crowd,
} from '#models/price-value/choosing.ts';
import type { PriceValueInputs } from '#models/price-value/inputs.ts';
import { priceValueModel } from '#models/price-value/model.ts';
import { seededRandom } from '#models/random.ts';

const usual = usualInputs(priceValueModel.inputs);
const at = (given: Partial<PriceValueInputs> = {}) =>
	priceValueModel.run({ ...usual, ...given }, 1);
const amounts = fc.integer({ min: 0, max: 200 });

// The table of lesson 9: the canteen at 85 is worth 95 to everybody, we sell at 100.
describe('the four of the lesson', () => {
	const offer = { price: 100, rivalPrice: 85 };
	const seen = [120, 105, 95, 85].map((ours) => ({ ours, rival: 95 }));

	test('one comes at 100, two at 90, whether the ten come off the price or go into a soup', () => {
		const ours = (given: number) =>
			seen.filter((each) => choiceAfter(each, offer, given, 0) === 'ours').length;
		expect([ours(0), ours(10)]).toEqual([1, 2]);
	});

	test('something worth 8 brings the second back and something worth 4 does not', () => {
		const [, second] = seen;
		const place = (given: number) => second && choiceAfter(second, offer, given, 0);
		expect([place(8), place(4)]).toEqual(['ours', 'rival']);
	});

	test('stand in the model’s own table', () => {
		expect(at().friends.map(({ before, byPrice }) => [before, byPrice])).toEqual([
			['ours', 'ours'],
			['rival', 'ours'],
			['rival', 'rival'],
			['rival', 'rival'],
		]);
	});
});

// By hand: 300 × 40 = 12,000; 12,000 ÷ 30 = 400; 398 × 30 = 11,940; 398 × 36 = 14,328.
test('a cut of ten from 300 sold at a margin of 40 has to sell 400, and falls two short', () => {
	const { before, byPrice, byGift } = at();
	expect([before.sold, before.contribution]).toEqual([300, 12_000]);
	expect([byPrice.sold, byPrice.breakEven, byPrice.contribution]).toEqual([398, 400, 11_940]);
	expect([byGift?.sold, byGift?.contribution]).toEqual([398, 14_328]);
});

// By hand: 200 × 40 = 8,000; 8,000 ÷ 25 = 320, the second question of the lesson.
test('a cut of fifteen at a margin of 40 has to sell six tenths more', () => {
	const { before, byPrice } = at({ given: 15 });
	expect(byPrice.breakEven).toBe(Math.ceil(before.sold * 1.6));
});

test('the normal distribution is the table’s', () => {
	expect(normalShareBelow(0)).toBeCloseTo(0.5, 7);
	expect(normalShareBelow(1)).toBeCloseTo(0.841_344_7, 6);
	expect(normalShareBelow(-1.959_964)).toBeCloseTo(0.025, 6);
	expect([normalShareBelow(-Infinity), normalShareBelow(Infinity)]).toEqual([0, 1]);
});

describe('who is not lazy', () => {
	const persons = fc.record({ ours: amounts, rival: amounts });
	const offers = fc.record({ price: amounts, rivalPrice: amounts });

	test('nobody moves where nothing is given, however little they mind moving', () => {
		fc.assert(
			fc.property(persons, offers, amounts, (seen, offer, inertia) => {
				expect(choiceAfter(seen, offer, 0, inertia)).toBe(
					firstChoice(seen, offer.price, offer.rivalPrice),
				);
			}),
		);
	});

	test('more given never loses a customer, and more inertia never moves one', () => {
		fc.assert(
			fc.property(
				persons,
				offers,
				fc.integer({ min: -100, max: 100 }),
				fc.nat({ max: 50 }),
				fc.nat({ max: 50 }),
				(seen, offer, given, more, inertia) => {
					const place = choiceAfter(seen, offer, given, inertia);
					if (place === 'ours') {
						expect(choiceAfter(seen, offer, given + more, inertia)).toBe('ours');
					}
					const before = firstChoice(seen, offer.price, offer.rivalPrice);
					if (place === before) {
						expect(choiceAfter(seen, offer, given, inertia + more)).toBe(before);
					}
				},
			),
		);
	});
});

// The crowd's shares come from thresholds; the same crowd counted person by person must agree.
test.each([
	{ given: 10, inertia: 3 },
	{ given: 25, inertia: 0 },
	{ given: -12, inertia: 3 },
	{ given: 2, inertia: 5 },
])(
	'a crowd given $given at an inertia of $inertia is that of its persons',
	({ given, inertia }) => {
		const random = seededRandom(9);
		const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
		const crowd: Crowd = { ...usual };
		const offer = { price: usual.oldPrice, rivalPrice: usual.rivalPrice };
		const people = 200_000;
		const counted = { ours: 0, rival: 0, nothing: 0 };
		for (let person = 0; person < people; person++) {
			const seen = {
				ours: crowd.valueMean + crowd.valueSpread * normal(),
				rival: crowd.rivalValue + crowd.rivalSpread * normal(),
			};
			counted[choiceAfter(seen, offer, given, inertia)] += 1 / people;
		}
		const shares = crowdAt(crowd)(decidingPrice(offer.price, given, inertia));
		// Four standard errors of a share of 200,000.
		for (const place of ['ours', 'rival', 'nothing'] as const) {
			expect(Math.abs(shares[place] - counted[place])).toBeLessThan(0.0045);
		}
	},
);

describe('whatever the inputs', () => {
	const { valueSpread, valueMean, rivalPrice, rivalSpread, unitCost, inertia, given } =
		priceValueModel.inputs;
	const within = (row: { min: number; max: number }) => fc.integer({ min: row.min, max: row.max });
	const inputs = fc.record({
		valueSpread: within(valueSpread),
		valueMean: within(valueMean),
		rivalPrice: within(rivalPrice),
		rivalSpread: within(rivalSpread),
		unitCost: within(unitCost),
		inertia: within(inertia),
		given: within(given),
		noticeShare: fc.constantFrom(0, 0.3, 1),
	});

	test('everybody is somewhere, and more given never sells less', () => {
		fc.assert(
			fc.property(inputs, (asked) => {
				const { before, byPrice, byGift, rows } = at(asked);
				for (const day of [before, byPrice, ...(byGift ? [byGift] : [])]) {
					const places = [day.stayed, day.came, day.toRival, day.nothing];
					expect(places.reduce((sum, count) => sum + count)).toBe(usual.people);
					expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
				}
				const sold = rows.map((row) => row.byPrice.sold);
				expect(sold).toEqual(sold.toSorted((one, other) => one - other));
			}),
			{ numRuns: 60 },
		);
	});

	test('a soup that everybody wants keeps the same people, and earns more exactly where it costs less', () => {
		fc.assert(
			fc.property(inputs, fc.integer({ min: 0, max: 20 }), (asked, giftCost) => {
				const { byPrice, byGift } = at({ ...asked, noticeShare: 1, giftCost });
				if (!byGift || byGift.sold === 0) return;
				expect(byGift.sold).toBe(byPrice.sold);
				expect(Math.sign(Math.round(byGift.contribution - byPrice.contribution))).toBe(
					Math.sign(Math.round((1 - giftCost / 10) * (asked.given ?? 0) * byGift.sold)),
				);
			}),
			{ numRuns: 60 },
		);
	});

	test('within the inertia nobody moves either way', () => {
		fc.assert(
			fc.property(inputs, (asked) => {
				const { before, byPrice } = at(asked);
				if (Math.abs(asked.given) <= asked.inertia) expect(byPrice.sold).toBe(before.sold);
			}),
			{ numRuns: 60 },
		);
	});
});

test('people who think alike make a cut pay that does not pay where they differ', () => {
	const change = (valueSpread: number) => {
		const { before, byPrice } = at({ valueSpread });
		return byPrice.contribution - before.contribution;
	};
	expect(change(8)).toBeGreaterThan(0);
	expect(change(24)).toBeLessThan(0);
});

test('what is outside its row is refused', () => {
	expect(() => at({ valueSpread: 0 })).toThrow(RangeError);
	expect(() => at({ people: 10.5 })).toThrow(RangeError);
});
