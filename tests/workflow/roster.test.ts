import { describe, expect, test } from 'vitest';
import { matchRoster, readRoster, type RosterEntry } from '#workflow/roster.ts';

const read = (text: string, teamCount = 6) => {
	const roster = readRoster(text, teamCount);
	if (roster.problem !== undefined) throw new Error(roster.problem);
	return roster.entries.map(({ who, team }) => [...who, team]);
};

describe('a line a person', () => {
	test('comes out of a spreadsheet, typed, in full width, with or without a heading', () => {
		expect(
			read(
				'姓名\t組別\n王小明\t3\n\n林小美，第２組\r\nAmy Lin 1\n張大華;Team 4\n黃小春,第五組\n陳一心,三\n李四 六',
			),
		).toEqual([
			['王小明', 3],
			['林小美', 2],
			['Amy Lin', 1],
			['張大華', 4],
			['黃小春', 5],
			['陳一心', 3],
			['李四', 6],
		]);
	});

	test('may hold a number beside the name; what stands beside everybody names nobody', () => {
		expect(read('企管二乙\tB101\t王小明\t1\n企管二乙\tB102\t林小美\t2')).toEqual([
			['B101', '王小明', 1],
			['B102', '林小美', 2],
		]);
	});
});

test('a name or number that stands on several lines is told with its lines; a department is not', () => {
	const repeated = (text: string) => {
		const roster = readRoster(text, 6);
		return roster.problem === undefined ? roster.repeated : [];
	};
	expect(
		repeated(
			'企管\tB101\t王小明\t1\n企管\tb101\t林小美\t1\n企管\tB103\t張大華\t2\n企管\tB104\t李四\t2',
		),
	).toEqual([{ called: 'B101', lines: [1, 2] }]);
	expect(repeated('王小明,1\n林小美,2\n王小明,1')).toEqual([{ called: '王小明', lines: [1, 3] }]);
	expect(repeated('王小明,1\n林小美,2')).toEqual([]);
});

test('whoever is written twice is awaited once', () => {
	const { planned } = matchRoster([entry(1, 1, '陳一心'), entry(2, 1, '陳 一 心')], members);
	expect(planned.map(({ line }) => line)).toEqual([1]);
});

describe('a block a team', () => {
	test('has its people under the team, beside it, or both', () => {
		expect(
			read(
				'第1組\n王小明\n林小美、張大華\n第二組：黃小春，陳一心\nTeam 12\nBob Lee\nB109,李四',
				12,
			),
		).toEqual([
			['王小明', 1],
			['林小美', 1],
			['張大華', 1],
			['黃小春', 2],
			['陳一心', 2],
			['Bob Lee', 12],
			['B109', '李四', 12],
		]);
	});
});

test.each([
	['', '名單是空的'],
	['第1組\n', '名單是空的'],
	['王小明', '第1行「王小明」看不出是哪一組'],
	['王小明,1\n林小美,三年級', '第2行「林小美,三年級」看不出是哪一組'],
	['王小明,9', '第1行寫第9組，這堂課只有6組。'],
	['王小明,0', '第1行寫第0組'],
	['王小明,1\n王 小 明,2', '「王 小 明」在名單上有兩組：第1行是第1組，第2行是第2組'],
	['B1,王小明,1\nB1,王小明,2', '在名單上有兩組'],
	[`${'長'.repeat(41)},1`, '第1行的名字太長'],
	[Array.from({ length: 401 }, (_, index) => `生${index},1`).join('\n'), '名單最多400行'],
])('%j is told in one sentence', (text, sentence) => {
	const { problem } = readRoster(text, 6);
	expect(problem).toContain(sentence);
	expect(problem?.match(/。/g)).toHaveLength(1);
});

const members = [
	{ id: 'ming', name: '王小明', studentNumber: 'B101' },
	{ id: 'mei', name: 'Amy Lin', studentNumber: null },
	{ id: 'odd', name: 'b102', studentNumber: null },
	{ id: 'hua', name: '張大華', studentNumber: 'B102' },
];
const entry = (line: number, team: number, ...who: string[]): RosterEntry => ({ line, who, team });

test('people are found by name or number, whatever the width, case and spaces', () => {
	const { placed, planned, unclear } = matchRoster(
		[entry(1, 1, 'ｂ１０１'), entry(2, 2, 'ＡＭＹＬＩＮ'), entry(3, 3, '還沒來的人')],
		members,
	);
	expect(placed).toEqual([
		{ memberId: 'ming', team: 1 },
		{ memberId: 'mei', team: 2 },
	]);
	expect(planned.map(({ who }) => who)).toEqual([['還沒來的人']]);
	expect(unclear).toEqual([]);
});

test('what could mean two people, or one person twice, moves nobody', () => {
	const { placed, unclear } = matchRoster(
		[entry(1, 1, 'B102'), entry(2, 2, '王小明'), entry(3, 3, 'B101')],
		members,
	);
	expect(placed).toEqual([]);
	expect(unclear.map(({ line }) => line)).toEqual([1, 2, 3]);
});
