import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { LecturerView, StudentView } from '#workflow/messages.ts';
import { assumptionsOf } from '#workflow/assumptions.ts';
import { designText, missingFields, textFields } from '#workflow/design.ts';
import { coverageOf } from '#workflow/evidence.ts';
import type { Submission } from '#workflow/submission.ts';
import { practiceSchema, type WrittenFields } from '#workflow/words.ts';
import {
	adoptedPatch,
	answerKind,
	isUnread,
	practiceMove,
	revised,
} from '#server/practice/decide.ts';
import { earlierTexts, nextPiece, writingOrder } from '#server/practice/writing.ts';
import { openMemoryStore, openStore } from '#server/store/store.ts';
import { lecturerPassword, openUpTo, startHost, words, type TestHost } from '../support/class.ts';
import { temporaryFolder } from '../support/server.ts';
import { listen } from '../support/socket.ts';
import { asDesign, measuredIn, practiceCase } from '../support/written-design.ts';

const running: { host: TestHost; http: Server }[] = [];
afterEach(async () => {
	for (const { host, http } of running.splice(0)) {
		await host.close();
		http.close();
	}
});

async function start(store = openMemoryStore()) {
	let port = 0;
	const host = startHost({ store, port: () => port, practicePaceMilliseconds: 1 });
	const listening = await listen(host);
	port = listening.port;
	running.push({ host, http: listening.http });
	return host;
}

const deskOf = (host: TestHost, classId: string) => host.services.views.forLecturer(classId);
const untilDesk = (host: TestHost, classId: string, isSo: (view: LecturerView) => boolean) =>
	expect.poll(async () => isSo(await deskOf(host, classId)), { timeout: 30_000 }).toBe(true);

const simulated = words.practice.teams.length;
const seats = words.practice.teams.flatMap(({ members }) => members);

test('a practice class fills, designs, hands in and revises by itself, and leaves a team free', async () => {
	const host = await start();
	const lecturerId = await host.people.addLecturer('陳老師', lecturerPassword);
	const { classId } = await host.services.practice.open(lecturerId);
	await untilDesk(host, classId, ({ teams }) => teams.flatMap((t) => t.members).length === 6);
	const joined = await deskOf(host, classId);
	expect(joined.teams.flatMap(({ members }) => members.map(({ name }) => name)).sort()).toEqual(
		[...seats].sort(),
	);
	expect(joined.isPractice).toBe(true);
	expect(joined.teams.map(({ members }) => members.length)).toEqual([3, 3, 0]);
	// Before the design phase nobody writes a word.
	expect(joined.teams.every(({ progress }) => progress.editedAt === null)).toBe(true);

	await openUpTo(host, classId, 'design');
	await untilDesk(
		host,
		classId,
		({ teams }) => teams.filter((t) => t.submissions === 1).length === 2,
	);
	const { teams } = await deskOf(host, classId);
	const [good, weak] = teams.map(({ history }) => history[0]);
	expect(good?.design.text.planName).toBe(words.practice.teams[0]?.first.planName);
	expect(weak?.design.text.strategyPlan).toBe(words.practice.teams[1]?.first.strategyPlan);
	// Of the one the evidence can be read, of the other it does not fit, and what it moved rests on none.
	const { lessons } = words.design;
	if (!good || !weak) throw new Error('nothing handed in');
	expect(coverageOf(good.design, lessons)).toEqual({ backed: 3, claims: 10 });
	expect(coverageOf(weak.design, lessons)).toEqual({ backed: 1, claims: 11 });
	const moved = assumptionsOf(weak.design, practiceCase(words)).filter((one) => one.moved);
	expect(moved).toMatchObject([{ name: 'lift', value: 0.08, counts: false }]);

	const [, second] = teams as [LecturerView['teams'][0], LecturerView['teams'][0]];
	await host.services.submissions.openReview(classId, second.id);
	const scores = Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, 2]));
	const comments = [
		{
			id: 'c1',
			field: 'pointsPerHundred' as const,
			text: '一點就夠。',
			patch: { pointsPerHundred: 1 },
		},
		{ id: 'c2', field: 'measures' as const, text: '再想想。', patch: null },
		{ id: 'c3', field: 'assumption:lift' as const, text: '憑什麼？', patch: null },
		{ id: 'c4', field: 'diagnosisQuality' as const, text: '請寫出是誰說的。', patch: null },
	];
	const review = { number: 1, scores, comments, summary: '請寫得具體一點。' };
	await host.services.submissions.returnDesign(classId, second.id, review);
	await untilDesk(host, classId, ({ teams: now }) => now[1]?.submissions === 2);
	const first = (await deskOf(host, classId)).teams[1]?.history.find(({ number }) => number === 1);
	expect(first?.answers.map(({ commentId, kind }) => [commentId, kind])).toEqual([
		['c1', 'adopted'],
		['c2', 'adopted'],
		['c3', 'rebutted'],
		['c4', 'adopted'],
	]);
	// A question is not answered with a stock reason: nobody there could read it, and it says so.
	expect(first?.answers[2]?.reason).toBe(words.practice.unread);
	const again = (await deskOf(host, classId)).teams[1]?.history.find(({ number }) => number === 2);
	// What the lecturer set goes before what the script would have written.
	expect(again?.design.numbers.pointsPerHundred).toBe(1);
	expect(again?.design.text).toMatchObject({
		planName: words.practice.teams[1]?.revision.planName,
		// What they say of their numbers does not name those that they no longer have.
		risks: words.practice.teams[1]?.patched.risks,
		// What is called adopted is written, also where the script had nothing to change.
		diagnosisQuality: `${words.practice.teams[1]?.first.diagnosisQuality}${words.practice.teams[1]?.added.diagnosisQuality}`,
	});
	expect(again?.design.backing?.assumptions).toEqual(first?.design.backing?.assumptions);
}, 60_000);

