import type { Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { programmeEffect } from '#models/points/range.ts';
import { patchedState } from '#workflow/comment.ts';
import { designValues, numberFields } from '#workflow/design.ts';
import { ledgerIn } from '#workflow/ledger.ts';
import {
	openUpTo,
	seatClass,
	startHost,
	words,
	type Student,
	type TestHost,
} from '../support/class.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';

// What a team says back to its lecturer's comments, and what those comments come to.

const open: { host: TestHost; http: Server }[] = [];
afterEach(async () => {
	for (const { host, http } of open.splice(0)) {
		await host.close();
		http.close();
	}
});

const slider = {
	id: 'slider',
	field: 'threshold' as const,
	text: '太高',
	patch: { threshold: 12 },
};
const plain = { id: 'plain', field: 'risks' as const, text: '何時停？', patch: null };
const review = {
	number: 1,
	scores: Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, 3])),
	comments: [slider, plain],
	summary: '方向對了',
};

/** Two teammates whose first version has been handed in and is under review. */
async function underReview() {
	const host = startHost();
	const { port, http } = await listen(host);
	open.push({ host, http });
	const seated = await seatClass(host, { teams: { red: ['王小明', '林小美'], blue: ['張大華'] } });
	await openUpTo(host, seated.classId, 'design');
	const [ming, mei] = seated.teams.red.members as [Student, Student];
	const [hua] = seated.teams.blue.members as [Student];
	const { classId } = seated;
	const device = new Device({ port, classId, cookie: `seat=${ming.seatToken}` });
	await device.ready();
	fillDesign(device.doc);
	await device.saved();
	const { submissions, answers, views } = host.services;
	await submissions.submit(ming.memberId);
	const red = seated.teams.red.id;
	await submissions.openReview(classId, red);
	const history = async () => (await views.forLecturer(classId)).teams[0]?.history ?? [];
	const status = async () => (await views.forLecturer(classId)).teams[0]?.status;
	const answer = (
		{ memberId }: Student,
		commentId: string,
		kind: 'adopted' | 'rebutted' | 'withdrawn',
		given: { reason?: string; version?: number; number?: number } = {},
	) =>
		answers.answer(memberId, {
			number: given.number ?? 1,
			commentId,
			kind,
			reason: given.reason ?? '',
			version: given.version ?? 0,
		});
	const log = async () =>
		(await views.forLecturer(classId)).log
			.map(({ sentence }) => sentence)
			.filter((sentence) => sentence.includes('評語'));
	return {
		host,
		classId,
		red,
		ming,
		mei,
		hua,
		device,
		submissions,
		views,
		history,
		status,
		answer,
		log,
	};
}

async function returned() {
	const here = await underReview();
	await here.submissions.returnDesign(here.classId, here.red, review);
	return here;
}

test('what a comment comes to is worked out here when it is handed out, whatever was sent along', async () => {
	const { classId, red, submissions, history } = await underReview();
	const lie = { before: {}, after: { roi: { value: 9 } } };
	const sent = { ...review, comments: [{ ...slider, result: lie } as typeof slider, plain] };
	await submissions.saveReview(classId, red, sent);
	const [draft] = await history();
	expect(draft?.review?.comments).toEqual([
		{ ...slider, result: null },
		{ ...plain, result: null },
	]);
	await submissions.returnDesign(classId, red, sent);
	const [frozen] = await history();
	const [comment, other] = frozen?.review?.comments ?? [];
	if (!frozen) throw new Error('nothing was handed in');
	expect(comment?.result).toEqual({
		before: programmeEffect(frozen.state),
		after: programmeEffect(patchedState(frozen.state, slider.patch)),
	});
	expect(comment?.result?.before.roi?.value).not.toBe(comment?.result?.after.roi?.value);
	expect(other?.result).toBeNull();
});

test('a patch is kept within the sliders, and one that moves nothing is a comment in words', async () => {
	const { classId, red, submissions, history } = await underReview();
	const usual = numberFields.expiryMonths.usual;
	await submissions.saveReview(classId, red, {
		...review,
		comments: [
			{ ...slider, patch: { threshold: 99_999 } },
			{ id: 'still', field: 'expiryMonths', text: '這樣好', patch: { expiryMonths: usual } },
			{ id: 'empty', field: 'setupCost', text: ' ', patch: { setupCost: 150_000 } },
		],
	});
	const [draft] = await history();
	expect(draft?.review?.comments.map(({ id, patch }) => ({ id, patch }))).toEqual([
		{ id: 'slider', patch: { threshold: 500 } },
		{ id: 'still', patch: null },
	]);
});

