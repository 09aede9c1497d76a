import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migrationWorth } from '#models/clv/migration.ts';
import { elasticities, multipleTable } from '#models/clv/multiples.ts';
import { paymentsAlong, worthOf, type Stream } from '#models/clv/stream.ts';
import { timingCodes, type TimingCode } from '#models/clv/timing.ts';

const worth = (stream: Stream, timing: TimingCode): number => {
	const found = worthOf(stream, timing);
	if (!found.bounded) throw new Error(found.reason);
	return found.value;
};

const rates = fc.record({
	marginPerPeriod: fc.double({ min: 1, max: 1_000, noNaN: true }),
	retentionPerPeriod: fc.double({ min: 0, max: 1, noNaN: true }),
	discountPerPeriod: fc.double({ min: 0, max: 0.5, noNaN: true }),
	growthPerPeriod: fc.double({ min: -0.5, max: 0.2, noNaN: true }),
});

describe('payments that end, and margins that grow', () => {
	test('are worth the sum of their payments', () => {
		fc.assert(
			fc.property(
				rates,
				fc.integer({ min: 0, max: 60 }),
				fc.constantFrom(...timingCodes),
				(stream, count, timing) => {
					const sum = paymentsAlong(
						(renewals) => stream.retentionPerPeriod ** renewals,
						stream,
						timing,
						count,
					).reduce((total, { presentValue }) => total + presentValue, 0);
					const closed = worth({ ...stream, payments: count }, timing);
					expect(Math.abs(closed - sum)).toBeLessThan(1e-9 * (1 + sum));
				},
			),
		);
	});

	test('come to all payments when they are many', () => {
		const stream = { marginPerPeriod: 100, retentionPerPeriod: 0.8, discountPerPeriod: 0.1 };
		const growing = { ...stream, growthPerPeriod: 0.03 };
		for (const timing of timingCodes) {
			expect(worth({ ...growing, payments: 400 }, timing)).toBeCloseTo(worth(growing, timing), 9);
		}
	});

	test('have no bound where growth outweighs leaving and waiting, and never turn negative', () => {
		const stream = { marginPerPeriod: 1, retentionPerPeriod: 0.95, discountPerPeriod: 0.05 };
		expect(worthOf({ ...stream, growthPerPeriod: 0.2 }, 'B')).toEqual({
			bounded: false,
			reason: 'the margin grows faster than leaving and waiting take away',
		});
		expect(() => worthOf({ ...stream, growthPerPeriod: -2 }, 'B')).toThrow(RangeError);
		expect(() => worthOf({ ...stream, payments: 2.5 }, 'B')).toThrow(RangeError);
	});
});

describe('elasticities', () => {
	test('are what a small move does', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.05, max: 0.95, noNaN: true }),
				fc.double({ min: 0.01, max: 0.5, noNaN: true }),
				fc.constantFrom(...timingCodes),
				(retention, discount, timing) => {
					const at = (r: number, i: number) =>
						Math.log(
							worth({ marginPerPeriod: 1, retentionPerPeriod: r, discountPerPeriod: i }, timing),
						);
					const stream = {
						marginPerPeriod: 1,
						retentionPerPeriod: retention,
						discountPerPeriod: discount,
					};
					const found = elasticities(stream, timing);
					const h = 1e-5;
					const slope = (low: number, high: number) => (high - low) / (2 * h);
					expect(found?.retention).toBeCloseTo(
						slope(at(retention * (1 - h), discount), at(retention * (1 + h), discount)),
						4,
					);
					expect(found?.discount).toBeCloseTo(
						slope(at(retention, discount * (1 - h)), at(retention, discount * (1 + h))),
						4,
					);
				},
			),
		);
	});

	test('at r = 0.8 and i = 0.12 are 3.5 of retention and −0.375 of the discount rate', () => {
		const stream = { marginPerPeriod: 7, retentionPerPeriod: 0.8, discountPerPeriod: 0.12 };
		expect(elasticities(stream, 'B')).toEqual({
			margin: 1,
			retention: expect.closeTo(3.5, 12),
			discount: expect.closeTo(-0.375, 12),
		});
	});

	test('are absent where nothing can move', () => {
		const stream = { marginPerPeriod: 7, retentionPerPeriod: 0, discountPerPeriod: 0.1 };
		expect(elasticities(stream, 'B')).toBeUndefined();
		expect(
			elasticities({ ...stream, retentionPerPeriod: 1, discountPerPeriod: 0 }, 'A'),
		).toBeUndefined();
	});
});

describe('the table of margin multiples', () => {
	test('marks the cell of the present rates', () => {
		expect(multipleTable(0.9, 0.12)).toMatchObject({
			present: expect.closeTo(4.0909, 4),
			cell: { row: 1, column: 3, exact: true },
		});
		expect(multipleTable(0.78, 0.105).cell).toEqual({ row: 0, column: 2, exact: false });
	});

	test('marks none when the present rates are far from all', () => {
		expect(multipleTable(0.3, 0.1).cell).toBeUndefined();
		expect(multipleTable(0.8, 0.02).cell).toBeUndefined();
		expect(multipleTable(1, 0).present).toBeUndefined();
	});
});

describe('customers who wander between states', () => {
	test('here and lost are constant retention under A', () => {
		fc.assert(
			fc.property(rates, ({ retentionPerPeriod: kept, discountPerPeriod: i }) => {
				if (kept > 0.999 && i < 0.001) return;
				const found = migrationWorth([[kept, 1 - kept], [0, 1]], [100, 0], i); // prettier-ignore
				const stream = { marginPerPeriod: 100, retentionPerPeriod: kept, discountPerPeriod: i };
				if (!found.bounded) throw new Error(found.reason);
				expect((found.values[0] ?? 0) / worth(stream, 'A')).toBeCloseTo(1, 8);
				expect(found.values[1]).toBe(0);
			}),
		);
	});

	test('and are paid for ever have no bound undiscounted', () => {
		expect(
			migrationWorth(
				[
					[1, 0],
					[0, 1],
				],
				[100, 0],
				0,
			),
		).toEqual({
			// prettier-ignore
			bounded: false,
			reason: 'nobody leaves and waiting costs nothing',
		});
	});

	test('are refused when the chances do not add up', () => {
		expect(() => migrationWorth([[0.5, 0.4], [0, 1]], [1, 0], 0.1)).toThrow(RangeError); // prettier-ignore
		expect(() => migrationWorth([[1]], [1, 0], 0.1)).toThrow(RangeError);
		expect(() => migrationWorth([[1]], [1], -0.1)).toThrow(RangeError);
	});
});
