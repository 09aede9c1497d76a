import { clampInputs } from '#models/model.ts';
import { pointsModel, type PointsOutcome } from '#models/points/points.ts';
import type { RoiRange } from '#models/points/range.ts';
import {
	doJob,
	type PointsJob,
	type PointsResult,
	type PointsState,
} from '#simulators/points/jobs.ts';
import { WorkerRunner } from '#simulators/worker-runner.svelte.ts';

/** Answers by question: a frozen design never comes to anything else, so each is run once a page. */
const known = new Map<string, PointsResult>();

const open = () =>
	new Worker(new URL('../simulators/points/points.worker.ts', import.meta.url), { type: 'module' });

/** One slow sum beside the page, with a memory. */
class Sum {
	readonly #runner = new WorkerRunner<PointsJob, PointsResult>({ open, here: doJob });
	#asked: PointsJob | null = $state.raw(null);

	readonly result: PointsResult | null = $derived.by(() => {
		if (!this.#asked) return null;
		const name = JSON.stringify(this.#asked);
		const { shown } = this.#runner;
		if (shown && JSON.stringify(shown.input) === name) known.set(name, shown.output);
		return known.get(name) ?? null;
	});

	get problem(): string {
		return this.#runner.problem;
	}

	start(): () => void {
		return this.#runner.start();
	}

	ask(job: PointsJob): void {
		this.#asked = job;
		if (!known.has(JSON.stringify(job))) this.#runner.ask(job);
	}
}

/** What a design's programme comes to, and between which figures it may lie. */
export class ProgrammeResult {
	readonly #run = new Sum();
	readonly #range = new Sum();

	readonly outcome: PointsOutcome | null = $derived.by(() =>
		this.#run.result?.kind === 'run' ? this.#run.result.outcome : null,
	);
	readonly range: RoiRange['assumptions'] = $derived.by(() =>
		this.#range.result?.kind === 'range' ? this.#range.result.range.assumptions : null,
	);

	/** The range is on its way; a design that costs nothing has none. */
	readonly ranging: boolean = $derived.by(
		() => this.#range.result === null && this.#range.problem === '',
	);

	get problem(): string {
		return this.#run.problem;
	}

	/** Call what it returns to end the workers. Browser only. */
	start(): () => void {
		const stops = [this.#run.start(), this.#range.start()];
		return () => {
			for (const stop of stops) stop();
		};
	}

	/** `withRange` also asks for the range, which takes two dozen runs. */
	ask(frozen: PointsState, withRange: boolean): void {
		// A version handed in before the model had one of its inputs gets the usual one for it.
		const state = { ...frozen, inputs: clampInputs(pointsModel.inputs, frozen.inputs).inputs };
		this.#run.ask({ kind: 'run', state });
		if (withRange) this.#range.ask({ kind: 'range', state });
	}
}
