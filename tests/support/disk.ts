import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import * as Y from 'yjs';
import { loadDocument } from '#server/live/documents.ts';
import type { Database } from '#server/store/schema.ts';
import { queriesOver } from '#server/store/sqlite.ts';
import { openStore } from '#server/store/store.ts';
import { designText, materialise, textFields, type TextField } from '#workflow/design.ts';

/** What a data folder holds of one team. */
export interface TeamOnDisk {
	/** Whether every stored row could be read. */
	isWhole: boolean;
	texts: Record<TextField, string>;
	/** What each author has written, by clock; '\0' where it is deleted or no text. */
	authors: Record<string, string>;
	/** SHA-256 of the design and of all its words, also those beyond a field's limit. */
	hash: string;
}

export type OnDisk = Record<string, TeamOnDisk>;

export const textsOf = (doc: Y.Doc): Record<TextField, string> =>
	Object.fromEntries(
		(Object.keys(textFields) as TextField[]).map((field) => [
			field,
			designText(doc, field).toString(),
		]),
	) as Record<TextField, string>;

function authorsOf(doc: Y.Doc): Record<string, string> {
	const authors: Record<string, string> = {};
	for (const struct of Y.decodeUpdate(Y.encodeStateAsUpdate(doc)).structs) {
		const isText = struct instanceof Y.Item && struct.content instanceof Y.ContentString;
		const written = isText ? (struct.content as Y.ContentString).str : '\0'.repeat(struct.length);
		authors[struct.id.client] = (authors[struct.id.client] ?? '') + written;
	}
	return authors;
}

async function readTeams(db: Database): Promise<OnDisk> {
	const teams: OnDisk = {};
	for (const { id } of await db.selectFrom('team').select('id').execute()) {
		const { doc, isWhole } = await loadDocument(db, id);
		teams[id] = { isWhole, texts: textsOf(doc), authors: authorsOf(doc), hash: hashOf(doc) };
		doc.destroy();
	}
	return teams;
}

/** SHA-256 of what a document holds: two that hold the same have the same. */
export const hashOf = (doc: Y.Doc): string =>
	createHash('sha256')
		.update(JSON.stringify([materialise(doc), textsOf(doc)]))
		.digest('hex');

/** Opens a data folder as the server would and reads every team; throws when it does not open. */
export async function readFolder(folder: string): Promise<OnDisk> {
	const store = await openStore(folder, new Date());
	try {
		return await readTeams(store.db);
	} finally {
		await store.close();
	}
}

/** Reads what is committed in a folder whose server is running, and writes nothing. */
export async function peekDisk(folder: string): Promise<OnDisk> {
	const db = queriesOver(new DatabaseSync(join(folder, 'lab.db'), { readOnly: true }));
	try {
		return await readTeams(db);
	} finally {
		await db.destroy();
	}
}

const mostBytes = 256 * 1024 * 1024;

/** The same, read by a process of its own that has nothing of it in memory. */
export async function readDisk(folder: string): Promise<OnDisk> {
	const file = join(import.meta.dirname, 'disk-process.ts');
	const { stdout } = await promisify(execFile)(process.execPath, [file, folder], {
		env: { ...process.env, NODE_OPTIONS: '' },
		maxBuffer: mostBytes,
	});
	return JSON.parse(stdout) as OnDisk;
}
