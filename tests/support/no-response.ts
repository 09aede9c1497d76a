import type { PointsInputs } from '#models/points/inputs.ts';

/** Members who do not respond to a points programme at all. */
export const noResponse = {
	lift: 0,
	goalGradient: 0,
	rewardedLift: 0,
	churnReduction: 0,
	expiryResentment: 0,
} satisfies Partial<PointsInputs>;
