import { expect, test } from 'vitest';
import { nameKey, readStudentNumber } from '#workflow/identity.ts';

test.each([
	['B10901001', 'B10901001'],
	['  ｂ１０９－０１ ', 'B109-01'],
	['410‐22', '410-22'],
	['7', '7'],
	['12345678901234567890', '12345678901234567890'],
])('%j is kept as the student number %s', (typed, kept) => {
	expect(readStudentNumber(typed)).toBe(kept);
});

test.each(['', ' ', '-12', '=1+1', 'B10 901', '王小明', '123456789012345678901', 'a_b'])(
	'%j is no student number',
	(typed) => {
		expect(readStudentNumber(typed)).toBeNull();
	},
);

test('width, case and spaces make no other person', () => {
	expect(nameKey('Ａｍｙ Lin')).toBe(nameKey('amylin'));
	expect(nameKey('b109-01')).toBe(nameKey('Ｂ１０９－０１'));
});
