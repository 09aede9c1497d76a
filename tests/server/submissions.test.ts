import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { pointsModel } from '#models/points/points.ts';
import { designHash } from '#server/freeze.ts';
import { designText, designValues, materialise, textFields } from '#workflow/design.ts';
import {
	openUpTo,
	seatClass,
	startHost,
	words,
	type Student,
	type TestHost,
} from '../support/class.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';

const open: { host: TestHost; http: Server }[] = [];
afterEach(async () => {
	for (const { host, http } of open.splice(0)) {
		await host.close();
		http.close();
	}
});

const review = {
	number: 1,
	scores: Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, 3])),
	comments: [{ id: 'exit', field: 'risks' as const, text: '退場條件再具體一點', patch: null }],
	summary: '方向對了',
};

async function atDesign() {
	const host = startHost();
	const { port, http } = await listen(host);
	open.push({ host, http });
	const seated = await seatClass(host, { teams: { red: ['王小明', '林小美'], blue: ['張大華'] } });
	await openUpTo(host, seated.classId, 'design');
	const [ming, mei] = seated.teams.red.members as [Student, Student];
	const device = new Device({ port, classId: seated.classId, cookie: `seat=${ming.seatToken}` });
	await device.ready();
	const stateOf = async () => {
		const team = await host.store.db
			.selectFrom('team')
			.select(['status', 'submissions'])
			.where('id', '=', seated.teams.red.id)
			.executeTakeFirstOrThrow();
		const events = await host.store.db.selectFrom('class_event').select('seq').execute();
		return { ...team, events: events.length };
	};
	const red = seated.teams.red.id;
	return {
		host,
		port,
		...seated,
		red,
		ming,
		mei,
		device,
		stateOf,
		service: host.services.submissions,
	};
}

test('handed in, reviewed, returned, revised, approved: the whole way', async () => {
	const { host, classId, red, ming, mei, device, service } = await atDesign();
	fillDesign(device.doc);
	// Handed in without waiting for the light: what has arrived is on the disk first.
	await device.saved();
	expect(await service.submit(ming.memberId)).toEqual({ number: 1 });
	await service.openReview(classId, red);
	await service.saveReview(classId, red, { ...review, summary: '還沒寫完' });
	const during = await host.services.views.forMember(mei.memberId);
	expect(during.team).toMatchObject({ status: 'inReview', history: [{ number: 1, review: null }] });

	await service.returnDesign(classId, red, review);
	const returned = await host.services.views.forMember(mei.memberId);
	expect(returned.team).toMatchObject({
		status: 'returned',
		history: [{ review: { status: 'returned', summary: '方向對了', comments: review.comments } }],
	});
	await openUpTo(host, classId, 'feedback');
	await service.beginRevision(mei.memberId);
	device.type('risks', '：每季檢查一次');
	await device.saved();
	// A returned design may be handed in again in any phase.
	expect(await service.submit(mei.memberId)).toEqual({ number: 2 });
	await service.openReview(classId, red);
	await service.approve(classId, red, { ...review, number: 2 });
	const approved = await host.services.views.forLecturer(classId);
	expect(approved.teams[0]).toMatchObject({ status: 'approved', submissions: 2 });
	expect(approved.teams[0]?.history.map(({ design }) => design.text.risks)).toEqual([
		'寫在risks的理由',
		'寫在risks的理由：每季檢查一次',
	]);
	await service.undoApproval(classId, red);
	const undone = await host.services.views.forMember(mei.memberId);
	expect(undone.team).toMatchObject({ status: 'inReview', history: [{}, { review: null }] });
});

