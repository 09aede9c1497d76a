import { dayText } from '#models/orders/days.ts';
import { number, percent, shortNumber, yuan } from '#ui/format.ts';
import type { OrderFacts, SubscriptionFacts } from '../analysis.ts';
import { shareWords, weeksPerYear, type Told } from './told.ts';

export interface Fact {
	readonly name: string;
	readonly figure: string;
}

function periodWords(firstDay: number, lastDay: number): string {
	const days = lastDay - firstDay + 1;
	const years = days / (weeksPerYear * 7);
	return years >= 2 ? `${shortNumber(years, 1)}年` : `${number(days)}天`;
}

export function orderFactsTold(facts: OrderFacts): Told {
	const { customers, orders, revenue, repeaters, firstDay, lastDay } = facts;
	if (customers === 0) return { finding: '檔案裡沒有一筆可以用的訂單。', notes: [] };
	return {
		finding: `${periodWords(firstDay, lastDay)}裡，${number(customers)}位客戶下了${number(orders)}筆訂單${revenue === null ? '' : `，一共${yuan(revenue)}`}；${repeaters === 0 ? '沒有人買第二次' : `${shareWords(repeaters / customers)}的人買過第二次`}。`,
		notes: [],
	};
}

export function orderFacts(facts: OrderFacts, rejected: number): readonly Fact[] {
	const { customers, orders, revenue, repeaters, firstDay, lastDay, mergedRows } = facts;
	return [
		{ name: '第一天', figure: dayText(firstDay) },
		{ name: '最後一天', figure: dayText(lastDay) },
		{ name: '讀進的列', figure: number(facts.acceptedRows) },
		{ name: '沒有用上的列', figure: number(rejected) },
		{ name: '同一天併掉的列', figure: number(mergedRows) },
		{ name: '訂單', figure: number(orders) },
		{ name: '客戶', figure: number(customers) },
		{
			name: '只買過一次',
			figure:
				customers > 0
					? `${number(customers - repeaters)}（${percent(1 - repeaters / customers)}）`
					: number(0),
		},
		{ name: '每人訂單', figure: customers > 0 ? shortNumber(orders / customers, 1) : number(0) },
		...(revenue === null || orders === 0
			? []
			: [{ name: '平均每筆', figure: yuan(revenue / orders) }]),
	];
}

export const mergedWords =
	'同一位客戶同一天的訂單併成一筆，是這些模型的慣例；一切都從檔案最後一天往回看。';

export function subscriptionFactsTold(facts: SubscriptionFacts): Told {
	const { subscriptions, ended, firstDay, lastDay } = facts;
	if (subscriptions === 0) return { finding: '檔案裡沒有一筆可以用的訂閱。', notes: [] };
	return {
		finding: `${periodWords(firstDay, lastDay)}裡有${number(subscriptions)}筆訂閱，${ended === 0 ? '一筆也沒有結束' : `${number(ended)}筆（${shareWords(ended / subscriptions)}）已經結束`}。`,
		notes: [],
	};
}

export function subscriptionFacts(facts: SubscriptionFacts, rejected: number): readonly Fact[] {
	return [
		{ name: '第一天', figure: dayText(facts.firstDay) },
		{ name: '看到這一天', figure: dayText(facts.lastDay) },
		{ name: '讀進的列', figure: number(facts.acceptedRows) },
		{ name: '沒有用上的列', figure: number(rejected) },
		{ name: '訂閱', figure: number(facts.subscriptions) },
		{ name: '還在', figure: number(facts.subscriptions - facts.ended) },
		...(facts.meanFee === null ? [] : [{ name: '平均月費', figure: yuan(facts.meanFee) }]),
	];
}
