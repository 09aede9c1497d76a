import { parentPort } from 'node:worker_threads';
import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/points.ts';
import { programmeEffect } from '#models/points/range.ts';

// Several states in, what each comes to out, in their order.
parentPort?.on('message', (states: ModelState<PointsInputs>[]) => {
	parentPort?.postMessage(states.map((state) => programmeEffect(state)));
});