test('after a restart the same students sit down again, and nobody twice', async () => {
	const folder = temporaryFolder();
	const before = startHost({
		store: await openStore(folder, new Date()),
		practicePaceMilliseconds: 1,
	});
	const lecturerId = await before.people.addLecturer('陳老師', lecturerPassword);
	// This server never listened: nobody came as far as his seat's socket.
	const { classId } = await before.services.practice.open(lecturerId);
	await untilDesk(before, classId, ({ waiting }) => waiting.length === 6);
	await before.close();
	const host = await start(await openStore(folder, new Date()));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	await host.resumePractice();
	await untilDesk(host, classId, ({ teams }) => teams.flatMap((t) => t.members).length === 6);
	expect((await deskOf(host, classId)).waiting).toEqual([]);
});

test('a student whom the lecturer puts out stays out, and his team goes on without him', async () => {
	const host = await start();
	const lecturerId = await host.people.addLecturer('陳老師', lecturerPassword);
	const { classId } = await host.services.practice.open(lecturerId);
	await untilDesk(host, classId, ({ teams }) => teams.flatMap((t) => t.members).length === 6);
	const [first] = (await deskOf(host, classId)).teams;
	await host.services.teams.remove(classId, [first?.members[0]?.id ?? '']);
	await openUpTo(host, classId, 'design');
	await untilDesk(host, classId, ({ teams }) => teams[0]?.submissions === 1);
	expect((await deskOf(host, classId)).teams[0]?.members).toHaveLength(2);
}, 60_000);

test('a class that ends lets its students go, and has them again when it is opened again', async () => {
	const host = await start();
	const lecturerId = await host.people.addLecturer('陳老師', lecturerPassword);
	const { classId } = await host.services.practice.open(lecturerId);
	const online = ({ teams }: LecturerView) =>
		teams.flatMap(({ members }) => members).filter((member) => member.online).length;
	await untilDesk(host, classId, (view) => online(view) === 6);
	const version = async () => ({ version: (await deskOf(host, classId)).class.version });
	await host.services.classes.close(classId, await version());
	await untilDesk(host, classId, (view) => online(view) === 0);
	await host.services.classes.reopen(classId, await version());
	await untilDesk(host, classId, (view) => online(view) === 6);
});

test('a practice class that is deleted leaves nothing that goes on', async () => {
	const host = await start();
	const lecturerId = await host.people.addLecturer('陳老師', lecturerPassword);
	const { classId } = await host.services.practice.open(lecturerId);
	await untilDesk(host, classId, ({ teams }) => teams.flatMap((t) => t.members).length === 6);
	const complaints = vi.spyOn(console, 'error');
	onTestFinished(() => complaints.mockRestore());
	const { version } = (await deskOf(host, classId)).class;
	await host.services.classes.close(classId, { version });
	await host.services.classes.remove(lecturerId, { classId, title: words.practice.title });
	// Another class is filled meanwhile, so that the students have had their turns.
	const other = await host.services.practice.open(lecturerId);
	await untilDesk(host, other.classId, ({ teams }) => teams.flatMap((t) => t.members).length === 6);
	expect(complaints).not.toHaveBeenCalled();
});

