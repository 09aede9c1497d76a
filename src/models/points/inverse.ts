import { comesWhole, requireInRange, type ModelState, type NumberInput } from '#models/model.ts';
import { findCrossings, finish, type Crossing, type Found, type Progress } from './crossings.ts';
import { pointsInputs, pointsView, type PointsInputs } from './inputs.ts';
import { numberRowOf, type NumberName } from './number-inputs.ts';
import { pointsModel } from './points.ts';

/** The simulator run backwards: choose the ROI, and see what would have to be true for it. */

/** The number inputs that are a decision or an assumption; how we look at it is neither. */
export const invertibleInputs: readonly NumberName[] = Object.entries(pointsInputs).flatMap(
	([name, row]) => (row.kind === 'number' && !(name in pointsView) ? [name as NumberName] : []),
);

export interface InverseQuestion {
	name: NumberName;
	targetRoi: number;
	/** Where to look; left out, the input's whole row. */
	from?: number;
	to?: number;
	/** How near the target ROI counts as met; 0.0005 is a twentieth of a percentage point. */
	tolerance?: number;
}

interface Looked extends Pick<Found, 'tried' | 'best' | 'worst'> {
	name: NumberName;
	targetRoi: number;
}

/** Heights are ROI. What is never or always so, is so at every value looked at. */
export type InverseAnswer = Looked &
	(
		| {
				kind: 'crossings';
				/** Each value at which ROI passes the target, others unchanged, in order. */
				crossings: Crossing[];
		  }
		/** The target is out of reach; `best` is the most that can be had. */
		| { kind: 'never' }
		/** Even the `worst` value meets the target. */
		| { kind: 'always' }
	);

/**
 * Values of one input at which ROI is the target, all others as they stand, for the same seed and
 * so the same customers and luck. About 40–80 runs of the simulation, one between two yields, so
 * that a worker can report and stop. Response is not monotone in decisions, so there may be several
 * values, and with whole points or drawn orders ROI may jump past the target (`between`). Throws
 * RangeError for inputs out of range, a name that cannot be asked about, or an empty span.
 */
export function* inverseSteps(
	state: ModelState<PointsInputs>,
	question: InverseQuestion,
): Generator<Progress, InverseAnswer> {
	const { name, targetRoi, tolerance = 0.0005 } = question;
	requireInRange(pointsInputs, state.inputs);
	if (!invertibleInputs.includes(name)) throw new RangeError(`${name} cannot be asked about`);
	if (!Number.isFinite(targetRoi)) {
		throw new RangeError(`targetRoi must be a number, got ${targetRoi}`);
	}
	const row = numberRowOf(name);
	const { from = row.min, to = row.max } = question;
	if (!(from >= row.min && to <= row.max && from <= to)) {
		throw new RangeError(
			`${name} is looked for between ${row.min} and ${row.max}, got ${from} to ${to}`,
		);
	}
	const roiAt = (value: number): number => {
		const { roi } = pointsModel.run({ ...state.inputs, [name]: value }, state.seed);
		// Setting up always costs something, so there is always something to return on.
		if (roi === null) throw new RangeError(`${name} = ${value} leaves no cost to return on`);
		return roi;
	};
	const found = yield* findCrossings(roiAt, gridOf(from, to, state.inputs[name], row), {
		target: targetRoi,
		tolerance,
		resolution: row.step / 1000,
		whole: comesWhole(row),
	});
	const { tried, best, worst, crossings } = found;
	const looked = { name, targetRoi, tried, best, worst };
	if (crossings.length > 0) return { kind: 'crossings', ...looked, crossings };
	return { kind: best.height >= targetRoi ? 'always' : 'never', ...looked };
}

/** {@link inverseSteps} in one go. */
export function inverse(state: ModelState<PointsInputs>, question: InverseQuestion): InverseAnswer {
	return finish(inverseSteps(state, question));
}

const evenSteps = 12;
const foldSteps = 8;

/**
 * Where to look first: evenly over the span, and by factors of √2 around the present value, since
 * rows reach far beyond what is usual and what happens near it matters most.
 */
function gridOf(from: number, to: number, present: number, row: NumberInput): number[] {
	const even = Array.from(
		{ length: evenSteps + 1 },
		(_, step) => from + ((to - from) * step) / evenSteps,
	);
	const centre = present > 0 ? present : row.step;
	const near = Array.from(
		{ length: 2 * foldSteps + 1 },
		(_, step) => centre * 2 ** ((step - foldSteps) / 2),
	);
	const inside = [...even, ...near, present].filter((value) => value >= from && value <= to);
	const whole = comesWhole(row) ? inside.map(Math.round) : inside;
	return [...new Set(whole)].filter((v) => v >= from && v <= to).sort((a, b) => a - b);
}
