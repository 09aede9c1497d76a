import { Worker } from 'node:worker_threads';
import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { ProgrammeEffect } from '#models/points/range.ts';

/** What states come to, worked out beside the main thread. */
export interface Effects {
	/**
	 * The effect of each state, in order; about a third of a second each. Rejects when the simulator
	 * fails; states have to lie within the model's ranges.
	 */
	of(states: readonly ModelState<PointsInputs>[]): Promise<ProgrammeEffect[]>;
}

/**
 * Opens a worker for each question and closes it after: a review is handed out a few times an hour,
 * and no keystroke of a class waits for a simulation.
 */
export function createEffects(): Effects {
	return {
		of(states) {
			if (states.length === 0) return Promise.resolve([]);
			const worker = new Worker(new URL('./effects.worker.ts', import.meta.url));
			worker.unref();
			const answer = new Promise<ProgrammeEffect[]>((resolve, reject) => {
				worker.once('message', resolve);
				worker.once('error', reject);
				worker.once('exit', () => reject(new Error('the worker ended without an answer')));
			});
			worker.postMessage(states);
			return answer.finally(() => void worker.terminate());
		},
	};
}
