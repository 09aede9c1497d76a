import { untrack } from 'svelte';
import { answerTo, type WorkerAnswer, type WorkerQuestion } from './worker-answer.ts';

/** As much of a Worker as is used here. */
export interface Beside<Input, Output> {
	postMessage(question: WorkerQuestion<Input>): void;
	terminate(): void;
	onmessage: ((event: MessageEvent<WorkerAnswer<Output>>) => void) | null;
	onerror: ((event: ErrorEvent) => void) | null;
	onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface RunnerNeeds<Input, Output> {
	/** Makes the worker; may throw where there are none. */
	open: () => Beside<Input, Output>;
	/** The same work on the page's own thread, for where there is no worker. */
	here: (input: Input) => Output;
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
 * the last is put next, and an answer to an older one is dropped, never shown.
 */
export class WorkerRunner<Input, Output> {
	/** The answer to show; stays on the last good one while a new one is on its way. */
	shown: Shown<Input, Output> | undefined = $state.raw();
	busy = $state(false);
	/** One zh-TW sentence when the newest input could not be answered; else empty. */
	problem = $state('');

	readonly #needs: RunnerNeeds<Input, Output>;
	#worker: Beside<Input, Output> | undefined;
	/** There is no worker here, or it has failed. */
	#alone = false;
	#started = false;
	/** Counts what was put to the worker, so that a late answer is known as one. */
	#number = 0;
	#running: Input | undefined;
	#newest: Input | undefined;
	#name: string | undefined;

	constructor(needs: RunnerNeeds<Input, Output>) {
		this.#needs = needs;
		this.shown = needs.first;
		this.#name = needs.first && JSON.stringify(needs.first.input);
	}

	/** From here on questions are put; call what it returns to end it. */
	start(): () => void {
		this.#started = true;
		untrack(() => this.#put());
		return () => {
			this.#started = false;
			this.#worker?.terminate();
			this.#worker = undefined;
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

	#put(): void {
		if (!this.#started || this.#running !== undefined || this.#newest === undefined) return;
		const input = this.#newest;
		this.#newest = undefined;
		this.#running = input;
		const question: WorkerQuestion<Input> = { number: ++this.#number, input };
		this.#worker ??= this.#open();
		if (this.#worker) {
			try {
				this.#worker.postMessage(question);
			} catch {
				this.#withoutWorker();
			}
			return;
		}
		// A moment later, so that the hand's own move is drawn first.
		setTimeout(() => this.#hear(answerTo(question, this.#needs.here)));
	}

	#hear(answer: WorkerAnswer<Output>): void {
		if (answer.number !== this.#number || this.#running === undefined) return;
		const input = this.#running;
		this.#running = undefined;
		if (this.#newest !== undefined) {
			this.#put();
			return;
		}
		this.busy = false;
		if ('output' in answer) this.shown = { input, output: answer.output };
		else this.problem = cannot;
	}

	/** Opened with the first question: a reader who moves nothing loads no worker. */
	#open(): Beside<Input, Output> | undefined {
		if (this.#alone) return undefined;
		try {
			const worker = this.#needs.open();
			worker.onmessage = ({ data }) => this.#hear(data);
			worker.onerror = (event) => {
				event.preventDefault();
				this.#withoutWorker();
			};
			worker.onmessageerror = () => this.#withoutWorker();
			return worker;
		} catch {
			this.#alone = true;
			return undefined;
		}
	}

	/** The worker could not be loaded or broke down: the page does the sums itself. */
	#withoutWorker(): void {
		this.#alone = true;
		this.#worker?.terminate();
		this.#worker = undefined;
		this.#newest ??= this.#running;
		this.#running = undefined;
		// Whatever the broken worker still sends belongs to an older number.
		this.#number++;
		this.#put();
	}
}
