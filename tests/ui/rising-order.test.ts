import fc from 'fast-check';
import { expect, test } from 'vitest';
import { risingOrder, risingTextOrder } from '#ui/rising-order.ts';

/** The order that a stable sort by comparison gives. */
const compared = (values: readonly number[]) =>
	values
		.map((_, row) => row)
		.sort((one, other) => (values[one] as number) - (values[other] as number) || one - other);

test('rows rise by their values, equal ones in the order of the rows', () => {
	fc.assert(
		fc.property(
			fc.array(
				fc.oneof(
					fc.integer({ min: -5, max: 5 }),
					fc.double({ noNaN: true, noDefaultInfinity: true }),
				),
			),
			(values) => {
				expect([...risingOrder(values)]).toEqual(compared(values));
			},
		),
	);
});

test('zero equals minus zero, and whole-number columns of every kind are taken', () => {
	expect([...risingOrder([0, -0, 0])]).toEqual([0, 1, 2]);
	expect([...risingOrder(Int32Array.of(3, -2, 70_000, 0))]).toEqual([1, 3, 0, 2]);
	expect([...risingOrder(Uint8Array.of(2, 1, 2))]).toEqual([1, 0, 2]);
	expect([...risingOrder([])]).toEqual([]);
});

test('texts in one long one rise by their characters, a shorter one before those it begins', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ maxLength: 10 })), (names) => {
			const starts = new Uint32Array(names.length + 1);
			names.forEach((name, i) => {
				starts[i + 1] = (starts[i] as number) + name.length;
			});
			const expected = names
				.map((_, row) => row)
				.sort((one, other) => {
					const [first = '', second = ''] = [names[one], names[other]];
					return first < second ? -1 : first > second ? 1 : one - other;
				});
			expect([...risingTextOrder(names.join(''), starts)]).toEqual(expected);
		}),
	);
	expect([...risingTextOrder('', new Uint32Array())]).toEqual([]);
});
