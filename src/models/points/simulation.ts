import { openBooks, type Books } from './books.ts';
import { monthlyDiscount } from '#models/churn/rates.ts';
import { netPresentValue, returnOnCost } from './closed-form.ts';
import { followCustomer } from './customer-path.ts';
import { drawCustomers, usualSpendShape, type Customer, type SpendShape } from './customers.ts';
import type { PointsInputs } from './inputs.ts';
import type { CostByKind, PointsOutcome, WorldOutcome } from './outcome.ts';
import { programmeOf, rewardRateOf, type Programme } from './programme.ts';
import { gammaQuantiles } from './quantiles.ts';

/**
 * The points programme month by month for the same customers in two worlds, one without it and one
 * with it; their difference is the programme's effect. The sample's flows are scaled to the firm's
 * `customers`; set-up and fixed costs are the firm's and are not.
 *
 * The cohort is closed: nobody new arrives. Members join in the first month.
 */
export function simulatePoints(
	inputs: PointsInputs,
	seed: number,
	shape: SpendShape = usualSpendShape,
): PointsOutcome {
	return simulateCustomers(drawCustomers(inputs, seed, shape), inputs, seed, shape);
}

/** What one customer of the sample came to, for whoever looks closer than the firm's books. */
export type EachCustomer = (customer: Customer, totals: ReturnType<typeof followCustomer>) => void;

/** The same for given customers, in any order. */
export function simulateCustomers(
	customers: readonly Customer[],
	inputs: PointsInputs,
	seed: number,
	shape: SpendShape = usualSpendShape,
	each?: EachCustomer,
): PointsOutcome {
	const { months } = inputs;
	const programme = programmeOf(inputs);
	const books = openBooks(months);
	const needs = {
		seed,
		months,
		basket: gammaQuantiles(shape.withinCustomer),
		withinCustomer: shape.withinCustomer,
	};
	let members = 0;
	let canReach = 0;
	let responses = 0;
	let rewardedPoints = 0;
	let deadweightPoints = 0;
	for (const customer of customers) {
		const totals = followCustomer(customer, programme, needs, books);
		if (customer.member) {
			members++;
			if (programme.canReach(customer)) canReach++;
			responses += programme.responseOf(customer);
			rewardedPoints += totals.rewardedPoints;
			if (totals.revenueWith > 0) {
				const before = Math.min(1, totals.revenueWithout / totals.revenueWith);
				deadweightPoints += totals.rewardedPoints * before;
			}
		}
		each?.(customer, totals);
	}
	return readBooks(books, inputs, programme, {
		sample: customers.length,
		members,
		canReach,
		responses,
		deadweightShare: rewardedPoints > 0 ? deadweightPoints / rewardedPoints : null,
	});
}

interface Counted {
	sample: number;
	members: number;
	canReach: number;
	/** Sum of the members' responses, each 0–1. */
	responses: number;
	deadweightShare: number | null;
}

