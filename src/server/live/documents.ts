import * as Y from 'yjs';
import { designText, designValues, textFields, type TextField } from '#workflow/design.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import type { Phase } from '#workflow/class.machine.ts';
import { inPortions } from '../store/portions.ts';
import type { Database, Tables } from '../store/schema.ts';
import { isReadable, isSaidBy, stateOf } from './readable.ts';
import { Ledger } from './cost/ledger.ts';
import { applyWithin, isKnownSlow, mostSteps, noteSlow, Tangled } from './cost/tangle.ts';

/** One update of a team's document, checked and on its way to the disk. */
export interface Write {
	room: string;
	author: number;
	memberId: string;
	body: Uint8Array;
}

const firstEpoch = 1;
/** The row that holds everything which is no longer in the log; other labels are kept states. */
export const compactedLabel = 'compacted';

/**
 * A document with all its parts in place. A part that is only asked for once something is in it is
 * put together anew by Yjs, which leaves some of what a strange update put there behind: the
 * document could then not be written out any more.
 */
function newDesign(): Y.Doc {
	const doc = new Y.Doc();
	designValues(doc);
	for (const field of Object.keys(textFields) as TextField[]) designText(doc, field);
	return doc;
}

export interface Loaded {
	doc: Y.Doc;
	rows: number;
	bytes: number;
	/** False when part of what is stored cannot be read. */
	isWhole: boolean;
	/** How many steps it takes, and whose they are; without it, none so far. */
	ledger?: Ledger;
	/** Which member each of its author ids belongs to. */
	members?: ReadonlyMap<number, string>;
}

/** Rooms of which it has been said that they cannot be read: they are read many times a minute. */
const complainedOf = new Set<string>();

function complain(room: string, error: unknown): void {
	if (complainedOf.has(room)) return;
	complainedOf.add(room);
	console.error(`文件 ${room} 有讀不懂的更新，先略過；老師可以從留存復原：`, error);
}

/** A document from the rows of its log, the first of which may be states; those it cannot take are left out. */
function putTogether(
	room: string,
	bodies: readonly Uint8Array[],
	stateCount: number,
): Pick<Loaded, 'doc' | 'isWhole' | 'ledger'> {
	const doc = newDesign();
	const ledger = new Ledger();
	let isWhole = true;
	for (const [index, body] of bodies.entries()) {
		const isState = index < stateCount;
		try {
			if (isKnownSlow(body) || !isReadable(body))
				throw new RangeError('not to be read again on every device');
			applyWithin(doc, body, { most: mostSteps.state, ledger, isState });
		} catch (error) {
			// One row that cannot be read must not lock a team out of all its other words.
			isWhole = false;
			complain(room, error);
			if (!(error instanceof Tangled)) continue;
			// It has left half of itself behind: once more, without it.
			noteSlow(body);
			doc.destroy();
			return putTogether(room, bodies, stateCount);
		}
	}
	if (!isWhole) {
		// What leans on that can be shown nowhere, and would be taken on a device for words of its own.
		doc.store.pendingStructs = null;
		doc.store.pendingDs = null;
	}
	return { doc, isWhole, ledger };
}

/** Reads a team's document as it stands on the disk, inside whatever transaction one is in. */
export async function loadDocument(db: Database, room: string): Promise<Loaded> {
	const base = await db
		.selectFrom('document_snapshot')
		.select('body')
		.where('room', '=', room)
		.where('label', '=', compactedLabel)
		.executeTakeFirst();
	const updates = await db
		.selectFrom('document_update')
		.select('body')
		.where('room', '=', room)
		.orderBy('id')
		.execute();
	const bodies = [...(base ? [base] : []), ...updates].map(({ body }) => body);
	const { doc, isWhole, ledger } = putTogether(room, bodies, base ? 1 : 0);
	if (isWhole) complainedOf.delete(room);
	const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
	return { doc, rows: updates.length, bytes, isWhole, ledger };
}

/**
 * Whether words written now come after the hand-in or the deadline. They are kept like any other
 * and only counted apart.
 */
export function isLate(
	team: { status: TeamStatus; phase: Phase; endsAt: number | null },
	now: number,
): boolean {
	if (team.status === 'revising') return team.phase === 'closed';
	if (team.status !== 'drafting') return true;
	if (team.phase === 'design') return team.endsAt !== null && now > team.endsAt;
	return team.phase !== 'lobby' && team.phase !== 'brief';
}

async function lateRooms(tx: Database, rooms: string[], now: number): Promise<Set<string>> {
	const teams = await tx
		.selectFrom('team')
		.innerJoin('class', 'class.id', 'team.class_id')
		.select(['team.id', 'team.status', 'class.phase', 'class.ends_at as endsAt'])
		.where('team.id', 'in', rooms)
		.execute();
	return new Set(teams.filter((team) => isLate(team, now)).map(({ id }) => id));
}

