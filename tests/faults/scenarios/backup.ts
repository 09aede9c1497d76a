import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { restoreBackup } from '#server/restore.ts';
import type { Database } from '#server/store/schema.ts';
import { queriesOver } from '#server/store/sqlite.ts';
import { hashOf, readDisk } from '../../support/disk.ts';
import { temporaryFolder } from '../../support/server.ts';
import { nothingFound, openDevices, seatTeams, startOn, Typing, type Found } from './typing.ts';

const beforeMilliseconds = 1_200;
const afterMilliseconds = 300;

async function withDatabase<Read>(path: string, read: (db: Database) => Promise<Read>) {
	const db = queriesOver(new DatabaseSync(path, { readOnly: true }));
	try {
		return await read(db);
	} finally {
		await db.destroy();
	}
}

async function lastEdit(db: Database): Promise<number> {
	const query = db.selectFrom('document_update').select(({ fn }) => fn.max('id').as('last'));
	return Number((await query.executeTakeFirstOrThrow()).last);
}

/** A team's design as it was after a certain edit, from a log that has not been put together yet. */
async function hashAfter(db: Database, room: string, last: number): Promise<string> {
	const rows = await db
		.selectFrom('document_update')
		.select('body')
		.where('room', '=', room)
		.where('id', '<=', last)
		.orderBy('id')
		.execute();
	const doc = new Y.Doc();
	for (const { body } of rows) Y.applyUpdate(doc, body);
	return hashOf(doc);
}

/**
 * Twelve people in four teams type while a backup is made; it is restored into an empty folder. Every
 * design there must be, by its hash, what it was after the last edit the backup holds, and every
 * word acknowledged before the backup began must be in it.
 */
export async function backupUnderLoad(rounds: number): Promise<Found> {
	const found = nothingFound('backup while twelve people type, restored', rounds);
	for (let round = 0; round < rounds; round++) {
		const seated = await seatTeams(4);
		const restored = temporaryFolder();
		const copy = join(seated.folder, 'backups', 'copy.db');
		try {
			const host = await startOn(seated);
			const teams = await openDevices(host, seated);
			const typings = teams.map((devices) => new Typing(devices, String(round)));
			await sleep(beforeMilliseconds);
			const promised = typings.map((typing) => [
				...new Set([...typing.acknowledged(), ...typing.seen()]),
			]);
			await host.ask({ kind: 'backUp', path: copy });
			await sleep(afterMilliseconds);
			await host.kill();
			for (const typing of typings) typing.stop();
			const last = await withDatabase(copy, lastEdit);
			const expected = await withDatabase(join(seated.folder, 'lab.db'), (db) =>
				Promise.all(seated.teams.map(({ id }) => hashAfter(db, id, last))),
			);
			restoreBackup(restored, copy, new Date());
			const disk = await readDisk(restored).catch(() => null);
			if (!disk) {
				found.failedToOpen += 1;
				continue;
			}
			found.opened += 1;
			for (const [index, { id }] of seated.teams.entries()) {
				const text = disk[id]?.texts.risks ?? '';
				found.acknowledged += promised[index]?.length ?? 0;
				found.lost += promised[index]?.filter((word) => !text.includes(word)).length ?? 0;
				if (disk[id]?.hash !== expected[index])
					found.problems.push(`round ${round}: the design of team ${index + 1} is another`);
			}
		} finally {
			rmSync(seated.folder, { recursive: true, force: true });
			rmSync(restored, { recursive: true, force: true });
		}
	}
	return found;
}
