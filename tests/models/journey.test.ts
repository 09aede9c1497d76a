import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JourneyInputs } from '#models/journey/inputs.ts';
import {
	bestOf,
	feltJourney,
	raisesOf,
	stationNames,
	wholeOf,
	type Station,
} from '#models/journey/journey.ts';
import { journeyModel } from '#models/journey/model.ts';
import { usualInputs } from '#models/model.ts';

const usual = usualInputs(journeyModel.inputs);
const told = (changed: Partial<JourneyInputs> = {}) =>
	journeyModel.run({ ...usual, ...changed }, 1);
const preset = (id: string) => told(journeyModel.presets.find((each) => each.id === id)?.inputs);

// Lesson 11: 4, 3, 1, 4, 3, 5 by hand.
describe('the clinic of lesson 11', () => {
	test('is 3.33 on average, 3 by its worst and its last, and smooth throughout for 73.5 %', () => {
		const { whole, worst } = told();
		expect(whole.mean).toBeCloseTo(20 / 6, 12);
		expect(whole.peakEnd).toBe(3);
		expect(whole.smooth).toBeCloseTo(0.735_092, 6);
		expect(worst).toEqual(['waiting']);
	});

	test('the mean cannot say where to begin, the worst and the last can', () => {
		const { best, raises } = told();
		expect(best.mean).toEqual(['booking', 'arrival', 'waiting', 'treatment', 'payment']);
		expect(best.peakEnd).toEqual(['waiting']);
		expect(raises[2]?.gain).toMatchObject({ mean: expect.closeTo(1 / 6, 9), peakEnd: 0.5 });
	});

	test('where anger is carried on, the mean too says the waiting room', () => {
		const { best, stations, raises } = preset('angry');
		expect(stations.map(({ felt }) => felt)).toEqual([4, 3, 1, 3, 3, 5]);
		expect(best.mean).toEqual(['waiting']);
		expect(raises[2]?.gain.mean).toBeCloseTo(0.25, 9);
	});

	test('a flat clinic has the same mean, and nothing so low', () => {
		const flat = preset('flat');
		expect(flat.whole.mean).toBeCloseTo(told().whole.mean, 12);
		expect(flat.whole.peakEnd).toBe(3);
		expect(flat.worst).toHaveLength(4);
	});

	// The check of lesson 11: 0.70 × 0.95⁵ is 54 %.
	test('the weak station gains most of the same points', () => {
		const { whole, best } = preset('weak');
		expect(whole.smooth).toBeCloseTo(0.541_647, 6);
		expect(best.smooth).toEqual(['waiting']);
	});
});

const anyJourney: fc.Arbitrary<Station[]> = fc
	.array(
		fc.record({
			score: fc.integer({ min: 2, max: 10 }).map((halves) => halves / 2),
			smooth: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
		}),
		{ minLength: 6, maxLength: 6 },
	)
	.map((rows) =>
		rows.flatMap((row, index) => {
			const name = stationNames[index];
			return name ? [{ name, ...row }] : [];
		}),
	);
const anyDrag = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);

describe('laws', () => {
	test('nothing is felt better than it deserves, nor off the scale; without drag it is as deserved', () => {
		fc.assert(
			fc.property(anyJourney, anyDrag, (stations, drag) => {
				for (const { felt, score } of feltJourney(stations, drag)) {
					expect(felt).toBeLessThanOrEqual(score);
					expect(felt).toBeGreaterThanOrEqual(1);
				}
				const free = feltJourney(stations, 0);
				expect(free.map(({ felt }) => felt)).toEqual(stations.map(({ score }) => score));
			}),
		);
	});

	test('every way of summing up lies between the worst and the best', () => {
		fc.assert(
			fc.property(anyJourney, anyDrag, (stations, drag) => {
				const journey = feltJourney(stations, drag);
				const { mean, peakEnd, smooth } = wholeOf(journey);
				const felt = journey.map((station) => station.felt);
				for (const whole of [mean, peakEnd]) {
					expect(whole).toBeGreaterThanOrEqual(Math.min(...felt) - 1e-9);
					expect(whole).toBeLessThanOrEqual(Math.max(...felt) + 1e-9);
				}
				expect(smooth).toBeLessThanOrEqual(Math.min(...stations.map((each) => each.smooth)));
			}),
		);
	});

	test('mending a station never makes the whole worse', () => {
		fc.assert(
			fc.property(anyJourney, anyDrag, (stations, drag) => {
				for (const { gain } of raisesOf(stations, drag)) {
					expect(Math.min(gain.mean, gain.peakEnd, gain.smooth)).toBeGreaterThanOrEqual(-1e-9);
				}
			}),
		);
	});

	test('of shares below 95 % the lowest gains most', () => {
		fc.assert(
			fc.property(anyJourney, (stations) => {
				const low = stations.map((each) => ({ ...each, smooth: 0.01 + each.smooth * 0.94 }));
				const least = Math.min(...low.map(({ smooth }) => smooth));
				const [best] = bestOf(raisesOf(low, 0), 'smooth');
				const chosen = low.find(({ name }) => name === best);
				if (chosen) expect(chosen.smooth).toBeCloseTo(least, 9);
			}),
		);
	});
});

test('scores and shares off their scales, and no stations at all, are refused', () => {
	const station = { name: 'waiting', score: 1, smooth: 0.5 } as const;
	expect(() => feltJourney([{ ...station, score: 0.5 }], 0)).toThrow(RangeError);
	expect(() => feltJourney([{ ...station, smooth: 1.1 }], 0)).toThrow(RangeError);
	expect(() => feltJourney([station], -0.1)).toThrow(RangeError);
	expect(() => wholeOf([])).toThrow(RangeError);
});
