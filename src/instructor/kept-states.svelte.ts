import type { Told } from '#live/command.ts';

/** How far the list may lie behind the design while it is looked at, in milliseconds. */
const behindMilliseconds = 3_000;

/**
 * What was kept of a team's design, as a list that is being looked at. A state is kept just after
 * somebody has written, so it is asked for again a moment after the design has moved on; and without
 * a word where that fails, for nobody has asked for anything.
 */
export class KeptStates<Kept> {
	list = $state.raw<readonly Kept[] | null>(null);
	readonly #quietly: () => Promise<Told<readonly Kept[]>>;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked = 0;

	constructor(quietly: () => Promise<Told<readonly Kept[]>>) {
		this.#quietly = quietly;
	}

	/** Puts an answer into the list, unless a later question has been asked meanwhile. */
	async take(answer: Promise<Told<readonly Kept[]>>): Promise<void> {
		this.#asked += 1;
		const asked = this.#asked;
		const told = await answer;
		if (told.ok && asked === this.#asked) this.list = told.data ?? [];
	}

	/** The design has moved on. */
	movedOn(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.take(this.#quietly());
		}, behindMilliseconds);
	}

	/** It is not looked at any more. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
