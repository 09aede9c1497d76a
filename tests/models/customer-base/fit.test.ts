import { describe, expect, test } from 'vitest';
import { fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import { bgNbdObjective } from '#models/customer-base/bg-nbd-likelihood.ts';
import { summarise } from '#models/customer-base/bg-nbd-summary.ts';
import { fitGammaGamma } from '#models/customer-base/gamma-gamma-fit.ts';
import type { Histories } from '#models/customer-base/requirements.ts';
import { simulateBase } from '#models/customer-base/simulate.ts';
import { coverage, designs } from '../../bench/coverage.ts';

const cdnow = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const spend = { p: 6.25, q: 3.74, gamma: 15.44 };
const plan = { customers: 4_000, shortestWeeks: 27, longestWeeks: 39, spend };

const histories = (rows: readonly (readonly [number, number, number])[]): Histories => ({
	repeatOrders: Int32Array.from(rows, ([x]) => x),
	lastOrderAt: Float64Array.from(rows, ([, last]) => last),
	observedFor: Float64Array.from(rows, ([, , whole]) => whole),
});
const repeat = <Value>(count: number, value: Value): Value[] =>
	Array.from({ length: count }, () => value);

describe('the BG/NBD fit', () => {
	test('has the derivatives of its own value', () => {
		const objective = bgNbdObjective(summarise(simulateBase(cdnow, plan, 9)));
		const at = [-1.2, 1.3, 0.1, 0.7];
		const { gradient, hessian } = objective(at);
		const step = 1e-4;
		for (let i = 0; i < 4; i++) {
			const moved = (by: number) => objective(at.map((each, j) => (i === j ? each + by : each)));
			const [up, down] = [moved(step), moved(-step)];
			expect(Math.abs((up.value - down.value) / (2 * step) - (gradient[i] as number))).toBeLessThan(
				1e-2,
			);
			for (let j = 0; j < 4; j++) {
				const slope = ((up.gradient[j] as number) - (down.gradient[j] as number)) / (2 * step);
				expect(Math.abs(slope - (hessian[i]?.[j] as number))).toBeLessThan(1e-2);
			}
		}
	});

	test('does not depend on the unit of time or the order of customers', () => {
		const base = simulateBase(cdnow, plan, 5);
		const weeks = fitBgNbd(base);
		const days = fitBgNbd({
			repeatOrders: base.repeatOrders.slice().reverse(),
			lastOrderAt: base.lastOrderAt.map((t) => t * 7).reverse(),
			observedFor: base.observedFor.map((t) => t * 7).reverse(),
		});
		if (!weeks.ok || !days.ok) throw new Error('no fit');
		expect(days.params.alpha / 7 / weeks.params.alpha).toBeCloseTo(1, 7);
		expect(days.params.b / weeks.params.b).toBeCloseTo(1, 7);
		expect(days.standardErrors.a / weeks.standardErrors.a).toBeCloseTo(1, 6);
	});

	test('starts large bases from a sample of their rows, and ends where it would have', () => {
		const base = simulateBase(cdnow, { ...plan, customers: 24_000 }, 6);
		const fit = fitBgNbd(base);
		if (!fit.ok) throw new Error(fit.reason);
		const { r, alpha, a, b } = fit.params;
		const top = bgNbdObjective(summarise(base))([r, alpha, a, b].map(Math.log));
		expect(Math.max(...top.gradient.map(Math.abs))).toBeLessThan(1e-4);
		expect(fit.logLikelihood).toBeCloseTo(top.value, 6);
	});

	// The published estimates are within reach of data drawn from them.
	test('finds parameters back within four standard errors', () => {
		const fit = fitBgNbd(simulateBase(cdnow, { ...plan, customers: 20_000 }, 8));
		if (!fit.ok) throw new Error(fit.reason);
		for (const name of ['r', 'alpha', 'a', 'b'] as const) {
			expect(Math.abs(fit.params[name] - cdnow[name])).toBeLessThan(4 * fit.standardErrors[name]);
		}
	});

	test.each([
		{ what: 'nobody', rows: [], reason: 'nobody' },
		{ what: 'one customer', rows: [[3, 10, 20]], reason: 'one customer' },
		{ what: 'nobody who comes back', rows: repeat(50, [0, 0, 30]), reason: 'nobody repeats' },
		{ what: 'everybody on the last day', rows: repeat(50, [0, 0, 0]), reason: 'no time' },
		{ what: 'everybody alike', rows: repeat(50, [4, 30, 30]), reason: 'border' },
	] as const)('gives a reason for $what', ({ rows, reason }) => {
		const fit = fitBgNbd(histories(rows as readonly (readonly [number, number, number])[]));
		expect(fit).toMatchObject({ ok: false, reason });
	});

	test('says so when nobody can be seen to leave', () => {
		const faithful = simulateBase(
			{ r: 2, alpha: 4, a: 1e-3, b: 100 },
			{ ...plan, customers: 500 },
			1,
		);
		const fit = fitBgNbd(faithful);
		expect(fit).toMatchObject({ ok: false, reason: 'border', parameter: 'b', side: 'high' });
	});

	test('gives numbers or a reason for two odd customers', () => {
		for (const rows of [
			[
				[1, 1, 2],
				[0, 0, 5],
			],
			[
				[500, 38, 39],
				[0, 0, 39],
			],
			[
				[100_000, 38, 39],
				[1, 0.1, 39],
			],
		] as const) {
			const fit = fitBgNbd(histories(rows));
			if (fit.ok) expect(Object.values(fit.params).every((each) => each > 0)).toBe(true);
			else expect(fit.reason).not.toBe('');
		}
	});

	test.each([
		{ what: 'a last order after the end', row: [1, 9, 8] },
		{ what: 'a repeat order on the first day', row: [1, 0, 8] },
		{ what: 'a date of a repeat order without one', row: [0, 2, 8] },
		{ what: 'negative orders', row: [-1, 2, 8] },
		{ what: 'no date', row: [1, Number.NaN, 8] },
	] as const)('refuses $what, naming the row', ({ row }) => {
		expect(() => fitBgNbd(histories([[0, 0, 8], row]))).toThrow(/^customer 1:/);
	});

	// Sixty bases: with a true coverage of 95 %, fewer than 50 hits come once in a thousand.
	test.each(designs)(
		'has intervals that hold the truth as often as they say (r = $params.r)',
		(design) => {
			const { refused, share } = coverage(60, design);
			expect(refused).toBe(0);
			for (const each of Object.values(share)) expect(each).toBeGreaterThan(50 / 60);
		},
		30_000,
	);
});

describe('the gamma-gamma fit', () => {
	test('scales with money and leaves out who has nothing to show', () => {
		const base = simulateBase(cdnow, plan, 11);
		const dollars = fitGammaGamma(base);
		const cents = fitGammaGamma({ ...base, meanSpend: base.meanSpend.map((each) => each * 100) });
		if (!dollars.ok || !cents.ok) throw new Error('no fit');
		expect(cents.params.gamma / dollars.params.gamma / 100).toBeCloseTo(1, 8);
		expect(cents.params.p / dollars.params.p).toBeCloseTo(1, 8);
		expect(dollars.counts.withoutRepeatOrder).toBe(
			base.repeatOrders.reduce((sum, x) => sum + (x === 0 ? 1 : 0), 0),
		);
		expect(Math.abs(dollars.counts.correlation ?? 1)).toBeLessThan(0.1);
	});

	test('leaves out returns and counts them', () => {
		const base = simulateBase(cdnow, plan, 11);
		const without = fitGammaGamma(base);
		const fit = fitGammaGamma({
			repeatOrders: Int32Array.from([...base.repeatOrders, 3, 2]),
			meanSpend: Float64Array.from([...base.meanSpend, -50, 0]),
		});
		if (!fit.ok || !without.ok) throw new Error('no fit');
		expect(fit.counts.withoutSpend).toBe(2);
		expect(fit.params).toEqual(without.params);
	});

	test.each([
		{ what: 'nobody', x: [], spends: [], reason: 'nobody' },
		{ what: 'no repeat orders', x: [0, 0, 0], spends: [0, 0, 0], reason: 'nobody' },
		{ what: 'one price', x: [1, 2, 3], spends: [90, 90, 90], reason: 'alike' },
		{ what: 'one repeat order each', x: [1, 1, 1], spends: [9, 20, 7], reason: 'one order each' },
	])('gives a reason for $what', ({ x, spends, reason }) => {
		expect(
			fitGammaGamma({ repeatOrders: Int32Array.from(x), meanSpend: Float64Array.from(spends) }),
		).toMatchObject({ ok: false, reason });
	});
});
