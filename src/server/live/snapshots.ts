import * as Y from 'yjs';
import type { Phase } from '#workflow/class.machine.ts';
import type { Database } from '../store/schema.ts';
import { compactedLabel, loadDocument } from './documents.ts';
import { figuresIn, figuresOf, type Figures } from './figures.ts';
import { isReadable, stateOf } from './readable.ts';
import { isKnownSlow, isLoadable } from './cost/tangle.ts';
import { goesFirst } from './thinning.ts';

/** A copy that came by itself: while something was written, or before much was deleted. */
export type CopyOf = { kind: 'writing' } | { kind: 'deletion' };
/**
 * Why a state was kept: a phase ended, a version was handed in, something took its place, or it is a
 * copy that came by itself.
 */
export type SnapshotOf =
	| { kind: 'phase'; phase: Phase }
	| { kind: 'submission'; number: number }
	| { kind: 'restore' }
	| CopyOf;
/** What is always there to be put back, of whoever has begun to write: nothing at all. */
const beginning = 'beginning';

export type NamedSnapshot = (SnapshotOf | { kind: typeof beginning }) & {
	label: string;
	at: number;
};
/** `reading` is null for one that was kept before readings were. */
type Kept = NamedSnapshot & { reading: string | null };

/** How many named states a room keeps, beside copies that come by themselves. */
export const mostSnapshots = 50;
/** How many of each kind of those, spread over the whole time; they take no other's place. */
export const mostCopies = 12;

/** Which kinds go first when there are more: a version handed in stands in its own row as well. */
const named: readonly SnapshotOf['kind'][] = ['phase', 'submission', 'restore'];
const copied: readonly CopyOf['kind'][] = ['writing', 'deletion'];
const isCopy = ({ kind }: NamedSnapshot): boolean => kind === 'writing' || kind === 'deletion';

function labelOf(of: SnapshotOf, at: number): string {
	const which = of.kind === 'phase' ? of.phase : of.kind === 'submission' ? of.number : '';
	return [of.kind, which, at].join(':');
}

function readLabel(label: string, at: number): NamedSnapshot | null {
	const [kind, which = ''] = label.split(':');
	if (kind === 'phase') return { kind, phase: which as Phase, label, at };
	if (kind === 'submission') return { kind, number: Number(which), label, at };
	return kind === 'restore' || kind === 'writing' || kind === 'deletion'
		? { kind, label, at }
		: null;
}

/** A room's named states, the oldest first. */
export async function namedSnapshots(db: Database, room: string): Promise<Kept[]> {
	const rows = await db
		.selectFrom('document_snapshot')
		.select(['label', 'at', 'reading'])
		.where('room', '=', room)
		.where('label', '!=', compactedLabel)
		.orderBy('at')
		.orderBy('label')
		.execute();
	return rows.flatMap(({ label, at, reading }) => {
		const named = readLabel(label, at);
		return named ? { ...named, reading } : [];
	});
}

/**
 * What can be put back of a room, the oldest first. Before anything has been kept of it there is the
 * design as it was before its first word.
 */
export async function offeredSnapshots(db: Database, room: string): Promise<NamedSnapshot[]> {
	const begun = await db
		.selectFrom('document')
		.innerJoin('team', 'team.id', 'document.room')
		.innerJoin('class', 'class.id', 'team.class_id')
		.select('class.opened_at as at')
		.where('document.room', '=', room)
		.where('document.edited_at', 'is not', null)
		.executeTakeFirst();
	const kept = await namedSnapshots(db, room);
	return begun ? [{ kind: beginning, label: beginning, at: begun.at }, ...kept] : kept;
}

