import Papa from 'papaparse';
import { afterEach, expect, test } from 'vitest';
import type { CommentDraft } from '#workflow/comment.ts';
import { endPlayed, levels, playedClass } from '../support/played.ts';
import { words } from '../support/class.ts';

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
