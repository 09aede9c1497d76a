import { whenStill } from '#ui/when-still.ts';

/** A hand that has not moved for so long has paused. Keys held down and slow drags come faster. */
const pauseMilliseconds = 120;

/** Tells a hand that keeps moving one input from single steps. */
export class Hand {
	/** The input that it keeps moving, until it pauses; undefined for a single step. */
	moving: string | undefined = $state();
	#last = { name: '', at: Number.NEGATIVE_INFINITY };
	readonly #pause = whenStill(pauseMilliseconds, () => (this.moving = undefined));

	/** A move that closely follows another of the same input belongs to a hand that keeps moving. */
	moves(name: string): void {
		const at = performance.now();
		const last = this.#last;
		this.#last = { name, at };
		if (name !== last.name) this.moving = undefined;
		else if (at - last.at < pauseMilliseconds) this.moving = name;
		if (this.moving) this.#pause.stir();
	}

	/** What a button does is no drag. */
	rests(): void {
		this.#last = { name: '', at: Number.NEGATIVE_INFINITY };
		this.moving = undefined;
	}
}
