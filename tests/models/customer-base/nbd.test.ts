import { describe, expect, test } from 'vitest';
import { discountedOrders, weeklyDelta } from '#models/customer-base/discounting.ts';
import { fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import { bgNbdObjective } from '#models/customer-base/bg-nbd-likelihood.ts';
import { summarise } from '#models/customer-base/bg-nbd-summary.ts';
import { expectedOrders } from '#models/customer-base/bg-nbd.ts';
import { fitBuying } from '#models/customer-base/buying-fit.ts';
import { expectedCumulative, fittedCounts, holdOutTest } from '#models/customer-base/hold-out.ts';
import { fitNbd, nbdObjective } from '#models/customer-base/nbd-fit.ts';
import { worthTwoParameters } from '#models/customer-base/nbd.ts';
import { canLeave, outlookOf } from '#models/customer-base/outlook.ts';
import type { Histories } from '#models/customer-base/requirements.ts';
import { simulateBase, type SimulationPlan } from '#models/customer-base/simulate.ts';
import { customerValues, ordersOfAll } from '#models/customer-base/value.ts';
import { logGamma } from '#models/numerics/gamma.ts';
import { exactSum, nelderMead } from '../../support/nelder-mead.ts';

const plan = { customers: 2_000, shortestWeeks: 40, longestWeeks: 80 };
const shops = [
	{ r: 0.6, alpha: 5 },
	{ r: 1.8, alpha: 12 },
	{ r: 4, alpha: 3 },
] as const;

/** With such a chance to leave nobody ever does: BG/NBD's own simulation is then NBD's. */
const simulateStaying = (
	{ r, alpha }: { r: number; alpha: number },
	seed: number,
	given: SimulationPlan = plan,
) => simulateBase({ r, alpha, a: 1e-9, b: 1 }, given, seed);

const histories = (rows: readonly (readonly [number, number, number])[]): Histories => ({
	repeatOrders: Int32Array.from(rows, ([x]) => x),
	lastOrderAt: Float64Array.from(rows, ([, last]) => last),
	observedFor: Float64Array.from(rows, ([, , whole]) => whole),
});

function fittedNbd(base: Histories) {
	const fit = fitNbd(base);
	if (!fit.ok) throw new Error(fit.reason);
	return fit;
}

describe('the NBD fit', () => {
	test.each(shops)('finds r = $r and α = $alpha back within its intervals', (shop) => {
		let held = 0;
		for (let seed = 1; seed <= 40; seed++) {
			const { params, lnCovariance } = fittedNbd(simulateStaying(shop, seed));
			const within = (ln: number, at: number) =>
				Math.abs(ln) < 1.96 * Math.sqrt(lnCovariance[at]?.[at] as number);
			held += Number(within(Math.log(params.r / shop.r), 0));
			held += Number(within(Math.log(params.alpha / shop.alpha), 1));
		}
		// Of 80 intervals of 95 %, fewer than 66 hold their truth once in ten thousand.
		expect(held).toBeGreaterThanOrEqual(66);
	});

	// Customer by customer: ∫ of λ^x e^−λT over the Gamma of rates, in the integral's closed form.
	test.each(shops)('is where a search without derivatives ends (r = $r)', (shop) => {
		const base = simulateStaying(shop, 3);
		const fit = fittedNbd(base);
		const cost = (ln: readonly number[]): number => {
			const [r, alpha] = ln.map(Math.exp) as [number, number];
			return -exactSum(base.repeatOrders.length, (i) => {
				const x = base.repeatOrders[i] as number;
				return (
					logGamma(r + x) -
					logGamma(r) +
					r * Math.log(alpha) -
					(r + x) * Math.log(alpha + (base.observedFor[i] as number))
				);
			});
		};
		const found = nelderMead(cost, [0, 1]);
		const [r, alpha] = found.point.map(Math.exp) as [number, number];
		expect(Math.abs(-found.cost / fit.logLikelihood - 1)).toBeLessThan(1e-12);
		expect(Math.abs(r / fit.params.r - 1)).toBeLessThan(5e-6);
		expect(Math.abs(alpha / fit.params.alpha - 1)).toBeLessThan(5e-6);
	});

	test('has the derivatives of its own value', () => {
		const objective = nbdObjective(summarise(simulateStaying(shops[0], 9)));
		const at = [-0.3, 1.4];
		const { gradient, hessian } = objective(at);
		const step = 1e-4;
		for (let i = 0; i < 2; i++) {
			const moved = (by: number) => objective(at.map((each, j) => (i === j ? each + by : each)));
			const [up, down] = [moved(step), moved(-step)];
			expect((up.value - down.value) / (2 * step)).toBeCloseTo(gradient[i] as number, 2);
			for (let j = 0; j < 2; j++) {
				const slope = ((up.gradient[j] as number) - (down.gradient[j] as number)) / (2 * step);
				expect(slope).toBeCloseTo(hessian[i]?.[j] as number, 2);
			}
		}
	});

	test('is what BG/NBD comes to when the chance to leave goes to nothing', () => {
		const base = summarise(simulateStaying(shops[1], 5));
		const at = [0.4, 2.3];
		const gap = (a: number) =>
			nbdObjective(base)(at).value - bgNbdObjective(base)([...at, Math.log(a), 0]).value;
		expect(Math.abs(gap(1e-9))).toBeLessThan(1e-3);
		expect(Math.abs(gap(1e-9))).toBeLessThan(Math.abs(gap(1e-6)) / 100);
	});

	test('does not depend on the unit of time', () => {
		const base = simulateStaying(shops[1], 6);
		const weeks = fittedNbd(base);
		const days = fittedNbd({
			...base,
			lastOrderAt: base.lastOrderAt.map((t) => t * 7),
			observedFor: base.observedFor.map((t) => t * 7),
		});
		expect(days.params.alpha / 7 / weeks.params.alpha).toBeCloseTo(1, 7);
		expect(days.params.r / weeks.params.r).toBeCloseTo(1, 7);
	});

	test.each([
		{ what: 'nobody', rows: [], reason: 'nobody' },
		{ what: 'one customer', rows: [[3, 10, 20]], reason: 'one customer' },
		{ what: 'nobody who comes back', rows: Array(50).fill([0, 0, 30]), reason: 'nobody repeats' },
		{ what: 'everybody on the last day', rows: Array(50).fill([0, 0, 0]), reason: 'no time' },
		{ what: 'everybody alike', rows: Array(50).fill([4, 30, 30]), reason: 'border' },
	])('gives a reason for $what', ({ rows, reason }) => {
		expect(fitNbd(histories(rows))).toMatchObject({ ok: false, reason });
	});

	test('refuses an impossible history, naming the row', () => {
		expect(() =>
			fitNbd(
				histories([
					[0, 0, 8],
					[1, 9, 8],
				]),
			),
		).toThrow(/^customer 1:/);
	});
});

describe('which model a customer base gets', () => {
	test('without leaving where nobody is seen to leave, with it where people do', () => {
		let edge = 0;
		for (let seed = 1; seed <= 20; seed++) {
			const base = simulateStaying(shops[1], seed);
			const fit = fitBuying(base);
			if (!fit.ok) throw new Error(fit.reason);
			if (fit.model === 'nbd') {
				edge++;
				expect(fit.params).toEqual(fittedNbd(base).params);
				const gain = fit.withLeaving.logLikelihood - fit.logLikelihood;
				expect(gain).toBeLessThanOrEqual(worthTwoParameters);
			} else {
				// By luck a few looked gone; then the data must not seem to say so loudly.
				expect(fit.gainByLeaving).toBeLessThan(8);
			}
		}
		// The edge is the better side about every other time.
		expect(edge).toBeGreaterThan(4);

		const left = fitBuying(simulateBase({ ...shops[1], a: 0.8, b: 2.4 }, plan, 1));
		expect(left).toMatchObject({ ok: true, model: 'bg-nbd' });
		if (!left.ok || left.model !== 'bg-nbd') throw new Error('no BG/NBD');
		expect(left.gainByLeaving).toBeGreaterThan(100);
	});

	test('none where all leave at one chance: the search ends at an edge, and not at this one', () => {
		const base = simulateBase({ r: 2, alpha: 4, a: 3e4, b: 6e4 }, plan, 4);
		const fit = fitBgNbd(base);
		if (fit.ok || fit.logLikelihood === null) throw new Error('BG/NBD did not end at an edge');
		const gainByLeaving = fit.logLikelihood - fittedNbd(base).logLikelihood;
		expect(gainByLeaving).toBeGreaterThan(100);
		expect(fitBuying(base)).toEqual({ ...fit, gainByLeaving });
	});

	test('none where there is nothing to go by', () => {
		expect(fitBuying(histories([]))).toMatchObject({ ok: false, reason: 'nobody' });
	});
});

describe('an outlook without leaving', () => {
	const nbd = { r: 0.9, alpha: 7 };
	const nearly = { ...nbd, a: 1e-10, b: 1 };
	const history = { repeatOrders: 5, lastOrderAt: 20, observedFor: 50 };
	const base = simulateStaying(nbd, 2, { ...plan, customers: 60 });

	test('is that of BG/NBD under a chance to leave of next to nothing', () => {
		const outlook = outlookOf(nbd);
		expect(canLeave(nbd)).toBe(false);
		expect(outlook.alive(5, 20, 50)).toBe(1);
		expect(outlook.ordersIfAlive(5, 50, 30)).toBeCloseTo(expectedOrders(nearly, history, 30), 6);
		const delta = weeklyDelta(0.1);
		expect(outlook.discountedIfAlive(delta, 50, 50)(5, 50)).toBeCloseTo(
			discountedOrders(nearly, history, delta),
			4,
		);
	});

	test('has everybody alive, and values, tests and tracking curves that agree', () => {
		const { alive, expected } = ordersOfAll(nbd, base, 26);
		expect(new Set(alive)).toEqual(new Set([1]));
		const whole = expected.reduce((sum, each) => sum + each, 0);
		const later = base.repeatOrders.map(() => 0);
		expect(holdOutTest(nbd, base, later, 26).expectedTotal).toBeCloseTo(whole, 9);
		const [week = 0, next = 0] = expectedCumulative(nbd, new Float64Array(10), 2);
		expect(week).toBeCloseTo((10 * nbd.r) / nbd.alpha, 9);
		expect(next).toBeCloseTo(2 * week, 9);
		const values = customerValues(nbd, { p: 3, q: 4, gamma: 100 }, base, {
			weeks: 26,
			deltaPerWeek: 0.002,
			marginShare: 0.5,
		});
		expect(values.expectedOrders).toEqual(expected);
		expect(values.discountedOrders[0]).toBeCloseTo((expected[0] as number) / 26 / 0.002, 9);
	});

	test('counts customers by the negative binomial, which is all of them and no more', () => {
		const chances = outlookOf(nbd).countChances(20, 400);
		expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
		expect(chances.reduce((sum, each, n) => sum + n * each, 0)).toBeCloseTo((20 * 0.9) / 7, 9);
		// One order: r · (α/(α+t))^r · t/(α+t), by hand.
		expect(chances[1]).toBeCloseTo(0.9 * (7 / 27) ** 0.9 * (20 / 27), 12);
		expect([...outlookOf(nbd).countChances(0, 2)]).toEqual([1, 0, 0]);
		const counts = fittedCounts(nbd, base);
		expect(counts.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(60, 9);
		expect(counts.reduce((sum, { actual }) => sum + actual, 0)).toBe(60);
	});

	test.each([
		{ r: 0, alpha: 1 },
		{ r: 1, alpha: Number.NaN },
	])('refuses impossible parameters ($r, $alpha)', (params) => {
		expect(() => outlookOf(params)).toThrow(RangeError);
		expect(() => outlookOf(nbd).discountedIfAlive(0, 1, 1)).toThrow(RangeError);
	});
});
