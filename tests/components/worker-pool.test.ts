import { expect, test } from 'vitest';
import type { WorkerAnswer, WorkerQuestion } from '../../src/simulators/worker-answer.ts';
import { listenForJobs, type Listening } from '../../src/simulators/worker-listen.ts';
import { WorkerPool, type Beside } from '../../src/simulators/worker-pool.ts';

/** A worker that answers when told to: ten times the number it was asked about. */
class SlowWorker implements Beside<number, number, string> {
	onmessage: ((event: MessageEvent<WorkerAnswer<number, string>>) => void) | null = null;
	onerror: ((event: ErrorEvent) => void) | null = null;
	onmessageerror: ((event: MessageEvent) => void) | null = null;
	readonly questions: WorkerQuestion<number>[] = [];
	closed = false;
	postMessage(question: WorkerQuestion<number>): void {
		this.questions.push(question);
	}
	terminate(): void {
		this.closed = true;
	}
	answer(): void {
		const { number, input } = this.questions.at(-1) as WorkerQuestion<number>;
		this.say({ number, output: input * 10 });
	}
	say(answer: WorkerAnswer<number, string>): void {
		this.onmessage?.(new MessageEvent('message', { data: answer }));
	}
}

function pool(size = 2) {
	const workers: SlowWorker[] = [];
	const made = new WorkerPool<number, number, string>({
		size,
		open: () => {
			const worker = new SlowWorker();
			workers.push(worker);
			return worker;
		},
		here: (job) => job * 10,
	});
	const sum = (jobs: number[], heard?: (word: string, job: number) => void) =>
		made.runShares(jobs, (shares) => shares, heard);
	return { made, workers, sum, at: (index: number) => workers[index] as SlowWorker };
}

test('two workers share three jobs, and the shares come in the order of the jobs', async () => {
	const { workers, sum, at } = pool();
	const result = sum([1, 2, 3]);
	expect(workers).toHaveLength(2);
	at(1).answer();
	at(1).answer();
	at(0).answer();
	expect(await result).toEqual({ kind: 'done', result: [10, 20, 30] });
	expect(workers).toHaveLength(2);
});

test('a newer run ends the older one: its workers are closed and nothing late is heard', async () => {
	const { sum, workers, at } = pool();
	const older = sum([1, 2]);
	const newer = sum([3, 4]);
	expect(await older).toEqual({ kind: 'cancelled' });
	expect(at(0).closed && at(1).closed).toBe(true);
	at(0).answer();
	at(2).answer();
	at(3).answer();
	expect(await newer).toEqual({ kind: 'done', result: [30, 40] });
	expect(workers).toHaveLength(4);
});

test('a resting worker is kept for the next run', async () => {
	const { sum, workers, at } = pool();
	const first = sum([1]);
	at(0).answer();
	await first;
	const second = sum([2]);
	at(0).answer();
	expect(await second).toEqual({ kind: 'done', result: [20] });
	expect(workers).toHaveLength(1);
});

test('word of how far a job has come is heard while the run lasts, and not after its end', async () => {
	const { made, sum, at } = pool();
	const words: string[] = [];
	const result = sum([1, 2], (word, job) => words.push(`${job}: ${word}`));
	const { number } = at(1).questions[0] as WorkerQuestion<number>;
	at(1).say({ number, report: '50%' });
	made.cancel();
	at(1).say({ number, report: '60%' });
	expect(words).toEqual(['1: 50%']);
	expect(await result).toEqual({ kind: 'cancelled' });
	expect(made.busy).toBe(false);
});

test('one job that fails fails the run, and the next run works', async () => {
	const { sum, at, workers } = pool();
	const result = sum([1, 2]);
	const { number } = at(0).questions[0] as WorkerQuestion<number>;
	at(0).say({ number, problem: 'RangeError' });
	expect(await result).toEqual({ kind: 'failed', problem: 'RangeError' });
	const next = sum([5]);
	workers
		.filter(({ closed }) => !closed)
		.at(-1)
		?.answer();
	expect(await next).toEqual({ kind: 'done', result: [50] });
});

test('when a worker breaks down the page does what is left, and nothing twice', async () => {
	const { sum, at } = pool();
	const result = sum([1, 2, 3, 4]);
	at(0).answer();
	at(1).onerror?.(new ErrorEvent('error'));
	expect(at(0).closed && at(1).closed).toBe(true);
	expect(await result).toEqual({ kind: 'done', result: [10, 20, 30, 40] });
});

test('where there are no workers the page does it all, one job after the other', async () => {
	const order: number[] = [];
	const made = new WorkerPool<number, number>({
		size: 3,
		open: () => {
			throw new ReferenceError('Worker is not defined');
		},
		here: async (job) => {
			order.push(job);
			await Promise.resolve();
			return job;
		},
	});
	const result = await made.runShares([3, 1, 2], (shares) => shares);
	expect(result).toEqual({ kind: 'done', result: [3, 1, 2] });
	expect(order).toEqual([3, 1, 2]);
});

test('nothing to do is done at once', async () => {
	expect(await pool().sum([])).toEqual({ kind: 'done', result: [] });
});

test('a worker’s own side answers, reports and hands its buffers over', async () => {
	const sent: { answer: WorkerAnswer<Float64Array, string>; moved: number }[] = [];
	const side: Listening<number, Float64Array, string> = {
		onmessage: null,
		postMessage: (answer, transfer) => sent.push({ answer, moved: transfer.length }),
	};
	listenForJobs<number, Float64Array, string>(
		side,
		(job, report) => {
			report('half');
			return new Float64Array(job);
		},
		({ buffer }) => [buffer],
	);
	side.onmessage?.(new MessageEvent('message', { data: { number: 7, input: 3 } }));
	await expect.poll(() => sent.length).toBe(2);
	expect(sent[0]).toEqual({ answer: { number: 7, report: 'half' }, moved: 0 });
	expect(sent[1]).toEqual({ answer: { number: 7, output: new Float64Array(3) }, moved: 1 });
});
