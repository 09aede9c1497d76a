import * as Y from 'yjs';
import type { DeviceCopy } from './device-copy.ts';
import { writeHeldBack } from './held-back.svelte.ts';
import type { LeftCopy } from './left-work.ts';
import type { PresenceBoard } from './presence.svelte.ts';

interface Makers {
	presence: (doc: Y.Doc) => PresenceBoard;
	copy: () => DeviceCopy;
}

/** The document that takes the place of the one on screen once what the server has is in it. */
interface Coming {
	doc: Y.Doc;
	presence: PresenceBoard;
	/** The epoch of the document that stays on screen meanwhile. */
	from: number;
	/** The name under which that one is left behind. */
	leaves: string;
}

/**
 * The document on screen, and how another takes its place: after a restore, or where the server does
 * not believe this device's copy. Until the new one is here the old one stays, and what is written
 * into it is left behind with it: no word typed meanwhile is without a place.
 */
export class Changeover {
	/** On screen: views must follow it. */
	doc = $state.raw(new Y.Doc());
	presence: PresenceBoard;
	/** Documents that this page has had to leave behind. */
	left = $state.raw<readonly LeftCopy[]>([]);
	/** This device's copy of what the line is about. */
	copy: DeviceCopy;

	readonly #make: Makers;
	#coming: Coming | null = null;
	/** The copy of the document that was on screen before: its last words may still be on their way. */
	#former: DeviceCopy | null = null;

	constructor(make: Makers) {
		this.#make = make;
		this.copy = make.copy();
		this.presence = $state.raw(make.presence(this.doc));
	}

	/** What the line is about: what comes, or what is on screen. */
	get current(): { doc: Y.Doc; presence: PresenceBoard } {
		return this.#coming ?? this;
	}

	/** The epoch of what is on screen while another document comes; null when none does. */
	get from(): number | null {
		return this.#coming?.from ?? null;
	}

	/** Begins the document that takes the place of the one on screen, which is left under a name. */
	begin(from: number, leaves: string): void {
		const before = this.#coming;
		if (before) this.#drop();
		else {
			this.#former?.close();
			this.#former = this.copy;
		}
		this.copy = this.#make.copy();
		const doc = new Y.Doc();
		const presence = this.#make.presence(doc);
		this.#coming = { doc, presence, from: before?.from ?? from, leaves: before?.leaves ?? leaves };
		this.presence.forgetOthers();
	}

	/** What comes, if anything, takes the place of what is on screen; that is left behind as it is now. */
	arrive(): void {
		if (!this.#coming) return;
		writeHeldBack(this.doc);
		const { doc, presence, leaves } = this.#coming;
		const arrived = this.#former?.arrived ?? new Map<number, number>();
		const updates = [Y.encodeStateAsUpdate(this.doc)];
		this.left = [...this.left, { name: leaves, updates, arrived }];
		this.presence.destroy();
		this.#coming = null;
		this.doc = doc;
		this.presence = presence;
	}

	/** Written into a document that is being left, or has just been: it belongs with its other words. */
	writtenLate(update: Uint8Array, doc: Y.Doc, copy: DeviceCopy): void {
		copy.keep(update, false);
		const last = this.left.at(-1);
		if (doc === this.doc || !last) return;
		this.left = [...this.left.slice(0, -1), { ...last, updates: [...last.updates, update] }];
	}

	stop(): void {
		this.#drop();
		this.presence.destroy();
		this.#former?.close();
		this.copy.close();
		this.doc.destroy();
	}

	#drop(): void {
		if (!this.#coming) return;
		this.#coming.presence.destroy();
		this.#coming.doc.destroy();
		this.copy.close();
		this.#coming = null;
	}
}
