/** What may honestly be said of a review's draft. */
export type DraftLight =
	| { kind: 'untouched' }
	| { kind: 'saved'; at: number }
	| { kind: 'waiting' }
	| { kind: 'saving' }
	| { kind: 'unsaved'; reason: string };

export type Saved = { ok: true; at: number } | { ok: false; reason: string };

/**
 * How long to wait after the last change, from the first one that is not saved at the most, and after
 * a save that failed, in milliseconds.
 */
interface Timing {
	pause: number;
	longest: number;
	retry: number;
}

/**
 * Saves what is being written a moment after the pen rests, and every few seconds while it does not:
 * whoever types on and on must not lose a paragraph with the page. One save travels at a time; what is
 * written meanwhile goes with the next, so an older text never lands on a newer one. 已儲存 is
 * shown only once the server has answered for the very last change.
 */
export class Autosave<Content> {
	readonly #read: () => Content;
	readonly #send: (content: Content) => Promise<Saved>;
	readonly #show: (light: DraftLight) => void;
	readonly #timing: Timing;
	#unsent = false;
	#travelling: Promise<void> | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#latest: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;

	/** `read` tells what is written at the moment of sending: it may have come from elsewhere since. */
	constructor(
		read: () => Content,
		send: (content: Content) => Promise<Saved>,
		show: (light: DraftLight) => void,
		timing: Timing = { pause: 800, longest: 3_000, retry: 4_000 },
	) {
		this.#read = read;
		this.#send = send;
		this.#show = show;
		this.#timing = timing;
	}

	/** Whether leaving now would lose something. */
	get owes(): boolean {
		return this.#unsent || this.#travelling !== null;
	}

	/** Whether the server is being told something that it has not answered yet. */
	get isTravelling(): boolean {
		return this.#travelling !== null;
	}

	changed(): void {
		if (this.#stopped) return;
		this.#unsent = true;
		this.#show({ kind: this.#travelling ? 'saving' : 'waiting' });
		this.#later(this.#timing.pause);
		this.#latest ??= setTimeout(() => void this.flush(), this.#timing.longest);
	}

	/** Saves at once whatever is owed, and answers when nothing travels any more. */
	async flush(): Promise<void> {
		this.#forgetTimers();
		await this.#travelling;
		if (this.#unsent && !this.#stopped) await this.#save();
	}

	/** Nothing is sent from here on; for when the review itself has been handed out. */
	stop(): void {
		this.#stopped = true;
		this.#unsent = false;
		this.#forgetTimers();
	}

	#forgetTimers(): void {
		clearTimeout(this.#timer);
		clearTimeout(this.#latest);
		this.#latest = undefined;
	}

	#later(milliseconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), milliseconds);
	}

	async #save(): Promise<void> {
		this.#forgetTimers();
		this.#unsent = false;
		this.#show({ kind: 'saving' });
		const travelling = this.#send(this.#read()).then((saved) => {
			this.#travelling = null;
			if (this.#stopped) return;
			if (saved.ok) {
				this.#show(this.#unsent ? { kind: 'waiting' } : { kind: 'saved', at: saved.at });
				return;
			}
			// What failed is owed again, with whatever has been written since.
			this.#unsent = true;
			this.#show({ kind: 'unsaved', reason: saved.reason });
			this.#later(this.#timing.retry);
		});
		this.#travelling = travelling;
		await travelling;
	}
}
