import { expect, test, vi } from 'vitest';
import type { WorkerAnswer, WorkerQuestion } from '../../src/simulators/worker-answer.ts';
import { WorkerRunner, type Beside } from '../../src/simulators/worker-runner.svelte.ts';
import { liveState } from './live-state.svelte.ts';

/** A worker that answers when told to: twice the number it was asked about. */
class SlowWorker implements Beside<number, number> {
	onmessage: ((event: MessageEvent<WorkerAnswer<number>>) => void) | null = null;
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
	answer(index = this.questions.length - 1): void {
		const { number, input } = this.questions[index] as WorkerQuestion<number>;
		this.say({ number, output: input * 2 });
	}
	say(answer: WorkerAnswer<number>): void {
		this.onmessage?.(new MessageEvent('message', { data: answer }));
	}
}

function runner(first?: { input: number; output: number }) {
	const worker = new SlowWorker();
	let opened = 0;
	const made = new WorkerRunner<number, number>({
		open: () => {
			opened++;
			return worker;
		},
		here: (input) => input * 2,
		first,
	});
	const stop = made.start();
	return { runner: made, worker, stop, opened: () => opened };
}

test('an answer is shown with the question it belongs to', () => {
	const { runner: made, worker } = runner();
	made.ask(3);
	expect(made.busy).toBe(true);
	worker.answer();
	expect(made.shown).toEqual({ input: 3, output: 6 });
	expect(made.busy).toBe(false);
});

test('of what is asked during a run only the newest is put, and the older answer is never shown', () => {
	const { runner: made, worker } = runner({ input: 1, output: 2 });
	for (const input of [2, 3, 4, 5]) made.ask(input);
	expect(worker.questions.map(({ input }) => input)).toEqual([2]);
	worker.answer();
	expect(made.shown).toEqual({ input: 1, output: 2 });
	expect(made.busy).toBe(true);
	expect(worker.questions.map(({ input }) => input)).toEqual([2, 5]);
	worker.answer(0);
	expect(made.shown?.input).toBe(1);
	worker.answer(1);
	expect(made.shown).toEqual({ input: 5, output: 10 });
});

test('what is known already is not asked for, and no worker is opened for it', () => {
	const { runner: made, opened } = runner({ input: 1, output: 2 });
	made.ask(1);
	expect(made.busy).toBe(false);
	expect(opened()).toBe(0);
});

test('a question that cannot be answered is told in one sentence, and the next one clears it', () => {
	const { runner: made, worker } = runner({ input: 1, output: 2 });
	made.ask(2);
	worker.say({ number: 1, problem: 'RangeError' });
	expect(made.problem).toMatch(/算不出來.*。$/);
	expect(made.busy).toBe(false);
	expect(made.shown?.input).toBe(1);
	made.ask(3);
	expect(made.problem).toBe('');
});

test('without workers the page does the sum itself', async () => {
	const made = new WorkerRunner<number, number>({
		open: () => {
			throw new ReferenceError('Worker is not defined');
		},
		here: (input) => input * 2,
	});
	made.start();
	made.ask(4);
	await expect.poll(() => made.shown).toEqual({ input: 4, output: 8 });
});

test('a worker that breaks down is closed, and its question answered here', async () => {
	const { runner: made, worker } = runner();
	made.ask(4);
	worker.onerror?.(new ErrorEvent('error'));
	expect(worker.closed).toBe(true);
	await expect.poll(() => made.shown).toEqual({ input: 4, output: 8 });
	expect(made.busy).toBe(false);
});

test('a sum that throws on the page itself becomes a sentence too', async () => {
	const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const made = new WorkerRunner<number, number>({
		open: () => {
			throw new Error('none');
		},
		here: () => {
			throw new RangeError('no');
		},
	});
	made.start();
	made.ask(1);
	await expect.poll(() => made.problem).not.toBe('');
	expect(complaint).toHaveBeenCalledOnce();
	complaint.mockRestore();
});

test('after the end nothing late is shown', () => {
	const { runner: made, worker, stop } = runner();
	made.ask(1);
	stop();
	worker.answer();
	expect(worker.closed).toBe(true);
	expect(made.shown).toBeUndefined();
});

test('what a page holds as live state reaches the worker as plain data', () => {
	const questions: WorkerQuestion<{ state: { months: number } }>[] = [];
	const made = new WorkerRunner<{ state: { months: number } }, number>({
		open: () => ({
			postMessage: (question) => questions.push(structuredClone(question)),
			terminate: () => undefined,
			onmessage: null,
			onerror: null,
			onmessageerror: null,
		}),
		here: ({ state }) => state.months,
	});
	made.start();
	made.ask({ state: liveState({ months: 24 }) });
	expect(questions.map(({ input }) => input)).toEqual([{ state: { months: 24 } }]);
});

test('a worker that will not take the question leaves it to the page, and start does not throw', async () => {
	class DeafWorker extends SlowWorker {
		override postMessage(): void {
			throw new DOMException('could not be cloned', 'DataCloneError');
		}
	}
	const worker = new DeafWorker();
	const made = new WorkerRunner<number, number>({ open: () => worker, here: (input) => input * 2 });
	made.ask(4);
	expect(() => made.start()).not.toThrow();
	await expect.poll(() => made.shown).toEqual({ input: 4, output: 8 });
	expect(worker.closed).toBe(true);
});
