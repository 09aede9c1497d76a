import type { ChangeSet } from '@codemirror/state';

/**
 * A shared text and the editor that shows it, while each has something that the other has not. Both
 * changes are kept as they lead away from the text that the two had in common last, so that either
 * can be moved across the other, and both sides come to the same words, each of them once.
 */
export class TwoSides {
	/** What was typed and is not in the shared text yet. */
	#own: ChangeSet | null = null;
	/** What others changed and the editor does not show yet. */
	#others: ChangeSet | null = null;

	get hasOwn(): boolean {
		return this.#own !== null;
	}

	get hasOthers(): boolean {
		return this.#others !== null;
	}

	/** How many places longer the shared text gets by what was typed. */
	get longerBy(): number {
		return this.#own ? this.#own.newLength - this.#own.length : 0;
	}

	/** The editor has changed. Letters that came and went again leave nothing behind. */
	typed(changes: ChangeSet): void {
		const own = this.#own ? this.#own.compose(changes) : changes;
		this.#own = own.empty ? null : own;
	}

	/** The shared text has changed, by other hands. */
	came(changes: ChangeSet): void {
		this.#others = this.#others ? this.#others.compose(changes) : changes;
	}

	/** Hands over what was typed, as a change of the shared text; null when nothing was. */
	takeOwn(): ChangeSet | null {
		const own = this.#own;
		if (!own) return null;
		this.#own = null;
		if (!this.#others) return own;
		// At one and the same place one's own letters come first, so that a teammate who writes on
		// right behind a half-composed word never lands in the middle of it.
		const moved = own.map(this.#others, true);
		this.#others = this.#others.map(own);
		return moved;
	}

	/** Hands over what others changed, as a change of the editor; null when they changed nothing. */
	takeOthers(): ChangeSet | null {
		const others = this.#others;
		if (!others) return null;
		this.#others = null;
		if (!this.#own) return others;
		const moved = others.map(this.#own);
		this.#own = this.#own.map(others, true);
		return moved;
	}

	/** A place in the editor as a place in the shared text: among held letters, where they will be. */
	toText(position: number): number {
		const common = this.#own ? this.#own.invertedDesc.mapPos(position) : position;
		return this.#others ? this.#others.mapPos(common) : common;
	}

	/** A place in the shared text as a place in the editor; not while others' changes are held. */
	toEditor(position: number): number {
		return this.#own ? this.#own.mapPos(position) : position;
	}
}
