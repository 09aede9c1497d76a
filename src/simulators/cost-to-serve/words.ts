import type { CustomerAction } from '#models/cost-to-serve/actions.ts';
import type { CostToServeInputs } from '#models/cost-to-serve/inputs.ts';
import type { CostToServeOutcome } from '#models/cost-to-serve/model.ts';
import type { PyramidTier } from '#models/cost-to-serve/pyramid.ts';
import { numberRow } from '#models/model.ts';
import { number, yuan } from '#ui/format.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** The sentences of cost to serve: who earns once serving them is counted. */

export const question = '買最多的客人，|就是最賺錢的嗎？';

export const tierNames: Readonly<Record<PyramidTier, string>> = {
	platinum: '白金',
	gold: '黃金',
	iron: '鐵',
	lead: '鉛',
};

export const actionNames: Readonly<Record<CustomerAction, string>> = {
	protect: '守住',
	grow: '往上帶',
	'serve simply': '簡單服務',
	'raise price': '調整價格',
	migrate: '改成自取',
	'lower service cost': '降低服務成本',
	'let go': '不再遷就',
};

/** Why each is thought of; the mildest that works comes first. */
export const actionReasons: Readonly<Record<CustomerAction, string>> = {
	protect: '利潤最高的一層',
	grow: '次高的一層，還有空間',
	'serve simply': '有賺，但不多',
	'raise price': '商品賣在成本以下',
	migrate: '不外送就轉正',
	'lower service cost': '服務省到一般水準就轉正',
	'let go': '省到一般水準還是不賺',
};

export const activityNames: Readonly<Record<string, string>> = {
	orders: '接單理貨',
	deliveries: '外送',
	cases: '客服與退貨',
};

export const leadOf = ({ tiers }: CostToServeOutcome) =>
	tiers.find(({ tier }) => tier === 'lead') ?? { customers: 0, revenue: 0, profit: 0 };

/** How many earn, counted from the curve's peak. */
export const earnersOf = ({ peak, customers }: CostToServeOutcome['whale']): number =>
	Math.round(peak.people * customers);

export function answerOf(outcome: CostToServeOutcome): Answer {
	const lead = leadOf(outcome);
	return {
		before: `${number(outcome.customers.length)}位客戶裡，不賺錢的有`,
		figure: number(lead.customers),
		suffix: '人',
		after: '一年的毛利扣掉服務成本，等於或低於零；客戶金字塔的最底層，叫「鉛」',
		amount: { value: lead.customers, format: 'number', unit: '人' },
	};
}

export function meansOf({ whale, unallocated }: CostToServeOutcome): string {
	const { peak, losses, total, losers } = whale;
	const rest =
		unallocated > 0 ? `另有${yuan(unallocated)}的成本沒有客人用到，分不出去，要另外列。` : '';
	if (losers === 0) {
		return `每一位都沒有賠錢，合計${total > 0 ? '賺' : ''}${yuan(total)}。${rest}`;
	}
	if (peak.profit <= 0) return `沒有一位賺錢，合計賠${yuan(-total)}。${rest}`;
	const end = total >= 0 ? `最後剩下${yuan(total)}` : `最後反而賠${yuan(-total)}`;
	return `賺錢的${number(earnersOf(whale))}位合計賺${yuan(peak.profit)}，${number(losers)}位賠錢的客戶吃掉${yuan(-losses)}，${end}。${rest}`;
}

/** What the large ones do often who do not earn; only what costs more than is charged for it. */
function dearHabits(
	{ deliveryFee }: CostToServeInputs,
	{ activities }: CostToServeOutcome,
): string {
	const rateOf = (activity: string) => activities.find(({ id }) => id === activity)?.rate ?? 0;
	const habits = [
		...(rateOf('deliveries') > deliveryFee ? ['常外送'] : []),
		...(rateOf('cases') > 0 ? ['常要客服'] : []),
	];
	return habits.length > 0 ? `又${habits.join('、')}` : '下單的次數也多';
}

