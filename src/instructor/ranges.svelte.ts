import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { Spread } from '#models/points/range.ts';
import { doJob, type PointsJob, type PointsResult } from '#simulators/points/jobs.ts';
import { WorkerPool } from '#simulators/worker-pool.ts';

type State = ModelState<PointsInputs>;

const question = ({ inputs, seed }: State): string => JSON.stringify([inputs, seed]);
const open = () =>
	new Worker(new URL('../simulators/points/points.worker.ts', import.meta.url), { type: 'module' });

/** Between which figures the ROI of states may lie: some thirty runs each, one state after another. */
export class RangeBench {
	#answers = $state.raw<ReadonlyMap<string, Spread | null>>(new Map());
	readonly #pool = new WorkerPool<PointsJob, PointsResult>({ open, here: doJob, size: 1 });
	#waiting: readonly State[] = [];
	#running = false;
	#started = false;

	/** Call what it returns to end the worker. Browser only. */
	start(): () => void {
		this.#started = true;
		this.#put();
		return () => {
			this.#started = false;
			this.#running = false;
			this.#pool.stop();
		};
	}

	/** Null where nothing is spent, undefined while nobody has worked it out. */
	of(state: State): Spread | null | undefined {
		return this.#answers.get(question(state));
	}

	ask(state: State): void {
		this.#waiting = [...this.#waiting, state];
		this.#put();
	}

	#put(): void {
		const [state, ...rest] = this.#waiting;
		if (!this.#started || this.#running || !state) return;
		this.#waiting = rest;
		this.#running = true;
		const next = () => {
			this.#running = false;
			this.#put();
		};
		this.#pool.begin([{ kind: 'range', state }], {
			done: ([result]) => {
				if (result?.kind === 'range') {
					this.#answers = new Map(this.#answers).set(question(state), result.range.assumptions);
				}
				next();
			},
			failed: (reason) => {
				console.error(reason);
				next();
			},
		});
	}
}
