import fc from 'fast-check';
import Papa from 'papaparse';
import { afterEach, describe, expect, test } from 'vitest';
import type { CommentDraft } from '#workflow/comment.ts';
import { endPlayed, levels, playedClass } from '../support/played.ts';
import { words } from '../support/class.ts';
import { fillDesign } from '../support/socket.ts';

afterEach(endPlayed);

const { criteria } = words.rubric;

async function gradesOf({ host, classId }: Awaited<ReturnType<typeof playedClass>>) {
	const { name, text } = await host.services.papers.grades(classId);
	const rows = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
		header: true,
		skipEmptyLines: true,
	});
	expect(rows.errors).toEqual([]);
	return { name, text, rows: rows.data };
}

test('every student is a row, with the team’s version, grades and word', async () => {
	const { name, text, rows } = await gradesOf(await playedClass());
	expect(name).toBe('星期三的課　成績.csv');
	expect(text.startsWith('\uFEFF姓名 Student,ID,學號 SIS Login ID,組別 Section,')).toBe(true);
	expect(
		text
			.split('\n')
			.slice(0, -1)
			.every((line) => line.endsWith('\r')),
	).toBe(true);
	expect(rows.map((row) => row['姓名 Student'])).toEqual([
		'王小明',
		"'=林小美",
		'張大華',
		'黃小春',
	]);
	const [ming, , hua, chun] = rows;
	expect(ming).toMatchObject({
		'組別 Section': '第1組',
		版本: '1',
		狀態: '修訂中',
		評分的版本: '1',
		總分: '60',
		評語摘要: '方向對了 再想一想',
	});
	expect(ming?.['繳交時間（台北時間）']).toMatch(/^2026-11-21 10:00:00$/);
	const points = criteria.map(({ name: criterion }) => Number(ming?.[`${criterion}（得分）`]));
	expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(60, 6);
	expect(ming?.[`${criteria[0]?.name}（等級）`]).toBe('3');
	expect(hua).toMatchObject({ '組別 Section': '第2組', 版本: '', 狀態: '草稿', 總分: '' });
	expect(chun).toMatchObject({ '組別 Section': '', 版本: '', 狀態: '', 總分: '', 評語摘要: '' });
});

test('a review that is still a draft is no grade; the one handed out before it is', async () => {
	const played = await playedClass();
	const { host, classId, ming, teams } = played;
	const { submissions } = host.services;
	await submissions.submit(ming.memberId);
	await submissions.openReview(classId, teams.red.id);
	const review = { number: 2, scores: levels(5), comments: [], summary: '還沒寫完' };
	await submissions.saveReview(classId, teams.red.id, review);
	const during = (await gradesOf(played)).rows[0];
	expect(during).toMatchObject({ 版本: '2', 狀態: '審閱中', 評分的版本: '1', 總分: '60' });
	await submissions.approve(classId, teams.red.id, { ...review, summary: '-1 分都不扣' });
	const after = (await gradesOf(played)).rows[0];
	expect(after).toMatchObject({
		狀態: '已定稿',
		評分的版本: '2',
		總分: '100',
		評語摘要: "'-1 分都不扣",
	});
});

test('without an overall word the comments stand for it, and without either what was said of the version before', async () => {
	const played = await playedClass();
	const { host, classId, ming, teams, device } = played;
	const { submissions } = host.services;
	const remarkOf = async () => (await gradesOf(played)).rows[0]?.['評語摘要'];
	const again = async (number: number, said: { comments: CommentDraft[]; summary: string }) => {
		device.type('risks', '再');
		await device.saved();
		await submissions.submit(ming.memberId);
		await submissions.openReview(classId, teams.red.id);
		const review = { number, scores: levels(4), ...said };
		await submissions.returnDesign(classId, teams.red.id, review);
		await submissions.beginRevision(ming.memberId);
	};
	const comments: CommentDraft[] = [
		{ id: 'c1', field: 'risks', text: '掉到多少\n就停？', patch: null },
		{ id: 'c2', field: 'assumption:lift', text: '憑什麼？', patch: null },
		{ id: 'c3', field: null, text: '字少一點', patch: null },
	];
	await again(2, { comments, summary: ' ' });
	const { label } = words.design.fields.risks ?? {};
	expect(await remarkOf()).toMatch(`${label}：掉到多少 就停？；假設：`);
	expect(await remarkOf()).toMatch(/：憑什麼？；字少一點$/);
	await again(3, { comments: [], summary: '好多了' });
	await again(4, { comments: [], summary: '' });
	expect(await remarkOf()).toBe('（第3版）好多了');
});

