import { gammaShareBelow } from '#models/numerics/gamma.ts';
import { normalShareBelow } from '#models/numerics/normal.ts';
import {
	benefitPerOrder,
	breakEvenOrders,
	marginPerOrder,
	type FeeTerms,
	type ShopCosts,
} from './terms.ts';

/** Who the customers are and how they decide. */
export interface FeeCustomers {
	/** Orders a year without a membership, on average. */
	readonly ordersPerYear: number;
	/** Gamma shape of orders across customers; smaller is more uneven. */
	readonly evenness: number;
	/** How many per cent more orders follow one per cent off the whole price; 0 is none. */
	readonly responsiveness: number;
	/** Orders people expect of themselves by orders they make; 1 knows itself. */
	readonly optimism: number;
	/** Spread of that expectation on a log scale; 0 is the same for all. */
	readonly doubt: number;
}

/** Per customer of the whole list (NT$ a year), unless it says otherwise. */
export interface MembershipResult {
	/** Share who join, 0–1. */
	readonly joinShare: number;
	/** Orders a year from which joining looks worth it to who is not in doubt; null if none do. */
	readonly joinFrom: number | null;
	/** Orders of members by their orders before: the benefit's own effect. */
	readonly causalRatio: number;
	/** Members' orders by non-members': what a report would show; null if either group is empty. */
	readonly naiveRatio: number | null;
	/** Orders a year of those who joined, before and after; null when nobody joins. */
	readonly memberOrdersBefore: number | null;
	readonly memberOrdersAfter: number | null;
	readonly fees: number;
	/** Shipping paid for members and discounts on the orders they would have made anyway. */
	readonly givenAway: number;
	/** Earned on the extra orders, benefits taken off. */
	readonly extraMargin: number;
	readonly otherBenefits: number;
	/** Fees − given away + extra margin − other benefits. */
	readonly shopChange: number;
	/** What members gain over the fee, half the saving counted on extra orders. */
	readonly memberGain: number;
	/** Of members: share whose own rate of ordering does not make the fee worth it. */
	readonly joinedAtALoss: number | null;
	/** Of members: share whose orders in the year stay below break-even, luck included. */
	readonly belowBreakEven: number | null;
	/** Of members: share who order nothing all year. */
	readonly unused: number | null;
}

/** Customers in slices of like orders: share of all, and mean orders a year. */
interface Slices {
	readonly edges: Float64Array;
	readonly below: Float64Array;
	readonly ordersBelow: Float64Array;
}

const sliceCount = 160;

function requireCustomers({
	ordersPerYear,
	evenness,
	responsiveness,
	optimism,
	doubt,
}: FeeCustomers) {
	if (!(ordersPerYear > 0 && ordersPerYear <= 10_000)) {
		throw new RangeError(`ordersPerYear must be above 0 and at most 10,000, got ${ordersPerYear}`);
	}
	if (!(evenness >= 0.05 && evenness <= 100)) {
		throw new RangeError(`evenness must be between 0.05 and 100, got ${evenness}`);
	}
	if (!(responsiveness >= 0 && responsiveness <= 100)) {
		throw new RangeError(`responsiveness must be between 0 and 100, got ${responsiveness}`);
	}
	if (!(optimism > 0 && optimism <= 100 && doubt >= 0 && doubt <= 10)) {
		throw new RangeError('optimism must be above 0 and at most 100, doubt between 0 and 10');
	}
}

function requireTerms(terms: FeeTerms, costs: ShopCosts): void {
	for (const [name, value] of Object.entries({ ...terms, ...costs })) {
		if (!(value >= 0 && Number.isFinite(value))) {
			throw new RangeError(`${name} must be 0 or more, got ${value}`);
		}
	}
	if (terms.discount > 1 || costs.marginRate > 1) {
		throw new RangeError('discount and marginRate must be at most 1');
	}
}

/** Cuts the gamma distribution of orders; finer near 0, where uneven customers crowd. */
function slicesOf({ ordersPerYear, evenness }: FeeCustomers): Slices {
	const scale = ordersPerYear / evenness;
	const far = evenness + 12 * Math.sqrt(evenness) + 40;
	const power = Math.max(2, 1.5 / evenness);
	const edges = Float64Array.from(
		{ length: sliceCount + 1 },
		(_, k) => far * (k / sliceCount) ** power,
	);
	return {
		edges: edges.map((edge) => edge * scale),
		below: edges.map((edge) => gammaShareBelow(evenness, edge)),
		ordersBelow: edges.map((edge) => ordersPerYear * gammaShareBelow(evenness + 1, edge)),
	};
}

/**
 * The yearly account of a membership over all customers. Rates of ordering are gamma across
 * customers. Free shipping and the discount lower the price of an order from V+s by b, so members
 * order 1 + ε·b/(V+s) times as much (a straight demand curve), and gain b on old orders and half of
 * b on new ones. Who expects that gain to cover the fee joins; expectation is the own rate times
 * optimism, blurred by doubt. Response and optimism are assumptions.
 * @throws RangeError for inputs below 0 or without bound.
 */
