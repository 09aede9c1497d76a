import { answerLater, type WorkerAnswer, type WorkerQuestion } from './worker-answer.ts';

/** As much of a Worker as is used here. */
export interface Beside<Job, Share, Report = never> {
	postMessage(question: WorkerQuestion<Job>, transfer?: Transferable[]): void;
	terminate(): void;
	onmessage: ((event: MessageEvent<WorkerAnswer<Share, Report>>) => void) | null;
	onerror: ((event: ErrorEvent) => void) | null;
	onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface PoolNeeds<Job, Share, Report = never> {
	/** Makes a worker whose script is `listenForJobs(…)`; may throw where there are none. */
	open: () => Beside<Job, Share, Report>;
	/**
	 * The same work on the page's own thread, for where there is no worker. It may import the work
	 * first, so that a page with workers never loads it.
	 */
	here: (job: Job, report: (word: Report) => void) => Share | Promise<Share>;
	/** At most so many workers; left out, one for each processor but no more than four. */
	size?: number;
	/**
	 * The buffers of a job that move to the worker instead of being copied. A job handed over is gone
	 * from the page: should its worker break down, the run fails.
	 */
	handOver?: (job: Job) => Transferable[];
}

/** What is heard of one run; nothing once it has been cancelled. */
export interface Hearing<Share, Report = never> {
	/** Every share, in the order of its job. */
	done: (shares: Share[]) => void;
	/** A job could not be answered (an English reason, for the log); the others are given up. */
	failed: (problem: string) => void;
	/** Word of how far one job has come. */
	heard?: (word: Report, job: number) => void;
}

export type RunResult<Result> =
	| { readonly kind: 'done'; readonly result: Result }
	| { readonly kind: 'cancelled' }
	| { readonly kind: 'failed'; readonly problem: string };

interface Run<Job, Share, Report> {
	readonly jobs: readonly Job[];
	readonly shares: Map<number, Share>;
	readonly hearing: Hearing<Share, Report>;
	/** Jobs that nobody has taken. */
	readonly left: number[];
}

interface Place<Job, Share, Report> {
	worker: Beside<Job, Share, Report> | undefined;
	/** What it is working at, as put to it; undefined while it rests. */
	at: { readonly number: number; readonly job: number } | undefined;
}

const usualSize = (): number =>
	Math.max(1, Math.min(4, typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency));

/**
 * A few workers that share the jobs of one run. A run that begins ends the one before it: workers in
 * the middle of a job of that run are closed, because a sum cannot be interrupted, and opened anew.
 * Workers are opened with the first job they get, so a page where nobody asks loads none.
 */
export class WorkerPool<Job, Share, Report = never> {
	readonly #needs: PoolNeeds<Job, Share, Report>;
	readonly #places: Place<Job, Share, Report>[];
	/** There is no worker here, or one has failed. */
	#alone = false;
	/** Counts what was put, so that a late answer is known as one. */
	#number = 0;
	#run: Run<Job, Share, Report> | undefined;

