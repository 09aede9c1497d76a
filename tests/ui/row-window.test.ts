import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowWindow, type RowBox } from '../../src/ui/row-window.ts';

const box: RowBox = { count: 1_000, rowPixels: 40, seenPixels: 400, scrolled: 0 };

test('of many rows the few that are seen are built, with some ready round them', () => {
	expect(rowWindow(box)).toEqual({ first: 0, last: 18, above: 0, below: 39_280, stretch: 1 });
	expect(rowWindow({ ...box, scrolled: 4_000 })).toMatchObject({ first: 92, last: 118 });
	expect(rowWindow({ ...box, scrolled: 1e9 })).toMatchObject({ last: 1_000, below: 0 });
	expect(rowWindow({ ...box, count: 0 })).toMatchObject({ first: 0, last: 0 });
});

test('the bar reaches the first and the last row, however many there are', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 11, max: 5_000_000 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(count, share) => {
				const high = Math.min(count * 40, 8_000_000) - 400;
				const { first, last, above, below } = rowWindow({ ...box, count, scrolled: share * high });
				expect(last - first).toBeLessThanOrEqual(28);
				expect(above).toBeGreaterThanOrEqual(0);
				expect(above + below + (last - first) * 40).toBeLessThanOrEqual(8_000_000 + 40 * 28);
				// What is seen lies within what is built.
				expect(above).toBeLessThanOrEqual(share * high + 1e-6);
				expect(above + (last - first) * 40).toBeGreaterThanOrEqual(share * high + 400 - 1e-3);
				expect(rowWindow({ ...box, count, scrolled: high }).last).toBe(count);
			},
		),
	);
});
