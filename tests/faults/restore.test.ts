import { spawn } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manageAccounts } from '#server/account.ts';
import { listBackups, madeAt } from '#server/backup-list.ts';
import { keepBackups } from '#server/backups.ts';
import { restoreBackup } from '#server/restore.ts';
import { openStore } from '#server/store/store.ts';
import { dayAndMinute, fileStamp } from '#workflow/taiwan-time.ts';
import {
	createClock,
	lecturerPassword,
	seatClass,
	startHost,
	type TestHost,
} from '../support/class.ts';
import { prepareData, temporaryFolder } from '../support/server.ts';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newPassword = '梅雨季的傘有三把';
const asked = () => Promise.resolve(newPassword);
const copy = () => join(folder, 'copy.db');

/** Something done on the folder's data, as the running site would. */
async function onSite<Answer>(work: (host: TestHost) => Promise<Answer>): Promise<Answer> {
	return prepareData(folder, work);
}

/** A class of 王小明 and 林小美, and a backup of it. */
const backedUp = () =>
	onSite(async (host) => {
		const seated = await seatClass(host, { teams: { red: ['王小明', '林小美'] } });
		await host.store.backUp(copy());
		return seated;
	});

const signIn = (name: string, password: string) =>
	onSite(({ services }) => services.people.signIn({ name, password, address: '127.0.0.1' }));
const seatsOf = (seatToken: string) =>
	onSite(async ({ services }) => (await services.people.visitor({ seat: seatToken })).seats);

/** Opens one more class and has a device join it; answers the device's key from then on. */
const joinAnother = (lecturerId: string, seatToken: string | null, name: string) =>
	onSite(async ({ services }) => {
		const { classId } = await services.classes.open(lecturerId, {
			title: '第二堂',
			caseId: 'river-books',
			teamCount: 2,
		});
		const { joinCode: code } = await services.views.forLecturer(classId);
		const coming = { code: code ?? '', name, address: '10.0.0.7', seatToken };
		return (await services.teams.join(coming)).seatToken;
	});

test('passwords and lecturers stay as they are today, and every sign-in of the backup has ended', async () => {
	const { lecturer } = await backedUp();
	await manageAccounts(folder, ['password', '陳老師'], asked);
	await manageAccounts(folder, ['add', '吳老師'], asked);
	expect(restoreBackup(folder, copy(), new Date()).isCarriedOver).toBe(true);
	const visitor = await onSite(({ services }) =>
		services.people.visitor({ session: lecturer.sessionToken }),
	);
	expect(visitor.lecturer).toBeNull();
	for (const name of ['陳老師', '吳老師']) await signIn(name, newPassword);
	await expect(signIn('陳老師', lecturerPassword)).rejects.toMatchObject({
		code: 'WRONG_PASSWORD',
	});
	const mine = await onSite(({ services }) => services.classes.listFor(lecturer.id));
	expect(mine.map(({ title }) => title)).toEqual(['星期三的課']);
});

test('students’ pages are told of a restore, and to when', async () => {
	const { teams } = await backedUp();
	const { memberId = '' } = teams.red.members[0] ?? {};
	const restored = () =>
		onSite(async ({ services }) => (await services.views.forMember(memberId)).restored);
	expect(await restored()).toBeNull();
	const [made, first, second] = [0, 60_000, 120_000].map(
		(ahead) => new Date(1_800_000_000_000 + ahead),
	);
	const named = join(folder, `lab-${fileStamp(made?.getTime() ?? 0)}.db`);
	copyFileSync(copy(), named);
	restoreBackup(folder, copy(), first ?? new Date());
	expect(await restored()).toEqual({ at: first?.getTime(), asOf: null });
	restoreBackup(folder, named, second ?? new Date());
	expect(await restored()).toEqual({ at: second?.getTime(), asOf: made?.getTime() });
});

test('a backup from another machine keeps its classes; a lecturer both know signs in as today', async () => {
	const { lecturer } = await backedUp();
	const other = temporaryFolder();
	try {
		await prepareData(other, async (host) => {
			await host.people.addLecturer('陳老師', newPassword);
		});
		restoreBackup(other, copy(), new Date());
		const session = await prepareData(other, async ({ services }) => {
			const given = { name: '陳老師', password: newPassword, address: '127.0.0.1' };
			const { sessionToken } = await services.people.signIn(given);
			return services.people.visitor({ session: sessionToken });
		});
		expect(session.lecturer?.id).toBe(lecturer.id);
	} finally {
		rmSync(other, { recursive: true, force: true });
	}
});

test('a device that has joined another class since keeps the seats that the backup knows', async () => {
	const { classId, lecturer, teams } = await backedUp();
	const [ming, mei] = teams.red.members;
	const key = await joinAnother(lecturer.id, ming?.seatToken ?? '', '王小明');
	restoreBackup(folder, copy(), new Date());
	const seat = { classId, memberId: ming?.memberId };
	expect(await seatsOf(key)).toMatchObject([seat]);
	expect(await seatsOf(mei?.seatToken ?? '')).toMatchObject([{ classId, memberId: mei?.memberId }]);
});

