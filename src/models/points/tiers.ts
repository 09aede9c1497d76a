import type { PointsInputs } from './inputs.ts';

/** What a member of one tier must have spent, and what the tier gives. */
export interface Tier {
	/** Least spend over the last twelve months, NT$; exactly this much qualifies. */
	fromSpend: number;
	/** Points earned, as a multiple of what everybody earns; 1 or more. */
	multiplier: number;
	/** What the tier's privileges cost the shop per member and month, NT$. */
	costPerMonth: number;
}

/** zh-TW names of the tiers, lowest first. */
export const tierNames = ['銀級', '金級', '白金級'] as const;

/** Everybody starts here: nothing to reach, nothing extra. */
const silver: Tier = { fromSpend: 0, multiplier: 1, costPerMonth: 0 };

/** The programme's tiers, lowest first; a programme without tiers has one. */
export function tiersOf(inputs: PointsInputs): readonly Tier[] {
	if (inputs.tierCount === 'none') return [silver];
	const gold: Tier = {
		fromSpend: inputs.goldSpend,
		multiplier: inputs.goldMultiplier,
		costPerMonth: inputs.goldCostPerYear / 12,
	};
	if (inputs.tierCount === 'two') return [silver, gold];
	const platinum: Tier = {
		// A higher tier that is easier to reach would leave the lower one empty or above it.
		fromSpend: Math.max(inputs.goldSpend, inputs.platinumSpend),
		multiplier: inputs.platinumMultiplier,
		costPerMonth: inputs.platinumCostPerYear / 12,
	};
	return [silver, gold, platinum];
}

/** The highest tier that so much spend over the last twelve months reaches (0 is the lowest). */
export function tierReached(tiers: readonly Tier[], spendOfYear: number): number {
	let level = tiers.length - 1;
	while (level > 0 && spendOfYear < (tiers[level] as Tier).fromSpend) level--;
	return level;
}

/** A member's tier and when it was last reached or reviewed (the first month is 0). */
export interface Standing {
	level: number;
	since: number;
}

/** Months between two reviews of whether a tier is kept. */
export const reviewMonths = 12;

/**
 * The standing after a month in which the last twelve months' spend reached tier `reached`: up at
 * once, down never before the anniversary and then as the rule says. A tier that is kept, or
 * lowered, is looked at again a year later.
 */
export function standingAfter(
	{ level, since }: Standing,
	reached: number,
	month: number,
	rule: PointsInputs['downgradeRule'],
): Standing {
	if (reached > level) return { level: reached, since: month };
	if (level === 0 || month - since < reviewMonths) return { level, since };
	if (reached === level || rule === 'never') return { level, since: month };
	return { level: rule === 'softLanding' ? level - 1 : reached, since: month };
}