function readBooks(
	books: Books,
	inputs: PointsInputs,
	programme: Programme,
	counted: Counted,
): PointsOutcome {
	const { months, customers, marginRate, discountPerYear } = inputs;
	const scale = customers / counted.sample;
	const scaled = (column: Float64Array) => Array.from(column, (amount) => amount * scale);

	const marginWithout = scaled(books.revenueWithout).map((revenue) => revenue * marginRate);
	const marginWith = scaled(books.revenueWith).map((revenue) => revenue * marginRate);
	const flows = {
		earned: scaled(books.earned),
		redeemed: scaled(books.redeemed),
		expired: scaled(books.expired),
		forfeited: scaled(books.forfeited),
		outstanding: scaled(books.outstanding),
	};
	const owed = scaled(books.owed);

	// Points are charged when they are given, as far as their owner can come to redeem them;
	// a programme cannot look better by ending the count before its points come home.
	const redeemedCost = flows.redeemed.map((points) => points * programme.costPerPoint);
	const owedCost = owed.map(
		(points, month) => (points - (owed[month - 1] ?? 0)) * programme.costPerPoint,
	);
	const serviceCost = scaled(books.memberMonths).map(
		(memberMonths) => memberMonths * inputs.costPerMemberMonth,
	);
	const cost: CostByKind = {
		setup: inputs.setupCost,
		fixed: inputs.fixedCostPerMonth * months,
		service: sum(serviceCost),
		redeemed: sum(redeemedCost),
		owed: sum(owedCost),
	};
	const totalCost = cost.setup + cost.fixed + cost.service + cost.redeemed + cost.owed;
	const extraMargin = sum(marginWith) - sum(marginWithout);
	const net = extraMargin - totalCost;

	const customerProfit = marginWith.map(
		(margin, month) =>
			margin -
			(redeemedCost[month] as number) -
			(owedCost[month] as number) -
			(serviceCost[month] as number),
	);
	const netByMonth = customerProfit.map(
		(profit, month) => profit - (marginWithout[month] as number) - inputs.fixedCostPerMonth,
	);
	const difference = cumulative(netByMonth, -inputs.setupCost);
	const profitWithout = cumulative(marginWithout, 0);

	const world = (margin: number[], profit: number[], here: Float64Array): WorldOutcome => ({
		margin: sum(margin),
		clv: valueToday(profit, discountPerYear) / customers,
		churn12: months >= 12 ? 1 - (here[11] as number) / counted.sample : null,
		customersLeft: (here[months - 1] as number) * scale,
	});
	const total = {
		earned: sum(flows.earned),
		redeemed: sum(flows.redeemed),
		expired: sum(flows.expired),
		forfeited: sum(flows.forfeited),
		outstanding: flows.outstanding[months - 1] as number,
	};
	const gone = total.expired + total.forfeited;
	const { memberRevenue } = books;
	const others = counted.sample - counted.members;
	const othersRevenue = sum(books.revenueWith) - memberRevenue.with;
	return {
		roi: returnOnCost(net, totalCost),
		net,
		extraMargin,
		cost: { ...cost, total: totalCost },
		npv: netPresentValue(inputs.setupCost, netByMonth, discountPerYear),
		paybackMonth: totalCost === 0 ? null : paybackMonth(difference),
		members: counted.members * scale,
		canReachShare: counted.members > 0 ? counted.canReach / counted.members : null,
		rewardRate: rewardRateOf(inputs),
		response: counted.members > 0 ? counted.responses / counted.members : 0,
		causalLift: memberRevenue.without > 0 ? memberRevenue.with / memberRevenue.without - 1 : null,
		naiveGap:
			counted.members > 0 && others > 0 && othersRevenue > 0
				? memberRevenue.with / counted.members / (othersRevenue / others) - 1
				: null,
		deadweightShare: counted.deadweightShare,
		points: { ...total, outstandingFace: total.outstanding * inputs.pointValue },
		burn: total.earned > 0 ? total.redeemed / total.earned : null,
		breakage: total.redeemed + gone > 0 ? gone / (total.redeemed + gone) : null,
		without: world(marginWithout, marginWithout, books.hereWithout),
		with: world(marginWith, customerProfit, books.hereWith),
		months: {
			profitWithout,
			profitWith: profitWithout.map((profit, month) => profit + (difference[month] as number)),
			difference,
			...flows,
		},
	};
}

const sum = (amounts: ArrayLike<number>): number => {
	let total = 0;
	for (let i = 0; i < amounts.length; i++) total += amounts[i] as number;
	return total;
};

function cumulative(amounts: readonly number[], start: number): number[] {
	let total = start;
	return amounts.map((amount) => (total += amount));
}

/** Present value of monthly amounts, each counted at its month's end, NT$. */
function valueToday(amounts: readonly number[], discountPerYear: number): number {
	const discount = monthlyDiscount(discountPerYear);
	let value = 0;
	for (const [month, amount] of amounts.entries()) value += amount / (1 + discount) ** (month + 1);
	return value;
}

/** The first month (from 1) from which the cumulative net stays at or above zero; null if none. */
function paybackMonth(difference: readonly number[]): number | null {
	let month = difference.length;
	while (month > 0 && (difference[month - 1] as number) >= 0) month--;
	return month === difference.length ? null : month + 1;
}