const appendRows = inPortions<Omit<Tables['document_update'], 'id'>>((db, rows) =>
	db.insertInto('document_update').values(rows),
);

/** Adds what has been written to what is known of each document, or makes it known. */
const noteRooms = inPortions<Tables['document']>((db, rows) =>
	db
		.insertInto('document')
		.values(rows)
		.onConflict((conflict) =>
			conflict.column('room').doUpdateSet((row) => ({
				version: row('document.version', '+', row.ref('excluded.version')),
				bytes: row('document.bytes', '+', row.ref('excluded.bytes')),
				late_edits: row('document.late_edits', '+', row.ref('excluded.late_edits')),
				edited_at: row.ref('excluded.edited_at'),
				edited_by: row.ref('excluded.edited_by'),
			})),
		),
);

/** Appends a batch to the log in one transaction for all rooms: all of it is on disk, or none. */
export async function appendWrites(
	db: Database,
	writes: readonly Write[],
	now: number,
): Promise<void> {
	if (writes.length === 0) return;
	await db.transaction().execute(async (tx) => {
		const late = await lateRooms(tx, [...new Set(writes.map(({ room }) => room))], now);
		const rows = writes.map(({ room, author, memberId, body }) => ({
			room,
			author,
			member_id: memberId,
			at: now,
			late: late.has(room) ? 1 : 0,
			body,
		}));
		await appendRows(tx, rows);
		const rooms = new Map<string, Tables['document']>();
		for (const { room, member_id, late, body } of rows) {
			const known = rooms.get(room);
			rooms.set(room, {
				room,
				epoch: firstEpoch,
				version: 1,
				bytes: (known?.bytes ?? 0) + body.length,
				late_edits: (known?.late_edits ?? 0) + late,
				edited_at: now,
				edited_by: member_id,
			});
		}
		await noteRooms(tx, [...rooms.values()]);
	});
}

/**
 * Puts a room's log together into one row, in the transaction that deletes what it replaces. Reads
 * the disk itself, so that nothing can be deleted which is not in the new row. Answers the row's
 * size in bytes; null when part of the log could not be read, or the row could not be read back, or
 * not as it stood: the log then stays as it is.
 */
export async function compactDocument(
	db: Database,
	room: string,
	now: number,
): Promise<number | null> {
	return db.transaction().execute(async (tx) => {
		const { doc, isWhole } = await loadDocument(tx, room);
		const body = isWhole ? stateOf(doc) : null;
		const isSame = body !== null && isSaidBy(doc, body);
		doc.destroy();
		if (!isSame) return null;
		await tx
			.insertInto('document_snapshot')
			.values({ room, label: compactedLabel, at: now, body })
			.onConflict((conflict) => conflict.columns(['room', 'label']).doUpdateSet({ body, at: now }))
			.execute();
		await tx.deleteFrom('document_update').where('room', '=', room).execute();
		return body.length;
	});
}

/**
 * Gives a connection the author id it may write as in a room. An id that the same member has used
 * there before stays his; everyone else gets a fresh one, so that each id has one owner for good.
 */
export async function leaseAuthor(
	db: Database,
	lease: { room: string; memberId: string; wanted: number | null; now: number },
	fresh: () => number,
): Promise<number> {
	const { room, memberId, wanted, now } = lease;
	if (wanted !== null) {
		const held = await db
			.selectFrom('author_lease')
			.select('member_id')
			.where('room', '=', room)
			.where('author', '=', wanted)
			.executeTakeFirst();
		if (held?.member_id === memberId) return wanted;
	}
	for (;;) {
		const author = fresh();
		const { numInsertedOrUpdatedRows } = await db
			.insertInto('author_lease')
			.values({ room, author, member_id: memberId, leased_at: now })
			.onConflict((conflict) => conflict.columns(['room', 'author']).doNothing())
			.executeTakeFirstOrThrow();
		if (numInsertedOrUpdatedRows === 1n) return author;
	}
}

/** The author ids that belong to a member in a room: this device's, other tabs', earlier days'. */
export async function authorsOf(
	db: Database,
	room: string,
	memberId: string,
): Promise<Set<number>> {
	const rows = await db
		.selectFrom('author_lease')
		.select('author')
		.where('room', '=', room)
		.where('member_id', '=', memberId)
		.execute();
	return new Set(rows.map(({ author }) => author));
}

/** Which member each author id of a room belongs to. */
export async function membersIn(db: Database, room: string): Promise<Map<number, string>> {
	const query = db.selectFrom('author_lease').select(['author', 'member_id']);
	const rows = await query.where('room', '=', room).execute();
	return new Map(rows.map(({ author, member_id }) => [author, member_id]));
}

/** Which epoch a room is in: each restore from a backup begins a new one. */
export async function epochOf(db: Database, room: string): Promise<number> {
	const query = db.selectFrom('document').select('epoch').where('room', '=', room);
	return (await query.executeTakeFirst())?.epoch ?? firstEpoch;
}