test.each(['before it was opened', 'with a review begun'] as const)(
	'what was handed in by mistake is sent back without a grade: %s',
	async (when) => {
		const { host, classId, red, ming, mei, device, service, stateOf } = await atDesign();
		fillDesign(device.doc);
		await device.saved();
		await service.submit(ming.memberId);
		if (when === 'with a review begun') {
			await service.openReview(classId, red);
			await service.saveReview(classId, red, review);
		}
		await service.sendBack(classId, red);
		const { team } = await host.services.views.forMember(mei.memberId);
		expect(team).toMatchObject({ status: 'revising', history: [{ number: 1, review: null }] });
		expect(await host.store.db.selectFrom('review').selectAll().execute()).toEqual([]);
		const { teams, log } = await host.services.views.forLecturer(classId);
		expect(teams[0]?.history[0]?.review).toBeNull();
		expect(log[0]?.sentence).toBe('退回第1組的第1版，沒有評分；他們改好再繳一次');
		const { text } = await host.services.papers.grades(classId);
		expect(text).toMatch(/^王小明,,,第1組,1,[^,]*,修訂中(?:,)+\r$/m);

		// The team writes on and hands in again, in any phase; the first version stands as it was.
		const events = await stateOf();
		await expect(service.sendBack(classId, red)).rejects.toMatchObject({ code: 'NOT_IN_REVIEW' });
		expect(await stateOf()).toEqual(events);
		device.type('risks', '：每季檢查一次');
		await device.saved();
		await openUpTo(host, classId, 'share');
		expect(await service.submit(mei.memberId)).toEqual({ number: 2 });
		const again = await host.services.views.forLecturer(classId);
		expect(again.teams[0]?.history.map(({ design }) => design.text.risks)).toEqual([
			'寫在risks的理由',
			'寫在risks的理由：每季檢查一次',
		]);
	},
);

test('what was said of the version before the one sent back is answered no more', async () => {
	const { host, classId, red, ming, device, service } = await atDesign();
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	await service.openReview(classId, red);
	await service.returnDesign(classId, red, review);
	await service.beginRevision(ming.memberId);
	await service.submit(ming.memberId);
	await service.sendBack(classId, red);
	for (const number of [1, 2]) {
		const answer = { number, commentId: 'exit', kind: 'adopted', reason: '', version: 0 } as const;
		await expect(host.services.answers.answer(ming.memberId, answer)).rejects.toMatchObject({
			code: 'NO_SUCH_COMMENT',
		});
	}
});

test('who handed a version in is named on it wherever he has gone since', async () => {
	const { host, classId, red, ming, mei, joinCode, device, service, teams } = await atDesign();
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	const named = async () => {
		const { team } = await host.services.views.forMember(mei.memberId);
		return team?.history[0]?.submittedByName;
	};
	await host.services.teams.place(classId, ming.memberId, teams.blue.id);
	expect(await named()).toBe('王小明');
	await host.services.teams.remove(classId, [ming.memberId]);
	expect(await named()).toBe('王小明');
	const asked = { code: joinCode, name: '王小明', address: '10.0.0.7', seatToken: null };
	const { seatToken } = await host.services.teams.join(asked);
	const { seats } = await host.services.people.visitor({ seat: seatToken });
	await host.services.teams.choose(seats[0]?.memberId ?? '', red);
	expect(await named()).toBe('王小明');
});

test('what is frozen is the document, its state on the case, and a hash of both', async () => {
	const { host, ming, device, service } = await atDesign();
	fillDesign(device.doc, '半山書香');
	await device.saved();
	await service.submit(ming.memberId);
	const row = await host.store.db.selectFrom('submission').selectAll().executeTakeFirstOrThrow();
	const kept = new Y.Doc();
	Y.applyUpdate(kept, row.document);
	expect(JSON.parse(row.design)).toEqual(materialise(kept));
	expect(JSON.parse(row.state)).toMatchObject({
		model: 'points',
		inputs: { customers: words.cases.get('river-books')?.inputs['customers'] },
	});
	expect(row.hash).toBe(createHash('sha256').update(`${row.design}\n${row.state}`).digest('hex'));
	expect(row.hash).toBe(designHash(row.design, row.state));
});

