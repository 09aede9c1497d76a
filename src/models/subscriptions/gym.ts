import { keyedUniform } from '#models/random.ts';
import { addMonths, dayNumber, dayText } from '#models/orders/days.ts';
import { noDay } from '#models/orders/record-fields.ts';
import type { SubscriptionsTable } from './subscriptions.ts';

/**
 * A made-up gym whose truth is known: each member has a chance of leaving at every monthly
 * renewal, and the chances differ by Beta(α, β), as the shifted-beta-geometric model has it.
 */
export interface Gym {
	readonly title: string;
	readonly note: string;
	readonly source: string;
	readonly members: number;
	readonly firstDay: number;
	/** Joining days fall evenly into this many months, which is also the time observed. */
	readonly months: number;
	/** The truth that a fit should find again. */
	readonly leaving: { readonly alpha: number; readonly beta: number };
	/** NT$ a month. */
	readonly fees: readonly number[];
	readonly seed: number;
}

export const gym: Gym = {
	title: '健身房會員（合成資料）',
	note: '按月續約：第一次續約約有一成二的人離開，之後一次比一次少，因為容易離開的人先走了。',
	source: '假設：依sBG模型產生，不是任何一家健身房的資料',
	members: 3_000,
	firstDay: dayNumber(2022, 1, 1) as number,
	months: 36,
	leaving: { alpha: 0.9, beta: 6.6 },
	fees: [888, 1_188, 1_688],
	seed: 20_220_101,
};

const key = { joining: 1, propensity: 2, renewal: 3, fee: 4 } as const;

const stepsOfTable = 4_096;

/** Quantiles of Beta(α, β) on a grid, by adding up the density in x = sin²: no peak is missed. */
function betaQuantiles(alpha: number, beta: number): (share: number) => number {
	const below = new Float64Array(stepsOfTable + 1);
	const quarterTurn = Math.PI / 2 / stepsOfTable;
	for (let i = 0; i < stepsOfTable; i++) {
		const angle = (i + 0.5) * quarterTurn;
		// x^(α−1)(1−x)^(β−1) dx with x = sin², dx = 2 sin cos.
		const weight = Math.sin(angle) ** (2 * alpha - 1) * Math.cos(angle) ** (2 * beta - 1);
		below[i + 1] = (below[i] as number) + weight;
	}
	const all = below[stepsOfTable] as number;
	return (share) => {
		const wanted = share * all;
		let low = 0;
		let high = stepsOfTable;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((below[middle] as number) <= wanted) low = middle;
			else high = middle;
		}
		const width = (below[high] as number) - (below[low] as number);
		const within = width > 0 ? (wanted - (below[low] as number)) / width : 0.5;
		return Math.sin((low + within) * quarterTurn) ** 2;
	};
}

/** The gym's members, in the order of joining. The same gym gives the same members. */
export function gymSubscriptions(company: Gym = gym): SubscriptionsTable {
	const { members, firstDay, months, leaving, fees, seed } = company;
	const lastDay = addMonths(firstDay, months) - 1;
	const propensityAt = betaQuantiles(leaving.alpha, leaving.beta);
	const joined = Array.from({ length: members }, (_, member) => ({
		member,
		start:
			firstDay + Math.floor(keyedUniform(seed, member, key.joining) * (lastDay - firstDay + 1)),
	})).sort((one, other) => one.start - other.start || one.member - other.member);
	const end = joined.map(({ member, start }) => {
		const leaves = propensityAt(keyedUniform(seed, member, key.propensity));
		for (let renewal = 1; ; renewal++) {
			const due = addMonths(start, renewal);
			if (due > lastDay) return noDay;
			if (keyedUniform(seed, member, key.renewal, renewal) < leaves) return due;
		}
	});
	const digits = String(members).length;
	return {
		customer: Int32Array.from(joined, (_, index) => index),
		names: joined.map((_, index) => `G${String(index + 1).padStart(digits, '0')}`),
		start: Int32Array.from(joined, ({ start }) => start),
		end: Int32Array.from(end),
		fee: Float64Array.from(
			joined,
			({ member }) => fees[Math.floor(keyedUniform(seed, member, key.fee) * fees.length)] as number,
		),
		lastDay,
	};
}

/** The members as a file that the reader of subscriptions reads like anybody's. */
export function subscriptionsText(table: SubscriptionsTable): string {
	const lines = ['會員編號,開始日期,結束日期,月費'];
	for (const [row, who] of table.customer.entries()) {
		const end = table.end[row] as number;
		const fee = table.fee?.[row] ?? Number.NaN;
		lines.push(
			[
				table.names[who],
				dayText(table.start[row] as number),
				end === noDay ? '' : dayText(end),
				Number.isNaN(fee) ? '' : String(fee),
			].join(','),
		);
	}
	return `${lines.join('\r\n')}\r\n`;
}
