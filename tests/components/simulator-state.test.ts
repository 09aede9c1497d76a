import { afterEach, expect, test } from 'vitest';
import { followInAddress } from '../../src/simulators/follow-in-address.svelte.ts';
import { SimulatorState } from '../../src/simulators/SimulatorState.svelte.ts';
import { watchPaper } from '../../src/ui/paper.svelte.ts';
import { toyModel } from '../support/toy-model.ts';

const home = location.href;
afterEach(() => history.replaceState(null, '', home));

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const start = () => new SimulatorState(toyModel);

test('moves within one frame are worked out at most twice, and the last one wins', async () => {
	const state = start();
	await nextFrame();
	let last = state.outcome;
	const before = toyModel.runs;
	for (let price = 410; price <= 600; price += 10) {
		state.set('price', price);
		last = state.outcome;
	}
	expect(state.inputs.price).toBe(600);
	expect(last).toBeCloseTo(0.8 * 410);
	await nextFrame();
	expect(state.outcome).toBeCloseTo(480);
	expect(state.asked.inputs).toBe(state.inputs);
	expect(toyModel.runs - before).toBe(2);
});

test('undo and redo go through moves, presets and pins in the order in which they happened', async () => {
	const state = start();
	state.pin();
	state.set('rate', 0.9);
	state.apply({ rate: 0.95 });
	state.swap();
	expect([state.inputs.rate, state.pinned?.inputs.rate]).toEqual([0.8, 0.95]);
	state.undo();
	expect([state.inputs.rate, state.pinned?.inputs.rate]).toEqual([0.95, 0.8]);
	state.undo();
	expect(state.inputs.rate).toBe(0.9);
	state.undo();
	expect([state.inputs.rate, state.isPinned]).toEqual([0.8, true]);
	state.undo();
	expect([state.pinned, state.canUndo]).toEqual([null, false]);
	for (let step = 0; step < 4; step++) state.redo();
	expect([state.inputs.rate, state.pinned?.inputs.rate]).toEqual([0.8, 0.95]);
	expect(state.canRedo).toBe(false);
	state.undo();
	state.set('price', 500);
	expect(state.canRedo).toBe(false);
});

test('pinning what is pinned, or going back to where one is, leaves no step of undo', () => {
	const state = start();
	state.unpin();
	state.returnToPinned();
	state.swap();
	expect(state.canUndo).toBe(false);
	state.pin();
	state.pin();
	state.returnToPinned();
	state.undo();
	expect(state.canUndo).toBe(false);
});

test('reset keeps what is pinned, so that the start can be compared with it', () => {
	const state = start();
	state.set('rate', 0.9);
	state.pin();
	state.reset();
	expect([state.inputs.rate, state.pinned?.inputs.rate]).toEqual([0.8, 0.9]);
	expect(state.pinnedOutcome).toBeCloseTo(360);
	expect(state.outcome).toBeCloseTo(320);
});

test('an address brings both settings, and keeps both current', async () => {
	history.replaceState(null, '', '?keep=0.9&a.keep=0.5&other=1');
	const state = start();
	state.readAddress(location.search);
	expect([state.inputs.rate, state.pinned?.inputs.rate]).toEqual([0.9, 0.5]);
	const stop = followInAddress(state);
	await nextFrame();
	state.unpin();
	await expect.poll(() => location.search).toBe('?v=1&keep=0.9&other=1');
	stop();
});

test('a model that runs in a worker is never run on the page by mistake', () => {
	const { run: _, ...card } = toyModel;
	const state = new SimulatorState<typeof toyModel.inputs, number>(card);
	expect(state.query).toBe('?v=1');
	expect(() => state.outcome).toThrow('runs in a worker');
});

test('one step is said at once; what a hand keeps moving is said when it pauses', async () => {
	const state = start();
	state.set('price', 410);
	expect(state.moving).toBeUndefined();
	expect(state.said.inputs.price).toBe(410);
	for (let price = 420; price <= 500; price += 10) {
		state.set('price', price);
		await nextFrame();
	}
	expect(state.moving).toBe('price');
	expect(state.outcome).toBeCloseTo(0.8 * 500);
	expect(state.said.inputs.price).toBe(410);
	await expect.poll(() => state.moving).toBeUndefined();
	expect(state.said.inputs).toBe(state.asked.inputs);
	expect(state.said.outcome).toBeCloseTo(0.8 * 500);
});

test('what a button does, and a step of another input, are said at once in the middle of a drag', async () => {
	const state = start();
	const dragPrice = async () => {
		for (let price = 410; price <= 430; price += 10) {
			state.set('price', price);
			await nextFrame();
			expect(state.said.inputs.rate).toBeDefined();
		}
		expect(state.moving).toBe('price');
		expect(state.said.inputs).not.toBe(state.inputs);
	};
	await dragPrice();
	state.reset();
	expect(state.said.inputs).toBe(state.inputs);
	await dragPrice();
	state.set('rate', 0.5);
	await expect.poll(() => state.said.inputs.rate).toBe(0.5);
	state.undo();
	expect(state.said.inputs.rate).toBe(0.8);
});

test('paper gets the newest words even in the middle of a drag', async () => {
	const state = start();
	watchPaper();
	expect(state.said.inputs.price).toBe(400);
	for (let price = 410; price <= 430; price += 10) {
		state.set('price', price);
		await nextFrame();
	}
	expect(state.said.inputs.price).not.toBe(430);
	dispatchEvent(new Event('beforeprint'));
	expect(state.said.inputs.price).toBe(430);
	dispatchEvent(new Event('afterprint'));
});
