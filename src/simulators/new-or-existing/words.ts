import type {
	BudgetResult,
	ChoiceInputs,
	ChoiceOutcome,
} from '#models/churn/new-or-existing-model.ts';
import { numberRow } from '#models/model.ts';
import { shortNumber, signedYuan, years, yuan } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** Sentences on winning against keeping, put together from its numbers. '|' is where a line may break. */

export const sides = { win: '爭取新客', keep: '留住舊客' } as const;

/** Value bought with one NT$: 3, 0.98, 0.002. */
export function boughtDigits(value: number): string {
	const decimals = value > 0 && value < 0.1 ? Math.min(6, 1 - Math.floor(Math.log10(value))) : 2;
	return shortNumber(value, decimals);
}

export const bought = (value: number): string => `${boughtDigits(value)}元`;

/** Ratios beyond the slider are nobody's. */
const times = (ratio: number): string => `${shortNumber(ratio, 2)}倍`;

/** At a ratio of 1 both cost the same, and nothing is cheaper. */
const costsAlike = ({ ratio }: ChoiceInputs): boolean => times(ratio) === '1倍';

export const question = (inputs: ChoiceInputs): string =>
	costsAlike(inputs)
		? '爭取新客|和留住舊客|花費一樣，|該把錢|拿去留舊客嗎？'
		: `爭取新客的花費|是留住舊客的${times(inputs.ratio)}，|就該把錢|拿去留舊客？`;

/** Closer than this the two sides buy the same. */
const crumb = 0.005;
type Better = 'win' | 'keep' | 'even';

export function betterOf({ now }: ChoiceOutcome): Better {
	const difference = now.valuePerDollarKept - now.valuePerDollarWon;
	if (Math.abs(difference) <= crumb * Math.max(now.valuePerDollarKept, now.valuePerDollarWon)) {
		return 'even';
	}
	return difference > 0 ? 'keep' : 'win';
}

export function answerOf({ now }: ChoiceOutcome): Answer {
	return {
		before: '花一元留舊客，買到的價值',
		figure: boughtDigits(now.valuePerDollarKept),
		suffix: '元',
		after: `同樣一元爭取新客，買到${bought(now.valuePerDollarWon)}`,
		amount: { value: now.valuePerDollarKept, format: 'number', decimals: 2, unit: '元' },
	};
}

export function meansOf(inputs: ChoiceInputs, { now }: ChoiceOutcome): string {
	const rule = costsAlike(inputs) ? '照花費一樣算' : `照${times(inputs.ratio)}算`;
	const saved = exactPercent(inputs.savedShare);
	const kept =
		saved === '100%'
			? '接觸到的每一位都是因此留下的，所以真正留住一位也是'
			: inputs.savedShare >= 0.5
				? `其中${saved}是因此留下的，所以真正留住一位要`
				: `可是只有${saved}是因此留下的，所以真正留住一位要`;
	return `${rule}，接觸一位舊客花${yuan(now.costPerApproach)}。${kept}${yuan(now.costPerCustomerKept)}；取得一位新客是${yuan(inputs.acquisitionCost)}。`;
}

/** How far keeping is ahead: where both would buy the same. */
function keptAheadWords(inputs: ChoiceInputs, { now }: ChoiceOutcome): string {
	const { savedShareAtPar: share, ratioAtPar: ratio } = now;
	if (share === null || ratio === null || share < 1e-9) {
		return '新客不值錢，只要有人因此留下，留舊客買到的就比較多。';
	}
	const saved = `接觸到的人只要有${exactPercent(share, 1)}是因此才留下，一元買到的就一樣多，現在是${exactPercent(inputs.savedShare)}`;
	if (costsAlike(inputs)) return `${saved}。`;
	return ratio < 1
		? `${saved}；就算爭取和留住的花費一樣，還是留舊客買到的多。`
		: `${saved}；爭取新客的花費只要是留住舊客的${times(ratio)}，也就一樣多，現在是${times(inputs.ratio)}。`;
}

/** What would have to be true for one NT$ to buy the same; a customer’s net is another question. */
export function parWords(inputs: ChoiceInputs, outcome: ChoiceOutcome): string {
	const { now } = outcome;
	if (inputs.keptValue === 0) return '留下的客戶不值錢，花再少也買不到東西。';
	const better = betterOf(outcome);
	if (better === 'even') return '照現在的設定，一元花在哪一邊，買到的價值一樣多。';
	if (better === 'keep') return keptAheadWords(inputs, outcome);
	const share =
		now.savedShareAtPar === null
			? '就算每一位接觸到的人都因此留下，也追不上爭取新客'
			: `要讓一元買到的價值一樣多，接觸到的人得有${exactPercent(now.savedShareAtPar, 1)}是因此才留下`;
	const ratio =
		now.ratioAtPar === null || now.ratioAtPar < 1
			? ''
			: now.ratioAtPar > 25
				? `；要不然，花費得差到${shortNumber(now.ratioAtPar, 0)}倍，比任何人講過的都多`
				: `；要不然，花費得差到${times(now.ratioAtPar)}`;
	return `${share}${ratio}。`;
}