async function makeRoom(tx: Database, room: string, spared: string | null): Promise<void> {
	const kept = await namedSnapshots(tx, room);
	const of = (kind: SnapshotOf['kind']): Kept[] =>
		kept.filter((snapshot) => snapshot.kind === kind);
	const ofNames = named.flatMap(of);
	const going = ofNames
		.filter(({ label }) => label !== spared)
		.slice(0, Math.max(0, ofNames.length - mostSnapshots));
	for (const kind of copied) {
		let copies = of(kind);
		while (copies.length > mostCopies) {
			const first = goesFirst(copies);
			if (!first) break;
			going.push(first);
			copies = copies.filter((copy) => copy !== first);
		}
	}
	for (const { label } of going) {
		const row = tx.deleteFrom('document_snapshot').where('room', '=', room);
		await row.where('label', '=', label).execute();
	}
}

/** The body of what is offered under a name. */
export async function bodyOf(
	tx: Database,
	room: string,
	label: string,
): Promise<Uint8Array | null> {
	if (label === beginning) return Y.encodeStateAsUpdate(new Y.Doc());
	const row = await tx
		.selectFrom('document_snapshot')
		.select('body')
		.where('room', '=', room)
		.where('label', '=', label)
		.executeTakeFirst();
	return row?.body ?? null;
}

/** Whether one of a room's named states that stay is this very one. */
async function isKept(tx: Database, room: string, body: Uint8Array): Promise<boolean> {
	for (const snapshot of await namedSnapshots(tx, room)) {
		if (isCopy(snapshot)) continue;
		const kept = await bodyOf(tx, room, snapshot.label);
		if (kept && Buffer.compare(kept, body) === 0) return true;
	}
	return false;
}

async function insert(
	tx: Database,
	room: string,
	given: {
		of: SnapshotOf;
		body: Uint8Array;
		figures: Figures;
		now: number;
		spared?: string | null;
	},
): Promise<void> {
	const { of, body, figures, now, spared = null } = given;
	// Two in one millisecond are still two.
	const taken = new Set((await namedSnapshots(tx, room)).map(({ label }) => label));
	let at = now;
	while (taken.has(labelOf(of, at))) at += 1;
	await tx
		.insertInto('document_snapshot')
		.values({ room, label: labelOf(of, at), at, body, ...figures })
		.execute();
	await makeRoom(tx, room, spared);
}

/**
 * Keeps a copy, unless it cannot be read back, or reads as the newest of its kind or the newest state
 * with a name of its own does. One of the other kind says nothing: it may go at any time. Answers whether it is kept.
 */
export async function keepCopy(
	db: Database,
	room: string,
	of: CopyOf,
	body: Uint8Array,
	now: number,
): Promise<boolean> {
	const figures = await figuresIn(body);
	if (figures === null) return false;
	return db.transaction().execute(async (tx) => {
		// Its class may have been deleted while the copy waited.
		const document = tx.selectFrom('document').select('room').where('room', '=', room);
		if (!(await document.executeTakeFirst())) return false;
		const kept = await namedSnapshots(tx, room);
		const newest = [
			kept.findLast(({ kind }) => kind === of.kind),
			kept.findLast((snapshot) => !isCopy(snapshot)),
		];
		if (newest.some((snapshot) => snapshot?.reading === figures.reading)) return false;
		await insert(tx, room, { of, body, figures, now });
		return true;
	});
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
		const last = (await namedSnapshots(tx, room)).findLast((snapshot) => !isCopy(snapshot));
		// A clock that has been put back says nothing about which of the two came first.
		if (last && last.at > document.edited_at && last.at <= now) return;
	}
	const { doc } = await loadDocument(tx, room);
	const body = stateOf(doc);
	const figures = body && figuresOf(doc);
	doc.destroy();
	if (body === null || figures === null) {
		// Nothing of it could be put back later; the others' go on.
		console.error(`文件 ${room} 這次沒有留存成：寫出來的讀不回來。`);
		return;
	}
	if (of.kind === 'restore' && (await isKept(tx, room, body))) return;
	await insert(tx, room, { of, body, figures, now, spared });
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
	const body = await bodyOf(tx, room, label);
	if (!body || !isReadable(body) || !isLoadable(body)) return false;
	await keepUnreadable(tx, room, now);
	await tx.deleteFrom('document_update').where('room', '=', room).execute();
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
