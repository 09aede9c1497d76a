import { requireInRange, type Model } from '#models/model.ts';
import { trustInputs, trustPresets, type TrustInputs } from './inputs.ts';
import {
	breakEvenShare,
	keepsToRepair,
	keptOf,
	placings,
	trustPath,
	type Placing,
	type Points,
} from './trust.ts';

export interface Ordered {
	readonly when: Placing;
	readonly end: number;
	readonly lowest: number;
}

export interface TrustOutcome {
	/** What one promise kept or broken comes to, its size and the response counted in. */
	readonly points: Points;
	/** Failures that there can be: never more than there are deliveries. */
	readonly failures: number;
	readonly kept: readonly boolean[];
	readonly keptShare: number;
	/** Trust before the first delivery and after each, 0–100; and where none ever fails. */
	readonly path: readonly number[];
	readonly neverFailed: readonly number[];
	readonly end: number;
	readonly neverEnd: number;
	readonly lowest: number;
	/** Share kept at which trust neither rises nor falls. */
	readonly breakEven: number;
	readonly keepsToRepair: number;
	/** The same failures, elsewhere. */
	readonly orders: readonly Ordered[];
}

/** Tenths of points add up without crumbs. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function run(inputs: TrustInputs, seed: number): TrustOutcome {
	requireInRange(trustInputs, inputs);
	const { deliveries, when, size, start } = inputs;
	const failures = Math.min(inputs.failures, deliveries);
	const points = {
		gain: tidy(inputs.gain * size),
		loss: tidy(inputs.loss * size * (1 - inputs.response)),
	};
	const pathOf = (kept: readonly boolean[]) => trustPath(kept, points, start).map(tidy);
	const kept = keptOf(deliveries, failures, when, seed);
	const path = pathOf(kept);
	const neverFailed = pathOf(keptOf(deliveries, 0, when, seed));
	return {
		points,
		failures,
		kept,
		keptShare: (deliveries - failures) / deliveries,
		path,
		neverFailed,
		end: path.at(-1) ?? start,
		neverEnd: neverFailed.at(-1) ?? start,
		lowest: Math.min(...path),
		breakEven: breakEvenShare(points),
		keepsToRepair: keepsToRepair(points),
		orders: placings.map((placing) => {
			const other = pathOf(keptOf(deliveries, failures, placing, seed));
			return { when: placing, end: other.at(-1) ?? start, lowest: Math.min(...other) };
		}),
	};
}

export const trustModel: Model<typeof trustInputs, TrustOutcome> = {
	id: 'trust',
	version: 1,
	title: '信任的帳',
	inputs: trustInputs,
	presets: trustPresets,
	run,
};
