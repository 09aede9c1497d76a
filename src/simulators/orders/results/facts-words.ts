import { dayText } from '#models/orders/days.ts';
import { number, percent, shortNumber, yuan } from '#ui/format.ts';
import type { Fact } from '../../facts.ts';
import type { OrderFacts, SubscriptionFacts } from '../analysis.ts';
import { shareWords, weeksPerYear, type Told } from './told.ts';

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
		...(facts.lines && facts.lines.ordersOfSeveralRows > 0
			? [{ name: '照訂單編號併掉的列', figure: number(facts.lines.rows - facts.lines.orders) }]
			: []),
		{ name: '同一天併掉的訂單', figure: number(mergedRows) },
		{ name: '訂單', figure: number(orders) },
		{ name: '客戶', figure: number(customers) },
		...(facts.customersLeftOut > 0
			? [{ name: '放掉的客戶', figure: number(facts.customersLeftOut) }]
			: []),
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

/** What the fit needs of the file, and whether the file looks as if it had it. */
export function historyNotes(
	{ arrivals, customersLeftOut, customers, firstDay }: OrderFacts,
	monthsLeftOut: number,
): readonly string[] {
	const needed =
		'檔案要有每位客戶真正的第一筆：檔案開始前就來過的人，在這裡會被當成新客，參數就偏了，常見的是把離開的機會估得太低。';
	if (customersLeftOut > 0) {
		return [
			`只算${dayText(firstDay)}起才第一次出現的${number(customers)}位；之前出現過的${number(customersLeftOut)}位和他們的訂單都沒有算。`,
		];
	}
	if (monthsLeftOut > 0) {
		return ['檔案開頭放掉這麼多個月，就沒有客戶了，所以還是算全部。', needed];
	}
	const { inFirstTenth, inLaterTenth, settledAfterMonths } = arrivals;
	if (settledAfterMonths === null) return [needed];
	return [
		`注意：有${number(inFirstTenth)}位在檔案最前面一成的時間裡第一次出現，後來同樣長的時間平均只有${number(inLaterTenth)}位。檔案可能是從生意的半路開始的，前面那些其實是老客戶；也可能只是開頭真的來了很多新客。分不清的話，把設定裡的「開頭放掉幾個月」調到${settledAfterMonths}，只算之後才第一次出現的人，再比一次。`,
		needed,
	];
}

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