const headlines: Record<Better, (inputs: ChoiceInputs, outcome: ChoiceOutcome) => string> = {
	win: (inputs) =>
		costsAlike(inputs)
			? '接觸一位|花的錢一樣，|爭取新客|買到的更多。'
			: '花得少，|不等於划算：|爭取新客|買到的更多。',
	keep: (_, { now }) =>
		Math.round(now.netPerCustomerKept) > 0
			? '這次|留舊客划算：|一元買到的|價值更多。'
			: '留舊客|不賺不賠，|爭取新客|賠錢。',
	even: () => '一元花在哪邊，|買到的|一樣多。',
};

/** One line to remember, then what it hangs on. */
export function findingOf(inputs: ChoiceInputs, outcome: ChoiceOutcome): Finding {
	const { now } = outcome;
	const losing = now.netPerCustomerKept < 0 && now.netPerCustomerWon < 0;
	return {
		headline: losing
			? '兩邊都在賠錢，|先別問|該花在哪一邊。'
			: headlines[betterOf(outcome)](inputs, outcome),
		text: `每取得一位新客，價值減成本是${signedYuan(now.netPerCustomerWon)}；每真正留住一位舊客是${signedYuan(now.netPerCustomerKept)}。${parWords(inputs, outcome)}幾倍只比花費，沒有比買到什麼。`,
	};
}

/** Value to cost and payback, the two figures most often asked of a new customer. */
export function newCustomerWords(inputs: ChoiceInputs, outcome: ChoiceOutcome): string {
	const ratio = shortNumber(outcome.valueToCost, 2);
	const payback = years(outcome.paybackYears);
	return `新客的價值是取得成本的${ratio}倍；一年毛利${yuan(inputs.marginPerYear)}，一直留著的話${payback}回本（不折現）。${
		outcome.valueToCost < 1 ? '不到1倍，拉一位賠一位。' : ''
	}`;
}

/** What stands under a control, following the numbers. */
export function hintsOf(inputs: ChoiceInputs): Record<string, string> {
	const { marginPerYear, discountPerYear, keepRate } = inputs;
	const implied = (marginPerYear * (1 + discountPerYear)) / (1 + discountPerYear - keepRate);
	return {
		newValue: `還沒扣取得成本。這是另外的假設；照下面的毛利、留存率和折現率算，第一年的毛利今天就收到，是${yuan(implied)}`,
	};
}

/** How the money is best divided, or why that cannot be told. */
export function budgetWords(budget: BudgetResult): string {
	if (!budget.ok) {
		return budget.reason === 'winning-above-ceiling'
			? '「現在的成交率」已經不低於「最多到」，再花錢也沒有用；兩個數字要改一個，才分得出怎麼花。'
			: '「現在的年留存率」已經不低於「最多到」，再花錢也沒有用；兩個數字要改一個，才分得出怎麼花。';
	}
	const { now, best, keepingShareNow, keepingShareBest } = budget.split;
	if (best.winningSpend === 0) {
		return `照這些數字，一元也不該花在爭取新客：第一元買回來的就不到一元。現在每位潛在客戶${signedYuan(now.equityPerProspect)}。`;
	}
	return `現在每位潛在客戶花${yuan(now.winningSpend)}爭取，成為客戶後每年花${yuan(now.keepingSpend)}留住，值${signedYuan(now.equityPerProspect)}。最好的花法是${yuan(best.winningSpend)}和${yuan(best.keepingSpend)}，值${signedYuan(best.equityPerProspect)}。一生的行銷費裡，留客從${exactPercent(keepingShareNow, 0)}變成${exactPercent(keepingShareBest, 0)}。`;
}

export function spendWords(inputs: ChoiceInputs, { breakEven }: ChoiceOutcome): string {
	if (!breakEven.ok) return '不折現又沒有人走，價值沒有上限，花多少才划算也就沒有答案。';
	const { once, perPeriod } = breakEven.spend;
	const points = shortNumber(inputs.points * 100, 2);
	if (once <= 0) return '沒有多留住任何人，花一塊錢都是白花。';
	return `讓年留存率從${exactPercent(inputs.keepRate)}多${points}個百分點，每位客戶一次最多花${yuan(once)}，或還在的時候每年${yuan(perPeriod)}，再多就虧了。`;
}

export const conventions = [
	'只能選一邊的時候才要比；多半是兩邊各花到「下一元買不回一元」為止。',
	'買到的價值＝終身價值÷花費。新客用取得成本；舊客用每一位「因此留下的人」的花費。',
	'接觸一位舊客的花費＝取得一位新客的成本÷倍數。倍數只能用在「接觸到的每一位」。',
	'怎麼分：Blattberg與Deighton（1996）。成交率和留存率都隨花費上升，愈花愈慢，到「最多到」為止；每位潛在客戶的價值＝成交率×客戶價值−爭取花費，第一年的毛利今天就收到，每年留客花費在續約時付。',
	'花費上限：m[(1＋i)÷(1＋i−r−Δ)−(1＋i)÷(1＋i−r)]。',
] as const;

export const leftOut = [
	'新客帶來的口碑、舊客的推薦。',
	'留客活動可能叫醒本來沒想走的人，讓他真的走。',
] as const;

export const guessable: Guessable = {
	ask: '花一元照顧舊客，買得到多少價值？',
	input: numberRow({
		label: '一元買到',
		key: 'guess',
		unit: '元',
		min: 0,
		max: 5,
		step: 0.1,
		usual: 2.5,
		source: '猜測',
	}),
	written: bought,
	axis: 'y',
};
