import { bounded, withBounded, type Bounded } from './bounded.ts';
import { marginMultiple } from './five-points.ts';
import {
	discountedLifetime,
	mixRetention,
	mixSurvival,
	type ChurnMix,
} from './shifted-beta-geometric.ts';

/** A curve of survival and what a margin of 1 a period is worth along it (convention A). */
export interface Course {
	survival: number[];
	value: Bounded;
}

export interface Change {
	before: Course;
	after: Course;
	/** after ÷ before − 1; null where the value before has no bound. */
	gain: Bounded | null;
}

export interface WhatIf {
	/** Every customer's own churn θ becomes θ(1−ρ); the steadier ones and the others both last longer. */
	everybody: Change;
	/**
	 * The same cut taken off the curve of the whole base, r_t → r_t + ρ(1−r_t), as if those who are
	 * left were still the same people. It overrates the cut: the customers it keeps are the ones
	 * with high churn, who pull later retention down.
	 */
	wholeBase: Change;
	/** The same cut with the first period's retention for everybody and for ever. */
	oneRate: Change;
}

/**
 * What a retention effort is worth that cuts everybody's churn by the share `cut` (ρ, 0–1), in
 * three ways of counting. `discountPerPeriod` ≥ 0; curves run over 0, 1, … `periods` renewals. The
 * first has the exact value E[(1+d)/(d+(1−ρ)θ)] over the Beta mix; the second is again a mix, of
 * α(1−ρ) and β+ρα, as r_t + ρ(1−r_t) = (β+ρα+t−1)/(α+β+t−1).
 */
export function cutEverybodysChurn(
	mix: ChurnMix,
	cut: number,
	discountPerPeriod: number,
	periods: number,
): WhatIf {
	if (!(cut >= 0 && cut <= 1)) throw new RangeError(`cut must be between 0 and 1, got ${cut}`);
	const keepShare = 1 - cut;
	const before: Course = {
		survival: mixSurvival(mix, periods),
		value: bounded(discountedLifetime(mix, discountPerPeriod)),
	};
	const retention = mixRetention(mix, 1);
	const shifted = { alpha: mix.alpha * keepShare, beta: mix.beta + cut * mix.alpha };
	return {
		everybody: change(before, {
			survival: mixSurvival(mix, periods, keepShare),
			value: bounded(discountedLifetime(mix, discountPerPeriod, keepShare)),
		}),
		wholeBase: change(before, {
			survival: mixSurvival(shifted, periods),
			value:
				shifted.alpha === 0
					? marginMultiple(1, discountPerPeriod)
					: bounded(discountedLifetime(shifted, discountPerPeriod)),
		}),
		oneRate: change(
			constant(retention, discountPerPeriod, periods),
			constant(retention + cut * (1 - retention), discountPerPeriod, periods),
		),
	};
}

function constant(retention: number, discountPerPeriod: number, periods: number): Course {
	const kept = Math.min(1, retention);
	return {
		survival: Array.from({ length: periods + 1 }, (_, period) => kept ** period),
		value: marginMultiple(kept, discountPerPeriod),
	};
}

function change(before: Course, after: Course): Change {
	const start = before.value;
	return {
		before,
		after,
		gain: start === 'unbounded' ? null : withBounded(after.value, (value) => value / start - 1),
	};
}
