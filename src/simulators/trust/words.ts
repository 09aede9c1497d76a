import { numberRow } from '#models/model.ts';
import { trustInputs, type TrustInputs } from '#models/trust/inputs.ts';
import type { TrustOutcome } from '#models/trust/model.ts';
import { trustBounds } from '#models/trust/trust.ts';
import { shortNumber } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** Sentences of trust over time, put together from its numbers. '|' is where a line may break. */

export const points = (value: number): string => `${shortNumber(value, 1)}分`;

/** 一開始, 最後 … as the choice has them. */
export const placingName = (when: string): string =>
	trustInputs.when.options.find(({ value }) => value === when)?.label ?? when;

const keptCount = (outcome: TrustOutcome): number => outcome.kept.length - outcome.failures;

export const question = ({ deliveries, failures }: TrustInputs): string =>
	failures === 0
		? `${deliveries}次都守約，|信任會到幾分？`
		: failures >= deliveries
			? `${deliveries}次都失約，|信任還剩幾分？`
			: `${deliveries}次裡失約${failures}次，|信任還剩幾分？`;

export function answerOf(inputs: TrustInputs, { end, neverEnd, failures }: TrustOutcome): Answer {
	const started = `起點${points(inputs.start)}`;
	return {
		before: `第${inputs.deliveries}次之後的信任`,
		figure: shortNumber(end, 1),
		suffix: '分',
		after: failures === 0 ? started : `${started}；從不失約會是${points(neverEnd)}`,
		amount: { value: end, format: 'number', decimals: 1, unit: '分' },
	};
}

/** How dear one failure is, and the share that only just holds. */
export function breakEvenText({ points: each, breakEven, keepsToRepair }: TrustOutcome): string {
	if (each.loss === 0) return '失約不扣分，只要有一次守約，信任就往上走。';
	return `守約一次加${points(each.gain)}，失約一次扣${points(each.loss)}，要守約${keepsToRepair}次才補得回來；守約的比例高過${exactPercent(breakEven, 1)}，信任才往上走。`;
}

export const meansOf = (_: TrustInputs, outcome: TrustOutcome): string =>
	outcome.failures === 0
		? breakEvenText(outcome)
		: `守住${exactPercent(outcome.keptShare, 1)}。${breakEvenText(outcome)}`;

/** Differences smaller than a tenth of a point are none. */
const same = (one: number, other: number): boolean => Math.abs(one - other) < 0.05;

/** Whether it matters when the failures come, and why. */
export function orderText({ orders, failures, kept }: TrustOutcome): string {
	if (failures === 0) return '沒有失約，也就沒有先後。';
	if (failures === kept.length) return '每一次都失約，也就沒有先後。';
	const ends = orders.map(({ end }) => end);
	const [least, most] = [Math.min(...ends), Math.max(...ends)];
	if (same(least, most)) {
		const deepest = orders.reduce((low, each) => (each.lowest < low.lowest ? each : low));
		const dip = orders.every(({ lowest }) => same(lowest, deepest.lowest))
			? ''
			: `中間的樣子卻不同：排在「${placingName(deepest.when)}」，會先掉到${points(deepest.lowest)}。`;
		return `排在哪裡，最後都是${points(least)}：分數沒有被上限或下限擋掉，先扣後扣一樣多。${dip}`;
	}
	const named = (end: number): string =>
		orders
			.filter((order) => same(order.end, end))
			.map(({ when }) => `「${placingName(when)}」`)
			.join('、');
	return `同樣失約${failures}次，排在${named(most)}最後是${points(most)}，排在${named(least)}只有${points(least)}。分數到了${trustBounds.highest}就不再加，到了${trustBounds.lowest}就沒得扣，所以順序有差。`;
}

