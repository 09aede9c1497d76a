import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outdated } from '#server/backups.ts';
import { restoreBackup } from '#server/restore.ts';
import { openStore } from '#server/store/store.ts';
import { createClock, seatClass, startHost, type Student } from '../support/class.ts';
import { temporaryFolder } from '../support/server.ts';
import { Device, listen } from '../support/socket.ts';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date();

async function running() {
	const store = await openStore(folder, now);
	const host = startHost({ store, clock: createClock(Date.now()) });
	const { port, http } = await listen(host);
	const stop = async () => {
		await host.close();
		http.close();
	};
	return { store, host, port, stop };
}

test('a backup made while people type restores to what was saved before it, in a new epoch', async () => {
	const first = await running();
	const { classId, teams } = await seatClass(first.host, { teams: { red: ['王小明'] } });
	const [ming] = teams.red.members as [Student];
	const cookie = `seat=${ming.seatToken}`;
	const device = new Device({ port: first.port, classId, cookie });
	await device.ready();
	device.type('risks', '備份前');
	await device.saved();
	const copy = join(folder, 'copy.db');
	const copying = first.store.backUp(copy);
	device.type('risks', '，備份中');
	await copying;
	await device.saved();
	device.type('risks', '，備份後');
	await device.saved();
	const epoch = device.hello?.epoch ?? 0;
	await first.stop();

	const keptAs = restoreBackup(folder, copy, now);
	expect(keptAs).not.toBeNull();
	const second = await running();
	const again = new Device({ port: second.port, classId, cookie });
	await again.ready();
	expect(again.read('risks')).toMatch(/^備份前(，備份中)?$/);
	expect(again.hello?.epoch).toBeGreaterThan(epoch);
	again.type('risks', '還能寫');
	await again.saved();
	await second.stop();
});

test('a file that is no backup, and a folder in use, are refused and left as they are', async () => {
	const { host, store, stop } = await running();
	await seatClass(host, { teams: { red: [] } });
	const copy = join(folder, 'copy.db');
	await store.backUp(copy);
	expect(() => restoreBackup(folder, copy, now)).toThrow('正由另一個忠誠實驗室使用');
	await stop();
	expect(() => restoreBackup(folder, join(folder, 'none.db'), now)).toThrow('不是完整的備份');
	await (await openStore(folder, now)).close();
});

test('the newest twenty-four backups stay, and the last of each of seven days', () => {
	const name = (day: number, hour: number, minute: number) =>
		`lab-2026-11-${String(day).padStart(2, '0')}-${String(hour).padStart(2, '0')}-${String(minute).padStart(2, '0')}-00.db`;
	const today = Array.from({ length: 30 }, (_, index) =>
		name(20, Math.floor(index / 6), (index % 6) * 10),
	);
	const before = Array.from({ length: 12 }, (_, index) => [
		name(index + 1, 9, 0),
		name(index + 1, 17, 0),
	]).flat();
	const gone = outdated([...today, ...before, 'before-schema-2.db']);
	expect(gone).not.toContain('before-schema-2.db');
	const kept = [...today, ...before].filter((each) => !gone.includes(each));
	expect(kept.filter((each) => each.startsWith('lab-2026-11-20'))).toEqual(today.slice(6));
	expect(kept.filter((each) => !each.startsWith('lab-2026-11-20'))).toEqual(
		[7, 8, 9, 10, 11, 12].map((day) => name(day, 17, 0)),
	);
});
