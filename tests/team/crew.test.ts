import { expect, test } from 'vitest';
import { marksOf, whereTheyWrite } from '../../src/team/crew.ts';

const marks = (...names: string[]) => [
	...marksOf(names.map((name, place) => ({ id: String(place), name }))).values(),
];

test.each([
	{ names: ['王小明', '林子晴'], tiles: '王林' },
	{ names: ['林子晴', '林家豪', '周予安'], tiles: '子家周' },
	{ names: ['林子晴', '林子豪'], tiles: '晴豪' },
	{ names: ['林', '林子晴'], tiles: '林子' },
	{ names: ['𠮷田', 'Ann', 'Amy'], tiles: '𠮷nm' },
])('$names are told apart by $tiles', ({ names, tiles }) => {
	expect(
		marks(...names)
			.map(({ tile }) => tile)
			.join(''),
	).toBe(tiles);
});

test('two of one name are told apart by colour at least, and everybody of a team has another', () => {
	const [one, other] = marks('林子晴', '林子晴');
	expect(one?.tile).toBe('林');
	expect(one?.colour).not.toBe(other?.colour);
	const crew = marks('甲', '乙', '丙', '丁', '戊', '己');
	expect(new Set(crew.map(({ colour }) => colour)).size).toBe(6);
});

test('a second tab that lies open does not hide where the first one writes', () => {
	const lin = { id: 'lin', name: '林子晴' };
	const [writing, open] = [
		{ person: lin, field: 'risks' },
		{ person: lin, field: null },
	];
	for (const others of [
		[writing, open],
		[open, writing],
	])
		expect(whereTheyWrite(others).get('lin')).toBe('risks');
	expect(whereTheyWrite([open, open]).get('lin')).toBeNull();
	expect(whereTheyWrite([open]).has('chou')).toBe(false);
});
