import { doJob, type PointsJob, type PointsResult } from '#simulators/points/jobs.ts';
import { WorkerPool } from '#simulators/worker-pool.ts';

/** One job, and who waits for it. */
export interface PointsTask {
	job: PointsJob;
	done(result: PointsResult | undefined): void;
	failed(): void;
}

const open = () =>
	new Worker(new URL('../simulators/points/points.worker.ts', import.meta.url), { type: 'module' });

/** Jobs of the points model, one after another beside the page. */
export class PointsQueue {
	readonly #pool = new WorkerPool<PointsJob, PointsResult>({ open, here: doJob, size: 1 });
	readonly #takeNext: () => PointsTask | null;
	#running = false;
	#started = false;

	/** `takeNext` is asked whenever the worker rests; null while there is nothing to do. */
	constructor(takeNext: () => PointsTask | null) {
		this.#takeNext = takeNext;
	}

	/** From here on jobs are done; call what it returns to end the worker. Browser only. */
	start(): () => void {
		this.#started = true;
		this.goOn();
		return () => {
			this.#started = false;
			this.#running = false;
			this.#pool.stop();
		};
	}

	/** Takes up the next job, if none is under way: call when there is one more. */
	goOn(): void {
		if (!this.#started || this.#running) return;
		const task = this.#takeNext();
		if (!task) return;
		this.#running = true;
		const over = (tell: () => void) => {
			tell();
			this.#running = false;
			this.goOn();
		};
		this.#pool.begin([task.job], {
			done: ([result]) => over(() => task.done(result)),
			failed: (reason) => {
				console.error(reason);
				over(() => task.failed());
			},
		});
	}
}
