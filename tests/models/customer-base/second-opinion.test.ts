import { expect, test } from 'vitest';
import { fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import { fitGammaGamma } from '#models/customer-base/gamma-gamma-fit.ts';
import { simulateBase } from '#models/customer-base/simulate.ts';
import { logGamma } from '#models/numerics/gamma.ts';
import { exactSum, nelderMead } from '../../support/nelder-mead.ts';

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);
const known = <Value>(compute: (x: number) => Value): ((x: number) => Value) => {
	const values = new Map<number, Value>();
	return (x) => {
		const value = values.get(x) ?? compute(x);
		values.set(x, value);
		return value;
	};
};

const companies = [
	{ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, weeks: [27, 39], p: 6.25, q: 3.74, gamma: 15.44 },
	{ r: 0.8, alpha: 6, a: 1.2, b: 3, weeks: [52, 104], p: 3, q: 5, gamma: 900 },
	{ r: 1.6, alpha: 3, a: 0.6, b: 4, weeks: [40, 80], p: 2, q: 2.5, gamma: 200 },
] as const;

const relative = (one: number, other: number): number => Math.abs(one / other - 1);

// The published likelihood, customer by customer: L = A1·A2·(A3 + [x > 0]·A4).
test.each(companies)(
	'a search without derivatives finds the same BG/NBD (r = $r)',
	(company) => {
		const { r, alpha, a, b } = company;
		const [shortestWeeks, longestWeeks] = company.weeks;
		const base = simulateBase(
			{ r, alpha, a, b },
			{ customers: 1_500, shortestWeeks, longestWeeks },
			3,
		);
		const fit = fitBgNbd(base);
		if (!fit.ok) throw new Error(fit.reason);
		const cost = (ln: readonly number[]): number => {
			const [r, alpha, a, b] = ln.map(Math.exp) as [number, number, number, number];
			const ofCount = known((x) => {
				const shared = logGamma(r + x) - logGamma(r) + r * Math.log(alpha) - logBeta(a, b);
				return [
					shared + logBeta(a, b + x),
					x > 0 ? shared + logBeta(a + 1, b + x - 1) : Number.NEGATIVE_INFINITY,
				] as const;
			});
			return -exactSum(base.repeatOrders.length, (i) => {
				const x = base.repeatOrders[i] as number;
				const [stays, leaves] = ofCount(x);
				const alive = stays - (r + x) * Math.log(alpha + (base.observedFor[i] as number));
				const gone = leaves - (r + x) * Math.log(alpha + (base.lastOrderAt[i] as number));
				const more = Math.max(alive, gone);
				return more + Math.log(Math.exp(alive - more) + Math.exp(gone - more));
			});
		};
		const found = nelderMead(cost, [0, 1, 0, 1]);
		expect(relative(-found.cost, fit.logLikelihood)).toBeLessThan(1e-12);
		const [r2, alpha2, a2, b2] = found.point.map(Math.exp) as [number, number, number, number];
		expect(relative(r2, fit.params.r)).toBeLessThan(5e-6);
		expect(relative(alpha2, fit.params.alpha)).toBeLessThan(5e-6);
		expect(relative(a2, fit.params.a)).toBeLessThan(5e-6);
		expect(relative(b2, fit.params.b)).toBeLessThan(5e-6);
	},
	60_000,
);

test.each(companies)(
	'and the same gamma-gamma (p = $p)',
	(company) => {
		const [shortestWeeks, longestWeeks] = company.weeks;
		const base = simulateBase(
			company,
			{ customers: 1_500, shortestWeeks, longestWeeks, spend: company },
			4,
		);
		const fit = fitGammaGamma(base);
		if (!fit.ok) throw new Error(fit.reason);
		const rows = [...base.repeatOrders.keys()].filter((i) => (base.repeatOrders[i] as number) > 0);
		const cost = (ln: readonly number[]): number => {
			const [p, q, gamma] = ln.map(Math.exp) as [number, number, number];
			const ofCount = known((x) => logGamma(p * x + q) - logGamma(p * x) - logGamma(q));
			return -exactSum(rows.length, (row) => {
				const x = base.repeatOrders[rows[row] as number] as number;
				const mean = base.meanSpend[rows[row] as number] as number;
				return (
					ofCount(x) +
					q * Math.log(gamma) +
					(p * x - 1) * Math.log(mean) +
					p * x * Math.log(x) -
					(p * x + q) * Math.log(gamma + x * mean)
				);
			});
		};
		const found = nelderMead(cost, [0, 0, 3]);
		expect(relative(-found.cost, fit.logLikelihood)).toBeLessThan(1e-12);
		const [p2, q2, gamma2] = found.point.map(Math.exp) as [number, number, number];
		expect(relative(p2, fit.params.p)).toBeLessThan(5e-6);
		expect(relative(q2, fit.params.q)).toBeLessThan(5e-6);
		expect(relative(gamma2, fit.params.gamma)).toBeLessThan(5e-6);
	},
	60_000,
);
