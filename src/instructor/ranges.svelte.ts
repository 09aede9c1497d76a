import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { Spread } from '#models/points/range.ts';
import { PointsQueue, type PointsTask } from '#team/points-queue.ts';

type State = ModelState<PointsInputs>;

const question = ({ inputs, seed }: State): string => JSON.stringify([inputs, seed]);

/** Between which figures the ROI of states may lie: some thirty runs each, one state after another. */
export class RangeBench {
	#answers = $state.raw<ReadonlyMap<string, Spread | null>>(new Map());
	#waiting: readonly State[] = [];
	readonly #queue = new PointsQueue(() => this.#takeNext());

	/** Call what it returns to end the worker. Browser only. */
	start(): () => void {
		return this.#queue.start();
	}

	/** Null where nothing is spent, undefined while nobody has worked it out. */
	of(state: State): Spread | null | undefined {
		return this.#answers.get(question(state));
	}

	ask(state: State): void {
		this.#waiting = [...this.#waiting, state];
		this.#queue.goOn();
	}

	#takeNext(): PointsTask | null {
		const [state, ...rest] = this.#waiting;
		if (!state) return null;
		this.#waiting = rest;
		return {
			job: { kind: 'range', state },
			done: (result) => {
				if (result?.kind === 'range') {
					this.#answers = new Map(this.#answers).set(question(state), result.range.assumptions);
				}
			},
			failed: () => undefined,
		};
	}
}