export function headlineOf(inputs: TrustInputs, outcome: TrustOutcome): string {
	const { end, neverEnd, failures, keptShare } = outcome;
	const change = end - inputs.start;
	if (failures === 0) {
		return same(change, 0)
			? `信任一直是${points(end)}，|再守約也加不上去。`
			: `一次都沒有失約，|信任從${points(inputs.start)}到${points(end)}。`;
	}
	const kept = keptShare === 0 ? '一次都沒守住' : `守住${exactPercent(keptShare, 1)}`;
	if (same(end, neverEnd)) return `${kept}，|最後和從不失約|一樣是${points(end)}。`;
	if (same(change, 0)) return `${kept}，|信任卻原地踏步。`;
	if (change < 0) return `${kept}，|信任${keptShare > 0.5 ? '反而' : ''}少了${points(-change)}。`;
	return `${kept}，|信任比從不失約|少${points(neverEnd - end)}。`;
}

export function findingOf(inputs: TrustInputs, outcome: TrustOutcome): Finding {
	const { points: each, keptShare, breakEven, failures, lowest } = outcome;
	const repair =
		failures === 0
			? each.loss === 0
				? '現在的設定裡，失約也不扣分。'
				: `可是只要失約一次，就等於白守了${outcome.keepsToRepair}次。`
			: each.loss === 0
				? '回應好到一分都不扣，少的只是沒加到的那幾次。'
				: Math.abs(keptShare - breakEven) < 1e-9
					? '加的和扣的剛好抵銷。'
					: keptShare > breakEven
						? `守約的比例高過打平的${exactPercent(breakEven, 1)}，扣掉的補得回來，只是慢。`
						: `守約的比例不到打平的${exactPercent(breakEven, 1)}，照這樣送下去，信任起不來。`;
	const floor =
		lowest <= trustBounds.lowest && inputs.start > 0 && failures > 0
			? '信任曾經掉到0分，真的客人那時多半已經走了。'
			: '';
	return {
		headline: headlineOf(inputs, outcome),
		text: `${repair}${orderText(outcome)}${floor}`,
	};
}

/** What stands under a control, following the numbers. */
export function hintsOf(
	inputs: TrustInputs,
	{ points: each }: TrustOutcome,
): Record<string, string> {
	const hints: Record<string, string> = {
		size: `守住一次加${points(each.gain)}，失約一次扣${points(each.loss)}`,
	};
	if (inputs.failures > inputs.deliveries) {
		hints['failures'] = `只送${inputs.deliveries}次，當作每一次都失約`;
	}
	return hints;
}

export function guessableOf(inputs: TrustInputs, outcome: TrustOutcome): Guessable {
	const { points: each, failures } = outcome;
	return {
		ask: `信任從${points(inputs.start)}開始，守約一次加${points(each.gain)}，失約一次扣${points(each.loss)}。送${inputs.deliveries}次，守住${keptCount(outcome)}次、失約${failures}次（守住${exactPercent(outcome.keptShare, 1)}），最後幾分？`,
		input: numberRow({
			label: '最後的信任',
			key: 'guess',
			unit: '分',
			min: trustBounds.lowest,
			max: trustBounds.highest,
			step: 1,
			usual: 80,
			source: '猜測',
		}),
		written: (value) => points(value),
		axis: 'y',
	};
}

export const conventions = [
	'信任記在0到100分之間；超出的加不上去，也扣不下去。',
	'打平的守約比例 ＝ 扣的分數 ÷ (加的分數 ＋ 扣的分數)。加2扣10就是10 ÷ 12 ＝ 83%。',
	'「承諾說多大」同時放大加的和扣的，所以不影響打平的比例；「回應得好，少扣」只減少扣的。',
	'加2扣10是教學用的設定（假設）。Slovic（1993）指出的是方向：毀掉信任的事比建立信任的事更容易被看見、被記住、被相信。',
];

export const leftOut = [
	'離開：信任太低時客人就走了，後面的守約沒有人看到。這裡的客人一直留著。',
	'說得愈大，守住的機會通常愈小；這裡失約幾次由你決定。',
	'失約的輕重：忘記附吸管和送來過期的奶，扣的不會一樣多。',
	'習慣：連續失約第二次，可能扣得比第一次更多，也可能已經不意外。',
];