test('whoever is on the list and never came has a row; a team that never wrote is called as on the desk', async () => {
	const played = await playedClass();
	const { host, classId } = played;
	await host.services.teams.placeByList(classId, 'B11202002\t陳一心\t3\n黃小春\t3');
	const { rows } = await gradesOf(played);
	expect(rows.find((row) => row['姓名 Student'] === '黃小春')).toMatchObject({
		'組別 Section': '第3組',
		狀態: '已分組',
	});
	expect(rows.at(-1)).toMatchObject({
		'姓名 Student': '陳一心',
		'學號 SIS Login ID': 'B11202002',
		'組別 Section': '第3組',
		狀態: '還沒加入',
		總分: '',
	});
});

describe('a score belongs to those who were in the team when the version was handed in', () => {
	type Played = Awaited<ReturnType<typeof playedClass>>;

	/** Each student’s total by name, of those in the class and those put out of it. */
	const totalsOf = async (played: Played) =>
		Object.fromEntries((await gradesOf(played)).rows.map((row) => [row['姓名 Student'], row.總分]));
	const rowOf = async (played: Played, name: string) =>
		(await gradesOf(played)).rows.find((row) => row['姓名 Student'] === name);

	async function grade(
		{ host, classId, teams }: Played,
		team: 'red' | 'blue',
		given: { by: string; number: number; level: number },
	) {
		const { submissions } = host.services;
		host.clock.pass(1_000);
		await submissions.submit(given.by);
		await submissions.openReview(classId, teams[team].id);
		const review = { number: given.number, scores: levels(given.level), comments: [], summary: '' };
		await submissions.returnDesign(classId, teams[team].id, review);
	}

	/** Red’s second version has 80 and blue’s first 20; 黃小春 has handed nothing in. */
	async function gradedClass() {
		const played = await playedClass();
		fillDesign(played.blue.doc, '藍隊的計畫');
		await played.blue.saved();
		await grade(played, 'blue', { by: played.hua.memberId, number: 1, level: 1 });
		await grade(played, 'red', { by: played.ming.memberId, number: 2, level: 4 });
		return played;
	}

	test('moving anybody anywhere after the grades changes nobody’s total', async () => {
		const played = await gradedClass();
		const { host, classId, teams, ming, mei, hua, waiting } = played;
		const everyone = [ming, mei, hua, ...waiting].map(({ memberId }) => memberId);
		const places = [teams.red.id, teams.blue.id, teams.green.id, null];
		const before = await totalsOf(played);
		expect(before).toEqual({ 王小明: '80', "'=林小美": '80', 張大華: '20', 黃小春: '' });
		const moves = fc.array(
			fc.record({ who: fc.constantFrom(...everyone), to: fc.constantFrom(...places) }),
			{ minLength: 1, maxLength: 6 },
		);
		await fc.assert(
			fc.asyncProperty(moves, async (made) => {
				for (const { who, to } of made) await host.services.teams.place(classId, who, to);
				expect(await totalsOf(played)).toEqual(before);
			}),
			{ numRuns: 25 },
		);
	});

	test('whoever was moved is called by the version he was graded on, until one of his new team’s is', async () => {
		const played = await gradedClass();
		const { host, classId, teams, ming, mei, hua } = played;
		await host.services.teams.place(classId, mei.memberId, teams.blue.id);
		expect(await rowOf(played, "'=林小美")).toMatchObject({
			'組別 Section': '第2組',
			版本: '1',
			評分的版本: '第1組第2版',
			總分: '80',
		});
		await host.services.submissions.beginRevision(hua.memberId);
		await grade(played, 'blue', { by: mei.memberId, number: 2, level: 5 });
		expect(await rowOf(played, "'=林小美")).toMatchObject({ 評分的版本: '2', 總分: '100' });
		// Red goes on without her, and gets better.
		await host.services.submissions.beginRevision(ming.memberId);
		await grade(played, 'red', { by: ming.memberId, number: 3, level: 3 });
		expect(await totalsOf(played)).toMatchObject({
			王小明: '60',
			"'=林小美": '100',
			張大華: '100',
		});
	});

	test('who comes in between the hand-in and the grade has no part in it, who goes has', async () => {
		const played = await playedClass();
		const { host, classId, teams, ming, mei, waiting } = played;
		const [chun] = waiting;
		await host.services.submissions.submit(ming.memberId);
		await host.services.teams.place(classId, mei.memberId, teams.green.id);
		await host.services.teams.place(classId, chun?.memberId ?? '', teams.red.id);
		await host.services.submissions.openReview(classId, teams.red.id);
		const review = { number: 2, scores: levels(5), comments: [], summary: '很好' };
		await host.services.submissions.approve(classId, teams.red.id, review);
		expect(await totalsOf(played)).toMatchObject({ 王小明: '100', "'=林小美": '100', 黃小春: '' });
		expect(await rowOf(played, '黃小春')).toMatchObject({
			版本: '2',
			評分的版本: '',
			評語摘要: '',
		});
		// Taken back, the version before it counts again, for those whose it was.
		await host.services.submissions.undoApproval(classId, teams.red.id);
		expect(await totalsOf(played)).toMatchObject({ 王小明: '60', "'=林小美": '60', 黃小春: '' });
	});

	test('whoever was put out keeps his row with his score, and has none without one', async () => {
		const played = await gradedClass();
		const { host, classId, hua, waiting } = played;
		await host.services.teams.remove(classId, [hua.memberId, waiting[0]?.memberId ?? '']);
		expect(await rowOf(played, '張大華')).toMatchObject({
			'組別 Section': '',
			版本: '',
			狀態: '已移出',
			評分的版本: '第2組第1版',
			總分: '20',
		});
		expect(await rowOf(played, '黃小春')).toBeUndefined();
	});

	/** Everybody has a number now, and whoever comes in is asked for one. */
	async function numberedClass() {
		const played = await gradedClass();
		const { host, classId, joinCode, ming, mei, hua, waiting } = played;
		await host.services.classes.askStudentNumber(classId, true);
		const numbers = ['B1', 'B2', 'B3', 'B4'];
		const everyone = [ming, mei, hua, ...waiting];
		for (const [at, { memberId }] of everyone.entries())
			await host.services.teams.giveStudentNumber(memberId, numbers[at] ?? '');
		const join = async (name: string, studentNumber: string) => {
			host.clock.pass(1_000);
			const who = { code: joinCode, name, studentNumber, address: '10.0.0.7', seatToken: null };
			const { seatToken } = await host.services.teams.join(who);
			const { seats } = await host.services.people.visitor({ seat: seatToken });
			return seats[0]?.memberId ?? '';
		};
		return { ...played, join, everyone };
	}
	const byNumber = async (played: Played) =>
		(await gradesOf(played)).rows.map((row) => [row['學號 SIS Login ID'], row.總分]);

	test('whoever was put out and comes in again is one row, with the last of his scores', async () => {
		const played = await numberedClass();
		const { host, classId, teams, hua, join } = played;
		await host.services.teams.remove(classId, [hua.memberId]);
		const again = await join('張大華', ' ｂ３ ');
		await host.services.teams.place(classId, again, teams.red.id);
		expect((await byNumber(played)).filter(([number]) => number === 'B3')).toEqual([['B3', '20']]);
		expect(await rowOf(played, '張大華')).toMatchObject({
			'組別 Section': '第1組',
			狀態: '已發還',
			評分的版本: '第2組第1版',
		});
		await host.services.submissions.beginRevision(again);
		await grade(played, 'red', { by: again, number: 3, level: 5 });
		expect(await rowOf(played, '張大華')).toMatchObject({ 評分的版本: '3', 總分: '100' });
		// Put out twice he is still one; on the list to come a third time he stands where it has him.
		await host.services.teams.remove(classId, [again]);
		expect((await byNumber(played)).filter(([number]) => number === 'B3')).toEqual([['B3', '100']]);
		await host.services.teams.placeByList(classId, 'B3\t張大華\t3');
		expect((await byNumber(played)).filter(([number]) => number === 'B3')).toEqual([['B3', '100']]);
		expect(await rowOf(played, '張大華')).toMatchObject({
			'組別 Section': '第3組',
			狀態: '還沒加入',
		});
	});

	test('no student number stands in two rows, whoever is put out, comes in again or is listed', async () => {
		const played = await numberedClass();
		const { host, classId, teams, join, everyone } = played;
		const before = Object.fromEntries(await byNumber(played));
		const seats = everyone.map(({ name, memberId }, at) => ({
			name,
			number: `B${at + 1}`,
			memberId: memberId as string | null,
		}));
		const spellings = [
			(number: string) => number,
			(number: string) => number.toLowerCase(),
			(number: string) => number.replace('B', 'Ｂ'),
		];
		const places = [teams.red.id, teams.blue.id, teams.green.id];
		const turns = fc.array(
			fc.record({
				who: fc.nat({ max: seats.length - 1 }),
				spelled: fc.constantFrom(...spellings),
				to: fc.option(fc.constantFrom(...places)),
				listed: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 6 },
		);
		await fc.assert(
			fc.asyncProperty(turns, async (taken) => {
				for (const { who, spelled, to, listed } of taken) {
					const seat = seats[who];
					if (!seat) continue;
					if (seat.memberId === null) {
						if (listed)
							await host.services.teams.placeByList(classId, `${seat.number}\t${seat.name}\t3`);
						seat.memberId = await join(seat.name, spelled(seat.number));
						if (to !== null) await host.services.teams.place(classId, seat.memberId, to);
					} else {
						await host.services.teams.remove(classId, [seat.memberId]);
						seat.memberId = null;
						if (listed)
							await host.services.teams.placeByList(classId, `${seat.number}\t${seat.name}\t3`);
					}
					const rows = await byNumber(played);
					const numbers = rows.map(([number]) => number);
					expect(new Set(numbers).size).toBe(numbers.length);
					// And nobody’s score is lost or changed on the way.
					const scored = Object.entries(before).filter(([, total]) => total !== '');
					expect(Object.fromEntries(rows)).toMatchObject(Object.fromEntries(scored));
				}
			}),
			{ numRuns: 15 },
		);
	});

	test('a name alone does not join two rows; the old one says that somebody is called the same', async () => {
		const played = await gradedClass();
		const { host, classId, joinCode, hua } = played;
		await host.services.teams.remove(classId, [hua.memberId]);
		const who = { code: joinCode, name: '張大華', address: '10.0.0.7', seatToken: null };
		await host.services.teams.join(who);
		const rows = (await gradesOf(played)).rows.filter((row) => row['姓名 Student'] === '張大華');
		expect(rows.map((row) => [row.狀態, row.總分])).toEqual([
			['', ''],
			['已移出（同名，請自己核對）', '20'],
		]);
	});
});
