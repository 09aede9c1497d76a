import { describe, expect, test } from 'vitest';
import { seededRandom } from '#models/random.ts';
import { judge, numberIn, stillAsked, type Question } from '#lessons/check/question.ts';
import { answerSentence, howToAnswer, shuffledPlaces } from '#lessons/check/shown.ts';

const option = (says: string, right = false) => ({ says, right, at: null, side: null });
const base: Omit<Question, 'kind' | 'options'> = {
	id: 'q',
	situation: null,
	ask: '？',
	estimate: null,
	hints: 0,
	returns: false,
};
const one: Question = { ...base, kind: 'one', options: [option('甲'), option('乙', true)] };
const several: Question = {
	...base,
	kind: 'several',
	options: [option('甲', true), option('乙'), option('丙', true)],
};
const order: Question = {
	...base,
	kind: 'order',
	options: [option('一'), option('二'), option('三'), option('四')],
};
const estimate: Question = {
	...base,
	kind: 'estimate',
	options: [
		{ says: '', right: true, at: null, side: null },
		{ says: '', right: false, at: 10_000, side: null },
		{ says: '', right: false, at: 9_900, side: null },
		{ says: '', right: false, at: null, side: 'low' },
		{ says: '', right: false, at: null, side: 'high' },
	],
	estimate: { answer: 3667, within: 100, unit: '元' },
};

test('an answer that quotes something is quoted itself with the quotes inside of quotes', () => {
	const quoting: Question = { ...one, options: [option('甲'), option('「5」是百分點', true)] };
	expect(answerSentence(quoting)).toBe('答案：「『5』是百分點」。');
});

describe('one choice', () => {
	test('tells why the chosen one is right or wrong', () => {
		expect(judge(one, ['乙'])).toMatchObject({ right: true, tell: [1] });
		expect(judge(one, ['甲'])).toMatchObject({ right: false, tell: [0] });
	});
});

describe('several choices', () => {
	test('only exactly the right ones are right, and then the wrong ones teach too', () => {
		expect(judge(several, ['甲', '丙'])).toMatchObject({ right: true, tell: [0, 1, 2] });
		expect(judge(several, ['甲', '乙', '丙']).right).toBe(false);
	});

	test('what is missing is counted and not given away', () => {
		const { right, sentence, tell } = judge(several, ['甲', '乙']);
		expect(right).toBe(false);
		expect(sentence).toBe('還沒全對：選的裡面有1個不對，還少1個。');
		expect(tell).toEqual([0, 1]);
	});

	test('with every tick wrong nothing is said to be nearly right', () => {
		expect(judge(several, ['乙']).sentence).toBe('選的都不對，對的有2個。');
	});
});

