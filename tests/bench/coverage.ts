import { pathToFileURL } from 'node:url';
import { bgNbdNames, fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import { simulateBase, type SimulationPlan } from '#models/customer-base/simulate.ts';

/**
 * Do the standard errors mean what they say? Customer bases are drawn from known parameters and
 * fitted; of the intervals ln θ ± 1.96 standard errors, 95 % should hold the truth.
 *
 *     node tests/bench/coverage.ts [bases]
 */
export interface Design {
	readonly params: BgNbd;
	readonly plan: SimulationPlan;
}

export const designs: readonly Design[] = [
	{
		// CDNOW's estimates (Fader, Hardie & Lee 2005) and its 27 to 39 weeks of data.
		params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
		plan: { customers: 2_000, shortestWeeks: 27, longestWeeks: 39 },
	},
	{
		// A company whose customers come more often, over one to two years.
		params: { r: 0.8, alpha: 6, a: 0.8, b: 2.5 },
		plan: { customers: 2_000, shortestWeeks: 52, longestWeeks: 104 },
	},
];

export interface Coverage {
	readonly bases: number;
	/** Bases on which the fit refused. */
	readonly refused: number;
	/** Share of intervals that hold the truth, 0–1. */
	readonly share: Readonly<Record<(typeof bgNbdNames)[number], number>>;
}

export function coverage(bases: number, { params, plan }: Design): Coverage {
	const within = { r: 0, alpha: 0, a: 0, b: 0 };
	let refused = 0;
	for (let seed = 1; seed <= bases; seed++) {
		const fit = fitBgNbd(simulateBase(params, plan, seed));
		if (!fit.ok) {
			refused++;
			continue;
		}
		bgNbdNames.forEach((name, i) => {
			const off = Math.log(fit.params[name] / params[name]);
			if (off ** 2 <= 1.959_964 ** 2 * (fit.lnCovariance[i]?.[i] as number)) within[name]++;
		});
	}
	const fitted = bases - refused;
	return {
		bases,
		refused,
		share: {
			r: within.r / fitted,
			alpha: within.alpha / fitted,
			a: within.a / fitted,
			b: within.b / fitted,
		},
	};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const bases = Number(process.argv[2] ?? 1_000);
	for (const design of designs) {
		const { refused, share } = coverage(bases, design);
		console.log(JSON.stringify({ ...design, bases, refused, share }));
		const outside = bgNbdNames.filter((name) => !(share[name] >= 0.93 && share[name] <= 0.97));
		for (const name of outside) console.error(`${name}: ${share[name]} is outside 0.93 to 0.97`);
		if (outside.length > 0 || refused > 0) process.exitCode = 1;
	}
}
