/** More than two clocks of one device drift apart, in milliseconds. */
const jumpMilliseconds = 2_000;

/**
 * The server's clock, as this device best knows it. Every timer on screen goes by it, so that a
 * phone whose own clock is wrong, or is set while the page is open, counts down like the wall.
 */
export class ServerClock {
	/** The server's time, epoch milliseconds, moving once a second while somebody watches. */
	now = $state(Date.now());
	/** What the server's time is ahead of the steady clock, which nobody can set. */
	#offset = Date.now() - performance.now();
	#known = false;
	/** What the device's own clock was ahead of the steady one when the server was last heard. */
	#ownOffset = 0;
	#watchers = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** A time just read from a message. A message may be slow but never early, so the latest wins. */
	hear(serverNow: number): void {
		const offset = serverNow - performance.now();
		if (!this.#known || offset > this.#offset) this.#offset = offset;
		this.#known = true;
		this.#ownOffset = Date.now() - performance.now();
		this.now = this.read();
	}

	/** Forgets what it knew: a device may have slept, and on some the steady clock sleeps too. */
	restart(): void {
		this.#known = false;
	}

	/** Whether the device has slept or its clock was set, so that the server had better be asked. */
	hasJumped(): boolean {
		const jump = Date.now() - performance.now() - this.#ownOffset;
		return this.#known && Math.abs(jump) > jumpMilliseconds;
	}

	/** The server's time now, epoch milliseconds. */
	read(): number {
		return Math.round(performance.now() + this.#offset);
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
