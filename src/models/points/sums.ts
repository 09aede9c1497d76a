/**
 * What a block of customers comes to: plain sums in one array, so that blocks simulated apart can
 * be sent from a worker and added up. Filled customer by customer, read once at the end.
 */

/** One number a month, for the sample. Money in NT$, points in points, people in customers. */
const monthly = [
	'revenueWithout',
	'revenueWith',
	/** Members' purchases with the programme, on which points are earned. */
	'sales',
	'hereWithout',
	'hereWith',
	/** Members still here at the start of the month; their service is paid for. */
	'memberMonths',
	/** What the tiers' privileges cost. */
	'tierCost',
	/** Members who moved up or down a tier. */
	'up',
	'down',
	'earned',
	'redeemed',
	/** Points too old, and points of members who left. */
	'expired',
	'forfeited',
	/** Points held at the month's end, and those of members who can reach a reward. */
	'outstanding',
	'owed',
] as const;

/** One number a tenth of customers, lightest first. */
const byTenth = [
	'tenthMembers',
	'tenthRewarded',
	'tenthDeadweight',
	'tenthWithout',
	'tenthWith',
] as const;

/** One number. */
const single = [
	'members',
	'canReach',
	/** Sum of the members' responses, each 0–1. */
	'responses',
	'memberRevenueWithout',
	'memberRevenueWith',
	'otherRevenue',
	/** Points that members redeemed or will, and those of them given for what needed no reward. */
	'rewardedPoints',
	'deadweightPoints',
] as const;

type Column = (typeof monthly | typeof byTenth | typeof single)[number] | 'tierMembers';

/** The columns of one block; `tierMembers` holds a tier's months, then the next tier's. */
export type Sums = Readonly<Record<Column, Float64Array>>;

export const tenths = 10;

export interface SumsShape {
	months: number;
	/** Number of tiers, 1 for none. */
	levels: number;
}

/** Numbers in a block. */
export const sumsWidth = ({ months, levels }: SumsShape): number =>
	months * (monthly.length + levels) + tenths * byTenth.length + single.length;

/** Names the parts of the block that begins at `offset`; nothing is copied. */
export function sumsOn(buffer: Float64Array, offset: number, shape: SumsShape): Sums {
	let at = offset;
	const column = (length: number) => buffer.subarray(at, (at += length));
	const named = (names: readonly Column[], length: number) =>
		names.map((name) => [name, column(length)]);
	return Object.fromEntries([
		...named(monthly, shape.months),
		...named(['tierMembers'], shape.months * shape.levels),
		...named(byTenth, tenths),
		...named(single, 1),
	]) as Sums;
}

/** Adds to one place of a column. */
export function add(column: Float64Array, at: number, amount: number): void {
	column[at] = (column[at] as number) + amount;
}

/** A column that holds one number. */
export const only = (column: Float64Array): number => column[0] as number;