export function membership(
	terms: FeeTerms,
	costs: ShopCosts,
	customers: FeeCustomers,
): MembershipResult {
	return membershipAt(terms, costs, customers, prepared(terms, costs, customers));
}

function prepared(terms: FeeTerms, costs: ShopCosts, customers: FeeCustomers): Slices {
	requireTerms(terms, costs);
	requireCustomers(customers);
	return slicesOf(customers);
}

/** The same over several fees; the customers are cut up once. */
export function membershipByFee(
	fees: readonly number[],
	terms: FeeTerms,
	costs: ShopCosts,
	customers: FeeCustomers,
): { fee: number; result: MembershipResult }[] {
	const slices = prepared(terms, costs, customers);
	return fees.map((fee) => {
		requireTerms({ ...terms, fee }, costs);
		return { fee, result: membershipAt({ ...terms, fee }, costs, customers, slices) };
	});
}

function membershipAt(
	terms: FeeTerms,
	costs: ShopCosts,
	customers: FeeCustomers,
	{ edges, below, ordersBelow }: Slices,
): MembershipResult {
	const benefit = benefitPerOrder(terms, costs);
	const fullPrice = costs.orderValue + terms.shippingFee;
	const extra = fullPrice > 0 ? (customers.responsiveness * benefit) / fullPrice : 0;
	const gainPerOrder = benefit * (1 + extra / 2);
	// Without any benefit nobody has a reason to join, not even for nothing.
	const worthFrom = finiteOrNull(terms.fee / gainPerOrder);
	const joinFrom = worthFrom === null ? null : finiteOrNull(worthFrom / customers.optimism);
	const needed = breakEvenOrders(terms, costs);
	let joined = 0;
	let orders = 0;
	let atALoss = 0;
	let short = 0;
	let unused = 0;
	const take = (share: number, ordersOfThem: number): void => {
		if (!(share > 1e-12) || joinFrom === null || worthFrom === null) return;
		const rate = ordersOfThem / share;
		const joins = joinChance(rate, joinFrom, customers.doubt) * share;
		if (joins <= 0) return;
		joined += joins;
		orders += joins * rate;
		if (rate < worthFrom) atALoss += joins;
		const after = rate * (1 + extra);
		unused += joins * Math.exp(-after);
		// P(Poisson < needed) is the gamma distribution's upper share.
		if (needed !== null && needed > 0) short += joins * (1 - gammaShareBelow(needed, after));
	};
	// A slice in which joining starts to pay is cut there, so that results move smoothly with fees.
	const scale = customers.ordersPerYear / customers.evenness;
	const cuts = [...new Set([joinFrom, worthFrom])]
		.filter((cut): cut is number => cut !== null && cut > 0)
		.sort((a, b) => a - b);
	for (let k = 0; k < sliceCount; k++) {
		let from = below[k] as number;
		let fromOrders = ordersBelow[k] as number;
		for (const cut of cuts) {
			if (!(cut > (edges[k] as number) && cut < (edges[k + 1] as number))) continue;
			const share = gammaShareBelow(customers.evenness, cut / scale);
			const cutOrders =
				customers.ordersPerYear * gammaShareBelow(customers.evenness + 1, cut / scale);
			take(share - from, cutOrders - fromOrders);
			[from, fromOrders] = [share, cutOrders];
		}
		take((below[k + 1] as number) - from, (ordersBelow[k + 1] as number) - fromOrders);
	}
	const fees = joined * terms.fee;
	const givenAway = orders * benefit;
	const extraMargin = orders * extra * marginPerOrder(true, terms, costs);
	const otherBenefits = joined * costs.costPerMember;
	const others = 1 - joined;
	const othersOrders = customers.ordersPerYear - orders;
	const after = orders * (1 + extra);
	const some = joined > 1e-12;
	return {
		joinShare: Math.min(1, joined),
		joinFrom,
		causalRatio: 1 + extra,
		naiveRatio:
			some && others > 1e-9 && othersOrders > 1e-9
				? after / joined / (othersOrders / others)
				: null,
		memberOrdersBefore: some ? orders / joined : null,
		memberOrdersAfter: some ? after / joined : null,
		fees,
		givenAway,
		extraMargin,
		otherBenefits,
		shopChange: fees - givenAway + extraMargin - otherBenefits,
		memberGain: orders * gainPerOrder - fees,
		joinedAtALoss: some ? Math.min(1, atALoss / joined) : null,
		belowBreakEven: some ? Math.min(1, short / joined) : null,
		unused: some ? Math.min(1, unused / joined) : null,
	};
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Chance of joining at this rate: all or none without doubt, a smooth rise with it. */
function joinChance(rate: number, joinFrom: number, doubt: number): number {
	if (joinFrom <= 0) return 1;
	if (doubt === 0) return rate >= joinFrom ? 1 : 0;
	return rate > 0 ? normalShareBelow(Math.log(rate / joinFrom) / doubt) : 0;
}
