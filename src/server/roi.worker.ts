import { parentPort } from 'node:worker_threads';
import type { ModelState } from '#models/model.ts';
import { pointsModel, type PointsInputs } from '#models/points/points.ts';

// One state in, one ROI out; null where the programme costs nothing.
parentPort?.on('message', ({ inputs, seed }: ModelState<PointsInputs>) => {
	parentPort?.postMessage(pointsModel.run(inputs, seed).roi);
});
