import { describe, expect, test } from 'vitest';
import {
	amount,
	formatAs,
	money,
	months,
	number,
	percent,
	shortNumber,
	signedPercent,
	signedYuan,
	years,
	yuan,
	type FormatKind,
} from '#ui/format.ts';

test.each([
	[3_667, '3,667元'],
	[-250, '−250元'],
	[99_999, '99,999元'],
	[593_000, '59.3萬元'],
	[62_540_000, '6,254萬元'],
	[125_000_000, '1.25億元'],
	[0, '0元'],
])('%d in a sentence is %s', (value, text) => {
	expect(yuan(value)).toBe(text);
});

test('a loss carries its minus before the currency', () => {
	expect(money(-1_234)).toBe('−NT$1,234');
	expect(money(3_667)).toBe('NT$3,667');
});

test('what rounds to nothing has no sign', () => {
	expect(number(-0.3)).toBe('0');
	expect(signedPercent(0.000_1)).toBe('0%');
	expect(signedYuan(-0.2)).toBe('0元');
});

test('gains are marked as gains', () => {
	expect(signedPercent(0.37)).toBe('+37%');
	expect(signedPercent(-0.051, 1)).toBe('−5.1%');
	expect(signedYuan(590_000)).toBe('+59萬元');
});

test('zeros at the end go, whole numbers keep theirs', () => {
	expect(shortNumber(2.5)).toBe('2.5');
	expect(shortNumber(5)).toBe('5');
	expect(shortNumber(120)).toBe('120');
	expect(years(5)).toBe('5年');
	expect(months(11)).toBe('11個月');
});

test('rounding never prints ten thousand 萬', () => {
	expect(amount(99_999_999)).toBe('1億');
	expect(amount(999_999)).toBe('100萬');
});

describe('numbers that are none', () => {
	const kinds: FormatKind[] = [
		'number',
		'money',
		'percent',
		'months',
		'years',
		'signedNumber',
		'signedMoney',
		'signedPercent',
	];
	test.each(kinds)('%s never prints NaN or Infinity', (kind) => {
		for (const value of [Number.NaN, Infinity, -Infinity]) {
			expect(formatAs(kind, value)).not.toMatch(/NaN|Infinity|∞/);
		}
	});

	test('they are a dash or a word', () => {
		expect(percent(Number.NaN)).toBe('—');
		expect(money(Infinity)).toBe('無限大');
	});
});
