import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concentrationModel } from '#models/concentration/concentration.ts';
import {
	buyersShare,
	countedBottomShare,
	countedCustomersFor,
	countedLorenz,
	countedRanking,
	countedTopShare,
	purchaseCounts,
	repeatRate,
	type Counted,
} from '#models/concentration/counts.ts';
import {
	gammaGini,
	gammaLorenz,
	gammaTopShare,
	gammaValueAt,
	shapeForTopShare,
} from '#models/concentration/gamma.ts';
import { concentrationInputs } from '#models/concentration/inputs.ts';
import { concentrationOf, customersFor, ranked, topShare } from '#models/concentration/lorenz.ts';
import { measuredTopShares } from '#models/concentration/measured.ts';
import { bestNextWindow } from '#models/concentration/next-period.ts';
import { paretoGini, paretoTailFor, paretoTopShare } from '#models/concentration/pareto.ts';
import { usualInputs } from '#models/model.ts';
import { gammaShareBelow } from '#models/numerics/gamma.ts';

const answerOf = (values: ArrayLike<number>) => {
	const answer = concentrationOf(values);
	if (!answer.ok) throw new Error(answer.reason);
	return answer;
};
const rankedOf = (values: ArrayLike<number>) => {
	const ranking = ranked(values);
	if (typeof ranking === 'string') throw new Error(ranking);
	return ranking;
};
const amounts = fc
	.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })
	.filter((values) => values.some((value) => value > 1e-6));

describe('a list of values', () => {
	test('10, 20, 30, 40 have a Gini of 0.25, as a sample a third', () => {
		const { gini, giniSample, lorenz } = answerOf([40, 10, 30, 20]);
		expect(gini).toBeCloseTo(0.25, 12);
		expect(giniSample).toBeCloseTo(1 / 3, 12);
		expect(lorenz.share).toEqual([0, 0.1, 0.3, 0.6, 1]);
	});

	test('a boundary customer counts in part', () => {
		expect(topShare(rankedOf([10, 20, 30, 40]), 0.375)).toBeCloseTo(0.55, 12);
	});

	test('all alike have a Gini of 0, and 20 % of them bring 20 %', () => {
		const { gini, top20, customersFor80 } = answerOf(new Array<number>(7).fill(0.1));
		expect(gini).toBeCloseTo(0, 12);
		expect(top20).toBeCloseTo(0.2, 12);
		expect(customersFor80).toBeCloseTo(0.8, 12);
	});

	test('one customer has a Gini of 0 and no sample Gini', () => {
		expect(answerOf([5])).toMatchObject({ customers: 1, gini: 0, giniSample: null });
	});

	test.each([
		{ values: [], reason: 'nobody' },
		{ values: [0, 0], reason: 'nothing to share' },
		{ values: [5, -1], reason: 'negative values' },
	])('$values has no concentration: $reason', ({ values, reason }) => {
		expect(concentrationOf(values)).toEqual({ ok: false, reason });
	});

	test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (value) => {
		expect(() => concentrationOf([1, value])).toThrow(RangeError);
	});

	test('huge values do not overflow', () => {
		expect(answerOf([1e308, 1e308, 1e308]).gini).toBeCloseTo(0, 12);
	});

	test('a long list is told in at most 101 points', () => {
		const { lorenz, gini } = answerOf(Float64Array.from({ length: 100_000 }, (_, i) => i));
		expect(lorenz.people).toHaveLength(101);
		expect(gini).toBeCloseTo(1 / 3, 4);
	});

	test('Gini lies in 0–1, does not care for order or unit, and the curve is convex', () => {
		fc.assert(
			fc.property(amounts, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, unit) => {
				const { gini, lorenz, top20 } = answerOf(values);
				expect(gini).toBeGreaterThanOrEqual(0);
				expect(gini).toBeLessThanOrEqual(1 - 1 / values.length);
				expect(answerOf(values.map((value) => value * unit).reverse()).gini).toBeCloseTo(gini, 9);
				expect(top20).toBeGreaterThanOrEqual(0.2 - 1e-9);
				lorenz.share.forEach((share, i) => {
					expect(share).toBeLessThanOrEqual((lorenz.people[i] ?? 0) + 1e-9);
					const [before, after] = [lorenz.share[i - 1], lorenz.share[i + 1]];
					if (before !== undefined && after !== undefined) {
						expect(after - share).toBeGreaterThanOrEqual(share - before - 1e-9);
					}
				});
			}),
		);
	});

	test('moving money from a smaller to a larger customer never lowers the Gini', () => {
		fc.assert(
			fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (values, part) => {
				const sorted = values.toSorted((a, b) => a - b);
				const moved = (sorted[0] ?? 0) * part;
				if (sorted.length < 2) return;
				sorted[0] = (sorted[0] ?? 0) - moved;
				sorted[sorted.length - 1] = (sorted.at(-1) ?? 0) + moved;
				expect(answerOf(sorted).gini).toBeGreaterThanOrEqual(answerOf(values).gini - 1e-9);
			}),
		);
	});

	test('the customers needed for a share bring that share', () => {
		fc.assert(
			fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
				const ranking = rankedOf(values);
				expect(topShare(ranking, customersFor(ranking, share))).toBeCloseTo(share, 6);
			}),
		);
	});
});

