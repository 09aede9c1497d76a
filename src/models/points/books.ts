/**
 * The firm's books for both worlds, a row a month: what the sample's customers bought, the members'
 * points, and who is still here. Filled customer by customer, read once at the end.
 */
export interface Books {
	readonly revenueWithout: Float64Array;
	readonly revenueWith: Float64Array;
	readonly hereWithout: Float64Array;
	readonly hereWith: Float64Array;
	/** Members still here at the start of the month; their service is paid for. */
	readonly memberMonths: Float64Array;
	readonly earned: Float64Array;
	readonly redeemed: Float64Array;
	/** Points too old, and points of members who left. */
	readonly expired: Float64Array;
	readonly forfeited: Float64Array;
	/** Points held at the month's end, and those of members who can reach a reward. */
	readonly outstanding: Float64Array;
	readonly owed: Float64Array;
	readonly memberRevenue: { without: number; with: number };
	sold(month: number, without: number, withProgramme: number, member: boolean): void;
	points(
		month: number,
		here: number,
		earned: number,
		redeemed: number,
		expired: number,
		forfeited: number,
		held: number,
		canReach: boolean,
	): void;
	stayed(month: number, without: number, withProgramme: number): void;
}

export function openBooks(months: number): Books {
	const column = () => new Float64Array(months);
	const add = (to: Float64Array, month: number, amount: number) => {
		to[month] = (to[month] as number) + amount;
	};
	const books: Books = {
		revenueWithout: column(),
		revenueWith: column(),
		hereWithout: column(),
		hereWith: column(),
		memberMonths: column(),
		earned: column(),
		redeemed: column(),
		expired: column(),
		forfeited: column(),
		outstanding: column(),
		owed: column(),
		memberRevenue: { without: 0, with: 0 },
		sold(month, without, withProgramme, member) {
			add(books.revenueWithout, month, without);
			add(books.revenueWith, month, withProgramme);
			if (!member) return;
			books.memberRevenue.without += without;
			books.memberRevenue.with += withProgramme;
		},
		points(month, here, earned, redeemed, expired, forfeited, held, canReach) {
			add(books.memberMonths, month, here);
			add(books.earned, month, here * earned);
			add(books.redeemed, month, here * redeemed);
			add(books.expired, month, here * expired);
			add(books.forfeited, month, forfeited);
			add(books.outstanding, month, held);
			if (canReach) add(books.owed, month, held);
		},
		stayed(month, without, withProgramme) {
			add(books.hereWithout, month, without);
			add(books.hereWith, month, withProgramme);
		},
	};
	return books;
}
