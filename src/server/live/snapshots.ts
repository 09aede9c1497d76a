import type { Phase } from '#workflow/class.machine.ts';
import type { Database } from '../store/schema.ts';
import { compactedLabel, loadDocument } from './documents.ts';
import { isReadable, stateOf } from './readable.ts';
import { isKnownSlow, isLoadable } from './tangle.ts';

/** Why a state was kept: a phase ended, a version was handed in, or something took its place. */
export type SnapshotOf =
	{ kind: 'phase'; phase: Phase } | { kind: 'submission'; number: number } | { kind: 'restore' };

export type NamedSnapshot = SnapshotOf & { label: string; at: number };

/** How many named states a room keeps. */
export const mostSnapshots = 50;
/** What goes first when there are more: a version handed in stands in its own row as well. */
const goingFirst = ['phase', 'submission', 'restore'] as const;

function labelOf(of: SnapshotOf, at: number): string {
	const which = of.kind === 'phase' ? of.phase : of.kind === 'submission' ? of.number : '';
	return [of.kind, which, at].join(':');
}

function readLabel(label: string, at: number): NamedSnapshot | null {
	const [kind, which = ''] = label.split(':');
	if (kind === 'phase') return { kind, phase: which as Phase, label, at };
	if (kind === 'submission') return { kind, number: Number(which), label, at };
	return kind === 'restore' ? { kind, label, at } : null;
}

/** A room's named states, the oldest first. */
export async function namedSnapshots(db: Database, room: string): Promise<NamedSnapshot[]> {
	const rows = await db
		.selectFrom('document_snapshot')
		.select(['label', 'at'])
		.where('room', '=', room)
		.where('label', '!=', compactedLabel)
		.orderBy('at')
		.orderBy('label')
		.execute();
	return rows.flatMap(({ label, at }) => readLabel(label, at) ?? []);
}

async function makeRoom(tx: Database, room: string, spared: string | null): Promise<void> {
	const kept = await namedSnapshots(tx, room);
	const going = goingFirst.flatMap((kind) =>
		kept.filter((snapshot) => snapshot.kind === kind && snapshot.label !== spared),
	);
	for (const { label } of going.slice(0, Math.max(0, kept.length - mostSnapshots))) {
		const row = tx.deleteFrom('document_snapshot').where('room', '=', room);
		await row.where('label', '=', label).execute();
	}
}

/** Whether one of a room's named states is this very one. */
async function isKept(tx: Database, room: string, body: Uint8Array): Promise<boolean> {
	const rows = await tx
		.selectFrom('document_snapshot')
		.select('body')
		.where('room', '=', room)
		.where('label', '!=', compactedLabel)
		.execute();
	return rows.some((kept) => Buffer.compare(kept.body, body) === 0);
}

/**
 * Keeps a room's document as it stands on the disk, under a name, in the transaction one is in.
 * What nobody has written in has nothing to keep; a phase in which nothing was written, and a state
 * that has a name already, keep nothing new. Of a document that cannot be read in part, the rest is
 * kept. `spared` stays, however many there are.
 */
export async function keepSnapshot(
	tx: Database,
	room: string,
	of: SnapshotOf,
	now: number,
	spared: string | null = null,
): Promise<void> {
	const document = await tx
		.selectFrom('document')
		.select('edited_at')
		.where('room', '=', room)
		.executeTakeFirst();
	if (!document || document.edited_at === null) return;
	if (of.kind === 'phase') {
		const last = (await namedSnapshots(tx, room)).at(-1);
		if (last && last.at > document.edited_at) return;
	}
	const { doc } = await loadDocument(tx, room);
	const body = stateOf(doc);
	doc.destroy();
	if (body === null) {
		// Nothing of it could be put back later; the others' go on.
		console.error(`文件 ${room} 這次沒有留存成：寫出來的讀不回來。`);
		return;
	}
	if (of.kind === 'restore' && (await isKept(tx, room, body))) return;
	// Two in one millisecond are still two.
	const taken = new Set((await namedSnapshots(tx, room)).map(({ label }) => label));
	let at = now;
	while (taken.has(labelOf(of, at))) at += 1;
	await tx
		.insertInto('document_snapshot')
		.values({ room, label: labelOf(of, at), at, body })
		.execute();
	await makeRoom(tx, room, spared);
}

/** Keeps every team's document as a phase ends. */
export async function keepPhase(
	tx: Database,
	classId: string,
	phase: Phase,
	now: number,
): Promise<void> {
	const teams = tx.selectFrom('team').select('id').where('class_id', '=', classId);
	for (const { id } of await teams.execute()) {
		await keepSnapshot(tx, id, { kind: 'phase', phase }, now);
	}
}

/** What nobody can read is in no state that is kept: it stays as it is, under a name of its own. */
async function keepUnreadable(tx: Database, room: string, at: number): Promise<void> {
	const rows = await tx
		.selectFrom('document_update')
		.select(['id', 'body'])
		.where('room', '=', room)
		.execute();
	const base = await tx
		.selectFrom('document_snapshot')
		.select('body')
		.where('room', '=', room)
		.where('label', '=', compactedLabel)
		.execute();
	const unread = [...base.map(({ body }) => ({ id: compactedLabel, body })), ...rows];
	for (const { id, body } of unread) {
		if (isReadable(body) && !isKnownSlow(body)) continue;
		const label = ['unreadable', id, at].join(':');
		await tx.insertInto('document_snapshot').values({ room, label, at, body }).execute();
	}
}

/**
 * Puts a named state in the place of a room's document and begins a new epoch: devices keep what
 * they hold of the old one apart, so that nothing of it flows back in. False for an unknown name,
 * and for a state that cannot be read.
 */
export async function putBack(
	tx: Database,
	room: string,
	label: string,
	now: number,
): Promise<boolean> {
	const kept = await tx
		.selectFrom('document_snapshot')
		.select('body')
		.where('room', '=', room)
		.where('label', '=', label)
		.executeTakeFirst();
	if (!kept || !isReadable(kept.body) || !isLoadable(kept.body)) return false;
	await keepUnreadable(tx, room, now);
	await tx.deleteFrom('document_update').where('room', '=', room).execute();
	const { body } = kept;
	await tx
		.insertInto('document_snapshot')
		.values({ room, label: compactedLabel, at: now, body })
		.onConflict((row) => row.columns(['room', 'label']).doUpdateSet({ body, at: now }))
		.execute();
	const { epoch } = await tx
		.selectFrom('document')
		.select('epoch')
		.where('room', '=', room)
		.executeTakeFirstOrThrow();
	await tx
		.updateTable('document')
		.set((row) => ({
			// As a restored backup counts: later than every epoch there has been.
			epoch: Math.max(epoch + 1, Math.floor(now / 1000)),
			version: row('version', '+', 1),
		}))
		.where('room', '=', room)
		.execute();
	return true;
}