test('two teammates who hand in at once make one version', async () => {
	const { ming, mei, device, service, stateOf } = await atDesign();
	fillDesign(device.doc);
	await device.saved();
	const answers = await Promise.allSettled([
		service.submit(ming.memberId),
		service.submit(mei.memberId),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const refused = answers.find((answer) => answer.status === 'rejected');
	expect(refused?.reason).toMatchObject({ code: 'ALREADY_SUBMITTED' });
	expect(await stateOf()).toMatchObject({ status: 'submitted', submissions: 1 });
});

test('every refusal leaves team and log as they were', async () => {
	const { host, classId, red, ming, device, service, stateOf } = await atDesign();
	const isRefused = async (attempt: Promise<unknown>, code: string) => {
		const before = await stateOf();
		await expect(attempt).rejects.toMatchObject({ code });
		expect(await stateOf()).toEqual(before);
	};
	device.type('planName', '只有名字');
	await device.saved();
	await isRefused(service.submit(ming.memberId), 'DESIGN_INCOMPLETE');
	await isRefused(service.beginRevision(ming.memberId), 'NOTHING_TO_REVISE');
	await isRefused(service.openReview(classId, red), 'NOT_IN_REVIEW');
	await isRefused(service.saveReview(classId, red, review), 'NOT_IN_REVIEW');
	fillDesign(device.doc);
	await device.saved();
	await openUpTo(host, classId, 'share');
	await isRefused(service.submit(ming.memberId), 'NOT_DESIGN_PHASE');
	const { class: seen } = await host.services.views.forLecturer(classId);
	await host.services.classes.openPhase(classId, {
		phase: 'design',
		version: seen.version,
		minutes: null,
	});
	await service.submit(ming.memberId);
	await isRefused(service.submit(ming.memberId), 'ALREADY_SUBMITTED');
	await service.openReview(classId, red);
	await isRefused(
		service.returnDesign(classId, red, { ...review, scores: {} }),
		'REVIEW_INCOMPLETE',
	);
	await isRefused(service.undoApproval(classId, red), 'NOT_APPROVED');
	await service.returnDesign(classId, red, review);
	await isRefused(service.submit(ming.memberId), 'REVISE_FIRST');
	const now = (await host.services.views.forLecturer(classId)).class.version;
	await host.services.classes.close(classId, { version: now });
	await isRefused(service.beginRevision(ming.memberId), 'CLASS_CLOSED');
	await isRefused(service.submit(ming.memberId), 'CLASS_CLOSED');
});

test('a review meant for an older version never lands on a newer one', async () => {
	const { host, classId, red, ming, device, service, stateOf } = await atDesign();
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	await service.openReview(classId, red);
	await service.returnDesign(classId, red, review);
	await service.beginRevision(ming.memberId);
	await service.submit(ming.memberId);
	await service.openReview(classId, red);
	const second = { ...review, number: 2, summary: '第二版的講評' };
	await service.saveReview(classId, red, second);
	const before = await stateOf();
	const stale = { code: 'REVIEW_OF_OLDER_VERSION' };
	await expect(service.saveReview(classId, red, review)).rejects.toMatchObject(stale);
	await expect(service.returnDesign(classId, red, review)).rejects.toMatchObject(stale);
	await expect(service.approve(classId, red, review)).rejects.toMatchObject(stale);
	expect(await stateOf()).toEqual(before);
	const { teams } = await host.services.views.forLecturer(classId);
	expect(teams[0]?.history.map((version) => version.review?.summary)).toEqual([
		review.summary,
		second.summary,
	]);
});

test('a review open in two windows loses neither’s words nor levels', async () => {
	const { host, classId, red, ming, device, service } = await atDesign();
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	await service.openReview(classId, red);
	const [first = '', second = ''] = words.rubric.criteria.map(({ id }) => id);
	const base = { scores: {}, comments: [], summary: '' };
	const on = (id: string, text: string) => ({ id, field: 'risks' as const, text, patch: null });
	const one = await service.saveReview(classId, red, {
		...{ number: 1, base, scores: { [first]: 2 }, comments: [on('a', '退場條件？')], summary: '' },
	});
	// The other window has not heard of it yet, and writes elsewhere.
	const slider = { id: 'b', field: 'threshold' as const, text: '', patch: { threshold: 12 } };
	const other = await service.saveReview(classId, red, {
		...{ number: 1, base, scores: { [second]: 4 }, comments: [slider], summary: '方向對了' },
	});
	expect(other).toMatchObject({
		stored: {
			scores: { [first]: 2, [second]: 4 },
			comments: [slider, on('a', '退場條件？')],
			summary: '方向對了',
		},
		rivals: [],
	});
	expect(other.taken.toSorted()).toEqual([`score:${first}`, 'text:risks']);
	expect(other.savedAt).toBeGreaterThan(one.savedAt);
	// Now the first changes what it wrote, and so does the second: the later stands, and it is told.
	const mine = { ...one.stored, comments: [on('a', '退場條件寫一個數字。')] };
	await service.saveReview(classId, red, { number: 1, base: one.stored, ...mine });
	const late = { ...other.stored, comments: [on('z', '誰來決定退場？')] };
	const answer = await service.saveReview(classId, red, { number: 1, base: other.stored, ...late });
	expect(answer.rivals).toEqual([{ place: 'text:risks', value: '退場條件寫一個數字。' }]);
	const { teams } = await host.services.views.forLecturer(classId);
	expect(teams[0]?.history[0]?.review).toMatchObject({
		scores: { [first]: 2, [second]: 4 },
		comments: [{ id: 'a', text: '誰來決定退場？', patch: null }],
		summary: '方向對了',
	});
	// Handing out waits for the window to have seen what the other wrote.
	const whole = { ...answer.stored, scores: review.scores };
	const stale = service.returnDesign(classId, red, { number: 1, base: mine, ...whole });
	await expect(stale).rejects.toMatchObject({ code: 'REVIEW_MOVED' });
	await service.returnDesign(classId, red, { number: 1, base: answer.stored, ...whole });
});

test('a text over its limit is not handed in; the refusal says which and by how much', async () => {
	const { ming, device, service, stateOf } = await atDesign();
	fillDesign(device.doc);
	const { most } = textFields.measures;
	const text = designText(device.doc, 'measures');
	text.delete(0, text.length);
	device.type('measures', '長'.repeat(most + 3));
	await device.saved();
	const before = await stateOf();
	await expect(service.submit(ming.memberId)).rejects.toMatchObject({
		code: 'TEXT_TOO_LONG',
		message: `「${words.design.fields['measures']?.label}」最多${most}字，請刪3字再繳交。`,
	});
	expect(await stateOf()).toEqual(before);
	text.delete(0, 3);
	await device.saved();
	expect(await service.submit(ming.memberId)).toEqual({ number: 1 });
});

test('what is typed after the hand-in is kept and named place by place, until a version holds it', async () => {
	const { host, classId, red, ming, mei, device, service } = await atDesign();
	const lateNow = async () =>
		(await host.services.views.forLecturer(classId)).teams[0]?.progress.late;
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	// However many keystrokes it took, and whatever was typed and taken back, it is one place.
	for (const sign of '補一句') device.type('risks', sign);
	device.type('measures', '又');
	designText(device.doc, 'measures').delete(designText(device.doc, 'measures').length - 1, 1);
	await device.saved();
	const view = await host.services.views.forLecturer(classId);
	expect(view.teams[0]?.progress.late).toEqual(['risks']);
	expect(view.teams[0]?.history[0]?.design.text.risks).not.toContain('補一句');
	const teammate = await host.services.views.forMember(mei.memberId);
	expect(teammate.team?.status).toBe('submitted');
	await service.openReview(classId, red);
	expect(await lateNow()).toEqual(['risks']);
	await service.returnDesign(classId, red, review);
	expect(await lateNow()).toEqual([]);
	await openUpTo(host, classId, 'feedback');
	await service.beginRevision(ming.memberId);
	await service.submit(ming.memberId);
	expect(await lateNow()).toEqual([]);
});

test('during a revision the desk has the ROI of the version handed in, as the wall; the draft’s is apart', async () => {
	const { host, port, classId, red, ming, lecturer, device, service } = await atDesign();
	const desk = new Device({ port, classId, cookie: `ll=${lecturer.sessionToken}` });
	const progress = () =>
		desk.view?.role === 'lecturer' ? desk.view.teams[0]?.progress : undefined;
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	await service.openReview(classId, red);
	await service.returnDesign(classId, red, review);
	await openUpTo(host, classId, 'feedback');
	await service.beginRevision(ming.memberId);
	designValues(device.doc).set('pointsPerHundred', 5);
	await device.saved();
	const { history } = (await host.services.views.forLecturer(classId)).teams[0] ?? {};
	const frozen = history?.[0]?.state;
	if (!frozen) throw new Error('nothing was handed in');
	const roiOf = ({ inputs, seed }: typeof frozen) => pointsModel.run(inputs, seed).roi;
	const inputs = { ...frozen.inputs, pointsPerHundred: 5 };
	const both = { roi: roiOf(frozen), draftRoi: roiOf({ ...frozen, inputs }) };
	await desk.until('both figures', () => progress()?.draftRoi === both.draftRoi);
	expect(progress()).toMatchObject(both);
	expect(both.roi).not.toBe(both.draftRoi);
	await service.submit(ming.memberId);
	await desk.until('the draft as the newest version', () => progress()?.roi === both.draftRoi);
	expect(progress()?.draftRoi).toBeNull();
});

test('the desk sees how far a draft is, who wrote last, and its ROI once worked out', async () => {
	const { host, port, classId, lecturer, device } = await atDesign();
	const cookie = `ll=${lecturer.sessionToken}`;
	const desk = new Device({ port, classId, cookie });
	fillDesign(device.doc);
	await device.saved();
	const progress = () =>
		desk.view?.role === 'lecturer' ? desk.view.teams[0]?.progress : undefined;
	await desk.until('an ROI', () => typeof progress()?.roi === 'number');
	expect(progress()).toMatchObject({ missing: [], editedBy: '王小明', late: [] });
	expect(progress()?.filled).toBe(progress()?.required);
	expect((await host.services.views.forLecturer(classId)).teams[1]?.progress).toMatchObject({
		filled: 0,
		roi: null,
		editedAt: null,
	});
});

test('a presentation shows the latest version; a draft only to its team and the lecturer', async () => {
	const { host, red, ming, device, service } = await atDesign();
	const shown = (teamId: string, withDraft: boolean) =>
		host.services.views.presentation(teamId, { withDraft });
	fillDesign(device.doc, '半山書香');
	await device.saved();
	expect(await shown(red, false)).toBeNull();
	expect(await shown(red, true)).toMatchObject({
		teamNumber: 1,
		members: ['王小明', '林小美'],
		submission: null,
		design: { text: { planName: '半山書香' } },
	});
	await service.submit(ming.memberId);
	device.type('planName', '改名');
	await device.saved();
	for (const withDraft of [true, false]) {
		expect(await shown(red, withDraft)).toMatchObject({
			submission: { number: 1 },
			design: { text: { planName: '半山書香' } },
		});
	}
	expect(await shown('nosuchteam12', true)).toBeNull();
});

test('a version is presented under the names of those who handed it in, wherever they have gone since', async () => {
	const { host, classId, teams, red, ming, mei, device, service } = await atDesign();
	const namesOf = async () => [
		(await host.services.views.presentation(red, { withDraft: true }))?.members,
		(await host.services.views.forLecturer(classId)).teams[0]?.history.at(-1)?.members,
	];
	const [hua] = teams.blue.members as [Student];
	fillDesign(device.doc);
	await device.saved();
	await service.submit(ming.memberId);
	const handedIn = ['王小明', '林小美'];
	expect(await namesOf()).toEqual([handedIn, handedIn]);
	await host.services.teams.place(classId, hua.memberId, red);
	await host.services.teams.place(classId, mei.memberId, null);
	expect(await namesOf()).toEqual([handedIn, handedIn]);
	await host.services.teams.remove(classId, [ming.memberId]);
	expect(await namesOf()).toEqual([handedIn, handedIn]);
});

test('other teams and the desk know a plan by the name it was handed in under, not by the draft’s', async () => {
	const { host, classId, teams, ming, mei, device, service } = await atDesign();
	const [hua] = teams.blue.members as [Student];
	const nameFor = async ({ memberId }: Student) =>
		(await host.services.views.forMember(memberId)).teams[0]?.planName;
	const ownName = async () => (await host.services.views.forMember(mei.memberId)).team?.planName;
	const deskName = async () => (await host.services.views.forLecturer(classId)).teams[0]?.planName;
	fillDesign(device.doc, '半山書香');
	await device.saved();
	expect([await nameFor(hua), await ownName(), await deskName()]).toEqual([
		'',
		'半山書香',
		'半山書香',
	]);
	await service.submit(ming.memberId);
	device.type('planName', '二');
	await device.saved();
	expect([await nameFor(hua), await ownName(), await deskName()]).toEqual([
		'半山書香',
		'半山書香二',
		'半山書香',
	]);
});
