interface Move {
	/** Undefined where nobody had decided. */
	was: unknown;
	now: unknown;
}

/**
 * What this device's hand has moved of the design's values, so that it can be put back, the last
 * move first. A value that somebody else has moved on since is no longer this hand's to put back.
 */
export class OwnMoves {
	/** The book itself; what is shown follows it. Whoever writes in it must not come to depend on it. */
	#moves: Readonly<Record<string, readonly Move[]>> = {};
	#shown = $state.raw(this.#moves);
	/** Moves under way: one drag is one move, however often it is written. */
	readonly #begun = new Map<string, { was: unknown; now: unknown; earlier: readonly Move[] }>();

	begin(key: string, was: unknown): void {
		if (this.#begun.has(key)) return;
		this.#begun.set(key, { was, now: was, earlier: this.#moves[key] ?? [] });
	}

	/** Where the hand has it now. */
	note(key: string, now: unknown): void {
		const begun = this.#begun.get(key);
		if (!begun) return;
		begun.now = now;
		const { was, earlier } = begun;
		this.#put(key, now === was ? earlier : [...earlier, { was, now }]);
	}

	end(key: string): void {
		this.#begun.delete(key);
	}

	/** Whether a move is under way, and nobody else has moved the value since it began. */
	isUnderWay(key: string): boolean {
		return this.#begun.has(key);
	}

	/** The move that would be put back. */
	last(key: string): Move | null {
		return this.#shown[key]?.at(-1) ?? null;
	}

	/** Takes the last move off the list. */
	pop(key: string): Move | null {
		const moves = this.#moves[key] ?? [];
		this.#put(key, moves.slice(0, -1));
		return moves.at(-1) ?? null;
	}

	/** Forgets what is not as this hand has left it. */
	compare(valueOf: (key: string) => unknown): void {
		for (const key of new Set([...Object.keys(this.#moves), ...this.#begun.keys()])) {
			const left = this.#begun.get(key) ?? this.#moves[key]?.at(-1);
			if (!left || left.now === valueOf(key)) continue;
			this.#put(key, []);
			// A drag that goes on begins where others have it now.
			this.#begun.delete(key);
		}
	}

	forgetAll(): void {
		this.#moves = this.#shown = {};
		this.#begun.clear();
	}

	#put(key: string, moves: readonly Move[]): void {
		this.#moves = this.#shown = { ...this.#moves, [key]: moves };
	}
}