test('a press that arrives twice seats each student once; the fourth class is refused until one ends', async () => {
	const host = await start();
	const { practice, classes } = host.services;
	const lecturerId = await host.people.addLecturer('陳老師', lecturerPassword);
	const once = { actor: lecturerId, key: 'open-practice' };
	const [one, again] = await Promise.all([
		practice.open(lecturerId, once),
		practice.open(lecturerId, once),
	]);
	expect(again).toEqual(one);
	await untilDesk(host, one.classId, ({ teams }) => teams.flatMap((t) => t.members).length === 6);
	const { log } = await deskOf(host, one.classId);
	expect(log.filter(({ sentence }) => sentence.includes('練習課堂，學生是模擬的'))).toHaveLength(1);
	await practice.open(lecturerId);
	await practice.open(lecturerId);
	await expect(practice.open(lecturerId)).rejects.toMatchObject({ code: 'PRACTICE_ENOUGH' });
	expect(await practice.open(lecturerId, once)).toEqual(one);
	const { version } = (await deskOf(host, one.classId)).class;
	await classes.close(one.classId, { version });
	const more = await Promise.allSettled([practice.open(lecturerId), practice.open(lecturerId)]);
	expect(more.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
	const reopened = classes.reopen(one.classId, { version: version + 1 });
	await expect(reopened).rejects.toMatchObject({ code: 'PRACTICE_ENOUGH' });
});

const roiOf = (written: WrittenFields): number => {
	const { outcome } = measuredIn(written, practiceCase(words));
	return outcome().roi ?? Number.NaN;
};

test('every simulated design is complete, the first team’s pays, the second’s only once revised', () => {
	expect(simulated).toBe(2);
	for (const { first } of words.practice.teams) expect(missingFields(asDesign(first))).toEqual([]);
	const [good, weak] = words.practice.teams as [
		(typeof words.practice.teams)[0],
		(typeof words.practice.teams)[0],
	];
	expect(roiOf(good.first)).toBeGreaterThan(0.1);
	expect(roiOf({ ...good.first, ...good.revision })).toBeGreaterThan(roiOf(good.first));
	expect(roiOf(weak.first)).toBeLessThan(-0.5);
	expect(roiOf({ ...weak.first, ...weak.revision })).toBeGreaterThan(0);
});

test('a simulated design with a field that does not exist is refused', () => {
	const { practice } = words;
	const [team] = practice.teams;
	const wrong = { ...practice, teams: [{ ...team, revision: { planNmae: '錯字' } }] };
	expect(practiceSchema.safeParse(practice).success).toBe(true);
	expect(practiceSchema.safeParse(wrong).success).toBe(false);
});

test('a text that a person has changed is left to him', () => {
	const doc = new Y.Doc();
	const wanted = { planName: '第二次的理由', risks: '停' };
	nextPiece(doc, wanted, writingOrder)?.();
	designText(doc, 'planName').insert(0, '真人：');
	const changed = designText(doc, 'planName').toString();
	while (true) {
		const piece = nextPiece(doc, wanted, writingOrder);
		if (!piece) break;
		piece();
	}
	expect(designText(doc, 'planName').toString()).toBe(changed);
	expect(designText(doc, 'risks').toString()).toBe('停');
	nextPiece(doc, { risks: '不停' }, writingOrder, [wanted])?.();
	expect(designText(doc, 'risks').toString()).toBe('');
});

test('a text of another of its own versions is written anew', () => {
	const doc = new Y.Doc();
	designText(doc, 'risks').insert(0, '第二版');
	const own = [{ risks: '第一版' }, { risks: '第二版' }];
	nextPiece(doc, { risks: '照老師的' }, writingOrder, own)?.();
	expect(designText(doc, 'risks').toString()).toBe('');
});

/** A returned version: comments that move a slider, and how each was answered. */
const version = (number: number, given: Record<string, [patch: object | null, kind: string]>) => ({
	number,
	review: { comments: Object.entries(given).map(([id, [patch]]) => ({ id, patch })) },
	answers: Object.entries(given).map(([commentId, [, kind]]) => ({ commentId, kind })),
});

test('what the lecturer moved stays moved in later versions, unless it was not taken up', () => {
	const history = [
		version(1, { c1: [{ pointsPerHundred: 1, threshold: 30 }, 'adopted'] }),
		version(2, { c1: [{ threshold: 40 }, 'adopted'], c2: [{ setupCost: 90_000 }, 'rebutted'] }),
		{ number: 3, review: null, answers: [] },
	];
	const view = { team: { history } } as unknown as StudentView;
	expect(adoptedPatch(view)).toEqual({ pointsPerHundred: 1, threshold: 40 });
});

test('without a slider moved, a team revises as it meant to; with one, its words name no number', () => {
	const [team] = words.practice.teams;
	if (!team) throw new Error('no team');
	expect(revised(team, {})).toEqual(team.revision);
	const patch = { pointsPerHundred: 3 };
	const given = revised(team, patch);
	expect(given).toMatchObject({ ...team.patched, ...patch });
	expect(given.threshold).toBe(team.revision.threshold);
});

const [goodTeam] = words.practice.teams;
/** The first version of the good team, with comments at these places and where they move sliders. */
const commented = (given: Record<string, [field: string, patch: object | null, text?: string]>) =>
	({
		number: 1,
		design: asDesign(goodTeam?.first ?? {}),
		review: {
			comments: Object.entries(given).map(([id, [field, patch, text = '再想想。']]) => ({
				...{ id, field, patch, text },
			})),
		},
	}) as unknown as Submission;
const kindsOf = (version: Submission) => {
	if (!goodTeam) throw new Error('no team');
	return (version.review?.comments ?? []).map((one) => answerKind(goodTeam, version, one));
};

test('what a team rebuts it leaves alone, and what it takes up it can change', () => {
	// The slider asks for what the revision writes anyway: only the other can stay as it is.
	const one = commented({
		a: ['diagnosisSatisfaction', null],
		b: ['threshold', { threshold: 25 }],
	});
	expect(kindsOf(one)).toEqual(['rebutted', 'adopted']);
	// Nothing to write about a name; and never both, when that one is already rebutted.
	const two = commented({ a: ['planName', null], b: ['diagnosisTrust', null] });
	expect(kindsOf(two)).toEqual(['rebutted', 'adopted']);
	const three = commented({ a: ['measures', null], b: ['threshold', { threshold: 25 }] });
	expect(kindsOf(three)).toEqual(['adopted', 'adopted']);
	expect(kindsOf(commented({ a: ['diagnosisTrust', null] }))).toEqual(['adopted']);
});

test('a question is rebutted as unread wherever it stands, unless a slider says what it wants', () => {
	// The revision rewrites these, and has a sentence for those: none of it answers a question.
	const asked = commented({
		a: ['strategyPlan', null, '尖峰的隊伍會不會變更長？'],
		b: ['diagnosisTrust', null, '這一群有幾位？寫個數字。'],
		c: ['threshold', { threshold: 25 }, '二十五點如何？'],
		d: ['risks', null, '寫得再短一點。'],
	});
	expect(kindsOf(asked)).toEqual(['rebutted', 'rebutted', 'adopted', 'adopted']);
	expect(asked.review?.comments.map(isUnread)).toEqual([true, true, false, false]);
	// What a team says of one comment is never said of its whole version, which changes elsewhere.
	for (const { rebuttal } of words.practice.teams) expect(rebuttal).not.toMatch(/這一版|一次改/);
});

test('with the sentence more every text still fits, and its lessons are there', () => {
	for (const team of words.practice.teams) {
		const fields = Object.keys(team.added) as (keyof typeof team.added)[];
		for (const written of earlierTexts(team))
			for (const field of fields)
				expect(written[field]?.length ?? 0).toBeLessThanOrEqual(textFields[field].most);
		for (const one of team.evidence)
			if ('lesson' in one) expect(words.design.lessons.map(({ id }) => id)).toContain(one.lesson);
		// A comment on any text of the diagnosis can be taken up with something to show.
		for (const field of Object.keys(textFields) as (keyof typeof team.added)[])
			if (field !== 'planName')
				expect(field in team.added || field in team.revision, field).toBe(true);
	}
});

const screen = (phase: string, status: string | null) =>
	({ class: { phase }, team: status === null ? null : { status } }) as unknown as StudentView;

test.each([
	['lobby', null, 'choose'],
	['closed', null, null],
	['brief', 'drafting', null],
	['design', 'drafting', 'submit'],
	['share', 'drafting', null],
	['share', 'submitted', null],
	['feedback', 'returned', 'revise'],
	['feedback', 'revising', 'submit'],
	['closed', 'revising', null],
	['debrief', 'approved', null],
])(
	'in %s with a design that is %s, the one who acts for his team does: %s',
	(phase, status, move) => {
		const who = { isFirst: true, isWritten: true, isThoughtOver: true };
		expect(practiceMove(screen(phase, status), who)).toBe(move);
	},
);

test('while something is left to write, everybody writes and nobody hands in', () => {
	for (const isFirst of [true, false]) {
		const who = { isFirst, isWritten: false, isThoughtOver: true };
		expect(practiceMove(screen('design', 'drafting'), who)).toBe('write');
		expect(practiceMove(screen('debrief', 'revising'), who)).toBe('rewrite');
	}
	const other = { isFirst: false, isWritten: true, isThoughtOver: true };
	expect(practiceMove(screen('design', 'drafting'), other)).toBeNull();
	expect(practiceMove(screen('feedback', 'returned'), other)).toBeNull();
});

test('a revision is handed in no sooner than people would, so that it is seen on the desk', () => {
	const quick = { isFirst: true, isWritten: true, isThoughtOver: false };
	expect(practiceMove(screen('feedback', 'revising'), quick)).toBeNull();
	// What is written for the first time has taken its time already.
	expect(practiceMove(screen('design', 'drafting'), quick)).toBe('submit');
});