test('more sliders than a review may carry are refused, and nothing is handed out', async () => {
	const { classId, red, submissions, status } = await underReview();
	const comments = Array.from({ length: 13 }, (_, place) => ({ ...slider, id: `s${place}` }));
	await expect(
		submissions.returnDesign(classId, red, { ...review, comments }),
	).rejects.toMatchObject({ code: 'BAD_INPUT' });
	expect(await status()).toBe('inReview');
});

test('an answer to a comment on an assumption is told by the name of the assumption', async () => {
	const { classId, red, submissions, answer, log, ming } = await underReview();
	const about = { id: 'lift', field: 'assumption:lift' as const, text: '憑什麼？', patch: null };
	await submissions.returnDesign(classId, red, { ...review, comments: [about] });
	await answer(ming, 'lift', 'rebutted', { reason: '試辦過' });
	expect((await log()).join()).toContain('「假設：回饋夠多、夠近時，會員平均多買」的評語');
});

test('adopted, edited, rebutted, handed in: the ledger names both', async () => {
	const { ming, mei, device, submissions, history, status, answer, views } = await returned();
	expect(await answer(mei, 'plain', 'rebutted', { reason: ' 個案說要等一季 ' })).toEqual({
		version: 1,
	});
	// A rebuttal changes nothing in the design, so the revision has not begun.
	expect(await status()).toBe('returned');
	await answer(ming, 'slider', 'adopted');
	expect(await status()).toBe('revising');
	designValues(device.doc).set('threshold', 12);
	await device.saved();
	expect(await submissions.submit(ming.memberId)).toEqual({ number: 2 });
	const ledger = ledgerIn(await history(), 2);
	expect(ledger?.numbers).toEqual([
		{ field: 'threshold', before: 30, after: 12, answers: ['slider'], despite: [] },
	]);
	expect(ledger?.comments.map(({ outcome }) => outcome)).toMatchObject([
		{ kind: 'adopted', applied: 'asAsked', answer: { by: '王小明' } },
		{ kind: 'rebutted', reason: '個案說要等一季', answer: { by: '林小美' } },
	]);
	const own = await views.forMember(mei.memberId);
	expect(own.team?.history[0]?.answers).toHaveLength(2);
	// What was said in time stands as it was said.
	await expect(answer(ming, 'plain', 'adopted')).rejects.toMatchObject({ code: 'ANSWERS_CLOSED' });
	await expect(answer(ming, 'slider', 'withdrawn', { version: 1 })).rejects.toMatchObject({
		code: 'ANSWERS_CLOSED',
	});
});

test('adopted and never edited, as when the phone died in between: the ledger says so', async () => {
	const { ming, submissions, history, answer } = await returned();
	await answer(ming, 'slider', 'adopted');
	await submissions.submit(ming.memberId);
	const ledger = ledgerIn(await history(), 2);
	expect(ledger?.numbers).toEqual([]);
	expect(ledger?.comments[0]?.outcome).toMatchObject({ kind: 'adopted', applied: 'nothing' });
});

test('of two teammates at once the later answer stands, and the log has both', async () => {
	const { ming, mei, history, answer, log } = await returned();
	const versions = await Promise.all([
		answer(ming, 'slider', 'adopted'),
		answer(mei, 'slider', 'rebutted', { reason: '門檻低了就沒有人記得' }),
	]);
	expect(versions.map(({ version }) => version).sort()).toEqual([1, 2]);
	const later =
		versions[0]?.version === 2
			? { by: '王小明', kind: 'adopted' }
			: { by: '林小美', kind: 'rebutted' };
	const [frozen] = await history();
	expect(frozen?.answers).toHaveLength(1);
	expect(frozen?.answers[0]).toMatchObject({ commentId: 'slider', version: 2, ...later });
	expect((await log()).sort()).toEqual(
		[
			'第1組的林小美反駁第1版「滿多少點能兌換」的評語',
			'第1組的王小明採用第1版「滿多少點能兌換」的評語',
		].sort(),
	);
});

