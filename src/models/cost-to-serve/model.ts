import { requireInRange, type Model } from '#models/model.ts';
import { actionFor, type CustomerAction } from './actions.ts';
import { customerProfits, serviceCosts, type ActivityCost } from './activity-costs.ts';
import { syntheticCustomers } from './customers.ts';
import { costToServeInputs, costToServePresets, type CostToServeInputs } from './inputs.ts';
import { leadAmongTheLargest, pyramid, pyramidTiers, type TierTotals } from './pyramid.ts';
import { whaleCurve, type WhaleCurve } from './whale-curve.ts';

/** One customer's year (NT$). */
export interface CustomerRow {
	/** Number on the list, from 1. */
	readonly customer: number;
	readonly orders: number;
	readonly deliveries: number;
	readonly cases: number;
	readonly revenue: number;
	readonly grossMargin: number;
	readonly costToServe: number;
	readonly profit: number;
	/** Place by revenue and by profit, from 1. */
	readonly revenueRank: number;
	readonly profitRank: number;
	readonly tier: (typeof pyramidTiers)[number];
	readonly action: CustomerAction;
}

export interface CostToServeOutcome {
	readonly activities: readonly ActivityCost[];
	/** NT$ that no customer's use explains. */
	readonly unallocated: number;
	readonly revenue: number;
	/** Sum of customers' profits, before what is unallocated. */
	readonly profit: number;
	readonly whale: WhaleCurve;
	readonly tiers: readonly TierTotals[];
	/** All customers, best profit first. */
	readonly customers: readonly CustomerRow[];
	/** Of the best fifth by revenue, how many are lead. */
	readonly largestCustomers: number;
	readonly leadAmongTheLargest: number;
}

const shop = { customers: 300, ordersPerYear: 13, orderValue: 420 } as const;
const largestShare = 0.2;

/** A made-up shop's year: activity costs, each customer's profit, whale curve and pyramid. */
function run(inputs: CostToServeInputs, seed: number): CostToServeOutcome {
	requireInRange(costToServeInputs, inputs);
	const {
		orders,
		deliveries,
		cases,
		revenue: sales,
	} = syntheticCustomers(
		{ ...shop, evenness: inputs.evenness, deliveredShare: inputs.deliveredShare },
		seed,
	);
	const customers = orders.length;
	const revenue = sales.map((sale, i) => sale + inputs.deliveryFee * (deliveries[i] ?? 0));
	const goods = sales.map((sale) => sale * (1 - inputs.marginRate));
	const costs = serviceCosts(
		[
			{ id: 'orders', pool: inputs.orderPool, uses: orders },
			{ id: 'deliveries', pool: inputs.deliveryPool, uses: deliveries },
			{ id: 'cases', pool: inputs.casePool, uses: cases },
		],
		customers,
	);
	const profits = customerProfits(revenue, goods, costs.byCustomer);
	const whale = whaleCurve(profits);
	if (!whale.ok) throw new RangeError('the shop has no customers');
	const tiers = pyramid(profits, revenue, inputs);
	const allRevenue = revenue.reduce((sum, each) => sum + each, 0);
	const deliveryRate = costs.activities[1]?.rate ?? 0;
	const costPerRevenue = allRevenue > 0 ? costs.allocated / allRevenue : 0;
	const revenueRanks = ranks(revenue);
	const profitRanks = ranks(profits);
	const rows = Array.from({ length: customers }, (_, i): CustomerRow => {
		const tier = pyramidTiers[tiers.tiers[i] as number] ?? 'lead';
		const grossMargin = (revenue[i] as number) - (goods[i] as number);
		const costToServe = costs.byCustomer[i] as number;
		return {
			customer: i + 1,
			orders: orders[i] as number,
			deliveries: deliveries[i] as number,
			cases: cases[i] as number,
			revenue: revenue[i] as number,
			grossMargin,
			costToServe,
			profit: profits[i] as number,
			revenueRank: revenueRanks[i] as number,
			profitRank: profitRanks[i] as number,
			tier,
			action: actionFor({
				tier,
				grossMargin,
				costToServe,
				// Collecting in person saves the delivery and gives up its fee.
				optionalCost: (deliveryRate - inputs.deliveryFee) * (deliveries[i] as number),
				typicalCostToServe: costPerRevenue * (revenue[i] as number),
			}),
		};
	});
	return {
		activities: costs.activities,
		unallocated: costs.unallocated,
		revenue: allRevenue,
		profit: whale.total,
		whale,
		tiers: tiers.totals,
		customers: rows.sort((a, b) => a.profitRank - b.profitRank),
		largestCustomers: Math.floor(largestShare * customers + 1e-9),
		leadAmongTheLargest: leadAmongTheLargest(tiers, revenue, largestShare).length,
	};
}

/** Each value's place from 1, largest first; equals in the order of the list. */
function ranks(values: Float64Array): Uint32Array {
	const order = Array.from(values.keys()).sort(
		(a, b) => (values[b] as number) - (values[a] as number) || a - b,
	);
	const places = new Uint32Array(values.length);
	order.forEach((customer, place) => {
		places[customer] = place + 1;
	});
	return places;
}

export const costToServeModel: Model<typeof costToServeInputs, CostToServeOutcome> = {
	id: 'cost-to-serve',
	version: 1,
	title: '誰真的賺錢：作業成本與客戶金字塔',
	inputs: costToServeInputs,
	presets: costToServePresets,
	run,
};
