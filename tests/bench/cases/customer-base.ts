import { fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import { weeklyDelta } from '#models/customer-base/discounting.ts';
import { fitGammaGamma } from '#models/customer-base/gamma-gamma-fit.ts';
import type { GammaGamma } from '#models/customer-base/gamma-gamma.ts';
import { simulateBase, type SimulatedBase } from '#models/customer-base/simulate.ts';
import { customerValues } from '#models/customer-base/value.ts';
import { benchCase, type BenchCase } from '../case.ts';

/** CDNOW's published estimates (Fader, Hardie & Lee 2005) and its 27 to 39 weeks of data. */
const params: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const spend: GammaGamma = { p: 6.25, q: 3.74, gamma: 15.44 };

const base = (customers: number, withSpend = false): SimulatedBase =>
	simulateBase(
		params,
		{ customers, shortestWeeks: 27, longestWeeks: 39, ...(withSpend ? { spend } : {}) },
		12_345,
	);

const bgNbdCase = (n: number, runs: number, targetMilliseconds?: number): BenchCase =>
	benchCase<SimulatedBase>({
		name: 'BG/NBD fit',
		n,
		runs,
		...(targetMilliseconds ? { targetMilliseconds } : {}),
		prepare: () => base(n),
		run: (columns) => {
			const fit = fitBgNbd(columns);
			if (!fit.ok) throw new Error(`no fit: ${fit.reason}`);
			return { checksum: fit.logLikelihood, parameters: { ...fit.params } };
		},
	});

export const cases: readonly BenchCase[] = [
	bgNbdCase(2_357, 51),
	bgNbdCase(100_000, 21, 40),
	bgNbdCase(1_000_000, 9, 400),
	benchCase<SimulatedBase>({
		name: 'gamma-gamma fit',
		n: 100_000,
		runs: 21,
		prepare: () => base(100_000, true),
		run: (columns) => {
			const fit = fitGammaGamma(columns);
			if (!fit.ok) throw new Error(`no fit: ${fit.reason}`);
			return { checksum: fit.logLikelihood, parameters: { ...fit.params } };
		},
	}),
	benchCase<SimulatedBase>({
		name: 'prediction and value of each customer',
		n: 100_000,
		runs: 11,
		prepare: () => base(100_000, true),
		run: (columns) => {
			const plan = { weeks: 39, deltaPerWeek: weeklyDelta(0.15), marginShare: 0.5 };
			const { money } = customerValues(params, spend, columns, plan);
			if (!money.ok) throw new Error(`no values: ${money.reason}`);
			return { checksum: money.value.reduce((sum, each) => sum + each, 0) };
		},
	}),
];