describe('gamma rates', () => {
	test('the value at a share has that share below it', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.05, max: 500, noNaN: true }),
				fc.double({ min: 0.001, max: 0.999, noNaN: true }),
				(shape, share) => {
					expect(gammaShareBelow(shape, gammaValueAt(shape, share))).toBeCloseTo(share, 9);
				},
			),
		);
	});

	test('more even customers are less concentrated, and never leave 0–1', () => {
		const shapes = [0.01, 0.1, 0.243, 0.5, 1, 2, 10, 100, 10_000];
		const ginis = shapes.map(gammaGini);
		const tops = shapes.map((shape) => gammaTopShare(shape, 0.2));
		expect(ginis).toEqual(ginis.toSorted((a, b) => b - a));
		expect(tops).toEqual(tops.toSorted((a, b) => b - a));
		expect(Math.max(...ginis, ...tops)).toBeLessThanOrEqual(1);
		expect(tops.at(-1)).toBeGreaterThan(0.2);
	});

	test('80/20 needs a shape of about 0.245', () => {
		const shape = shapeForTopShare(0.2, 0.8) ?? Number.NaN;
		expect(shape).toBeCloseTo(0.2448, 4);
		expect(gammaTopShare(shape, 0.2)).toBeCloseTo(0.8, 9);
		expect(shapeForTopShare(0.2, 0.2)).toBeNull();
		expect(shapeForTopShare(0.2, 1)).toBeNull();
	});

	test('the curve runs from 0 to 1, and its area gives the Gini', () => {
		const { share } = gammaLorenz(1);
		const area = share.slice(1).reduce((sum, each, i) => sum + (each + (share[i] ?? 0)) / 200, 0);
		expect([share[0], share[100]]).toEqual([0, 1]);
		expect(1 - 2 * area).toBeCloseTo(0.5, 2);
	});

	test.each([0, -1, Number.NaN])('a shape of %s is refused', (shape) => {
		expect(() => gammaGini(shape)).toThrow(RangeError);
	});
});

describe('a Pareto tail', () => {
	test('80/20 needs a tail of ln 5 / ln 4', () => {
		const tail = paretoTailFor(0.2, 0.8) ?? Number.NaN;
		expect(tail).toBeCloseTo(Math.log(5) / Math.log(4), 12);
		expect(paretoTopShare(tail, 0.2)).toBeCloseTo(0.8, 12);
		expect(paretoGini(tail)).toBeCloseTo(0.7564707973660302, 12);
	});

	test('a top share not above its people has no tail; a tail without a mean is refused', () => {
		expect(paretoTailFor(0.2, 0.2)).toBeNull();
		expect(paretoTailFor(0.2, 1)).toBeNull();
		expect(() => paretoGini(1)).toThrow(RangeError);
	});
});

describe('purchases in a window', () => {
	// Worked out by an independent implementation, shape 0.8.
	test.each([
		{ mean: 1, all: 0.678, buyers: 0.435 },
		{ mean: 12, all: 0.572, buyers: 0.534 },
		{ mean: 60, all: 0.562, buyers: 0.552 },
	])('at $mean a customer the best fifth of all make $all', ({ mean, all, buyers }) => {
		const counts = purchaseCounts(mean, 0.8);
		expect(countedTopShare(countedRanking(counts, 'all'), 0.2)).toBeCloseTo(all, 3);
		expect(countedTopShare(countedRanking(counts, 'buyers'), 0.2)).toBeCloseTo(buyers, 3);
	});

	const world = [
		fc.double({ min: 0.02, max: 60, noNaN: true }),
		fc.double({ min: 0.1, max: 10, noNaN: true }),
		fc.constantFrom<Counted>('all', 'buyers'),
	] as const;

	test('chances sum to one and give the mean', () => {
		fc.assert(
			fc.property(world[0], world[1], (mean, shape) => {
				const { chances } = purchaseCounts(mean, shape);
				expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 8);
				const purchases = chances.reduce((sum, chance, n) => sum + n * chance, 0);
				expect(purchases / mean).toBeCloseTo(1, 7);
			}),
		);
	});

	test('the curve stays under the diagonal, and its look-ups agree', () => {
		fc.assert(
			fc.property(...world, (mean, shape, counted) => {
				const ranking = countedRanking(purchaseCounts(mean, shape), counted);
				const { people, share } = countedLorenz(ranking);
				share.forEach((each, i) => expect(each).toBeLessThanOrEqual((people[i] ?? 0) + 1e-9));
				expect([share[0], share[100]]).toEqual([0, 1]);
				expect(ranking.gini).toBeGreaterThanOrEqual(0);
				expect(ranking.gini).toBeLessThanOrEqual(1);
				const needed = countedCustomersFor(ranking, 0.8);
				expect(countedTopShare(ranking, needed)).toBeCloseTo(0.8, 7);
				expect(countedBottomShare(ranking, 1)).toBe(1);
			}),
		);
	});

	test('a longer window looks less concentrated over all, and more people repeat', () => {
		fc.assert(
			fc.property(world[0], world[1], (mean, shape) => {
				const [short, long] = [purchaseCounts(mean, shape), purchaseCounts(2 * mean, shape)];
				expect(countedRanking(long, 'all').gini).toBeLessThanOrEqual(
					countedRanking(short, 'all').gini + 1e-7,
				);
				expect(repeatRate(long)).toBeGreaterThanOrEqual(repeatRate(short) - 1e-9);
				expect(buyersShare(long)).toBeGreaterThanOrEqual(buyersShare(short));
				expect(gammaGini(shape)).toBeLessThanOrEqual(countedRanking(long, 'all').gini + 1e-7);
			}),
		);
	});

	test('means and shapes out of range are refused', () => {
		expect(() => purchaseCounts(0, 1)).toThrow(RangeError);
		expect(() => purchaseCounts(1, 0)).toThrow(RangeError);
		expect(() => purchaseCounts(Number.NaN, 1)).toThrow(RangeError);
	});
});

