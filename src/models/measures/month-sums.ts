/** What the shop can count in a month, and what only the model knows. */
export interface MonthSums {
	buyers: number;
	buyersTwice: number;
	orders: number;
	revenue: number;
	twoKinds: number;
	referrers: number;
	complaints: number;
	answers: number;
	intentions: number;
	quarterBuyers: number;
	quarterTwice: number;
	yearBuyers: number;
	yearTwice: number;
	/** Customers at the month's beginning, and those of them still there at its end. */
	here: number;
	stayed: number;
}

export const emptyMonth = (): MonthSums => ({
	buyers: 0,
	buyersTwice: 0,
	orders: 0,
	revenue: 0,
	twoKinds: 0,
	referrers: 0,
	complaints: 0,
	answers: 0,
	intentions: 0,
	quarterBuyers: 0,
	quarterTwice: 0,
	yearBuyers: 0,
	yearTwice: 0,
	here: 0,
	stayed: 0,
});

/** Two groups' months as one. */
export function added(one: MonthSums, other: MonthSums): MonthSums {
	const sum = emptyMonth();
	for (const name of Object.keys(sum) as (keyof MonthSums)[]) sum[name] = one[name] + other[name];
	return sum;
}
