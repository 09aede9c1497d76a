import { untrack } from 'svelte';
import { WorkerRunner, type RunnerNeeds, type Shown } from './worker-runner.svelte.ts';

/**
 * A slow model's answers to the present setting and to the pinned one. What is pinned is what was
 * shown, so its answer is usually there already and nothing is run; after a link or an undo a
 * worker finds it.
 */
export class ComparedRuns<Input, Output> {
	readonly #now: WorkerRunner<Input, Output>;
	readonly #before: WorkerRunner<Input, Output>;
	#wanted: string | null = $state(null);

	constructor(needs: RunnerNeeds<Input, Output>) {
		this.#now = new WorkerRunner(needs);
		this.#before = new WorkerRunner({ ...needs, first: undefined });
	}

	/** The newest finished answer with the input it belongs to. */
	get shown(): Shown<Input, Output> | undefined {
		return this.#now.shown;
	}

	/** The pinned setting's answer; undefined while nothing is pinned, or it is on its way. */
	get pinned(): Shown<Input, Output> | undefined {
		const { shown } = this.#before;
		return shown && JSON.stringify(shown.input) === this.#wanted ? shown : undefined;
	}

	/** An answer is on its way, for either setting. */
	get busy(): boolean {
		return this.#now.busy || (this.#wanted !== null && this.#before.busy);
	}

	/** One zh-TW sentence when one of the two could not be answered; else empty. */
	get problem(): string {
		return this.#now.problem || (this.#wanted === null ? '' : this.#before.problem);
	}

	/** From here on questions are put; call what it returns to end it. */
	start(): () => void {
		const stops = [this.#now.start(), this.#before.start()];
		return () => {
			for (const stop of stops) stop();
		};
	}

	/** Asks for both; `pinned` is null while nothing is. Call it from an effect. */
	ask(now: Input, pinned: Input | null): void {
		this.#now.ask(now);
		const { shown } = this.#now;
		untrack(() => this.#askBefore(pinned, shown));
	}

	#askBefore(pinned: Input | null, shown: Shown<Input, Output> | undefined): void {
		this.#wanted = pinned === null ? null : JSON.stringify(pinned);
		if (pinned === null) return;
		if (shown && JSON.stringify(shown.input) === this.#wanted) {
			if (!this.pinned) this.#before.take(shown);
		} else this.#before.ask(pinned);
	}
}
