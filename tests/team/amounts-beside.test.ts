import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signedYuanBeside, yuanBeside } from '#team/amounts-beside.ts';

test('amounts that stand to be compared are in one unit, zero alone without any', () => {
	expect([-28_432, 121_000].map((net) => signedYuanBeside(net, 121_000))).toEqual([
		'−2.8萬元',
		'+12.1萬元',
	]);
	const amounts = fc.array(fc.integer({ min: -1e10, max: 1e10 }), { minLength: 1 });
	fc.assert(
		fc.property(amounts, (values) => {
			const largest = Math.max(...values.map(Math.abs));
			const units = values
				.filter((value) => value !== 0)
				.map((value) => yuanBeside(value, largest).replace(/[−\d,.]/g, ''));
			expect(new Set(units).size).toBeLessThanOrEqual(1);
			expect(yuanBeside(0, largest)).toBe('0元');
		}),
	);
});
