/** So long after the last deletion what waits is offered again, in milliseconds. */
const againMilliseconds = 1_500;

/**
 * A document that is full takes no more words, and deletions are how it gets room again. The words
 * wait on this device; once anybody has deleted something they are offered anew, on a new line,
 * because one on which something was refused cannot count on.
 */
export class NoRoom {
	/** From a refusal until everything is in: then deletions go before the words that need their room. */
	isKnown = false;
	/** The present line has refused something: it is sent nothing more. */
	isHere = false;
	/** Something was deleted that has not gone before the words. */
	#mayHelp = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #offerAgain: () => void;

	constructor(offerAgain: () => void) {
		this.#offerAgain = offerAgain;
	}

	refused(): void {
		this.isKnown = true;
		this.isHere = true;
		if (this.#mayHelp) this.#soon();
	}

	/** Something was deleted, here or by a teammate. */
	deleted(): void {
		this.#mayHelp = true;
		if (this.isHere) this.#soon();
	}

	/** A new line has begun. */
	greeted(): void {
		this.isHere = false;
		clearTimeout(this.#timer);
	}

	/** What the server lacks was offered, deletions first where it was known to be full. */
	offered(): void {
		if (this.isKnown) this.#mayHelp = false;
	}

	/** Everything is in. */
	over(): void {
		this.isKnown = false;
		this.#mayHelp = false;
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	#soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(this.#offerAgain, againMilliseconds);
	}
}