test('two teammates who adopt at once begin one revision', async () => {
	const { host, classId, ming, mei, history, status, answer } = await returned();
	await Promise.all([answer(ming, 'slider', 'adopted'), answer(mei, 'plain', 'adopted')]);
	expect(await status()).toBe('revising');
	expect((await history())[0]?.answers).toHaveLength(2);
	const { log } = await host.services.views.forLecturer(classId);
	expect(log.filter(({ sentence }) => sentence.includes('開始修訂'))).toHaveLength(1);
});

test('an answer is taken back by whoever sees it, and not under somebody’s new one', async () => {
	const { ming, mei, history, answer } = await returned();
	await answer(ming, 'slider', 'adopted');
	await answer(mei, 'slider', 'rebutted', { reason: '再等一版' });
	await expect(answer(ming, 'slider', 'withdrawn', { version: 1 })).rejects.toMatchObject({
		code: 'ANSWER_MOVED',
	});
	expect(await answer(ming, 'slider', 'withdrawn', { version: 2 })).toEqual({ version: 3 });
	expect((await history())[0]?.answers).toEqual([]);
	await expect(answer(ming, 'slider', 'withdrawn', { version: 3 })).rejects.toMatchObject({
		code: 'ANSWER_MOVED',
	});
	await expect(answer(ming, 'plain', 'withdrawn')).rejects.toMatchObject({ code: 'ANSWER_MOVED' });
	expect(await answer(ming, 'slider', 'adopted')).toEqual({ version: 4 });
});

test('one press that travels twice is one answer', async () => {
	const { host, ming, answer, log } = await returned();
	const once = { actor: ming.memberId, key: 'key-of-one-press' };
	const input = { number: 1, commentId: 'plain', kind: 'adopted' as const, reason: '', version: 0 };
	const first = await host.services.answers.answer(ming.memberId, input, once);
	expect(await host.services.answers.answer(ming.memberId, input, once)).toEqual(first);
	expect(await log()).toHaveLength(1);
	expect(await answer(ming, 'plain', 'adopted')).toEqual({ version: 2 });
});

test('every refusal leaves team, answers and log as they were', async () => {
	const { host, classId, red, ming, mei, hua, submissions, history, status, answer, log } =
		await underReview();
	const isRefused = async (attempt: Promise<unknown>, code: string) => {
		const before = [await status(), await history(), await log()];
		await expect(attempt).rejects.toMatchObject({ code });
		expect([await status(), await history(), await log()]).toEqual(before);
	};
	await isRefused(answer(ming, 'slider', 'adopted'), 'ANSWERS_CLOSED');
	await submissions.returnDesign(classId, red, review);
	await isRefused(answer(ming, 'nothing', 'adopted'), 'NO_SUCH_COMMENT');
	await isRefused(answer(ming, 'slider', 'adopted', { number: 2 }), 'NO_SUCH_COMMENT');
	await isRefused(answer(ming, 'slider', 'rebutted', { reason: ' 　' }), 'REASON_NEEDED');
	await isRefused(
		answer(ming, 'slider', 'rebutted', { reason: '長'.repeat(301) }),
		'REASON_NEEDED',
	);
	// Another team acts on its own design only, and that has not been handed in.
	await isRefused(answer(hua, 'slider', 'adopted'), 'ANSWERS_CLOSED');
	await answer(ming, 'slider', 'rebutted', { reason: '長'.repeat(300) });
	await submissions.beginRevision(mei.memberId);
	await submissions.submit(mei.memberId);
	await submissions.openReview(classId, red);
	await submissions.returnDesign(classId, red, { ...review, number: 2 });
	// The comments of version 1 have been settled by version 2.
	await isRefused(answer(ming, 'slider', 'adopted'), 'NO_SUCH_COMMENT');
	const { class: seen } = await host.services.views.forLecturer(classId);
	await host.services.classes.close(classId, { version: seen.version });
	await isRefused(answer(ming, 'slider', 'adopted', { number: 2 }), 'CLASS_CLOSED');
});
