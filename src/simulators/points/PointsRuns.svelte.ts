import { pointsModel, type PointsInputs, type PointsOutcome } from '#models/points/points.ts';
import type { RoiRange } from '#models/points/range.ts';
import { WorkerRunner } from '../worker-runner.svelte.ts';
import type { FirstPoints } from './first.ts';
import { doJob, type PointsJob, type PointsResult, type PointsState } from './jobs.ts';

/** How long the hand must rest before the range is worked out anew; it takes fifteen runs. */
const restMilliseconds = 400;

const open = () => new Worker(new URL('./points.worker.ts', import.meta.url), { type: 'module' });

/** The simulator's two slow sums: the answer, and, when the hand rests, how sure it is. */
export class PointsRuns {
	readonly #answers: WorkerRunner<PointsJob, PointsResult>;
	readonly #ranges: WorkerRunner<PointsJob, PointsResult>;
	readonly #atStart: { inputs: PointsInputs; outcome: PointsOutcome };
	#asked: PointsState;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `first` counts only when it is about this state. */
	constructor(state: PointsState, first?: FirstPoints) {
		const known =
			first && JSON.stringify(first.state) === JSON.stringify(state) ? first : undefined;
		const outcome = known?.outcome ?? pointsModel.run(state.inputs, state.seed);
		this.#asked = state;
		this.#atStart = { inputs: state.inputs, outcome };
		this.#answers = new WorkerRunner<PointsJob, PointsResult>({
			open,
			here: doJob,
			first: { input: { kind: 'run', state }, output: { kind: 'run', outcome } },
		});
		this.#ranges = new WorkerRunner<PointsJob, PointsResult>({
			open,
			here: doJob,
			first: known && {
				input: { kind: 'range', state },
				output: { kind: 'range', range: known.range },
			},
		});
	}

	/** The newest finished answer with the inputs it belongs to. */
	get shown(): { inputs: PointsInputs; outcome: PointsOutcome } {
		const shown = this.#answers.shown;
		return shown?.output.kind === 'run'
			? { inputs: shown.input.state.inputs, outcome: shown.output.outcome }
			: this.#atStart;
	}

	/** The range of the answer shown; undefined while it is on its way. */
	get range(): RoiRange | undefined {
		const shown = this.#ranges.shown;
		const answered = this.#answers.shown?.input.state;
		return shown?.output.kind === 'range' &&
			JSON.stringify(shown.input.state) === JSON.stringify(answered)
			? shown.output.range
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

	ask(state: PointsState): void {
		this.#asked = state;
		this.#answers.ask({ kind: 'run', state });
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => this.#ranges.ask({ kind: 'range', state: this.#asked }),
			restMilliseconds,
		);
	}
}
