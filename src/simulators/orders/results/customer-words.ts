import { amount, number, percent, yuan } from '#ui/format.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { noFitWords } from './refusal-words.ts';
import { spendTold } from './spend-words.ts';
import type { Told } from './told.ts';

const sumOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0);

/** What all customers together are still expected to bring. */
export function customersTold({
	customers,
	settings,
	fit,
	spend,
}: Pick<OrdersAnalysis, 'customers' | 'settings' | 'fit' | 'spend'>): Told {
	const { prediction, money, count } = customers;
	const { horizonWeeks, marginShare, discountPerYear } = settings;
	if (!prediction) {
		return {
			finding: `${fit.ok ? '算不出預期訂單，' : fit.reason === 'border' ? '參數定不下來，所以不報預期訂單（原因在「這群客戶怎麼買、怎麼走？」）。' : `算不出預期訂單：${noFitWords(fit)}`}下表只有數得出來的。`,
			notes: [],
		};
	}
	const orders = sumOf(prediction.expectedOrders);
	const ahead = `之後${horizonWeeks}週，現有的${number(count)}位客戶預期再下${orders < 10 ? number(orders, 1) : amount(orders)}筆訂單`;
	const bound = prediction.leaving
		? []
		: ['模型當作沒有人會離開，所以這些是上限；真的有人走，就沒有這麼多。'];
	if (!money) return { finding: `${ahead}。`, notes: [...bound, spendTold(spend).finding] };
	return {
		finding: `${ahead}；往後所有訂單的毛利，折成今天的錢是${yuan(sumOf(money.value))}。`,
		notes: [
			...bound,
			`價值＝毛利率${percent(marginShare)}×預期每筆×往後折現的訂單（年折現${percent(discountPerYear)}，看到永遠，不只${horizonWeeks}週）；毛利率和折現率是假設。還沒來過的新客不在內。`,
		],
	};
}
