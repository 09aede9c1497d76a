import type { PointsOutcome } from '#models/points/outcome.ts';

/** As much of an outcome as the simulator's first view needs: what only the books ask for is left out. */
export type ShownOutcome = Omit<PointsOutcome, 'months'> & {
	readonly months: Omit<PointsOutcome['months'], 'owed' | 'sales'>;
};

/** The sums of an outcome, without what is told by month, tenth or tier. */
export type OutcomeSums = Omit<PointsOutcome, 'months' | 'deciles' | 'tiers' | 'revenue'>;