export function findingOf(inputs: CostToServeInputs, outcome: CostToServeOutcome): Finding {
	const { largestCustomers, leadAmongTheLargest: large, activities } = outcome;
	const lead = leadOf(outcome);
	const rates = activities.flatMap(({ id, rate }) =>
		rate === null || rate === 0 ? [] : [`${activityNames[id] ?? id}一次${yuan(rate)}`],
	);
	const cost =
		rates.length > 0
			? `作業基礎成本制（ABC）把成本算到每一次服務：${rates.join('、')}。`
			: '現在沒有任何服務成本算到客人頭上。';
	if (lead.customers === 0) {
		return {
			headline: '這個設定下，|每一位客人都賺錢。',
			text: `${cost}每一位的毛利都付得起服務他的成本。把外送或客服的成本調高，再看誰先變得不賺錢。`,
		};
	}
	if (lead.customers === outcome.customers.length) {
		return {
			headline: '這個設定下，|沒有一位客人賺錢。',
			text: `${cost}問題不在少數客人，而在毛利撐不起服務；先調價格或作業，再談挑客人。`,
		};
	}
	if (large === 0) {
		return {
			headline: `營收最高的${number(largestCustomers)}位裡，|每一位都賺錢。`,
			text: `${cost}不賺錢的${number(lead.customers)}位都排在後面，毛利不夠付服務他們的成本。`,
		};
	}
	return {
		headline:
			large === largestCustomers
				? `營收最高的${number(large)}位，|沒有一位賺錢。`
				: `營收最高的${number(largestCustomers)}位裡，|有${number(large)}位其實不賺錢。`,
		text: `${cost}買得多、${dearHabits(inputs, outcome)}的人，毛利很容易就用完。照營收排的貴客名單，會把他們當成最該討好的人。`,
	};
}

/** What to try with those who do not earn, before anyone is let go. */
export function leadActionsOf(outcome: CostToServeOutcome): string {
	const { customers: lead } = leadOf(outcome);
	if (lead === 0) return '每一位都賺錢，沒有人需要調整。';
	return `這${number(lead)}位先試最溫和的辦法；只有怎麼省都不賺的，才談不再遷就。次序是我們對「管理整群客戶」五種辦法的讀法（假設），不是定律。`;
}

export const deliveryHint = ({ deliveryFee }: CostToServeInputs, outcome: CostToServeOutcome) => {
	const rate = outcome.activities.find(({ id }) => id === 'deliveries')?.rate ?? null;
	if (rate === null) return '沒有人外送，收了也沒有收入';
	return `外送一次的成本是${yuan(rate)}${deliveryFee >= rate ? '，已經收夠' : ''}；假設收費後大家買得一樣多`;
};

export const conventions = [
	'利潤 = 營收（含外送費）− 商品成本 − 服務成本，以一年計。每項作業一次的成本 = 那項作業一年的成本 ÷ 全部客人用的次數（作業基礎成本制，activity-based costing）。',
	'客戶金字塔（Zeithaml、Rust與Lemon，2001）依利潤分白金、黃金、鐵、鉛。他們沒有給統一的門檻，這裡的門檻可以改；利潤等於或低於零的一律是鉛。',
	'三百位客戶是虛構的（示意），同一組亂數永遠是同一批人。',
];

export const leftOut = [
	'收費或改服務之後，客人少買或不來。',
	'客人以後的價值、介紹來的人，以及沒有人用到的成本該由誰負擔。',
];

/** The curve turns where those begin who do not earn: so many heads from its right end. */
export const guessableOf = ({ customers: { length: all } }: CostToServeOutcome): Guessable => ({
	ask: `${number(all)}位客戶裡，有幾位不賺錢？`,
	input: numberRow({
		label: '不賺錢的客戶',
		key: 'guess',
		unit: '人',
		min: 0,
		max: all,
		step: 5,
		usual: all / 2,
		source: '猜測',
	}),
	written: (value) => `${number(value)}人`,
	axis: 'x',
	at: (value) => 1 - value / all,
});