	constructor(needs: PoolNeeds<Job, Share, Report>) {
		this.#needs = needs;
		this.#places = Array.from({ length: needs.size ?? usualSize() }, () => ({
			worker: undefined,
			at: undefined,
		}));
	}

	get busy(): boolean {
		return this.#run !== undefined;
	}

	/** Begins a run; its jobs are taken in order, as many at a time as there are workers. */
	begin(jobs: readonly Job[], hearing: Hearing<Share, Report>): void {
		this.cancel();
		this.#run = { jobs, shares: new Map(), hearing, left: [...jobs.keys()] };
		if (jobs.length === 0) this.#finish(this.#run);
		this.#deal();
	}

	/**
	 * The same as a promise: what the shares come to, or that a newer run or `cancel` came between.
	 * Never rejects.
	 */
	runShares<Result>(
		jobs: readonly Job[],
		merge: (shares: Share[]) => Result,
		heard?: Hearing<Share, Report>['heard'],
	): Promise<RunResult<Result>> {
		return new Promise((resolve) => {
			this.begin(jobs, {
				done: (shares) => resolve({ kind: 'done', result: merge(shares) }),
				failed: (problem) => resolve({ kind: 'failed', problem }),
				...(heard ? { heard } : {}),
			});
			const run = this.#run;
			if (run) this.#cancelled.set(run, () => resolve({ kind: 'cancelled' }));
		});
	}
	readonly #cancelled = new WeakMap<Run<Job, Share, Report>, () => void>();

	/** Gives up the present run; nothing more is heard of it. */
	cancel(): void {
		const run = this.#run;
		if (!run) return;
		this.#run = undefined;
		for (const place of this.#places) {
			if (!place.at) continue;
			this.#close(place);
		}
		this.#cancelled.get(run)?.();
	}

	/** Gives up the present run and closes every worker. */
	stop(): void {
		this.cancel();
		for (const place of this.#places) this.#close(place);
	}

	#close(place: Place<Job, Share, Report>): void {
		place.worker?.terminate();
		place.worker = undefined;
		place.at = undefined;
	}

	/** Gives every resting worker its next job; on the page's own thread one at a time is all. */
	#deal(): void {
		for (const [index, place] of this.#places.entries()) {
			if (place.at) continue;
			if (this.#alone && index > 0) return;
			const run = this.#run;
			const job = run?.left.shift();
			if (!run || job === undefined) return;
			this.#put(place, run, job);
		}
	}

	#put(place: Place<Job, Share, Report>, run: Run<Job, Share, Report>, job: number): void {
		const input = run.jobs[job] as Job;
		const question: WorkerQuestion<Job> = { number: ++this.#number, input };
		place.at = { number: question.number, job };
		place.worker ??= this.#open(place);
		if (place.worker) {
			try {
				const moved = this.#needs.handOver?.(input) ?? [];
				if (moved.length > 0) place.worker.postMessage(question, moved);
				else place.worker.postMessage(question);
			} catch {
				this.#withoutWorkers();
			}
			return;
		}
		const report = (word: Report): void =>
			this.#hear(place, { number: question.number, report: word });
		// A moment later, so that the hand's own move is drawn first.
		setTimeout(() => {
			if (place.at?.number !== question.number) return;
			void answerLater(question, (given: Job) => this.#needs.here(given, report)).then((answer) =>
				this.#hear(place, answer),
			);
		});
	}

	#hear(place: Place<Job, Share, Report>, answer: WorkerAnswer<Share, Report>): void {
		const run = this.#run;
		if (!run || answer.number !== place.at?.number) return;
		const { job } = place.at;
		if ('report' in answer) {
			run.hearing.heard?.(answer.report, job);
			return;
		}
		place.at = undefined;
		if ('problem' in answer) {
			this.#cancelled.delete(run);
			this.cancel();
			run.hearing.failed(answer.problem);
			return;
		}
		run.shares.set(job, answer.output);
		if (run.shares.size < run.jobs.length) {
			this.#deal();
			return;
		}
		this.#finish(run);
	}

	#finish(run: Run<Job, Share, Report>): void {
		this.#run = undefined;
		run.hearing.done(run.jobs.map((_, index) => run.shares.get(index) as Share));
	}

	#open(place: Place<Job, Share, Report>): Beside<Job, Share, Report> | undefined {
		if (this.#alone) return undefined;
		try {
			const worker = this.#needs.open();
			worker.onmessage = ({ data }) => this.#hear(place, data);
			worker.onerror = (event) => {
				event.preventDefault();
				this.#withoutWorkers();
			};
			worker.onmessageerror = () => this.#withoutWorkers();
			return worker;
		} catch {
			this.#alone = true;
			return undefined;
		}
	}

	/** A worker could not be loaded or broke down: the page does what is left of the sums itself. */
	#withoutWorkers(): void {
		this.#alone = true;
		const undone = this.#places.flatMap(({ at }) => (at ? [at.job] : []));
		// What a broken worker still sends belongs to a question that nobody asks any more.
		for (const place of this.#places) this.#close(place);
		this.#run?.left.unshift(...undone.sort((one, other) => one - other));
		this.#deal();
	}
}
