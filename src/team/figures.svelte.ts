import { untrack } from 'svelte';
import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { patchedState } from '#workflow/comment.ts';
import type { Figures } from '#workflow/ledger.ts';
import { PointsQueue, type PointsTask } from './points-queue.ts';

type State = ModelState<PointsInputs>;

export interface RunFigures extends Figures {
	/** Setting up, fixed and per member, NT$ over the months looked at: all that is no point. */
	otherCost: number;
}

/** By state, as text: the simulator answers the same question the same way every time. */
const known = new Map<string, RunFigures>();
const question = (state: State): string => JSON.stringify([state.inputs, state.seed]);

/**
 * What states come to, one run after another beside the page. Each asker has a name, and of the
 * states asked under one name only the newest is run: a slider on its way leaves no queue behind.
 */
export class FigureBench {
	/** One zh-TW sentence when the last run failed; else empty. */
	problem = $state('');
	#answers = $state.raw<ReadonlyMap<string, RunFigures>>(new Map(known));
	readonly #wanted = new Map<string, State>();
	readonly #queue = new PointsQueue(() => this.#takeNext());

	/** From here on states are run; call what it returns to end the worker. Browser only. */
	start(): () => void {
		return this.#queue.start();
	}

	/** What a state comes to; null while nobody has worked it out. */
	of(state: State): RunFigures | null {
		return this.#answers.get(question(patchedState(state, null))) ?? null;
	}

	/** Asks for a state's figures under a name; what was still waiting under it is dropped. */
	ask(name: string, state: State): void {
		this.#wanted.delete(name);
		const whole = patchedState(state, null);
		const asked = question(whole);
		if (known.has(asked)) {
			// Only what is news is told: whoever asks again for having been told would never end.
			if (!untrack(() => this.#answers.has(asked))) this.#answers = new Map(known);
		} else this.#wanted.set(name, $state.snapshot(whole) as State);
		this.#queue.goOn();
	}

	#takeNext(): PointsTask | null {
		const [next] = this.#wanted;
		if (!next) return null;
		const [name, state] = next;
		this.#wanted.delete(name);
		return {
			job: { kind: 'run', state },
			done: (result) => {
				if (result?.kind === 'run') {
					const { roi, net, cost } = result.outcome;
					const { clv, churn12 } = result.outcome.with;
					const otherCost = cost.setup + cost.fixed + cost.service;
					known.set(question(state), { clv, churn12, roi, net, otherCost });
				}
				this.#finish('');
			},
			failed: () => this.#finish('這個設定現在算不出來；請移到別的位置再看。'),
		};
	}

	#finish(problem: string): void {
		this.problem = problem;
		this.#answers = new Map(known);
	}
}
