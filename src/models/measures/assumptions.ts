/** All assumptions (假設), the same for every setting. */
export const shopAssumptions = {
	/** Share of their usual visits that people drawn to a competitor still make here. */
	visitsKept: 0.4,
	/** Additional share of the dissatisfied that leaves each month. */
	dissatisfiedLeave: 0.18,
	/** Complaints an order, usually and of the dissatisfied. */
	complaints: { usual: 0.004, dissatisfied: 0.04 },
	/** Chance that somebody who came in a month brought a friend, usually and dissatisfied. */
	referrals: { usual: 0.05, dissatisfied: 0.01 },
	/** Mean of three intentions, 0–10: the usual one, and what dissatisfaction takes away. */
	intention: { usual: 7.8, lost: 2.5 },
	/** Share of a month's visitors who answer the questionnaire. */
	answering: 0.1,
	/** Chance that one visit already covers two kinds of goods, and that another visit adds none. */
	secondKind: { atOnce: 0.2, notLater: 0.6 },
	/** Off on the member day's additional order. */
	discount: 0.1,
	/** Share of those orders that would have been made in the two months after. */
	broughtForward: 0.3,
} as const;
