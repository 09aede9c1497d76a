import type { ModelState } from '#models/model.ts';
import { givesPoints } from './decisions.ts';
import { keyedUniform } from '../random.ts';
import { pointsResponse, type PointsInputs } from './inputs.ts';
import { pointsModel } from './points.ts';

/**
 * How sure one may be. Two things are told apart: what we do not know about people (assumptions),
 * which no larger sample makes smaller, and the luck of who was simulated (noise), which it does.
 */

/**
 * How far each of the assumptions that move the answer most may lie from the case's own value, as
 * multiples of it. Assumed: half to one and a half times the lift and the light buyers' stronger
 * response; from none to twice as much of the others.
 */
export const usualPlausible = {
	lift: [0.5, 1.5],
	rewardedLift: [0, 2],
	churnReduction: [0, 2],
	lightWeighting: [0.5, 1.5],
	expiryResentment: [0, 2],
} as const satisfies Partial<Record<keyof typeof pointsResponse, readonly [number, number]>>;

export type DoubtfulInput = keyof typeof usualPlausible;
export const doubtfulInputs = Object.keys(usualPlausible) as DoubtfulInput[];

/**
 * What is moved in the range: how much the programme does (all of it less, or all of it more), to
 * whom, and how much harm expiry does. Together they reach further than any input of the tornado
 * does alone, at the usual setting and at every preset.
 */
const axes: readonly (readonly DoubtfulInput[])[] = [
	['lift', 'rewardedLift', 'churnReduction'],
	['lightWeighting'],
	['expiryResentment'],
];

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
	/** Lowest and highest ROI over every combination of the ends of what is moved. */
	assumptions: Spread | null;
	/** Where ROI of as many other customers lies 19 times in 20, assumptions unmoved. */
	noise: Spread | null;
	/** Each assumption moved alone. */
	each: AssumptionEffect[];
}

/** The assumption's two ends, kept within its row. */
function endsOf(inputs: PointsInputs, name: DoubtfulInput): readonly [number, number] {
	const { min, max } = pointsResponse[name];
	const [low, high] = usualPlausible[name];
	const fit = (value: number) => Math.min(max, Math.max(min, value));
	return [fit(inputs[name] * low), fit(inputs[name] * high)];
}

/** Every combination of the axes' ends: eight settings. */
function corners(inputs: PointsInputs): PointsInputs[] {
	let settings: PointsInputs[] = [inputs];
	for (const names of axes) {
		settings = settings.flatMap((setting) =>
			[0, 1].map((end) => ({
				...setting,
				...Object.fromEntries(names.map((name) => [name, endsOf(inputs, name)[end]])),
			})),
		);
	}
	return settings;
}

function spreadOf(values: readonly (number | null)[]): Spread | null {
	const known = values.filter((value) => value !== null);
	return known.length > 0 ? { low: Math.min(...known), high: Math.max(...known) } : null;
}

/** From as few as five the spread told is easily twice the true one. */
const noiseRuns = 12;
/** Student's t for 95 % and eleven degrees of freedom. */
const t95 = 2.201;

/**
 * The 95 % prediction interval for one run more, mean ± t·s·√(1 + 1/n), from independent runs of
 * which the first is the one shown: the lowest and highest of n runs would miss 2 in n + 1 others.
 */
function noiseOf(rois: readonly (number | null)[]): Spread | null {
	const known = rois.filter((roi) => roi !== null);
	const { length } = known;
	// Whether anything is spent does not hang on luck: there are all of the runs, or none.
	if (length === 0) return null;
	const mean = known.reduce((sum, roi) => sum + roi, 0) / length;
	const squares = known.reduce((sum, roi) => sum + (roi - mean) ** 2, 0);
	const reach = t95 * Math.sqrt((squares / (length - 1)) * (1 + 1 / length));
	return { low: mean - reach, high: mean + reach };
}

/**
 * ROI over the plausible assumptions, simulated with `sample` customers (same people throughout,
 * so its own luck cancels), beside ROI over a few seeds at the state's own sample. Left out, the
 * sample is the state's own, so that the range is about the very figure shown beside it.
 */
export function roiRange(
	state: ModelState<PointsInputs>,
	sample = state.inputs.simulatedCustomers,
): RoiRange {
	const { seed } = state;
	const small = { ...state.inputs, simulatedCustomers: sample };
	const roiOf = (inputs: PointsInputs, withSeed = seed) => pointsModel.run(inputs, withSeed).roi;
	const seeds = Array.from({ length: noiseRuns }, (_, run) =>
		run === 0 ? seed : Math.floor(keyedUniform(seed, run) * 2 ** 31),
	);
	return {
		assumptions: spreadOf([small, ...corners(small)].map((inputs) => roiOf(inputs))),
		noise: noiseOf(seeds.map((each) => roiOf(state.inputs, each))),
		each: doubtfulInputs.map((name) => {
			const [from, to] = endsOf(small, name);
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
	/** Null where no points are given or nothing is spent: the money may then go into what this model cannot see. */
	roi: ({ value: number } & Spread) | null;
	/** What is left of the extra margin after all that the programme costs, NT$ over the months looked at. */
	net: number;
	/** The month in which the programme has earned its cost back, from 1; null when it does not. */
	paybackMonth: number | null;
}

/**
 * What a design does to CLV, churn and ROI, with the range over the case's plausible assumptions.
 * Nine runs of `sample` customers (100–100,000), by default as many as the state has, so that the
 * same design shows the same figures wherever it is run; about 0.3 s for 2,000 and 36 months.
 */
export function programmeEffect(
	state: ModelState<PointsInputs>,
	sample = state.inputs.simulatedCustomers,
): ProgrammeEffect {
	const inputs = { ...state.inputs, simulatedCustomers: sample };
	const central = pointsModel.run(inputs, state.seed);
	const outcomes = [
		central,
		...corners(inputs).map((corner) => pointsModel.run(corner, state.seed)),
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
		roi:
			central.roi === null || !givesPoints(inputs) || !roiSpread
				? null
				: { value: central.roi, ...roiSpread },
		net: central.net,
		paybackMonth: central.paybackMonth,
	};
}
