import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { blockSize, cutSample, mergeShares, simulateShare } from '#models/points/shares.ts';

const inputs: PointsInputs = {
	...usualInputs(pointsModel.inputs),
	simulatedCustomers: 7_300,
	months: 14,
	tierCount: 'three',
};
const seed = 11;

test('however the sample is cut between blocks, the outcome is the same to the last bit', () => {
	const whole = pointsModel.run(inputs, seed);
	for (const parts of [1, 2, 3, 4, 50]) {
		const shares = cutSample(inputs.simulatedCustomers, parts).map((share) =>
			simulateShare(inputs, seed, share),
		);
		expect(mergeShares(inputs, shares)).toEqual(whole);
		// Whichever worker is done first.
		expect(mergeShares(inputs, shares.toReversed())).toEqual(whole);
	}
});

test('cut anywhere, the outcome is the same but for the last digits', () => {
	const whole = pointsModel.run(inputs, seed);
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 7_299 }), (border) => {
			const shares = [
				simulateShare(inputs, seed, { from: 0, to: border }),
				simulateShare(inputs, seed, { from: border, to: 7_300 }),
			];
			const merged = mergeShares(inputs, shares);
			for (const [one, other] of [
				[merged.without.margin, whole.without.margin],
				[merged.with.margin, whole.with.margin],
				[merged.points.redeemed, whole.points.redeemed],
				[merged.cost.total, whole.cost.total],
			] as const) {
				expect(Math.abs(one / other - 1)).toBeLessThan(1e-12);
			}
		}),
		{ numRuns: 8 },
	);
});

test('sums travel: a copy made for another thread merges like the original', () => {
	const [share] = cutSample(inputs.simulatedCustomers, 1);
	if (!share) throw new Error('a sample has at least one share');
	const made = simulateShare(inputs, seed, share);
	const { buffer } = made.sums;
	const sent = structuredClone(made, { transfer: [buffer as ArrayBuffer] });
	expect(buffer.byteLength).toBe(0);
	expect(mergeShares(inputs, [sent])).toEqual(pointsModel.run(inputs, seed));
});

test('shares cover the sample once, in whole blocks and evenly', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 100, max: 100_000 }),
			fc.integer({ min: 1, max: 64 }),
			(size, parts) => {
				const shares = cutSample(size, parts);
				expect(shares.length).toBeLessThanOrEqual(parts);
				let next = 0;
				for (const { from, to } of shares) {
					expect(from).toBe(next);
					expect(from % blockSize).toBe(0);
					expect(to).toBeGreaterThan(from);
					next = to;
				}
				expect(next).toBe(size);
				const blocks = shares.map(({ from, to }) => Math.ceil((to - from) / blockSize));
				expect(Math.max(...blocks) - Math.min(...blocks)).toBeLessThanOrEqual(1);
			},
		),
	);
});

test('shares that do not make up one sample are refused', () => {
	const small = { ...inputs, simulatedCustomers: 200, months: 2 };
	const share = (from: number, to: number, withSeed = seed) =>
		simulateShare(small, withSeed, { from, to });
	expect(() => mergeShares(small, [])).toThrow(RangeError);
	expect(() => mergeShares(small, [share(0, 100)])).toThrow(/end at 100/);
	expect(() => mergeShares(small, [share(100, 200)])).toThrow(/customer 0/);
	expect(() => mergeShares(small, [share(0, 150), share(100, 200)])).toThrow(/in two shares/);
	expect(() => mergeShares(small, [share(0, 100), share(100, 200, 2)])).toThrow(/seeds/);
	expect(() => mergeShares({ ...small, months: 3 }, [share(0, 200)])).toThrow(/other inputs/);
	for (const [from, to] of [
		[0, 201],
		[-1, 100],
		[100, 100],
		[0.5, 100],
		[0, Number.NaN],
	] as const) {
		expect(() => share(from, to)).toThrow(RangeError);
	}
	expect(() => simulateShare({ ...small, months: 0 }, seed, { from: 0, to: 1 })).toThrow(/months/);
});
