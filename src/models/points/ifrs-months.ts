import { allocatePrice, redemptionProgress, requireAmount, requireShare } from './ifrs.ts';

/**
 * The contract liability month by month for a whole programme. Sales of many months are kept as one
 * pool (IFRS 15 allows a portfolio where the result hardly differs), so a month's redemptions need
 * not be traced to the sales that earned the points.
 */
export interface PointsMonths {
	/** What members paid in the month on sales that earn points, NT$. */
	salesWithPoints: readonly number[];
	pointsEarned: readonly number[];
	pointsRedeemed: readonly number[];
	/** Expired, and forfeited by members who left. */
	pointsLapsed: readonly number[];
	/** Face value of one point, NT$. */
	pointValue: number;
	/** What NT$1 of face costs the shop, 0–1 ({@link rewardUnitCost} in costs.ts). */
	costPerFaceDollar: number;
	expectation: RedemptionExpectation;
}

/**
 * How many points are expected to be redeemed: as a share (0–1) of all points earned so far, one
 * for all months or one a month; or as the number of points held at each month's end that will be.
 */
export type RedemptionExpectation =
	| { readonly shareOfEarned: number | readonly number[] }
	| { readonly pointsHeld: readonly number[] };

/** One month; money in NT$. opening + deferred − recognised = closing, which is never below 0. */
export interface LiabilityMonth {
	opening: number;
	/** The points' part of this month's sales. */
	deferred: number;
	/** Below 0 when a raised estimate takes back more than this month's redemptions bring. */
	recognised: number;
	/** The part of `recognised` that stands for points nobody will redeem. */
	recognisedForBreakage: number;
	closing: number;
	/** Points held at the month's end, and how many of them are expected to be redeemed. */
	outstanding: number;
	expected: number;
	/** What the expected points will cost: expected × face × cost per NT$ of face. */
	managementLiability: number;
}

/** Rounding leaves a trace where all points are gone; below this share of the earned it is none. */
const trace = 1e-9;

/**
 * The roll-forward. A month's sales are allocated by {@link allocatePrice} with the shelf price as
 * the goods' stand-alone price; what is recognised by a month's end is everything deferred so far ×
 * redeemed ÷ expected in all (Example 52, applied to the pool). When no points are left, or none is
 * expected to be redeemed, the closing balance is 0. Throws RangeError for columns of unequal
 * length, amounts below 0, shares beyond 0–1, or points that end without having been earned.
 */
export function pointsLiability(months: PointsMonths): LiabilityMonth[] {
	const { pointsEarned, pointsRedeemed, pointsLapsed, pointValue, costPerFaceDollar } = months;
	requireAmount('pointValue', pointValue);
	requireShare('costPerFaceDollar', costPerFaceDollar);
	const length = months.salesWithPoints.length;
	const at = (name: string, column: readonly number[], month: number): number => {
		const amount = column[month];
		if (amount === undefined || column.length !== length) {
			throw new RangeError(`${name} must have ${length} months, got ${column.length}`);
		}
		requireAmount(name, amount);
		return amount;
	};

	const rows: LiabilityMonth[] = [];
	let earned = 0;
	let redeemed = 0;
	let lapsed = 0;
	let deferredInAll = 0;
	let recognisedInAll = 0;
	let breakageInAll = 0;
	for (let month = 0; month < length; month++) {
		const sales = at('salesWithPoints', months.salesWithPoints, month);
		const newPoints = at('pointsEarned', pointsEarned, month);
		earned += newPoints;
		redeemed += at('pointsRedeemed', pointsRedeemed, month);
		lapsed += at('pointsLapsed', pointsLapsed, month);
		const left = earned - redeemed - lapsed;
		if (left < -trace * earned) {
			throw new RangeError(`month ${month + 1} ends ${-left} more points than were earned`);
		}
		const outstanding = left <= trace * earned ? 0 : left;
		const expected = expectedOf(months.expectation, { month, earned, redeemed, outstanding, at });
		const inAll = redeemed + expected;

		const opening = deferredInAll - recognisedInAll;
		const deferred = allocatePrice({
			price: sales,
			goodsStandAlone: sales,
			points: newPoints,
			pointValue,
			expectedRedemptionShare: earned > 0 ? Math.min(1, inAll / earned) : 0,
		}).points;
		deferredInAll += deferred;
		const recognised =
			deferredInAll * redemptionProgress({ redeemedSoFar: redeemed, expectedInAll: inAll });
		// Without breakage each point earned would carry the same revenue; the rest is breakage.
		const breakage = recognised - (earned > 0 ? deferredInAll * Math.min(1, redeemed / earned) : 0);
		rows.push({
			opening,
			deferred,
			recognised: recognised - recognisedInAll,
			recognisedForBreakage: breakage - breakageInAll,
			closing: deferredInAll - recognised,
			outstanding,
			expected,
			managementLiability: expected * pointValue * costPerFaceDollar,
		});
		recognisedInAll = recognised;
		breakageInAll = breakage;
	}
	return rows;
}

interface Position {
	month: number;
	earned: number;
	redeemed: number;
	outstanding: number;
	at: (name: string, column: readonly number[], month: number) => number;
}

/** Points held that are expected to be redeemed: never below 0 nor above what is held. */
function expectedOf(expectation: RedemptionExpectation, position: Position): number {
	const { month, earned, redeemed, outstanding, at } = position;
	if ('pointsHeld' in expectation) {
		return Math.min(outstanding, at('pointsHeld', expectation.pointsHeld, month));
	}
	const { shareOfEarned } = expectation;
	const share =
		typeof shareOfEarned === 'number' ? shareOfEarned : at('shareOfEarned', shareOfEarned, month);
	requireShare('shareOfEarned', share);
	return Math.min(outstanding, Math.max(0, share * earned - redeemed));
}

export type LiabilityGap = 'rewardMargin' | 'sharedWithGoods';

/** From what the rewards will cost to what the accounts show, NT$; the lines add up to it. */
export interface LiabilityBridge {
	managementLiability: number;
	lines: readonly { code: LiabilityGap; label: string; amount: number }[];
	contractLiability: number;
}

/**
 * Why a month's two liabilities differ. Management asks what the expected rewards will cost; the
 * accounts ask how much of the price paid is not earned yet. So the accounts' figure carries the
 * shop's margin on the rewards, and differs from their face: the price is shared with goods, and by
 * the estimates of the days of sale.
 */
export function liabilityBridge(month: LiabilityMonth, pointValue: number): LiabilityBridge {
	const face = month.expected * pointValue;
	return {
		managementLiability: month.managementLiability,
		lines: [
			{
				code: 'rewardMargin',
				label: '帳上按售價認，管理上按成本認：回饋品的毛利，扣掉它擠掉的銷售',
				amount: face - month.managementLiability,
			},
			{
				code: 'sharedWithGoods',
				label: '客戶付的錢由商品和點數按單獨售價分攤，點數分到的和面額的差，以及兌換估計後來的變動',
				amount: month.closing - face,
			},
		],
		contractLiability: month.closing,
	};
}
