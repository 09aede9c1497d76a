/** What a run of the points programme comes to. Plain JSON; null where a figure does not exist. */
export interface PointsOutcome {
	/** Net over cost; −1 = all cost lost. Null when the programme costs nothing. */
	roi: number | null;
	/** Extra margin less cost, NT$ over the whole time. */
	net: number;
	/** Margin with the programme less margin without, before its costs, NT$. */
	extraMargin: number;
	cost: CostByKind & { total: number };
	/** Present value of set-up and of each month's net, NT$. */
	npv: number;
	/** The first month from which the cumulative net stays at or above zero; null if it never does, or if nothing was spent. */
	paybackMonth: number | null;
	/** Customers who join. */
	members: number;
	/** Share of members who earn a reward before points expire, buying as before; null if no members. */
	canReachShare: number | null;
	/** Face value handed back for NT$1 spent. */
	rewardRate: number;
	/** How fully members respond on average, 0 (worthless, out of reach, too far or small) to 1. */
	response: number;
	/** How much more members buy than the same people would without it; null if they buy nothing. */
	causalLift: number | null;
	/** How much more a member buys than a non-member; null if either group is empty. */
	naiveGap: number | null;
	/** Share of rewards given for what would have been bought anyway; null if nothing is rewarded. */
	deadweightShare: number | null;
	/** Customers by what they would spend without the programme, the lightest tenth first. */
	deciles: DecileOutcome[];
	/** Purchases over the whole time, NT$. Others are customers who do not join. */
	revenue: { members: Worlds; others: Worlds };
	/** Null for a programme without tiers. */
	tiers: TierFlows | null;
	points: PointFlows & { outstandingFace: number };
	/** Redeemed over earned; null if nothing is earned. */
	burn: number | null;
	/** Expired and forfeited over all points that came to an end; null if none did. */
	breakage: number | null;
	without: WorldOutcome;
	with: WorldOutcome;
	/** A row a month; profits are cumulative NT$, points are that month's, outstanding at its end. */
	months: {
		profitWithout: number[];
		profitWith: number[];
		difference: number[];
		earned: number[];
		redeemed: number[];
		expired: number[];
		forfeited: number[];
		outstanding: number[];
		/** Of the outstanding points, those whose owner can come to redeem them. */
		owed: number[];
		/** Members' purchases, on which points are earned, NT$. */
		sales: number[];
	};
}

/** One amount in both worlds. */
export interface Worlds {
	without: number;
	with: number;
}

/** A tenth of the customers, over the whole time. */
export interface DecileOutcome {
	members: number;
	/** Points redeemed or still owed, NT$. The tenths add up to those two costs. */
	rewardCost: number;
	/** Before costs, NT$. The tenths add up to the whole extra margin. */
	extraMargin: number;
	/** Share of these rewards given for what would have been bought anyway; null if none are given. */
	deadweightShare: number | null;
}

/** A row a month. */
export interface TierFlows {
	/** Members in each tier at the month's end, the lowest tier first. */
	members: number[][];
	/** Members who moved up or down in the month, those who then left included. */
	up: number[];
	down: number[];
}

/** NT$ over the whole time. */
export interface CostByKind {
	setup: number;
	fixed: number;
	service: number;
	/** Privileges of the tiers. */
	tiers: number;
	/** Points redeemed. */
	redeemed: number;
	/** Points still held at the end by members who can redeem them. */
	owed: number;
}

/** earned = redeemed + expired + forfeited + outstanding. */
export interface PointFlows {
	earned: number;
	redeemed: number;
	expired: number;
	/** Lost with members who left. */
	forfeited: number;
	outstanding: number;
}

export interface WorldOutcome {
	/** Gross margin, NT$. */
	margin: number;
	/** Value today of one customer over the time looked at, after rewards and service, NT$. */
	clv: number;
	/** Share of customers gone after twelve months; null when fewer months are looked at. */
	churn12: number | null;
	customersLeft: number;
}
