import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmount } from '#models/orders/amounts.ts';

test.each([
	['1234', 1_234],
	['1,234', 1_234],
	['1,234,567.5', 1_234_567.5],
	['0.1', 0.1],
	['.5', 0.5],
	['12.', 12],
	['NT$1,234.50', 1_234.5],
	['NT$ 1,234', 1_234],
	['nt1234', 1_234],
	['TWD 99', 99],
	['$80', 80],
	['＄８０', 80],
	['１，２３４元', 1_234],
	['120 元', 120],
	['120元整', 120],
	['(300)', -300],
	['（300）', -300],
	['-300', -300],
	['−300', -300],
	['－300', -300],
	['NT$-300', -300],
	['-NT$300', -300],
	['300-', -300],
	['+300', 300],
	['="1200"', 1_200],
	['1.2E+03', 1_200],
	['0', 0],
])('%s is %d', (text, amount) => {
	expect(readAmount(text)).toBe(amount);
});

test.each(['', 'abc', '12,5', '1,23,4', ',123', '1234,567', '1.2.3', '12 34', '--5', '5%', 'NaN'])(
	'%s is no amount',
	(text) => {
		expect(readAmount(text)).toBeNaN();
	},
);

test.each(['1,234,', '9'.repeat(30), '1e99', 'Infinity', '0x10', '一百', 'NT$', '()', '.', '$'])(
	'%s is no amount either',
	(text) => {
		expect(readAmount(text)).toBeNaN();
	},
);

test('what is written with commas and two decimals reads back exactly', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 1e12 }), (hundredths) => {
			const amount = hundredths / 100;
			expect(readAmount(String(amount))).toBe(amount);
			const [whole = '', part = '00'] = amount.toFixed(2).split('.');
			expect(readAmount(`${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`)).toBe(amount);
		}),
	);
});

test('no text makes it throw or give an endless number', () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d.,$()元eE+-]{0,24}$/)),
			(text) => {
				const amount = readAmount(text);
				expect(Number.isNaN(amount) || Math.abs(amount) <= 1e12).toBe(true);
			},
		),
		{ numRuns: 200 },
	);
});
