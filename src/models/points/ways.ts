import { returnOnCost } from './costs.ts';
import type { CostByKind, Worlds } from './outcome.ts';

/**
 * One programme, counted in four ways that are all in use. They share the same purchases and the
 * same costs; what differs is what each takes for the programme's doing. A bridge leads from each
 * way's net to the last one's, a step a mistake.
 */
export interface CountedProgramme {
	/** Gross margin, 0–1. */
	marginRate: number;
	members: number;
	/** Customers who do not join; nothing changes for them. */
	others: number;
	/** Purchases over the whole time, NT$. */
	revenue: { members: Worlds; others: Worlds };
	/** How many more members are still here at the end than there would be without the programme. */
	membersKept: number;
	/** Margin of the months they stayed on for, had they bought as before, NT$. */
	keptMargin: number;
	cost: CostByKind;
}

export type WayId = 'revenueOverCost' | 'averageGap' | 'retentionOnly' | 'incrementalMargin';

/** A line of the sum; the lines of a way add up to its net. */
export interface WayLine {
	label: string;
	/** NT$, costs below 0. */
	amount: number;
}

export type Cause = keyof typeof causes;

/** One mistake put right, in NT$, and where that leaves the sum. */
export interface BridgeStep {
	cause: Cause;
	label: string;
	/** Change of the net. */
	amount: number;
	net: number;
	cost: number;
	roi: number | null;
}

export interface Way {
	id: WayId;
	label: string;
	/** Where this way is met, zh-TW. */
	source: string;
	/**
	 * The count; null where it cannot be made: without members, or without non-members, there is no
	 * gap between them.
	 */
	count: WayCount | null;
}

export interface WayCount {
	lines: WayLine[];
	cost: number;
	net: number;
	/** Net over cost; null when nothing is spent. */
	roi: number | null;
	/** From this net to the incremental margin's; none for the latter. */
	bridge: BridgeStep[];
	/** The step that changes the net most; null when no step changes it. */
	mainCause: Cause | null;
}

/** What a way takes for the programme's doing and is not, or leaves out and is. */
export const causes = {
	wouldHaveBought: '扣掉會員沒有計畫也會買的',
	revenueNotMargin: '營業額不是毛利：扣掉貨的成本',
	selfSelection: '會員和非會員本來就不同：扣掉會員本來就比較會買的',
	keptAsAverage: '留住的人不等於多一位買滿全程的平均會員：照實際多留的月份、自己的買法算',
	extraPurchases: '補上沒有要走的人多買的',
	pointsOwed: '扣掉發出去、還會來兌換的點數',
} as const;

/** The four ways, the most flattering habit first, the twin worlds' last. All amounts in NT$. */
export function waysOfCounting(programme: CountedProgramme): Way[] {
	const { marginRate, members, others, revenue, cost } = programme;
	const paid = cost.setup + cost.fixed + cost.service + cost.tiers + cost.redeemed;
	const paidLines: WayLine[] = [
		{ label: '開辦費', amount: -cost.setup },
		{ label: '固定費', amount: -cost.fixed },
		{ label: '服務費', amount: -cost.service },
		{ label: '等級禮遇費', amount: -cost.tiers },
		{ label: '已兌換的點數', amount: -cost.redeemed },
	];
	// All but the last charge points when they are redeemed, and forget those still to come.
	const owed: Correction = { cause: 'pointsOwed', amount: -cost.owed, cost: cost.owed };

	const extraRevenue = revenue.members.with - revenue.members.without;
	const extraMargin = marginRate * extraRevenue;
	const asOthers = others > 0 ? (revenue.others.with / others) * members : 0;
	const averageMargin = members > 0 ? (marginRate * revenue.members.without) / members : 0;
	const keptAsAverage = programme.membersKept * averageMargin;

	return [
		{
			id: 'revenueOverCost',
			label: '會員營業額減計畫成本，再除以成本',
			source: '常見算法，假設',
			count: count([{ label: '會員的營業額', amount: revenue.members.with }, ...paidLines], paid, [
				{ cause: 'wouldHaveBought', amount: -revenue.members.without },
				{ cause: 'revenueNotMargin', amount: extraMargin - extraRevenue },
				owed,
			]),
		},
		{
			id: 'averageGap',
			label: '會員平均比非會員多買',
			source:
				'廠商試算常見的比法；Leenheer等（2007）：比在同一家花的比例，這個差距約是真實效果的七倍',
			count:
				members > 0 && others > 0
					? count(
							[
								{ label: '會員的毛利', amount: marginRate * revenue.members.with },
								{ label: '同樣人數的非會員的毛利', amount: -marginRate * asOthers },
								...paidLines,
							],
							paid,
							[
								{
									cause: 'selfSelection',
									amount: marginRate * (asOthers - revenue.members.without),
								},
								owed,
							],
						)
					: null,
		},
		{
			id: 'retentionOnly',
			label: '只算留住的客戶',
			source: '常見算法，假設：期末多留住的會員，每位值一位會員全程的平均毛利',
			count: count(
				[{ label: '多留住的會員×平均每位會員的毛利', amount: keptAsAverage }, ...paidLines],
				paid,
				[
					{ cause: 'keptAsAverage', amount: programme.keptMargin - keptAsAverage },
					{ cause: 'extraPurchases', amount: extraMargin - programme.keptMargin },
					owed,
				],
			),
		},
		{
			id: 'incrementalMargin',
			label: '因計畫而多的毛利',
			source: '同一批客戶有計畫與沒有計畫的差別；所有成本都算，包括還沒兌換的點數',
			count: count(
				[
					{ label: '有計畫時會員的毛利', amount: marginRate * revenue.members.with },
					{ label: '沒有計畫時同一批人的毛利', amount: -marginRate * revenue.members.without },
					...paidLines,
					{ label: '發出去、還會來兌換的點數', amount: -cost.owed },
				],
				paid + cost.owed,
				[],
			),
		},
	];
}

interface Correction {
	cause: Cause;
	amount: number;
	/** What the step adds to the cost that the net is measured against. */
	cost?: number;
}

function count(lines: WayLine[], cost: number, corrections: readonly Correction[]): WayCount {
	const net = lines.reduce((sum, { amount }) => sum + amount, 0);
	let netSoFar = net;
	let costSoFar = cost;
	const bridge = corrections.map(({ cause, amount, cost: extraCost = 0 }): BridgeStep => {
		netSoFar += amount;
		costSoFar += extraCost;
		return {
			cause,
			label: causes[cause],
			amount,
			net: netSoFar,
			cost: costSoFar,
			roi: returnOnCost(netSoFar, costSoFar),
		};
	});
	const largest = bridge.reduce<BridgeStep | null>(
		(top, step) => (Math.abs(step.amount) > Math.abs(top?.amount ?? 0) ? step : top),
		null,
	);
	return {
		lines,
		cost,
		net,
		roi: returnOnCost(net, cost),
		bridge,
		mainCause: largest?.cause ?? null,
	};
}
