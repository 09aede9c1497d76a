import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { programmeEffect, type ProgrammeEffect } from '#models/points/range.ts';
import type { EffectAnswer, EffectQuestion } from './effects.worker.ts';

/** The same sum on the page itself. */
function reckon(state: ModelState<PointsInputs>): ProgrammeEffect | null {
	try {
		return programmeEffect(state);
	} catch (error) {
		console.error(error);
		return null;
	}
}

/**
 * What the design does to the company's figures, worked out beside the page. One question is on
 * its way at a time; of those asked meanwhile only the newest is put.
 */
export class EffectsState {
	effect = $state.raw<ProgrammeEffect | null>(null);
	busy = $state(false);
	failed = $state(false);
	/** What is shown is not yet what was asked for last: a print would be of something else. */
	readonly pending = $derived(this.busy || (this.effect === null && !this.failed));
	#worker: Worker | null = null;
	#number = 0;
	#next: ModelState<PointsInputs> | null = null;
	#asked = '';

	/** Starts the worker; call what it returns to end it. */
	start(): () => void {
		try {
			this.#worker = new Worker(new URL('./effects.worker.ts', import.meta.url), {
				type: 'module',
			});
			this.#worker.onmessage = ({ data }: MessageEvent<EffectAnswer>) => this.#take(data.effect);
			this.#worker.onerror = () => this.#withoutWorker();
		} catch {
			this.#worker = null;
		}
		return () => {
			this.#worker?.terminate();
			this.#worker = null;
		};
	}

	/** Asks for the effect of a state; asking the same again does nothing. */
	ask(state: ModelState<PointsInputs>): void {
		const asked = JSON.stringify(state);
		if (asked === this.#asked) return;
		this.#asked = asked;
		this.#next = state;
		if (!this.busy) this.#put();
	}

	#put(): void {
		const state = this.#next;
		this.#next = null;
		this.busy = state !== null;
		if (!state) return;
		this.#number += 1;
		if (this.#worker) {
			this.#worker.postMessage({ number: this.#number, state } satisfies EffectQuestion);
		} else {
			// No worker here: a moment later, so that the finger's own move is drawn first.
			setTimeout(() => this.#take(reckon(state)), 50);
		}
	}

	#take(effect: ProgrammeEffect | null): void {
		this.failed = effect === null;
		if (effect) this.effect = effect;
		this.#put();
	}

	/** The worker could not be loaded: this page does the sums itself. */
	#withoutWorker(): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.busy = false;
		this.#next = JSON.parse(this.#asked) as ModelState<PointsInputs>;
		this.#put();
	}
}
