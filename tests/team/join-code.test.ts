import { expect, test } from 'vitest';
import {
	codeOf,
	codeProblem,
	joinedClasses,
	nameProblem,
	plainCode,
	shownCode,
} from '#team/join-code.ts';

test.each(['ABC-D2EF', 'abcd2ef', ' abc d2ef ', 'ＡＢＣ－Ｄ２ＥＦ', '#ABC-D2EF', 'ABC–D2EF'])(
	'%s is read as the code on the wall',
	(typed) => {
		expect(codeProblem(typed)).toBeNull();
		expect(shownCode(plainCode(typed))).toBe('ABC-D2EF');
	},
);

test('a letter that no code has is named', () => {
	expect(codeProblem('ABC-D0EF')).toContain('「0」');
	expect(codeProblem('ABC-DIEF')).toContain('「I」');
});

test('a code of the wrong length says how long it is', () => {
	expect(codeProblem('ABC')).toBe('課堂碼是7個字，你輸入了3個。');
	expect(codeProblem('  ')).toContain('請輸入');
});

test('a name has 1 to 40 characters, counted as people count', () => {
	expect(nameProblem('   ')).not.toBeNull();
	expect(nameProblem('𠮷'.repeat(40))).toBeNull();
	expect(nameProblem('Christopher Alexander')).toBeNull();
	expect(nameProblem('字'.repeat(41))).toContain('41');
});

test('whatever lies in the storage, only codes with classes come out', () => {
	const holding = (text: string | null) => ({ getItem: () => text });
	expect(joinedClasses(holding('{"ABCD2EF":"c1","x":3}'))).toEqual({ ABCD2EF: 'c1' });
	expect(joinedClasses(holding('not json'))).toEqual({});
	expect(joinedClasses(holding(null))).toEqual({});
});

test('a device knows the last code by which it came into a class', () => {
	const held = { getItem: () => '{"ABCD2EF":"c1","GHJK3MN":"c1","PQRS4TU":"c2"}' };
	expect(codeOf(held, 'c1')).toBe('GHJ-K3MN');
	expect(codeOf(held, 'another')).toBe('');
	expect(codeOf(held, null)).toBe('');
});
