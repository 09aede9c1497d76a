import type { ModelState } from '#models/model.ts';
import { pointsResponse, type PointsInputs } from './inputs.ts';
import { pointsModel } from './points.ts';

/**
 * How sure one may be. Two things are told apart: what we do not know about people (assumptions),
 * which no larger sample makes smaller, and the luck of who was simulated (noise), which it does.
 */

/** Assumptions that move the answer most and that nobody can look up. */
export type DoubtfulInput = 'lift' | 'redeemProbability' | 'churnReduction';

/** How far each may lie from the case's own value, as multiples of it. */
export type PlausibleRange = Readonly<Record<DoubtfulInput, readonly [low: number, high: number]>>;

/** Assumed: half to one and a half times the lift; no retention effect to twice as much. */
export const usualPlausible: PlausibleRange = {
	lift: [0.5, 1.5],
	redeemProbability: [0.7, 1.3],
	churnReduction: [0, 2],
};

export const doubtfulInputs = Object.keys(usualPlausible) as DoubtfulInput[];

export interface Spread {
	low: number;
	high: number;
}

export interface AssumptionEffect {
	name: DoubtfulInput;
	/** The values tried. */
	from: number;
	to: number;
	/** ROI at each of them; null when nothing is spent. */
	roiAtFrom: number | null;
	roiAtTo: number | null;
}

export interface RoiRange {
	/** Lowest and highest ROI over every combination of the assumptions' ends. */
	assumptions: Spread | null;
	/** Lowest and highest ROI over the seeds, assumptions unmoved. */
	noise: Spread | null;
	/** Each assumption moved alone. */
	each: AssumptionEffect[];
}

const noiseSeeds = 5;

/** The assumption's two ends, kept within its row. */
function endsOf(
	inputs: PointsInputs,
	name: DoubtfulInput,
	plausible: PlausibleRange,
): readonly [number, number] {
	const { min, max } = pointsResponse[name];
	const [low, high] = plausible[name];
	const fit = (value: number) => Math.min(max, Math.max(min, value));
	return [fit(inputs[name] * low), fit(inputs[name] * high)];
}

/** Every combination of the assumptions' ends: eight settings. */
function corners(inputs: PointsInputs, plausible: PlausibleRange): PointsInputs[] {
	let settings: PointsInputs[] = [inputs];
	for (const name of doubtfulInputs) {
		const ends = endsOf(inputs, name, plausible);
		settings = settings.flatMap((setting) => ends.map((value) => ({ ...setting, [name]: value })));
	}
	return settings;
}

function spreadOf(values: readonly (number | null)[]): Spread | null {
	const known = values.filter((value) => value !== null);
	return known.length > 0 ? { low: Math.min(...known), high: Math.max(...known) } : null;
}

/**
 * ROI over the plausible assumptions, simulated with `sample` customers (same people throughout,
 * so its own luck cancels), beside ROI over a few seeds at the state's own sample. Left out, the
 * sample is the state's own, so that the range is about the very figure shown beside it.
 */
export function roiRange(
	state: ModelState<PointsInputs>,
	sample = state.inputs.simulatedCustomers,
	plausible: PlausibleRange = usualPlausible,
): RoiRange {
	const { seed } = state;
	const small = { ...state.inputs, simulatedCustomers: sample };
	const roiOf = (inputs: PointsInputs, withSeed = seed) => pointsModel.run(inputs, withSeed).roi;
	const seeds = Array.from({ length: noiseSeeds }, (_, index) => seed + index);
	return {
		assumptions: spreadOf([small, ...corners(small, plausible)].map((inputs) => roiOf(inputs))),
		noise: spreadOf(seeds.map((each) => roiOf(state.inputs, each))),
		each: doubtfulInputs.map((name) => {
			const [from, to] = endsOf(small, name, plausible);
			return {
				name,
				from,
				to,
				roiAtFrom: roiOf({ ...small, [name]: from }),
				roiAtTo: roiOf({ ...small, [name]: to }),
			};
		}),
	};
}

export interface Effect {
	without: number;
	with: number;
	/** Lowest and highest value with the programme over the plausible assumptions. */
	low: number;
	high: number;
}

export interface ProgrammeEffect {
	/** Value today of one customer over the months looked at, NT$. */
	clv: Effect;
	/** Share of customers gone after twelve months; null when fewer are looked at. */
	churn12: Effect | null;
	/** Without a programme there is no ROI; null when the programme costs nothing. */
	roi: ({ value: number } & Spread) | null;
}

/**
 * What a design does to CLV, churn and ROI, with the range over the case's plausible assumptions.
 * Nine runs of `sample` customers (100–100,000), by default as many as the state has, so that the
 * same design shows the same figures wherever it is run; about 0.3 s for 2,000 and 36 months.
 */
export function programmeEffect(
	state: ModelState<PointsInputs>,
	sample = state.inputs.simulatedCustomers,
	plausible: PlausibleRange = usualPlausible,
): ProgrammeEffect {
	const inputs = { ...state.inputs, simulatedCustomers: sample };
	const central = pointsModel.run(inputs, state.seed);
	const outcomes = [
		central,
		...corners(inputs, plausible).map((corner) => pointsModel.run(corner, state.seed)),
	];
	const effect = (
		read: (world: 'without' | 'with', outcome: typeof central) => number | null,
	): Effect | null => {
		const without = read('without', central);
		const withProgramme = read('with', central);
		const spread = spreadOf(outcomes.map((outcome) => read('with', outcome)));
		return without === null || withProgramme === null || !spread
			? null
			: { without, with: withProgramme, ...spread };
	};
	const roiSpread = spreadOf(outcomes.map(({ roi }) => roi));
	const clvs = outcomes.map((outcome) => outcome.with.clv);
	return {
		clv: {
			without: central.without.clv,
			with: central.with.clv,
			low: Math.min(...clvs),
			high: Math.max(...clvs),
		},
		churn12: effect((world, outcome) => outcome[world].churn12),
		roi: central.roi === null || !roiSpread ? null : { value: central.roi, ...roiSpread },
	};
}
