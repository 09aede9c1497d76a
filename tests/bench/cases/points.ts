import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { usualInputs, usualSeed } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import type { PointsOutcome } from '#models/points/outcome.ts';
import { pointsModel } from '#models/points/points.ts';
import { cutSample, mergeShares, type ShareSums } from '#models/points/shares.ts';
import { benchCase, type BenchCase, type BenchResult } from '../case.ts';
import type { ShareQuestion } from '../points-share.worker.ts';

const sampleOf = (simulatedCustomers: number): PointsInputs => ({
	...usualInputs(pointsInputs),
	simulatedCustomers,
});

const resultOf = ({ roi, net }: PointsOutcome): BenchResult => ({ checksum: net + (roi ?? 0) });

const atWork = 2;

/** One share by one worker, which keeps the process alive only while it is at work. */
async function ask(worker: Worker, question: ShareQuestion): Promise<ShareSums> {
	worker.ref();
	const answer = once(worker, 'message');
	worker.postMessage(question);
	const [sums] = (await answer) as [ShareSums];
	worker.unref();
	return sums;
}

function hire(): Worker {
	const worker = new Worker(new URL('../points-share.worker.ts', import.meta.url));
	worker.unref();
	return worker;
}

export const cases: readonly BenchCase[] = [
	benchCase({
		name: 'twin worlds, 36 months',
		n: 5_000,
		targetMilliseconds: 120,
		runs: 9,
		prepare: () => sampleOf(5_000),
		run: (inputs) => resultOf(pointsModel.run(inputs, usualSeed)),
	}),
	benchCase({
		name: 'twin worlds, 36 months, three tiers',
		n: 5_000,
		runs: 9,
		prepare: (): PointsInputs => ({ ...sampleOf(5_000), tierCount: 'three' }),
		run: (inputs) => resultOf(pointsModel.run(inputs, usualSeed)),
	}),
	benchCase({
		name: 'twin worlds, 36 months, two workers',
		n: 100_000,
		targetMilliseconds: 1_500,
		prepare: () => ({
			inputs: sampleOf(100_000),
			workers: Array.from({ length: atWork }, hire),
		}),
		async run({ inputs, workers }) {
			const shares = cutSample(inputs.simulatedCustomers, workers.length);
			const sums = await Promise.all(
				shares.map((share, index) =>
					ask(workers[index] as Worker, { inputs, seed: usualSeed, share }),
				),
			);
			return resultOf(mergeShares(inputs, sums));
		},
	}),
];