describe('an order', () => {
	test('is right as it was written', () => {
		expect(judge(order, ['一', '二', '三', '四']).right).toBe(true);
	});

	test('a wrong one tells of the first step that is astray', () => {
		const { right, sentence, tell } = judge(order, ['一', '三', '二', '四']);
		expect(right).toBe(false);
		expect(sentence).toBe('4項裡有2項在對的位置。前1項對了，看第2項。');
		expect(tell).toEqual([2]);
	});

	test('is laid out mixed, alike every time and never already right', () => {
		for (const id of ['steps', 'rank-by-profit', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
			const question = { ...order, id };
			const places = shuffledPlaces(question);
			expect(places.toSorted()).toEqual([0, 1, 2, 3]);
			expect(places).not.toEqual([0, 1, 2, 3]);
			expect(shuffledPlaces(question)).toEqual(places);
		}
	});
});

describe('an estimate', () => {
	test.each([3567, 3667, 3767])('%d is near enough', (given) => {
		expect(judge(estimate, given)).toMatchObject({ right: true, tell: [0] });
	});

	test.each([
		{ given: 3566, tell: [3] },
		{ given: 3768, tell: [4] },
		{ given: 10_040, tell: [1] },
		{ given: 9_890, tell: [2] },
	])('$given is not, and is told of its own slip', ({ given, tell }) => {
		expect(judge(estimate, given)).toMatchObject({ right: false, tell });
	});

	test('whoever did not round is as exact as whoever did; whole numbers are not rounded ones', () => {
		const random = seededRandom(11);
		for (let round = 0; round < 2_000; round += 1) {
			const decimals = 1 + Math.floor(random() * 3);
			const unrounded = Math.round(random() * 1e7) / 1e5;
			// A half goes up, as it does on paper and not as the computer holds it.
			const answer = Number((unrounded * (1 + 1e-12)).toFixed(decimals));
			if (Number.isInteger(answer)) continue;
			// A tenth would read as having one decimal where the last digits are zeros.
			if ((String(answer).split('.')[1] ?? '').length < decimals) continue;
			const asked = { ...estimate, estimate: { answer, within: 0.2, unit: '元' } };
			for (const given of [answer, unrounded])
				expect(judge(asked, given).sentence, `${given} for ${answer}`).toBe('答對了，一點不差。');
			const off = answer + 0.75 / 10 ** decimals;
			expect(judge(asked, off).sentence, `${off} for ${answer}`).toBe('答對了，夠近了。');
		}
		expect(judge(estimate, 3667).sentence).toBe('答對了，一點不差。');
		expect(judge(estimate, 3667.2).sentence).toBe('答對了，夠近了。');
	});

	test('a tolerance in decimals holds at its very edge', () => {
		const share = { ...estimate, estimate: { answer: 30.6, within: 0.1, unit: '%' } };
		expect(judge(share, 30.7).right).toBe(true);
		expect(judge(share, 30.71).right).toBe(false);
	});
});

test.each([
	['3,667', 3667],
	['３６６７元', 3667],
	['NT$ 3667', 3667],
	['25%', 25],
	['−1200', -1200],
	['.5', 0.5],
	['', null],
	['三千', null],
	['1e9', null],
	['12-3', null],
])('"%s" is read as %s', (typed, read) => {
	expect(numberIn(typed)).toBe(read);
});

test('the answer is said in a sentence, and percentages lie points apart', () => {
	expect(answerSentence(several)).toBe('答案：「甲」、「丙」。');
	expect(answerSentence(order)).toBe('答案：一 → 二 → 三 → 四。');
	expect(answerSentence(estimate)).toBe('答案：3,667元（差100元以內都算對）。');
	const share = { ...estimate, estimate: { answer: 30.6, within: 1, unit: '%' } };
	expect(answerSentence(share)).toBe('答案：30.6%（差1個百分點以內都算對）。');
});

test('a share written as a fraction is told of its unit, not of its reasoning', () => {
	const share = { ...estimate, estimate: { answer: 83, within: 0.5, unit: '%' } };
	expect(judge(share, 0.83)).toEqual({
		right: false,
		sentence: expect.stringContaining('百分之幾'),
		tell: [],
	});
	expect(judge(share, 8.3).sentence).toBe('太低了。');
	const people = { ...estimate, estimate: { answer: 83, within: 0.5, unit: '位' } };
	expect(judge(people, 0.83).sentence).toBe('太低了。');
});

test('nearly right is promised only where a number can be nearly right', () => {
	const people = { ...estimate, estimate: { answer: 60, within: 0.5, unit: '位' } };
	expect(howToAnswer(people)).toBe('填一個數字');
	expect(answerSentence(people)).toBe('答案：60位。');
	const share = { ...estimate, estimate: { answer: 83, within: 0.5, unit: '%' } };
	expect(howToAnswer(share)).toBe('填一個數字，差一點也算對');
	expect(howToAnswer(one)).toBe('選一個');
});

test('an answer whose option was reworded is no longer asked', () => {
	expect(stillAsked(one, ['乙'])).toBe(true);
	expect(stillAsked(one, ['舊的字'])).toBe(false);
	expect(stillAsked(one, 5)).toBe(false);
	expect(stillAsked(estimate, ['乙'])).toBe(false);
});
