import * as Y from 'yjs';
import {
	authorsOf,
	designPlaces,
	keysSaidOnlyIn,
	placeOfKey,
	sayingsIn,
	standsIn,
	type DesignPlace,
	type Sayings,
} from '#workflow/design-keys.ts';
import { asWritten, type Design } from '#workflow/design.ts';
import { evidenceFor, readEvidenceKey, type Claim, type Evidence } from '#workflow/evidence.ts';
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
	/** All of the copy, also what is longer than may be handed in. */
	design: Design;
	/** Where something is written or chosen that is not known elsewhere, in the order of the form. */
	places: DesignPlace[];
	/** Whether any of that was written or chosen on this very device. */
	isWrittenHere: boolean;
	/** Other copies all of whose words stand in this one: they are offered with it, and go with it. */
	also: string[];
	/** What was taken away here and still stands in the design on screen. */
	takenAway: { places: DesignPlace[]; evidence: Partial<Record<Claim, Evidence[]>> };
}

/** A document as it is read here. */
interface Reading {
	said: Sayings;
	design: Design;
}

const readingOf = (doc: Y.Doc): Reading => ({ said: sayingsIn(doc), design: asWritten(doc) });

/** The document as the server is known to have it: without what its own authors had not sent. */
function arrivedPart(doc: Y.Doc, arrived: ReadonlyMap<number, number>): Reading {
	const { ds } = Y.snapshot(doc);
	const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
	for (const [author, clock] of arrived) {
		vector.set(author, Math.min(clock, vector.get(author) ?? 0));
	}
	const part = Y.createDocFromSnapshot(doc, Y.createSnapshot(ds, vector));
	const reading = readingOf(part);
	part.destroy();
	return reading;
}

/** What was taken away under some keys, as the design on screen still has it. */
function takenAwayOf(keys: readonly string[], { said }: Reading, present: Reading | null) {
	const places = new Set<DesignPlace>();
	const evidence: LeftWork['takenAway']['evidence'] = {};
	for (const key of keys) {
		const place = said.get(key) === null ? placeOfKey(key) : null;
		if (place === null) continue;
		const piece = readEvidenceKey(key);
		if (!piece) places.add(place);
		else if (present) {
			const { claim, id } = piece;
			const stood = evidenceFor(present.design, claim).filter((one) => one.id === id);
			evidence[claim] = [...(evidence[claim] ?? []), ...stood];
		}
	}
	return { places: [...places], evidence };
}

/** What a copy was found to hold, and what it says under the keys that make it worth offering. */
interface Found {
	left: LeftWork;
	written: Sayings;
	/** The authors of that. */
	writers: ReadonlySet<number>;
	/** Whether there is nothing in it that cannot be read for want of a piece. */
	isWhole: boolean;
	/** Whether the copy says nothing at all beside the design on screen. */
	saysNothing: boolean;
}

/** What a copy holds that `present`, the design on screen, does not; null for a copy in use. */
function readLeft(
	copy: LeftCopy,
	here: { memberId: string | null; teamId: string | null; epoch: number | null },
	present: Reading | null,
): Found | null {
	const of = readName(copy.name);
	if (!of) return null;
	const isOwnSeat = of.memberId === here.memberId;
	const isOwnTeam = of.teamId === here.teamId;
	if (isOwnSeat && isOwnTeam && !of.isAside && of.epoch === here.epoch) return null;
	// Nothing may be cleared away here: the words before and after have to be told apart.
	const doc = new Y.Doc({ gc: false });
	for (const update of copy.updates) Y.applyUpdate(doc, update);
	const reading = readingOf(doc);
	const why = of.isAside
		? 'refused'
		: !isOwnSeat
			? 'formerSeat'
			: isOwnTeam
				? 'restored'
				: 'otherTeam';
	const shown = isOwnTeam ? present : null;
	const known = [
		...(why === 'otherTeam' || why === 'formerSeat' ? [arrivedPart(doc, copy.arrived)] : []),
		...(shown ? [shown] : []),
	].map(({ said }) => said);
	// What waits for a piece that is missing cannot be read, and so cannot be compared.
	const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null;
	const [first = new Map(), ...others] = known;
	const keys = keysSaidOnlyIn(reading.said, first).filter((key) =>
		others.every((other) => keysSaidOnlyIn(reading.said, other).includes(key)),
	);
	// What somebody wiped is no words of his: it is offered only beside something that he wrote. Nor
	// are words from before a restore that stand in today's design among others.
	const written = keys.filter(
		(key) =>
			reading.said.get(key) !== null &&
			!(why === 'restored' && shown && stands(key, reading.said, shown.said)),
	);
	const places = new Set(written.map(placeOfKey));
	const writers = new Set(written.flatMap((key) => [...authorsOf(doc, key)]));
	doc.destroy();
	const left: LeftWork = {
		name: copy.name,
		why,
		teamId: of.teamId,
		design: reading.design,
		places: designPlaces.filter((place) => places.has(place)),
		...{ isWrittenHere: false, also: [] },
		takenAway: takenAwayOf(keys, reading, shown),
	};
	return {
		left,
		written: new Map(written.map((key) => [key, reading.said.get(key) ?? null])),
		...{ writers, isWhole },
		saysNothing: shown !== null && isWhole && keys.length === 0,
	};
}

