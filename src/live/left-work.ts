import * as Y from 'yjs';
import {
	emptyDesign,
	materialise,
	numberFields,
	requiredFields,
	textFields,
	type Design,
	type DesignField,
	type NumberField,
	type TextField,
} from '#workflow/design.ts';
import { evidenceFor, isClaimField, type Evidence } from '#workflow/evidence.ts';
import type { DeviceStore } from './local-copy.ts';

/** Which document a copy on this device is of. */
export interface CopyOf {
	classId: string;
	teamId: string;
	memberId: string;
	epoch: number;
}

const prefix = 'll';
const aside = 'aside';

/** What this device calls its copy of a document. */
export const copyName = ({ classId, teamId, memberId, epoch }: CopyOf): string =>
	[prefix, classId, teamId, memberId, epoch].join(':');

/** What it calls a copy that the server would not take, put aside at a moment (epoch ms). */
export const asideName = (of: CopyOf, at: number): string => [copyName(of), aside, at].join(':');

function readName(name: string): (CopyOf & { isAside: boolean }) | null {
	const [head, classId, teamId, memberId, epoch, mark] = name.split(':');
	if (head !== prefix || !classId || !teamId || !memberId || !epoch) return null;
	return { classId, teamId, memberId, epoch: Number(epoch), isAside: mark === aside };
}

/** A copy as it was read: everything in it, and how far the server is known to have it. */
export interface LeftCopy {
	name: string;
	updates: readonly Uint8Array[];
	arrived: ReadonlyMap<number, number>;
}

/** Words on this device that are in no design the server shows here. */
export interface LeftWork {
	/** The copy that holds them. */
	name: string;
	/**
	 * `restored`: written before the design was put back to an earlier state. `otherTeam`: written for a team
	 * one is no longer in, and never sent. `formerSeat`: the same for a seat that one no longer has.
	 * `refused`: not taken by the server.
	 */
	why: 'restored' | 'otherTeam' | 'formerSeat' | 'refused';
	teamId: string;
	design: Design;
	/** The fields that say something here which is not known elsewhere, in the order of the form. */
	fields: DesignField[];
}

function isSaidOnlyIn(design: Design, other: Design, field: DesignField): boolean {
	if (isClaimField(field)) {
		const said = (one: Evidence) => JSON.stringify(one);
		const known = new Set(evidenceFor(other, field).map(said));
		if (evidenceFor(design, field).some((one) => !known.has(said(one)))) return true;
	}
	if (field in textFields) {
		const words = design.text[field as TextField].trim();
		return words !== '' && words !== other.text[field as TextField].trim();
	}
	if (field in numberFields) {
		const number = field as NumberField;
		if (!design.numbersSet.includes(number)) return false;
		return !other.numbersSet.includes(number) || design.numbers[number] !== other.numbers[number];
	}
	if (field === 'weakestFactor') {
		return design.weakestFactor !== null && design.weakestFactor !== other.weakestFactor;
	}
	return design.chosenStrategies.some((strategy) => !other.chosenStrategies.includes(strategy));
}

/** The document as the server is known to have it: without what its own authors had not sent. */
function arrivedPart(doc: Y.Doc, arrived: ReadonlyMap<number, number>): Design {
	const { ds } = Y.snapshot(doc);
	const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
	for (const [author, clock] of arrived) {
		vector.set(author, Math.min(clock, vector.get(author) ?? 0));
	}
	const part = Y.createDocFromSnapshot(doc, Y.createSnapshot(ds, vector));
	const design = materialise(part);
	part.destroy();
	return design;
}

/** What a copy holds that `present`, the design on screen, does not; null for a copy in use. */
function readLeft(
	copy: LeftCopy,
	here: { memberId: string | null; teamId: string | null; epoch: number | null },
	present: Design,
): LeftWork | null {
	const of = readName(copy.name);
	if (!of) return null;
	const isOwnSeat = of.memberId === here.memberId;
	const isOwnTeam = of.teamId === here.teamId;
	if (isOwnSeat && isOwnTeam && !of.isAside && of.epoch === here.epoch) return null;
	// Nothing may be cleared away here: the words before and after have to be told apart.
	const doc = new Y.Doc({ gc: false });
	for (const update of copy.updates) Y.applyUpdate(doc, update);
	const design = materialise(doc);
	const why = of.isAside
		? 'refused'
		: !isOwnSeat
			? 'formerSeat'
			: isOwnTeam
				? 'restored'
				: 'otherTeam';
	const known = [
		...(why === 'otherTeam' || why === 'formerSeat' ? [arrivedPart(doc, copy.arrived)] : []),
		...(isOwnTeam ? [present] : []),
	];
	doc.destroy();
	const fields = requiredFields.filter((field) =>
		[emptyDesign(), ...known].every((other) => isSaidOnlyIn(design, other, field)),
	);
	return { name: copy.name, why, teamId: of.teamId, design, fields };
}

/** The classes of which this device holds a copy. */
export const classesOf = (names: readonly string[]): string[] => [
	...new Set(names.flatMap((name) => readName(name)?.classId ?? [])),
];

/**
 * Looks through this device's copies of a class for words that are nowhere else: of before a
 * restore, of another team, of a seat that it no longer has, or refused. `inMemory` are those of a device that keeps nothing.
 * Copies that hold nothing but what the present design says too are removed.
 */
export async function findLeftWork(
	store: DeviceStore,
	here: {
		classId: string;
		/** Null where this device has no seat in the class any more. */
		memberId: string | null;
		teamId: string | null;
		epoch: number | null;
	},
	present: Design,
	inMemory: readonly LeftCopy[] = [],
): Promise<LeftWork[]> {
	const found: LeftWork[] = [];
	const seen = new Set<string>();
	const read = (copy: LeftCopy): LeftWork | null => {
		seen.add(copy.name);
		const left = readLeft(copy, here, present);
		if (left && left.fields.length > 0) found.push(left);
		return left;
	};
	for (const name of await store.names().catch(() => [])) {
		const of = readName(name);
		if (of?.classId !== here.classId) continue;
		try {
			const { updates, arrived, close } = await store.open(name);
			close();
			const left = read({ name, updates, arrived });
			if (left?.fields.length === 0 && left.why === 'restored') await store.remove(name);
		} catch (error) {
			console.warn(`copy ${name} could not be read:`, error);
		}
	}
	for (const copy of inMemory) if (!seen.has(copy.name)) read(copy);
	return found;
}
