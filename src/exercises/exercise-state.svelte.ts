import { unbroken, type ExercisePlace, type Finding } from './frame.ts';

interface Given<Position> {
	readonly place: ExercisePlace;
	/** Where everybody begins. */
	readonly start: Position;
	/** A kept position, made to fit the words as they are now; undefined where nothing of it is left. */
	readonly read: (kept: unknown) => Position | undefined;
	/** What a position shows, kept beside it so that a page of results needs no rules. */
	readonly shown: (position: Position) => { readonly title: string; readonly finding: Finding };
}

/**
 * Where a reader stands in an exercise, kept in the reader's own browser under
 * `exercise/<lesson>/<name>`: `{ position, title, finding, at }`. Storage that is full or switched
 * off means that the position lasts until the page is left.
 */
export class ExerciseState<Position> {
	/** What the last move did, for those who do not see it. */
	told = $state('');
	#now: Position;
	#past: readonly Position[] = $state.raw([]);
	readonly #given: Given<Position>;
	readonly #key: string;

	constructor(given: Given<Position>) {
		this.#given = given;
		this.#key = `exercise/${given.place.lesson}/${given.place.name}`;
		this.#now = $state.raw(given.start);
	}

	get now(): Position {
		return this.#now;
	}
	get canUndo(): boolean {
		return this.#past.length > 0;
	}
	get isAtStart(): boolean {
		return this.#now === this.#given.start;
	}

	/** A move that can be taken back. */
	go(position: Position, told: string): void {
		this.#past = [...this.#past, this.#now];
		this.#put(position, told);
	}

	/** A change that is no move: which card is in the hand, say. */
	turn(position: Position, told: string): void {
		this.#put(position, told);
	}

	undo(): void {
		const before = this.#past.at(-1);
		if (before === undefined) return;
		this.#past = this.#past.slice(0, -1);
		this.#put(before, '復原了一步。');
	}

	/** Starting again is a move like any other. */
	restart(): void {
		if (!this.isAtStart) this.go(this.#given.start, '重新開始了；按「復原」可以回到剛才。');
	}

	/** Brings back what was kept from an earlier visit. */
	recall(): void {
		try {
			const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? 'null');
			if (typeof kept !== 'object' || kept === null || !('position' in kept)) return;
			const position = this.#given.read(kept.position);
			if (position !== undefined) this.#now = position;
		} catch {
			// Switched off, or not ours: nothing to bring back.
		}
	}

	#put(position: Position, told: string): void {
		this.#now = position;
		this.told = told;
		this.#keep();
	}

	#keep(): void {
		try {
			if (this.isAtStart) {
				localStorage.removeItem(this.#key);
				return;
			}
			const { title, finding } = this.#given.shown(this.#now);
			const kept = {
				position: this.#now,
				title,
				finding: `${unbroken(finding.headline)}。${finding.text}`,
				at: new Date().toISOString(),
			};
			localStorage.setItem(this.#key, JSON.stringify(kept));
		} catch {
			// Full or switched off: it stands until the page is left.
		}
	}
}
