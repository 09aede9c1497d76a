import type { Existing } from '#models/clv/existing-customer.ts';
import type { ClvInputs } from '#models/clv/inputs.ts';
import type { Worth } from '#models/clv/worth.ts';
import { amount, number, percent, shortNumber, yuan } from '#ui/format.ts';
import { exactNumber, exactPercent } from '../digits.ts';
import type { Fact } from '../facts.ts';
import { worthFigure } from './words.ts';

const unitOf = (worth: Worth, unit: string): string => (worth.bounded ? unit : '');

/** What a shop's records make of one customer, or a sentence why they cannot be read. */
export function existingFacts(inputs: ClvInputs, existing: Existing): Fact[] {
	if (!existing.known) return [];
	const { activeChance, ordersNextYear, expectedSpend, ownWeight, worth } = existing;
	return [
		{
			name: '還在的機率',
			figure: exactPercent(activeChance, 0),
			unit: '',
			note: 'P(alive)：他還會再來的機率，看得到的只有他多久沒來',
		},
		{
			name: '未來一年會來幾次',
			figure: number(ordersNextYear, 1),
			unit: '次',
			note: '預期次數，已經乘上還在的機率',
		},
		{
			name: '下一次會花多少',
			figure: amount(expectedSpend),
			unit: '元',
			note:
				inputs.repeatOrders > 0
					? `他自己的平均${yuan(inputs.meanSpend)}算${percent(ownWeight)}，其餘用全體的${yuan(inputs.orderValue)}`
					: `還沒有回購，只能用全體的${yuan(inputs.orderValue)}`,
		},
		{
			name: '他從今天起值多少',
			figure: worthFigure(worth),
			unit: unitOf(worth, '元'),
			note: '之後每次消費的毛利現值（B），當初取得他的成本已經花掉，不再扣',
		},
	];
}

/** What to read out of those figures; always a whole sentence. */
export function existingWords(inputs: ClvInputs, existing: Existing): string {
	const { repeatOrders, monthsSinceFirst, monthsSinceLast } = inputs;
	if (!existing.known) {
		return existing.reason === 'nobody orders again'
			? '購買頻率是零，沒有人會再來，也就沒有回購的紀錄可以讀。'
			: `這份紀錄對不上：回購過${exactNumber(repeatOrders)}次，最後一次就該比第一次晚；現在第一次在${exactNumber(monthsSinceFirst)}個月前，最後一次卻在${exactNumber(monthsSinceLast)}個月前。`;
	}
	if (repeatOrders === 0) {
		return '他還沒有回購過。這個模型只在買完之後才可能離開、又不算第一次，所以一律當他還在：100%是模型的規定，不是好消息。';
	}
	const gap = (monthsSinceFirst - monthsSinceLast) / repeatOrders;
	if (inputs.leaveAfterOrder === 0) {
		return `他平均每${shortNumber(gap, 1)}個月來一次，現在已經${exactNumber(monthsSinceLast)}個月沒來。不過離開的機率設成零，沒有人會走，沉默再久也只是還沒輪到。`;
	}
	return `他平均每${shortNumber(gap, 1)}個月來一次，現在已經${exactNumber(monthsSinceLast)}個月沒來。愈常來的人，同樣的沉默愈可疑。`;
}

/** The trap of two languages: the model's recency and frequency are not those of RFM. */
export function recencyWords({
	repeatOrders,
	monthsSinceFirst,
	monthsSinceLast,
}: ClvInputs): string {
	// Whoever came once came last when he came first.
	const silent = repeatOrders > 0 ? monthsSinceLast : monthsSinceFirst;
	const seen = monthsSinceFirst - silent;
	return `小心兩套語言：RFM的R是「最後一次到今天」，這裡${exactNumber(silent)}個月；這個模型說的recency是「第一次到最後一次」，這裡${exactNumber(seen)}個月。RFM的F是${exactNumber(repeatOrders + 1)}次，模型只數回購的${exactNumber(repeatOrders)}次。`;
}
