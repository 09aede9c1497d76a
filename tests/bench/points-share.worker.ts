import { parentPort } from 'node:worker_threads';
import type { PointsInputs } from '#models/points/inputs.ts';
import { simulateShare, type SampleShare } from '#models/points/shares.ts';

export interface ShareQuestion {
	inputs: PointsInputs;
	seed: number;
	share: SampleShare;
}

// One share in, its sums out; the buffer moves over instead of being copied.
parentPort?.on('message', ({ inputs, seed, share }: ShareQuestion) => {
	const answer = simulateShare(inputs, seed, share);
	parentPort?.postMessage(answer, [answer.sums.buffer as ArrayBuffer]);
});
