import { parentPort } from 'node:worker_threads';
import type { ModelState } from '#models/model.ts';
import { givesPoints } from '#models/points/decisions.ts';
import { pointsModel, type PointsInputs } from '#models/points/points.ts';

// One state in, one ROI out; null where nothing is spent, or no points are given for it.
parentPort?.on('message', ({ inputs, seed }: ModelState<PointsInputs>) => {
	parentPort?.postMessage(givesPoints(inputs) ? pointsModel.run(inputs, seed).roi : null);
});
