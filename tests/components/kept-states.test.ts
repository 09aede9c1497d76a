import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptStates } from '../../src/instructor/kept-states.svelte.ts';
import type { Told } from '../../src/live/command.ts';

/** The list of what was kept of a design, while it is looked at. */

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const told = (...data: string[]) => Promise.resolve({ ok: true, data } as const);

test('what is kept while the list is open comes into it, however much is written asked for once at a time', async () => {
	const quietly = vi.fn(() => told('寫到一半時', '還沒動筆時'));
	const states = new KeptStates<string>(quietly);
	await states.take(told('還沒動筆時'));
	expect(states.list).toEqual(['還沒動筆時']);
	for (let edit = 0; edit < 20; edit++) states.movedOn();
	await vi.runAllTimersAsync();
	expect(states.list).toEqual(['寫到一半時', '還沒動筆時']);
	expect(quietly).toHaveBeenCalledOnce();
	states.movedOn();
	await vi.runAllTimersAsync();
	expect(quietly).toHaveBeenCalledTimes(2);
});

test('a list that cannot be read anew stays as it was, and one that is shut asks for nothing', async () => {
	const refused: Promise<Told<string[]>> = Promise.resolve({ ok: false, sentence: '沒有網路。' });
	const quietly = vi.fn(() => refused);
	const states = new KeptStates<string>(quietly);
	await states.take(told('還沒動筆時'));
	states.movedOn();
	await vi.runAllTimersAsync();
	expect(states.list).toEqual(['還沒動筆時']);
	states.movedOn();
	states.stop();
	await vi.runAllTimersAsync();
	expect(quietly).toHaveBeenCalledOnce();
});

test('an answer that is late says nothing about what has been asked since', async () => {
	let late: (answer: Told<string[]>) => void = () => undefined;
	const slow = new Promise<Told<string[]>>((resolve) => (late = resolve));
	const states = new KeptStates<string>(() => slow);
	const first = states.take(slow);
	await states.take(told('復原之前', '還沒動筆時'));
	late({ ok: true, data: ['還沒動筆時'] });
	await first;
	expect(states.list).toEqual(['復原之前', '還沒動筆時']);
});
