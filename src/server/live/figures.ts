import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type * as Y from 'yjs';
import { asWritten, missingFields, requiredFields } from '#workflow/design.ts';
import type { Database } from '../store/schema.ts';
import { compactedLabel } from './documents.ts';
import { isReadable } from './readable.ts';
import { loadState } from './cost/tangle.ts';

/** What a list tells of a kept state; worked out once, as a large one takes long to open. */
export interface Figures {
	characters: number;
	/** How many of the required fields were filled. */
	filled: number;
	plan_name: string;
	/** Two that read the same have the same, whoever wrote them how often. */
	reading: string;
}

/** More of a plan's name than a list shows. */
const mostNameCharacters = 200;

export function figuresOf(doc: Y.Doc): Figures {
	// What is beyond the limit of a field can be lost as well.
	const written = asWritten(doc);
	return {
		characters: [...Object.values(written.text).join('')].length,
		filled: requiredFields.length - missingFields(written).length,
		plan_name: [...written.text.planName.trim()].slice(0, mostNameCharacters).join(''),
		reading: createHash('sha256').update(JSON.stringify(written)).digest('base64'),
	};
}

/** The figures of a state; null for one that could not be put back. Others come in between. */
export async function figuresIn(body: Uint8Array): Promise<Figures | null> {
	await nextTurn();
	if (!isReadable(body)) return null;
	await nextTurn();
	const doc = loadState(body);
	if (doc === null) return null;
	const figures = figuresOf(doc);
	doc.destroy();
	return figures;
}

/**
 * The figures of a room's kept states by their labels, without those that could not be put back.
 * Only what was kept before there were figures is opened for it, each once.
 */
export async function figuresOfRoom(db: Database, room: string): Promise<Map<string, Figures>> {
	const rows = await db
		.selectFrom('document_snapshot')
		.select(['label', 'characters', 'filled', 'plan_name', 'reading'])
		.where('room', '=', room)
		.where('label', '!=', compactedLabel)
		.execute();
	const known = new Map<string, Figures>();
	for (const { label, characters, filled, plan_name, reading } of rows) {
		const isKnown =
			characters !== null && filled !== null && plan_name !== null && reading !== null;
		const figures = isKnown
			? { characters, filled, plan_name, reading }
			: await workOut(db, room, label);
		if (figures) known.set(label, figures);
	}
	return known;
}

async function workOut(db: Database, room: string, label: string): Promise<Figures | null> {
	// What nobody can read is under such a name to be kept, not to be put back.
	if (label.startsWith('unreadable:')) return null;
	const row = await db
		.selectFrom('document_snapshot')
		.select('body')
		.where('room', '=', room)
		.where('label', '=', label)
		.executeTakeFirst();
	const figures = row ? await figuresIn(row.body) : null;
	if (figures) {
		const update = db.updateTable('document_snapshot').set(figures).where('room', '=', room);
		await update.where('label', '=', label).execute();
	}
	return figures;
}
