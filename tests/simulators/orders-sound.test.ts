import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitTold } from '#simulators/orders/results/buying-words.ts';
import {
	parameterTable,
	searchWords,
	truthTold,
} from '#simulators/orders/results/parameter-words.ts';
import { spendTold } from '#simulators/orders/results/spend-words.ts';
import { roughly, shareWords, timeWords } from '#simulators/orders/results/told.ts';
import {
	analysisOf,
	everything,
	expectSound,
	fitted,
	leavingFit,
	type Order,
} from './orders-told.ts';

const orders = fc.array(
	fc.record({
		who: fc.integer({ min: 0, max: 12 }),
		day: fc.integer({ min: 0, max: 400 }),
		amount: fc.integer({ min: 1, max: 90_000 }),
	}),
	{ minLength: 1, maxLength: 80 },
);

describe('whatever the orders, what is said of them is sound', () => {
	test('with amounts', () => {
		fc.assert(
			fc.property(orders, (given) => expectSound(everything(analysisOf(given)))),
			{ numRuns: 120 },
		);
	});

	test('without amounts', () => {
		fc.assert(
			fc.property(orders, (given) => expectSound(everything(analysisOf(given, false)))),
			{ numRuns: 40 },
		);
	});

	test('all on one day, all by one customer, one order each', () => {
		const cases: Order[][] = [
			[{ who: 0, day: 0, amount: 5 }],
			Array.from({ length: 20 }, (_, who) => ({ who, day: 0, amount: 100 })),
			Array.from({ length: 20 }, (_, day) => ({ who: 0, day: day * 7, amount: 100 })),
			Array.from({ length: 30 }, (_, who) => ({ who, day: who * 5, amount: 100 })),
			Array.from({ length: 60 }, (_, i) => ({ who: i % 10, day: i * 6, amount: 100 })),
		];
		for (const given of cases) expectSound(everything(analysisOf(given)));
	});
});

test('whatever the parameters and however uncertain, what is said of them is sound', () => {
	const { spend } = fitted;
	const fit = leavingFit;
	if (!spend.ok) throw new Error('this base was drawn so that it fits');
	const size = fc.double({ min: -5, max: 5, noNaN: true }).map((power) => 10 ** power);
	const variance = fc.double({ min: 0, max: 1e6, noNaN: true });
	fc.assert(
		fc.property(
			fc.tuple(size, size, size, size, size, size, size),
			fc.tuple(variance, variance, variance, variance),
			fc.double({ min: -1, max: 1, noNaN: true }),
			([r, alpha, a, b, p, q, gamma], variances, correlation) => {
				const told = {
					fit: {
						...fit,
						params: { r, alpha, a, b },
						standardErrors: { r: b, alpha: r, a: alpha, b: a },
						lnCovariance: variances.map((each, row) =>
							variances.map((_, column) => (row === column ? each : 0)),
						),
					},
					spend: {
						...spend,
						params: { p, q, gamma },
						counts: { ...spend.counts, correlation },
					},
					truth: { orders: { r, alpha, a, b }, spend: { p, q, gamma } },
				};
				expectSound([
					fitTold(told.fit),
					spendTold(told.spend),
					parameterTable(told),
					searchWords(told),
					truthTold(told),
				]);
			},
		),
		{ numRuns: 400 },
	);
});

test('no share but none and all reads as 0% or 100%', () => {
	fc.assert(
		fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (share) => {
			expect(['0%', '0.0%', '100%', '100.0%']).not.toContain(shareWords(share));
		}),
	);
	expect(shareWords(0)).toBe('0%');
	expect(shareWords(1)).toBe('100%');
	expect([roughly(0.012345), roughly(4.567), roughly(12_345)]).toEqual([
		'0.0123',
		'4.57',
		'12,345',
	]);
	expect([timeWords(0.5), timeWords(3.25), timeWords(260)]).toEqual(['3.5天', '3.3週', '5年']);
});
