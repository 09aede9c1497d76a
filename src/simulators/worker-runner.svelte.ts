import { untrack } from 'svelte';
import { WorkerPool, type Beside } from './worker-pool.ts';

export type { Beside } from './worker-pool.ts';

export interface RunnerNeeds<Input, Output> {
	/** Makes the worker; may throw where there are none. */
	open: () => Beside<Input, Output>;
	/**
	 * The same work on the page's own thread, for where there is no worker. It may import the model
	 * first: `async (input) => (await import('./jobs.ts')).doJob(input)`.
	 */
	here: (input: Input) => Output | Promise<Output>;
	/** Cuts a question into shares for several workers; left out, one worker answers it whole. */
	cut?: (input: Input) => readonly Input[];
	/** Puts the shares' answers together, in the order in which they were cut; as `here`, perhaps late. */
	merge?: (outputs: readonly Output[], input: Input) => Output | Promise<Output>;
	/** At most so many workers; left out, one, or where questions are cut as many as are useful. */
	size?: number;
	/** What is known from the start, for example from the server. */
	first?: Shown<Input, Output>;
}

/** An answer together with its question: sentences about it must not mix in newer inputs. */
export interface Shown<Input, Output> {
	readonly input: Input;
	readonly output: Output;
}

const cannot = '這個設定現在算不出來，請換一個數字，或按「全部還原」再試。';

/**
 * Runs a slow model beside the page. The newest input wins: of those that arrive during a run only
 * the last is put next, and an answer to an older one is dropped, never shown. For sums of a second
 * or less; what takes longer is better cancelled, with a WorkerPool.
 */
export class WorkerRunner<Input, Output> {
	/** The answer to show; stays on the last good one while a new one is on its way. */
	shown: Shown<Input, Output> | undefined = $state.raw();
	busy = $state(false);
	/** One zh-TW sentence when the newest input could not be answered; else empty. */
	problem = $state('');

	readonly #needs: RunnerNeeds<Input, Output>;
	readonly #pool: WorkerPool<Input, Output>;
	#started = false;
	#running: Input | undefined;
	#newest: Input | undefined;
	#name: string | undefined;

	constructor(needs: RunnerNeeds<Input, Output>) {
		this.#needs = needs;
		this.#pool = new WorkerPool<Input, Output>({
			open: needs.open,
			here: needs.here,
			...(needs.size !== undefined || !needs.cut ? { size: needs.size ?? 1 } : {}),
		});
		this.shown = needs.first;
		this.#name = needs.first && JSON.stringify(needs.first.input);
	}

	/** From here on questions are put; call what it returns to end it. */
	start(): () => void {
		this.#started = true;
		untrack(() => this.#put());
		return () => {
			this.#started = false;
			this.#pool.stop();
			this.#newest ??= this.#running;
			this.#running = undefined;
		};
	}

	/** Asks for this input's answer; asking for what is shown or on its way does nothing. */
	ask(input: Input): void {
		const name = JSON.stringify(input);
		if (name === this.#name) return;
		this.#name = name;
		// Props of a page are proxies, which no worker can be sent: what travels is a plain copy.
		this.#newest = $state.snapshot(input) as Input;
		this.busy = true;
		this.problem = '';
		untrack(() => this.#put());
	}

	/** Takes an answer that somebody else has found; what was on its way is no longer wanted. */
	take(known: Shown<Input, Output>): void {
		this.#name = JSON.stringify(known.input);
		this.#newest = undefined;
		this.#running = undefined;
		this.#pool.cancel();
		this.shown = known;
		this.busy = false;
		this.problem = '';
	}

	#put(): void {
		if (!this.#started || this.#running !== undefined || this.#newest === undefined) return;
		const input = this.#newest;
		this.#newest = undefined;
		this.#running = input;
		this.#pool.begin(this.#needs.cut?.(input) ?? [input], {
			done: (outputs) => {
				const output = this.#needs.merge ? this.#needs.merge(outputs, input) : outputs[0];
				const show = (merged: Output | undefined) =>
					this.#hear(input, () => {
						if (merged !== undefined) this.shown = { input, output: merged };
					});
				if (output instanceof Promise) void output.then(show, () => this.#fail(input));
				else show(output);
			},
			failed: () => this.#fail(input),
		});
	}

	#fail(input: Input): void {
		this.#hear(input, () => (this.problem = cannot));
	}

	#hear(input: Input, show: () => void): void {
		// While shares were put together another answer may have been taken over.
		if (this.#running !== input) return;
		this.#running = undefined;
		if (this.#newest !== undefined) {
			this.#put();
			return;
		}
		this.busy = false;
		show();
	}
}
