import type { PointsInputs } from '#models/points/inputs.ts';
import type { RoiRange } from '#models/points/range.ts';
import { ComparedRuns } from '../compared-runs.svelte.ts';
import { WorkerRunner, type Shown } from '../worker-runner.svelte.ts';
import type { FirstPoints } from './first.ts';
import type { PointsJob, PointsState, ShownResult } from './jobs.ts';
import { openWorker } from './points-worker.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** How long the hand must rest before the range is worked out anew; it takes two dozen runs. */
const restMilliseconds = 400;

/** Where there is no worker the page fetches the simulation after all. */
const here = async (job: PointsJob): Promise<ShownResult> => (await import('./jobs.ts')).doJob(job);

/** From so many simulated customers on two workers share the run. */
const worthSharing = 10_000;

const cut = (job: PointsJob): readonly PointsJob[] =>
	job.kind === 'run' && job.state.inputs.simulatedCustomers >= worthSharing
		? [0, 1].map((part) => ({ kind: 'share', state: job.state, part }))
		: [job];
/** Small samples come whole; what puts shares together is fetched with the first large one. */
const merge = (results: readonly ShownResult[], { state }: PointsJob) => {
	const [only] = results;
	return only && only.kind !== 'share'
		? only
		: import('./jobs.ts').then(({ mergeResults }) => mergeResults(state, results));
};

export interface PointsAnswer {
	readonly state: PointsState;
	readonly inputs: PointsInputs;
	readonly outcome: ShownOutcome;
}

/** How sure one may be, worked out with so many customers. */
export interface PointsRange {
	readonly range: RoiRange;
	readonly sample: number;
}

const answerIn = (shown: Shown<PointsJob, ShownResult> | undefined): PointsAnswer | undefined =>
	shown?.output.kind === 'run'
		? {
				state: shown.input.state,
				inputs: shown.input.state.inputs,
				outcome: shown.output.outcome,
			}
		: undefined;

/** The simulator's two slow sums: the answer, and, when the hand rests, how sure it is. */
export class PointsRuns {
	readonly #answers: ComparedRuns<PointsJob, ShownResult>;
	readonly #ranges: WorkerRunner<PointsJob, ShownResult>;
	#asked: PointsState;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `first` counts only when it is about this state. */
	constructor(state: PointsState, first?: FirstPoints) {
		const known =
			first && JSON.stringify(first.state) === JSON.stringify(state) ? first : undefined;
		this.#asked = state;
		this.#answers = new ComparedRuns<PointsJob, ShownResult>({
			open: openWorker,
			here,
			cut,
			merge,
			size: 2,
			...(known && {
				first: { input: { kind: 'run', state }, output: { kind: 'run', outcome: known.outcome } },
			}),
		});
		this.#ranges = new WorkerRunner<PointsJob, ShownResult>({
			open: openWorker,
			here,
			...(known && {
				first: {
					input: { kind: 'range', state },
					output: { kind: 'range', range: known.range, sample: state.inputs.simulatedCustomers },
				},
			}),
		});
	}

	/** The newest finished answer with the inputs it belongs to; undefined before the first. */
	get shown(): PointsAnswer | undefined {
		return answerIn(this.#answers.shown);
	}

	/** The answer to what is pinned. */
	get pinned(): PointsAnswer | undefined {
		return answerIn(this.#answers.pinned);
	}

	/** The range of the answer shown; undefined while it is on its way. */
	get range(): PointsRange | undefined {
		const shown = this.#ranges.shown;
		const answered = this.#answers.shown?.input.state;
		return shown?.output.kind === 'range' &&
			JSON.stringify(shown.input.state) === JSON.stringify(answered)
			? shown.output
			: undefined;
	}

	get busy(): boolean {
		return this.#answers.busy;
	}

	get problem(): string {
		return this.#answers.problem;
	}

	start(): () => void {
		const stops = [this.#answers.start(), this.#ranges.start()];
		return () => {
			clearTimeout(this.#timer);
			for (const stop of stops) stop();
		};
	}

	ask(state: PointsState, pinned: PointsState | null): void {
		this.#asked = state;
		this.#answers.ask({ kind: 'run', state }, pinned && { kind: 'run', state: pinned });
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => this.#ranges.ask({ kind: 'range', state: this.#asked }),
			restMilliseconds,
		);
	}
}
