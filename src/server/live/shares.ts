import * as Y from 'yjs';
import { goesOnFrom } from './cost/passing.ts';
import { itemsIn } from './cost/tangle.ts';

type Struct = Y.GC | Y.Item;

/** What a letter takes at most, in bytes, where it is written out. */
const bytesPerLetter = 3;
/** And a piece beside its letters: whose it is, where it stands, and what has been deleted of it. */
const bytesPerPiece = 24;

/** How long values are, which stay as they are: each is written out once to know it. */
const lettersOfValues = new WeakMap<object, number>();

function lettersOf(values: readonly unknown[]): number {
	const known = lettersOfValues.get(values);
	if (known !== undefined) return known;
	const letters = values.reduce<number>((sum, each) => sum + `${JSON.stringify(each)}`.length, 0);
	lettersOfValues.set(values, letters);
	return letters;
}

/** What a piece takes at most of what is written out; what has been deleted takes next to nothing. */
function bytesOf(piece: Struct): number {
	if (piece.deleted || !(piece instanceof Y.Item)) return bytesPerPiece;
	const { content } = piece;
	if (content instanceof Y.ContentString)
		return bytesPerPiece + bytesPerLetter * content.str.length;
	return bytesPerPiece + bytesPerLetter * lettersOf(content.getContent());
}

/**
 * What each member has made of a document: his pieces, and the bytes of what he has written.
 *
 * A piece is on the account of whoever made it one. What begins anew is its author's. What only goes
 * on in its author's words before it was torn from them: it is on the account of whoever tore it, as
 * long as that is known, which is while the document is open, and afterwards on nobody's. A text that
 * others tear apart takes nothing from the member who wrote it.
 */
export class Shares {
	readonly #doc: Y.Doc;
	readonly #memberOf: ReadonlyMap<number, string>;
	/** By author, how many pieces begin anew before a clock: as many for good, whatever becomes of them. */
	readonly #begun = new Map<number, { clock: number; pieces: number }>();
	/** By member, how many more pieces there were after what he did than he had begun. */
	readonly #torn = new Map<string, number>();

	constructor(doc: Y.Doc, memberOf: ReadonlyMap<number, string>) {
		this.#doc = doc;
		this.#memberOf = memberOf;
	}

	/** Of how many pieces of a member's making the document is. */
	piecesOf(memberId: string): number {
		const torn = this.#torn.get(memberId) ?? 0;
		// Of what was torn much is gone again, whoever has deleted it.
		const most = torn > 0 ? itemsIn(this.#doc) - this.#begunBy() : 0;
		return this.#begunBy(memberId) + Math.max(0, Math.min(torn, most));
	}

	/**
	 * Whether what a member has written may take more than so many bytes. What lies beyond them is not
	 * looked at: whoever has written much is asked about as quickly as whoever has not.
	 */
	isOver(memberId: string, most: number): boolean {
		let bytes = 0;
		for (const [author, pieces] of this.#doc.store.clients) {
			if (this.#memberOf.get(author) !== memberId) continue;
			for (const piece of pieces) {
				bytes += bytesOf(piece as Struct);
				if (bytes > most) return true;
			}
		}
		return bytes > most;
	}

	/** Puts in what a member has sent, and on his account what it tears apart. */
	enter(memberId: string, putIn: () => void): void {
		const before = itemsIn(this.#doc) - this.#begunBy();
		putIn();
		const more = itemsIn(this.#doc) - this.#begunBy() - before;
		this.#torn.set(memberId, Math.max(0, (this.#torn.get(memberId) ?? 0) + more));
	}

	/** How many pieces a member has begun, or all of them together. */
	#begunBy(memberId?: string): number {
		let pieces = 0;
		for (const [author, structs] of this.#doc.store.clients)
			if (memberId === undefined || this.#memberOf.get(author) === memberId)
				pieces += this.#begunAs(author, structs as Struct[]);
		return pieces;
	}

	#begunAs(author: number, structs: readonly Struct[]): number {
		const known = this.#begun.get(author) ?? { clock: 0, pieces: 0 };
		const end = Y.getState(this.#doc.store, author);
		if (known.clock === end) return known.pieces;
		let { pieces } = known;
		for (
			let index = Y.findIndexSS(structs as Struct[], known.clock);
			index < structs.length;
			index += 1
		) {
			const piece = structs[index] as Struct;
			const before = structs[index - 1];
			// What became one piece with words that were counted began with them.
			if (piece.id.clock >= known.clock && !(before && goesOnFrom(before, piece))) pieces += 1;
		}
		this.#begun.set(author, { clock: end, pieces });
		return pieces;
	}
}