test('a name gives no seat: who joined after the backup under a member’s name has none', async () => {
	const { classId, joinCode, lecturer, teams } = await backedUp();
	const [ming] = teams.red.members;
	const taken = await onSite(async ({ services }) => {
		await services.teams.remove(classId, [ming?.memberId ?? '']);
		const coming = { code: joinCode, name: '王小明', address: '10.0.0.9', seatToken: null };
		return (await services.teams.join(coming)).seatToken;
	});
	const stranger = await joinAnother(lecturer.id, null, '王小明');
	restoreBackup(folder, copy(), new Date());
	expect(await seatsOf(taken)).toEqual([]);
	expect(await seatsOf(stranger)).toEqual([]);
	expect(await seatsOf(ming?.seatToken ?? '')).toMatchObject([{ memberId: ming?.memberId }]);
});

test('where today’s data cannot be read, lecturers are those of the backup', async () => {
	await backedUp();
	writeFileSync(join(folder, 'lab.db'), Buffer.alloc(20_000, 7));
	expect(restoreBackup(folder, copy(), new Date()).isCarriedOver).toBe(false);
	await signIn('陳老師', lecturerPassword);
});

const script = join(import.meta.dirname, '..', '..', 'src', 'server', 'restore.ts');

/** Runs the command as somebody at the machine would, on a machine whose clock is set elsewhere. */
function run(args: string[]) {
	const environment = { NODE_OPTIONS: '', DATA_DIR: folder, TZ: 'America/Los_Angeles' };
	const child = spawn(process.execPath, [script, ...args], {
		env: { ...process.env, ...environment },
	});
	let out = '';
	let told = '';
	child.stdout.on('data', (text: Buffer) => (out += text.toString()));
	child.stderr.on('data', (text: Buffer) => (told += text.toString()));
	return new Promise<{ code: number | null; out: string; told: string }>((resolve) =>
		child.on('close', (code) => resolve({ code, out, told })),
	);
}

test('without a file the backups are listed, with Taiwan’s time, classes and students', async () => {
	const at = Date.UTC(2026, 10, 29, 18, 20, 5);
	const store = await openStore(folder, new Date());
	const host = startHost({ store, clock: createClock(at) });
	await seatClass(host, { teams: { red: ['王小明', '林小美'] } });
	await keepBackups(store, folder, () => at).stop();
	await host.close();
	writeFileSync(join(folder, 'backups', 'lab-2026-11-29-01-00-00.db'), 'half');
	const { code, out, told } = await run([]);
	expect({ code, told }).toEqual({ code: 0, told: '' });
	const [, , ...lines] = out.trim().split('\n');
	expect(lines.map((line) => line.trim())).toEqual([
		'lab-2026-11-30_02-20-05.db　11月30日02:20　1堂課、2位學生',
		'lab-2026-11-29-01-00-00.db　11月29日09:00　讀不出來',
	]);
	expect(out).toContain(join(folder, 'backups'));
});

test('a file that is nowhere: the folder that was looked in is named', async () => {
	await backedUp();
	const { code, told } = await run(['nosuch.db']);
	expect(code).toBe(1);
	expect(told).toContain(`「${join(folder, 'backups')}」裡也沒有「nosuch.db」`);
});

test('a restore says in one line what came back and what stays', async () => {
	await backedUp();
	const { code, out } = await run([copy()]);
	expect(code).toBe(0);
	expect(out).toMatch(/課堂、名單、設計和評語都是備份那時的；老師和密碼、學生裝置的座位照現在的/);
	expect(out).toMatch(/每一位老師都要重新登入/);
});

test('a backup’s name tells its second, whatever stands around it', () => {
	const seconds = fc.integer({ min: Date.UTC(2020, 0) / 1_000, max: Date.UTC(2090, 0) / 1_000 });
	fc.assert(
		fc.property(seconds, (second) => {
			const at = second * 1_000;
			expect(madeAt(`lab-${fileStamp(at)}.db`)).toBe(at);
			expect(madeAt(`before-restore-${fileStamp(at)}-123.db`)).toBe(at);
			// As earlier versions named them.
			const iso = new Date(at).toISOString();
			expect(madeAt(`lab-${iso.slice(0, 19).replace(/[:T]/g, '-')}.db`)).toBe(at);
			expect(madeAt(`before-restore-${iso.replace(/[:.]/g, '-')}.db`)).toBe(at);
		}),
	);
	expect(madeAt('copy.db')).toBeNull();
	expect(listBackups(join(folder, 'nowhere'))).toEqual([]);
	expect(dayAndMinute(madeAt('lab-2026-11-30_10-20-05.db') ?? 0)).toBe('11月30日10:20');
});
