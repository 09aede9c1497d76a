import { afterEach, expect, test } from 'vitest';
import { clvModel } from '#models/clv/clv.ts';
import { clvInputs } from '#models/clv/inputs.ts';
import { numberRow, usualInputs } from '#models/model.ts';
import { cumulativeChart } from '#simulators/clv/figures.ts';
import { guessableOf, timesWorth } from '#simulators/clv/guess.ts';
import { Guess, withGuess, type Guessable } from '#simulators/guess.svelte.ts';
import { SimulatorState } from '#simulators/SimulatorState.svelte.ts';
import { percent } from '#ui/format.ts';

afterEach(() => localStorage.clear());

const share: Guessable = {
	ask: '占多少？',
	input: numberRow({
		label: '占',
		key: 'guess',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.01,
		usual: 0.5,
		source: '猜測',
	}),
	written: (value) => percent(value),
	exactly: (value) => percent(value, 1),
	axis: 'y',
};

function told(value: number, truth: number): string {
	const guess = new Guess({ lesson: 'goals' }, 'share', share, () => truth);
	guess.make(value);
	return guess.told;
}

test('a guess than which no step of the slider is nearer has hit', () => {
	expect(told(0.73, 0.735)).toBe('你猜73%，算出來是73.5%，猜中了。');
	expect(told(0.74, 0.735)).toBe('你猜74%，算出來是73.5%，猜中了。');
	// 0.95 to the sixth: what is hidden by the rounding decides nothing.
	expect(told(0.73, 0.95 ** 6)).toBe('你猜73%，算出來是73.5%，猜中了。');
	expect(told(0.72, 0.735)).toBe('你猜72%，算出來是73.5%，很接近，略低。');
	expect(told(0.3, 0.735)).toBe('你猜30%，算出來是73.5%，你猜得太低。');
	expect(told(0.5, 0.5)).toBe('你猜50%，算出來是50.0%，猜中了。');
});

/** The chart of lesson 4 after a guess of so many times, with these inputs moved. */
function lesson4(times: number, moved: Partial<ReturnType<typeof usualInputs<typeof clvInputs>>>) {
	const simulator = new SimulatorState(clvModel);
	const { inputs } = simulator;
	const opening = clvModel.run(usualInputs(clvInputs), 1);
	const guess = new Guess({ lesson: 'clv' }, 'clv', guessableOf(opening), () =>
		timesWorth(inputs, opening),
	);
	guess.make(times);
	simulator.apply(moved);
	const spec = withGuess(
		cumulativeChart(simulator.inputs, clvModel.run(simulator.inputs, 1)),
		guess,
		simulator,
	);
	return (spec.references ?? []).map(({ at, label }) => [Math.round(at), label]);
}

test('the guess lies beside the truth where the figure shows what was asked', () => {
	const both = [
		[9_167, '你猜2.5倍'],
		[5_500, '留存90%：1.5倍'],
	];
	expect(lesson4(2.5, {})).toEqual(both);
	expect(lesson4(2.5, { retentionPerYear: 0.9 })).toEqual(both);
	expect(lesson4(1.5, {})).toEqual([[5_500, '你猜1.5倍']]);
});

test('and is on no chart of another setting', () => {
	expect(lesson4(2.5, { retentionPerYear: 0.85 })).toEqual([]);
	expect(lesson4(4, { discountPerYear: 0.2 })).toEqual([]);
	expect(lesson4(4, { timing: 'B' })).toEqual([]);
});

test('an axis whose end was settled makes room for a guess beyond it', () => {
	const guess = new Guess({ lesson: 'goals' }, 'share', share, () => 0.2);
	guess.make(0.9);
	const spec = withGuess(
		{
			kind: 'bar',
			finding: '',
			caption: '',
			x: { label: '', categories: ['一'] },
			y: { label: '占', format: 'percent', max: 0.4 },
			series: [{ id: 'b', name: '占', values: [0.2] }],
		},
		guess,
		{ isReset: true, stands: () => true },
	);
	expect(spec.y.max).toBe(0.9);
});