const stands = (key: string, said: Sayings, elsewhere: Sayings): boolean =>
	standsIn(key, said.get(key) ?? null, elsewhere.get(key) ?? null);

/** Of copies from before several restores, those that hold all of another's words stand for it too. */
function together(found: readonly Found[]): LeftWork[] {
	const isWithin = (one: Found, other: Found): boolean =>
		one.isWhole &&
		one.left.why === 'restored' &&
		other.left.why === 'restored' &&
		[...one.written.keys()].every(
			(key) => other.written.has(key) && stands(key, one.written, other.written),
		);
	const offered: Found[] = [];
	for (const one of found) {
		const larger = offered.find((other) => isWithin(one, other));
		if (larger) {
			larger.left.also.push(one.left.name);
			continue;
		}
		for (const smaller of offered.filter((other) => isWithin(other, one))) {
			one.left.also.push(smaller.left.name, ...smaller.left.also);
			offered.splice(offered.indexOf(smaller), 1);
		}
		offered.push(one);
	}
	return offered.map(({ left }) => left);
}

/** The classes of which this device holds a copy. */
export const classesOf = (names: readonly string[]): string[] => [
	...new Set(names.flatMap((name) => readName(name)?.classId ?? [])),
];

/**
 * Looks through this device's copies of a class for what is said nowhere else: of before a restore,
 * of another team, of a seat that it no longer has, or refused. `inMemory` are those of a device that
 * keeps nothing. Copies from before a restore that say nothing but what is on screen too are removed.
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
	/** The document on screen; null where there is none. */
	present: Y.Doc | null,
	inMemory: readonly LeftCopy[] = [],
): Promise<LeftWork[]> {
	const found: Found[] = [];
	/** The author ids that this device has written under. */
	const own = new Set<number>();
	const seen = new Set<string>();
	const read = (copy: LeftCopy) => {
		seen.add(copy.name);
		for (const author of copy.arrived.keys()) own.add(author);
		const known = readLeft(copy, here, present && readingOf(present));
		if (known && known.left.places.length > 0) found.push(known);
		return known;
	};
	for (const name of await store.names().catch(() => [])) {
		const of = readName(name);
		if (of?.classId !== here.classId) continue;
		try {
			const { updates: kept, arrived, close } = await store.open(name);
			close();
			// Of what this page has just left, the last words may not be on the device yet.
			const also = inMemory.find((copy) => copy.name === name)?.updates ?? [];
			const known = read({ name, updates: [...kept, ...also], arrived });
			if (known?.saysNothing && known.left.why === 'restored') await store.remove(name);
		} catch (error) {
			console.warn(`copy ${name} could not be read:`, error);
		}
	}
	for (const copy of inMemory) if (!seen.has(copy.name)) read(copy);
	for (const { left, writers } of found)
		left.isWrittenHere = [...writers].some((author) => own.has(author));
	return together(found);
}