describe('the best of one window in the next', () => {
	test('they keep less than they had and more than an average share, and some drop out', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.05, max: 60, noNaN: true }),
				fc.double({ min: 0.1, max: 10, noNaN: true }),
				fc.double({ min: 0.02, max: 0.5, noNaN: true }),
				(mean, shape, people) => {
					const { shareNow, shareNext, stay } = bestNextWindow(purchaseCounts(mean, shape), people);
					expect(shareNext).toBeLessThanOrEqual(shareNow + 1e-7);
					expect(shareNext).toBeGreaterThanOrEqual(people - 1e-7);
					expect(stay).toBeGreaterThanOrEqual(people - 0.01);
					expect(stay).toBeLessThanOrEqual(1);
				},
			),
		);
	});

	test('all of the customers stay, and keep all', () => {
		const all = bestNextWindow(purchaseCounts(3, 1), 1);
		expect(all.shareNow).toBeCloseTo(1, 9);
		expect(all.shareNext).toBeCloseTo(1, 9);
		expect(all.stay).toBeCloseTo(1, 9);
	});

	// Sums over both windows by brute force, P(n1, n2) of the bivariate negative binomial.
	test('agrees with adding up both windows one by one', () => {
		const [mean, shape, people] = [1.5, 0.8, 0.2];
		const { chances } = purchaseCounts(mean, shape);
		const place = (n: number) => {
			const above = chances.slice(n + 1).reduce((sum, each) => sum + each, 0);
			return Math.min(1, Math.max(0, (people - above) / (chances[n] ?? 1)));
		};
		let stay = 0;
		let next = 0;
		for (let n = 0; n < 120; n++) {
			const weight = (chances[n] ?? 0) * place(n);
			next += (weight * (shape + n) * mean) / (shape + mean) / mean;
			let chance = (1 + mean / (shape + mean)) ** -(shape + n);
			for (let k = 0; k < 300; k++) {
				stay += weight * chance * place(k);
				chance *= ((shape + n + k) / (k + 1)) * (mean / (shape + 2 * mean));
			}
		}
		const told = bestNextWindow(purchaseCounts(mean, shape), people);
		expect(told.shareNext).toBeCloseTo(next, 6);
		expect(told.stay).toBeCloseTo(stay / people, 2);
	});
});

test('the simulator runs at every corner of its inputs', () => {
	const usual = usualInputs(concentrationInputs);
	for (const purchasesPerMonth of [0.02, 4]) {
		for (const evenness of [0.1, 10]) {
			for (const months of [1, 60]) {
				for (const counted of ['all', 'buyers'] as const) {
					const outcome = concentrationModel.run(
						{ ...usual, purchasesPerMonth, evenness, months, counted },
						1,
					);
					expect(outcome.topShare).toBeGreaterThanOrEqual(usual.topPeople - 1e-6);
					expect(outcome.topShare).toBeLessThanOrEqual(1);
					expect(Object.values(outcome.next).every(Number.isFinite)).toBe(true);
				}
			}
		}
	}
	expect(() => concentrationModel.run({ ...usual, topPeople: 2 }, 1)).toThrow(RangeError);
});

test('every measured share names who measured it', () => {
	for (const { share, source } of measuredTopShares) {
		expect(share).toBeGreaterThan(0.5);
		expect(source).toMatch(/（20\d\d）/);
	}
});
