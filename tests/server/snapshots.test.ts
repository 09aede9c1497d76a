import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { materialise } from '#workflow/design.ts';
import { keepSnapshot, mostSnapshots, namedSnapshots } from '#server/live/snapshots.ts';
import { openUpTo } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { fillDesign } from '../support/socket.ts';

afterEach(closeHosts);

/** Red has written something in the design phase, and the class has gone on to share. */
async function written() {
	const at = await redAndBlue();
	const { host, seated, ming, mei, seatOf, desk } = at;
	const { classId, teams } = seated;
	const { snapshots, views, classes } = host.services;
	await openUpTo(host, classId, 'design');
	const [one, two, reader] = [seatOf(ming), seatOf(mei), desk(`&team=${teams.red.id}`)];
	for (const device of [one, two, reader]) await device.ready();
	one.type('planName', '第一個想法');
	await one.saved();
	await two.until('the word', () => two.read('planName') === '第一個想法');
	const list = () => snapshots.list(classId, teams.red.id);
	const restore = (label: string) => snapshots.restore(classId, { teamId: teams.red.id, label });
	const goBack = async () => {
		host.clock.pass(1_000);
		const { class: seen } = await views.forLecturer(classId);
		await classes.openPhase(classId, { phase: 'brief', version: seen.version, minutes: null });
		const again = (await views.forLecturer(classId)).class.version;
		await classes.openPhase(classId, { phase: 'design', version: again, minutes: null });
		host.clock.pass(1_000);
	};
	/** The words of a state that was kept. */
	const keptWords = async (label: string) => {
		const { body } = await host.store.db
			.selectFrom('document_snapshot')
			.select('body')
			.where('room', '=', teams.red.id)
			.where('label', '=', label)
			.executeTakeFirstOrThrow();
		const doc = new Y.Doc();
		Y.applyUpdate(doc, body);
		return materialise(doc).text.planName;
	};
	return {
		...at,
		red: teams.red.id,
		classId,
		snapshots,
		one,
		two,
		reader,
		list,
		restore,
		goBack,
		keptWords,
	};
}

test('each phase and each hand-in leaves a state, and a phase in which nothing was written none', async () => {
	const { host, classId, red, ming, one, list, goBack, seated } = await written();
	await goBack();
	await goBack();
	expect((await list()).map(({ words }) => words)).toEqual(['「設計」結束時', '還沒動筆時']);
	fillDesign(one.doc);
	await one.saved();
	host.clock.pass(1_000);
	await host.services.submissions.submit(ming.memberId);
	await openUpTo(host, classId, 'share');
	const [newest, before] = await list();
	expect(newest).toMatchObject({ words: '第1版繳交時', planName: '第一個想法' });
	expect(newest?.filled).toBeGreaterThan(before?.filled ?? Infinity);
	// Each can be read as it stood, before anybody puts it back.
	const risksOf = async (label = '') =>
		(await host.services.snapshots.read(classId, { teamId: red, label })).text.risks;
	expect(await risksOf(before?.label)).toBe('');
	expect(await risksOf(newest?.label)).not.toBe('');
	// Blue has written nothing, so there is nothing to keep of it.
	expect(await host.services.snapshots.list(classId, seated.teams.blue.id)).toEqual([]);
});

test('what was written after the clock had been put back is kept like any other', async () => {
	const { host, classId, one, list } = await written();
	await openUpTo(host, classId, 'share');
	host.clock.pass(-600_000);
	one.type('planName', '，改過');
	await one.saved();
	await openUpTo(host, classId, 'feedback');
	expect((await list()).map(({ words, planName }) => [words, planName])).toContainEqual([
		'「分享」結束時',
		'第一個想法，改過',
	]);
});

test('putting a state back sends every device to a new epoch, and keeps what was there', async () => {
	const { host, ming, mei, seatOf, one, two, reader, list, restore, goBack, keptWords, classId } =
		await written();
	await goBack();
	const [kept] = await list();
	one.type('planName', '，後來寫的');
	two.type('risks', '隊友的風險');
	await one.saved();
	await two.saved();
	// On its way while the lecturer presses: acknowledged or not, it is not lost.
	one.type('planName', '，最後幾個字');
	await restore(kept?.label ?? '');
	for (const device of [one, two, reader]) {
		await device.until('the end', () => device.closed !== null);
		expect(device.closed?.code).toBe(1012);
	}
	const [again, other] = [seatOf(ming), seatOf(mei)];
	for (const device of [again, other]) {
		await device.ready();
		expect(device.hello?.epoch).toBeGreaterThan(one.hello?.epoch ?? Infinity);
		expect(device.read('planName')).toBe('第一個想法');
		expect(device.read('risks')).toBe('');
		await device.until('the news', () => device.notices.length > 0);
		expect(device.notices[0]?.message).toMatch(/^老師把這一組的設計復原到「設計」結束時的樣子/);
		expect(device.notices[0]?.putBackAt).toBe(host.clock());
	}
	// Everything that was acknowledged stands in the state that was kept.
	const [newest] = await list();
	expect(newest?.words).toBe('復原之前');
	const words = await keptWords(newest?.label ?? '');
	expect(words.startsWith('第一個想法，後來寫的')).toBe(true);
	if (one.acknowledged === one.sent) expect(words).toBe('第一個想法，後來寫的，最後幾個字');
	const { log, teams } = await host.services.views.forLecturer(classId);
	expect(log[0]?.sentence).toMatch(/^把第1組的設計復原到「設計」結束時的樣子$/);
	expect(teams[0]?.planName).toBe('第一個想法');
});

