import { expect, test } from 'vitest';
import { findLessons } from '#team/find-lessons.ts';

const lessons = [
	{ id: 'quality', number: 8, title: '產品和服務質量' },
	{ id: 'emotional-bond', number: 15, title: '建立品牌情感聯結' },
	{ id: 'loyalty-programme', number: 16, title: '實施忠誠度計劃' },
	{ id: 'amazon-prime', number: 20, title: '案例2：亞馬遜的Prime會員服務' },
];
const found = (sought: string) =>
	findLessons(lessons, sought, undefined).map(({ number }) => number);

test.each([
	['計畫', [16]],
	['計劃', [16]],
	['品質', [8]],
	['質量', [8]],
	['服務質', [8]],
	['情感連結', [15]],
	['ｐｒｉｍｅ', [20]],
	[' 第 16 課 ', [16]],
	['沒有的字', []],
])('%s finds the lessons %j, however the title spells it', (sought, numbers) => {
	expect(found(sought)).toEqual(numbers);
});

test('nothing sought is every lesson, the nearest first', () => {
	expect(findLessons(lessons, ' ', 'loyalty-programme').map(({ number }) => number)).toEqual([
		16, 8, 15, 20,
	]);
});
