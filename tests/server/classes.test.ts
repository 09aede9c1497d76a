import { expect, test } from 'vitest';
import { eventSentence } from '#server/events.ts';
import { seatClass, startHost, words, type TestHost } from '../support/class.ts';

const stateOf = async ({ store }: TestHost, classId: string) => {
	const row = await store.db
		.selectFrom('class')
		.select(['phase', 'version', 'ends_at'])
		.where('id', '=', classId)
		.executeTakeFirstOrThrow();
	const events = await store.db.selectFrom('class_event').select('seq').execute();
	return { ...row, events: events.length };
};

async function lobby() {
	const host = startHost();
	const seated = await seatClass(host, { teams: { red: ['王小明'], blue: [] } });
	return { host, ...seated, classes: host.services.classes };
}

test('forty clicks on the same button open one phase, once', async () => {
	const { host, classId, classes } = await lobby();
	const clicks = Array.from({ length: 40 }, () =>
		classes.openPhase(classId, { phase: 'brief', version: 0, minutes: 8 }),
	);
	const answers = await Promise.allSettled(clicks);
	expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const refused = answers.flatMap((answer) =>
		answer.status === 'rejected' ? [answer.reason.code] : [],
	);
	expect(new Set(refused)).toEqual(new Set(['PHASE_MOVED']));
	expect(await stateOf(host, classId)).toMatchObject({ phase: 'brief', version: 1 });
});

test('the same key gets the same answer and is done once, also when it comes forty times at once', async () => {
	const { host, classId, classes } = await lobby();
	const once = { actor: 'lecturer', key: 'click-0001' };
	const input = { phase: 'brief', version: 0, minutes: 8 } as const;
	await Promise.all(Array.from({ length: 40 }, () => classes.openPhase(classId, input, once)));
	expect(await stateOf(host, classId)).toMatchObject({ phase: 'brief', version: 1 });
	// The same key of somebody else is another command.
	const other = { actor: 'other', key: 'click-0001' };
	await expect(classes.openPhase(classId, input, other)).rejects.toMatchObject({
		code: 'PHASE_MOVED',
	});
});

test('a key cannot be used again for another command', async () => {
	const { classId, classes } = await lobby();
	const once = { actor: 'lecturer', key: 'click-0001' };
	await classes.openPhase(classId, { phase: 'brief', version: 0, minutes: null }, once);
	await expect(classes.close(classId, { version: 1 }, once)).rejects.toMatchObject({
		code: 'BAD_INPUT',
	});
});

test('opening a class twice with one key opens one class', async () => {
	const { lecturer, classes } = await lobby();
	const input = { title: '星期五', caseId: 'river-books', teamCount: 3 };
	const once = { actor: lecturer.id, key: 'open-00001' };
	const first = await classes.open(lecturer.id, input, once);
	expect(await classes.open(lecturer.id, input, once)).toEqual(first);
	expect(await classes.listFor(lecturer.id)).toHaveLength(2);
});

test('every refusal leaves version, planned end and log as they were', async () => {
	const { host, classId, classes } = await lobby();
	const before = await stateOf(host, classId);
	const far = host.clock() + 48 * 3_600_000;
	const tries: [Promise<unknown>, string][] = [
		[classes.openPhase(classId, { phase: 'share', version: 0, minutes: 5 }), 'PHASE_NOT_OPEN'],
		[classes.openPhase(classId, { phase: 'lobby', version: 0, minutes: 5 }), 'PHASE_NOT_OPEN'],
		[classes.openPhase(classId, { phase: 'brief', version: 7, minutes: 5 }), 'PHASE_MOVED'],
		[classes.undoPhase(classId, { version: 0 }), 'NOTHING_TO_UNDO'],
		[classes.reopen(classId, { version: 0 }), 'PHASE_MOVED'],
		[classes.moveDeadline(classId, { version: 0, endsAt: far }), 'BAD_INPUT'],
		[classes.openPhase('nosuchclass1', { phase: 'brief', version: 0, minutes: 5 }), 'NOT_YOURS'],
	];
	for (const [attempt, code] of tries) await expect(attempt).rejects.toMatchObject({ code });
	expect(await stateOf(host, classId)).toEqual(before);
});

test('a phase can be taken back for ten seconds, with its planned end', async () => {
	const { host, classId, classes } = await lobby();
	await classes.openPhase(classId, { phase: 'brief', version: 0, minutes: 8 });
	const { ends_at: endsAt } = await stateOf(host, classId);
	expect(endsAt).toBe(host.clock() + 8 * 60_000);
	await classes.openPhase(classId, { phase: 'design', version: 1, minutes: 30 });
	host.clock.pass(9_000);
	await classes.undoPhase(classId, { version: 2 });
	expect(await stateOf(host, classId)).toMatchObject({
		phase: 'brief',
		version: 3,
		ends_at: endsAt,
	});
	await classes.openPhase(classId, { phase: 'design', version: 3, minutes: 30 });
	host.clock.pass(60_000);
	await expect(classes.undoPhase(classId, { version: 4 })).rejects.toMatchObject({
		code: 'NOTHING_TO_UNDO',
	});
});

test('another five minutes can be given twice in a row without looking again', async () => {
	const { host, classId, classes } = await lobby();
	await classes.openPhase(classId, { phase: 'brief', version: 0, minutes: 8 });
	const at = host.clock() + 13 * 60_000;
	await classes.moveDeadline(classId, { version: 1, endsAt: at });
	await classes.moveDeadline(classId, { version: 1, endsAt: at + 5 * 60_000 });
	expect(await stateOf(host, classId)).toMatchObject({ version: 1, ends_at: at + 5 * 60_000 });
});

test('a closed class lets nobody in and is opened again at the debrief', async () => {
	const { host, classId, classes, joinCode } = await lobby();
	await classes.close(classId, { version: 0 });
	const asked = { code: joinCode, name: '遲到的人', address: '10.0.0.9', seatToken: null };
	await expect(host.services.teams.join(asked)).rejects.toMatchObject({
		code: 'CLASS_ENDED',
		message: expect.stringContaining('不能再加入'),
	});
	await classes.reopen(classId, { version: 1 });
	expect(await stateOf(host, classId)).toMatchObject({ phase: 'debrief', version: 2 });
});

test('a class needs a title, a case that exists and one to fifteen teams', async () => {
	const { lecturer, classes } = await lobby();
	const good = { title: '星期五', caseId: 'river-books', teamCount: 3 };
	for (const bad of [
		{ ...good, title: '  ' },
		{ ...good, caseId: 'no-such-case' },
		{ ...good, teamCount: 0 },
		{ ...good, teamCount: 16 },
		{ ...good, teamCount: 2.5 },
	]) {
		await expect(classes.open(lecturer.id, bad)).rejects.toMatchObject({ code: 'BAD_INPUT' });
	}
});

test('the log tells what happened in sentences, newest first', async () => {
	const { host, classId, classes } = await lobby();
	await classes.openPhase(classId, { phase: 'brief', version: 0, minutes: 8 });
	const { log } = await host.services.views.forLecturer(classId);
	expect(log.map(({ sentence }) => sentence)).toEqual([
		`開放「${words.phases.brief.name}」，預定8分鐘`,
		'王小明選了第1組',
		'王小明加入課堂',
		'開了「星期三的課」這堂課',
	]);
	expect(eventSentence('something.newer', '{}', words.phases, 0)).toContain('不認得');
});
