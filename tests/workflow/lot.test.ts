import { expect, test } from 'vitest';
import { sizesAfter, teamsInTurn } from '#workflow/lot.ts';

test('each goes to the team that is smallest then, of equals to the first', () => {
	expect(teamsInTurn([2, 0, 1], 4)).toEqual([1, 1, 2, 0]);
	expect(sizesAfter([2, 0, 1], 4)).toEqual([3, 2, 2]);
});

test('fewer people than teams leave teams empty, and nobody is lost', () => {
	expect(sizesAfter(Array(15).fill(0), 5).filter((size) => size === 0)).toHaveLength(10);
	for (const people of [0, 1, 7, 40]) {
		const after = sizesAfter([3, 0, 5, 1], people);
		expect(after.reduce((sum, size) => sum + size, 0)).toBe(9 + people);
	}
});