test('the new epoch is written in as ever, and what was kept can be put back in turn', async () => {
	const { ming, mei, seatOf, one, list, restore, goBack } = await written();
	await goBack();
	const [kept] = await list();
	one.type('planName', '，後來寫的');
	await one.saved();
	await restore(kept?.label ?? '');
	const again = seatOf(ming);
	await again.ready();
	again.type('planName', '，又寫');
	await again.saved();
	const [before] = await list();
	await restore(before?.label ?? '');
	const [last, mate] = [seatOf(ming), seatOf(mei)];
	for (const device of [last, mate]) await device.ready();
	expect(last.read('planName')).toBe('第一個想法，後來寫的');
	expect(last.hello?.epoch).toBeGreaterThan(again.hello?.epoch ?? Infinity);
	last.type('planName', '！');
	await last.saved();
	await mate.until('it', () => mate.read('planName') === '第一個想法，後來寫的！');
	const texts = (await list()).map(({ planName }) => planName);
	expect(texts).toEqual(['第一個想法，又寫', '第一個想法，後來寫的', '第一個想法', '']);
});

test('two devices that type through it lose nothing that was acknowledged', async () => {
	const { one, two, list, restore, goBack, keptWords } = await written();
	await goBack();
	const [kept] = await list();
	let isOver = false;
	const typing = [one, two].map(async (device, index) => {
		while (!isOver) {
			device.type('planName', String(index));
			await new Promise((resume) => setTimeout(resume, 1));
		}
	});
	await one.until('some on the disk', () => one.acknowledged > 3);
	await restore(kept?.label ?? '');
	isOver = true;
	await Promise.all(typing);
	const words = await keptWords((await list())[0]?.label ?? '');
	for (const [device, letter] of [
		[one, '0'],
		[two, '1'],
	] as const) {
		await device.until('the end', () => device.closed !== null);
		// Each letter is an update of its own.
		const typed = [...words].filter((one) => one === letter).length;
		const updates = device.acknowledged - (letter === '0' ? 1 : 0);
		expect(typed).toBeGreaterThanOrEqual(updates);
	}
});

test('one key puts back once; strangers, unknown states and a design handed in are refused', async () => {
	const { host, classId, red, ming, one, list, snapshots, goBack, seated } = await written();
	await goBack();
	const [kept] = await list();
	const label = kept?.label ?? '';
	one.type('planName', '，後來寫的');
	await one.saved();
	const once = { actor: seated.lecturer.id, key: 'restore-0001' };
	await snapshots.restore(classId, { teamId: red, label }, once);
	await snapshots.restore(classId, { teamId: red, label }, once);
	expect((await list()).filter(({ words }) => words === '復原之前')).toHaveLength(1);
	const refused = (asked: { teamId: string; label: string }, code: string) =>
		expect(snapshots.restore(classId, asked)).rejects.toMatchObject({ code });
	await refused({ teamId: red, label: 'compacted' }, 'NO_SUCH_SNAPSHOT');
	await refused({ teamId: seated.teams.blue.id, label }, 'NO_SUCH_SNAPSHOT');
	await refused({ teamId: 'nosuchteam', label }, 'NO_SUCH_TEAM');
	await one.until('the end', () => one.closed !== null);
	const { db } = host.store;
	await db.updateTable('team').set({ status: 'submitted' }).where('id', '=', red).execute();
	await refused({ teamId: red, label }, 'DRAFT_LOCKED');
	expect(ming.teamId).toBe(red);
});

test('a state that has a name already is not kept again: the last words before it stay', async () => {
	const { one, list, restore, goBack, keptWords } = await written();
	await goBack();
	const [wanted] = await list();
	one.type('planName', '，只寫了一次的字');
	await one.saved();
	for (let times = 0; times < 3; times += 1) await restore(wanted?.label ?? '');
	const before = (await list()).filter(({ words }) => words === '復原之前');
	expect(before).toHaveLength(1);
	expect(await keptWords(before[0]?.label ?? '')).toContain('只寫了一次的字');
});

test('fifty are kept: the oldest of a phase go first, the one that is put back stays', async () => {
	const { host, red, one, list, restore, goBack } = await written();
	await goBack();
	const { db } = host.store;
	const first = (await list())[0]?.label ?? '';
	for (let count = 1; count <= 30; count++) {
		host.clock.pass(1_000);
		await keepSnapshot(db, red, { kind: 'submission', number: count }, host.clock());
	}
	for (let count = 1; count <= 19; count++) {
		host.clock.pass(1_000);
		one.type('risks', `第${count}次`);
		await one.saved();
		await keepSnapshot(db, red, { kind: 'restore' }, host.clock());
	}
	expect(await namedSnapshots(db, red)).toHaveLength(mostSnapshots);
	host.clock.pass(1_000);
	one.type('risks', '最後一次');
	await one.saved();
	await restore(first);
	const kept = await namedSnapshots(db, red);
	expect(kept).toHaveLength(mostSnapshots);
	expect(kept[0]?.label).toBe(first);
	expect(kept.filter(({ kind }) => kind === 'submission')).toHaveLength(29);
	host.clock.pass(1_000);
	await keepSnapshot(db, red, { kind: 'submission', number: 31 }, host.clock());
	expect((await namedSnapshots(db, red)).some(({ kind }) => kind === 'phase')).toBe(false);
});
