import type { CsatInputs, CsatOutcome } from '#models/survey/csat-model.ts';
import { absent, number } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';

/** The sentences of CSAT: the same answers, counted in two ways. */

export const question = '同一疊問卷，|滿意度為什麼|可以有好幾種？';

/**
 * One rounding for every share here: a decimal, more where it would read 0% or 100% without being
 * so. While anybody gave another score, nothing says 100%.
 */
export const shareWords = (share: number): string => exactPercent(share, 1);

/** Two shares with as many decimals as show that they differ; null when they do not. */
function apart(one: number, other: number): [string, string] | null {
	for (let decimals = 1; decimals <= 4; decimals++) {
		const pair: [string, string] = [exactPercent(one, decimals), exactPercent(other, decimals)];
		if (pair[0] !== pair[1]) return pair;
	}
	return null;
}

export function answerOf({ topTwo }: CsatOutcome): Answer {
	if (!topTwo.ok) return { before: '給4分或5分的占', figure: absent, after: '還沒有人作答' };
	const { interval } = topTwo;
	return {
		before: '給4分或5分的占',
		figure: shareWords(topTwo.satisfied),
		after: `${number(topTwo.answers)}人作答，95%信賴區間${shareWords(interval.low)}到${shareWords(interval.high)}`,
		amount: { value: topTwo.satisfied, format: 'percent', decimals: 1 },
	};
}

export function meansOf({ topTwo, topOne }: CsatOutcome): string {
	if (!topTwo.ok || !topOne.ok) return '把各分數的人數填進去，就有答案。';
	return `改成只有5分才算滿意，同一疊問卷是${shareWords(topOne.satisfied)}；平均分數${number(topTwo.mean, 2)}。三個都叫「滿意度」，要比，先確定算法一樣。`;
}

export function findingOf({ topTwo, topOne }: CsatOutcome): Finding {
	if (!topTwo.ok || !topOne.ok) {
		return {
			headline: '還沒有人作答。',
			text: '沒有作答，就沒有滿意度，也不是0%。',
		};
	}
	const { low, high } = topTwo.interval;
	const few = `現在${number(topTwo.answers)}人作答，算4、5分的話，95%信賴區間從${shareWords(low)}到${shareWords(high)}。`;
	const pair = apart(topOne.satisfied, topTwo.satisfied);
	if (!pair) {
		return {
			headline: '沒有人給4分，|兩種算法就一樣。',
			text: `算不算4分，只有在有人給4分時才有差別。${few}`,
		};
	}
	return {
		headline: `算4、5分是${pair[1]}，|只算5分是${pair[0]}。`,
		text: `差的那一塊都是給4分的人：會不會回來，問卷看不出來。取分的方式沒寫清楚，兩家的滿意度就不能比。${few}`,
	};
}

export const conventions = [
	'滿意度（CSAT）是給最高幾分的人占全部作答的比例；5分制常取4、5分（top two box），也有人只取5分（top box）。',
	'區間是Wilson的95%信賴區間：不會超出0%到100%，人少或人人一樣時也不會變成零。',
];

export const leftOut = [
	'沒作答的人。不滿的人常常不填問卷就走了。',
	'滿意和再來是兩件事：要看真的有沒有再買。',
];

/** The five counts in order; people come whole, whatever an address says. */
export const countsOf = ({ ones, twos, threes, fours, fives }: CsatInputs): number[] =>
	[ones, twos, threes, fours, fives].map(Math.round);
