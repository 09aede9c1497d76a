import { requireInRange, type Model } from '#models/model.ts';
import { withBounded, type Bounded } from './bounded.ts';
import {
	claimAt,
	claimMap,
	claimNeeds,
	famousClaim,
	type Claim,
	type ClaimNeeds,
} from './claim.ts';
import { claimInputs, claimPresets, type ClaimInputs } from './claim-inputs.ts';
import { claimRegion, mapAxes, type RegionSpot } from './claim-region.ts';
import { reducedChurn, valuesOfLessChurn, type LessChurn } from './five-points.ts';
import { retentionSpend, type RetentionSpendResult } from './retention-spend.ts';
import { baseGrowth, type BaseGrowth } from './transient.ts';

/** One way of telling the same story, and what it then comes to. */
export interface ClaimVersion {
	id: 'flat' | 'percent' | 'growth5' | 'growth10' | 'cost50' | 'cost70' | 'spent';
	claim: Claim;
}

export interface ClaimOutcome {
	claim: Claim;
	/** The same if the change cost nothing. */
	free: Claim;
	churnBefore: number;
	churnAfter: number;
	/** Value of one customer, before acquisition cost and what the change costs (NT$, convention A). */
	before: Bounded;
	after: Bounded;
	/** What would have to be true for either end of the claim, the change being free. */
	needsLow: ClaimNeeds;
	needsHigh: ClaimNeeds;
	/** The most that the change may cost per customer. */
	breakEven: RetentionSpendResult;
	/** Where the claim holds, retention by retention, along the axis chosen. */
	region: RegionSpot[];
	/** The same as a table: retentions down, values of the axis chosen across. */
	grid: { retentions: readonly number[]; values: readonly number[]; rows: Claim[][] };
	/** What becomes of the whole firm's profit, year by year. */
	firm: BaseGrowth;
	/** The reader's retention, discount and reduction, told in other ways; in points but for one. */
	versions: ClaimVersion[];
}

const yearsShown = 15;
const gridRetentions = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95] as const;

/** The inputs as the formulas take them; spending is counted in years of margin. */
export function changeOf(inputs: ClaimInputs): LessChurn {
	return {
		churn: 1 - inputs.retentionPerYear,
		discount: inputs.discountPerYear,
		reduction: inputs.reduction,
		kind: inputs.reductionKind,
		growth: inputs.growth,
		acquisitionShare: inputs.acquisitionShare,
		spend: inputs.spend / inputs.marginPerYear,
	};
}

/** The claim at one setting, on a map around it, and for the firm instead of the customer. */
function run(inputs: ClaimInputs): ClaimOutcome {
	requireInRange(claimInputs, inputs);
	const { marginPerYear, across } = inputs;
	const change = changeOf(inputs);
	const { churn, discount, reduction } = change;
	const churnAfter = reducedChurn(churn, reduction, change.kind);
	const { before, after } = valuesOfLessChurn(change);
	const inMoney = (value: Bounded) => withBounded(value, (multiple) => multiple * marginPerYear);
	const free = { ...change, spend: 0 };
	const values = mapAxes[across].values;
	const rows = claimMap({ change, retentions: gridRetentions, across, values }).rows;
	// All but the one told in percent are told in points, as the sentence was, whatever is asked above.
	const plain = { churn, discount, reduction, kind: 'points' } as const;
	const version = (id: ClaimVersion['id'], told: Partial<LessChurn>): ClaimVersion => ({
		id,
		claim: claimAt({ ...plain, ...told }),
	});
	return {
		claim: claimAt(change),
		free: claimAt(free),
		churnBefore: churn,
		churnAfter,
		before: inMoney(before),
		after: inMoney(after),
		needsLow: claimNeeds(free, famousClaim.from),
		needsHigh: claimNeeds(free, famousClaim.to),
		breakEven: retentionSpend({
			marginPerPeriod: marginPerYear,
			retention: inputs.retentionPerYear,
			points: churn - churnAfter,
			discountPerPeriod: discount,
			growth: inputs.growth,
		}),
		region: claimRegion(change, across),
		grid: {
			retentions: gridRetentions,
			values,
			rows: gridRetentions.map((_, column) => rows.flatMap((row) => row[column] ?? [])),
		},
		firm: baseGrowth(1 - churn, 1 - churnAfter, yearsShown),
		versions: [
			version('flat', {}),
			version('percent', { kind: 'percent' }),
			version('growth5', { growth: 0.05 }),
			version('growth10', { growth: 0.1 }),
			version('cost50', { acquisitionShare: 0.5 }),
			version('cost70', { acquisitionShare: 0.7 }),
			version('spent', { spend: 0.5 }),
		],
	};
}

export const claimModel: Model<typeof claimInputs, ClaimOutcome> = {
	id: 'claim',
	version: 1,
	title: '「少流失5%」檢驗室',
	inputs: claimInputs,
	presets: claimPresets,
	run,
};
