/**
 * The server's clock, as this device best knows it. Every timer on screen goes by it, so that a
 * phone whose own clock is wrong counts down like the wall.
 */
export class ServerClock {
	/** The server's time, epoch milliseconds, moving once a second while somebody watches. */
	now = $state(Date.now());
	#offset = 0;
	#known = false;
	#watchers = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** A time just read from a message. A message may be slow but never early, so the latest wins. */
	hear(serverNow: number): void {
		const offset = serverNow - Date.now();
		if (!this.#known || offset > this.#offset) this.#offset = offset;
		this.#known = true;
		this.now = this.read();
	}

	/** Forgets what it knew: a device may have slept, or its own clock may have been set. */
	restart(): void {
		this.#known = false;
	}

	/** The server's time now, epoch milliseconds. */
	read(): number {
		return Date.now() + this.#offset;
	}

	/** Keeps `now` moving on the full second; call what it returns to stop. */
	watch(): () => void {
		this.#watchers += 1;
		if (this.#watchers === 1) this.#tick();
		return () => {
			this.#watchers -= 1;
			if (this.#watchers === 0) clearTimeout(this.#timer);
		};
	}

	#tick(): void {
		this.now = this.read();
		this.#timer = setTimeout(() => this.#tick(), 1_000 - (this.now % 1_000) + 5);
	}
}
