import { readdirSync, rmSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createHealth } from '#server/health.ts';
import { migrations } from '#server/store/migrations/index.ts';
import { openMemoryStore, openStore } from '#server/store/store.ts';
import { createClock } from '../support/class.ts';
import { temporaryFolder } from '../support/server.ts';

test('a site that can store says so, with its schema and whole minutes', async () => {
	const folder = temporaryFolder();
	const store = await openStore(folder, new Date());
	const clock = createClock();
	const health = createHealth({ store, clock });
	const [before, changes] = [readdirSync(folder), store.changes()];
	clock.pass(150_000);
	const seen = await health.look();
	expect(seen).toEqual({ ok: true, schema: migrations.length, uptimeMinutes: 2 });
	// Being looked at leaves nothing, and is no reason for a backup.
	expect([readdirSync(folder), store.changes()]).toEqual([before, changes]);
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

test('a disk that takes nothing is told in one sentence, and again when it has mended', async () => {
	const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const store = openMemoryStore();
	const clock = createClock();
	let isFull = true;
	const tryDisk = async () => {
		if (isFull) throw new Error('ENOSPC /home/someone/secret');
	};
	const health = createHealth({ store: { db: store.db, tryDisk }, clock });
	const seen = await health.look();
	expect(seen.ok).toBe(false);
	expect(JSON.stringify(seen)).not.toContain('secret');
	expect(told).toHaveBeenCalledOnce();
	isFull = false;
	// The disk is not tried at every look.
	expect((await health.look()).ok).toBe(false);
	clock.pass(5_000);
	expect((await health.look()).ok).toBe(true);
	told.mockRestore();
	await store.close();
});

test('a database that does not answer is told', async () => {
	const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const store = openMemoryStore();
	const health = createHealth({ store, clock: createClock() });
	await store.close();
	expect((await health.look()).ok).toBe(false);
	told.mockRestore();
});
