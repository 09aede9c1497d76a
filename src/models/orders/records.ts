import { type DateFormat, exchanged } from './dates.ts';
import { growingIntegers } from './growing.ts';
import type { Layout } from './layout.ts';
import { recordFields, trimmed, type RecordColumns } from './record-fields.ts';
import { decoded } from './recognise.ts';
import { collectRejected, type RejectedRows } from './rejected.ts';
import type { RoleRow } from './roles.ts';
import type { DaySpan } from './stray-days.ts';
import { rowText, textRows } from './text-rows.ts';

export interface Records<Role extends string> {
	readonly columns: RecordColumns<Role>;
	readonly rejected: RejectedRows;
	/** The line of the file where each accepted row begins, counted from 1. */
	readonly lines: Int32Array;
	/** Rows that are not blank, below the header. Accepted and rejected rows together. */
	readonly dataRows: number;
	readonly acceptedRows: number;
	readonly blankRows: number;
	/** As used: a format that a later row disproved is exchanged. */
	readonly dateFormats: Readonly<Partial<Record<Role, DateFormat>>>;
	/** Day roles that no row of the file decided. */
	readonly assumedFormats: readonly Role[];
}

/** How a long reading tells of itself and may be ended. */
export interface ReadingHooks {
	/** Called between pieces with the share done, 0–1, never falling within one reading. */
	readonly onProgress?: (share: number) => void;
	/** Asked between pieces; true ends the reading. */
	readonly shouldStop?: () => boolean;
	/** Lets others have a turn between pieces, so that a cancel can be heard. */
	readonly pause?: () => Promise<void>;
}

/** Small enough that a piece's cells are garbage before the collector moves them. */
const pieceBytes = 131_072;
const piecesBetweenPauses = 8;

/** Messages reach a worker only between tasks, so this ends one. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

interface Pass<Role extends string> {
	readonly records: Records<Role>;
	/** The day role whose assumed format a row disproved; the reading has to begin again. */
	readonly disproved: Role | null;
}

/** Reads all rows once. Null when told to stop. */
async function pass<Role extends string>(
	bytes: Uint8Array,
	roles: Readonly<Record<Role, RoleRow>>,
	layout: Layout<Role>,
	span: DaySpan | null,
	hooks: ReadingHooks,
): Promise<Pass<Role> | null> {
	const fields = recordFields(roles, layout, span);
	const lines = growingIntegers();
	const rejected = collectRejected();
	let dataRows = 0;
	let acceptedRows = 0;
	let blankRows = 0;
	let rowsToSkip = layout.hasHeader ? 1 : 0;

	const rows = textRows(layout.delimiter, (cells, line) => {
		if (line <= layout.linesBefore) return;
		if (cells.length === 1 ? trimmed(cells[0] as string) === '' : cells.every((c) => !trimmed(c))) {
			blankRows++;
			return;
		}
		if (rowsToSkip > 0) {
			rowsToSkip--;
			return;
		}
		dataRows++;
		const reason = fields.reasonAgainst(cells);
		if (reason === null) {
			fields.keep();
			lines.push(line);
			acceptedRows++;
		} else {
			rejected.add(line, reason, () => rowText(cells, layout.delimiter));
		}
	});

	const content = bytes.subarray(layout.markBytes);
	let done = 0;
	let pieces = 0;
	for (const text of decoded(content, layout.encoding, pieceBytes)) {
		if (hooks.shouldStop?.()) return null;
		done = Math.min(content.length, done + pieceBytes);
		rows.read(text, done === content.length);
		if (fields.disproved !== null) break;
		if (++pieces % piecesBetweenPauses !== 0 && done < content.length) continue;
		hooks.onProgress?.(done / content.length);
		await (hooks.pause ?? nextTask)();
	}
	if (hooks.shouldStop?.()) return null;
	return {
		disproved: fields.disproved,
		records: {
			columns: fields.columns(),
			rejected: rejected.result,
			lines: lines.done(),
			dataRows,
			acceptedRows,
			blankRows,
			dateFormats: layout.dateFormats,
			assumedFormats: layout.assumedFormats.filter(fields.undecided),
		},
	};
}

/**
 * Reads every row as the layout says, those outside `span` turned down (all days where it is null).
 * Days that only seemed to fit month first (or day first) are read again the other way as soon as
 * one row proves it. Null when told to stop.
 */
export async function readRecords<Role extends string>(
	bytes: Uint8Array,
	roles: Readonly<Record<Role, RoleRow>>,
	layout: Layout<Role>,
	span: DaySpan | null = null,
	hooks: ReadingHooks = {},
): Promise<Records<Role> | null> {
	let reading = layout;
	let furthest = 0;
	const onProgress = (share: number): void => {
		furthest = Math.max(furthest, share);
		hooks.onProgress?.(furthest);
	};
	for (;;) {
		const result = await pass(bytes, roles, reading, span, { ...hooks, onProgress });
		if (result === null || result.disproved === null) return result?.records ?? null;
		const role = result.disproved;
		const format = exchanged(reading.dateFormats[role] ?? 'plain') ?? 'plain';
		reading = {
			...reading,
			dateFormats: { ...reading.dateFormats, [role]: format },
			assumedFormats: reading.assumedFormats.filter((each) => each !== role),
		};
	}
}
