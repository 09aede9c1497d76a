import type { CohortsInputs } from '#models/churn/cohorts-inputs.ts';
import type { CohortsOutcome } from '#models/churn/cohorts-model.ts';
import type { NoFit, ShiftedBetaGeometricFit } from '#models/churn/shifted-beta-geometric-fit.ts';
import { percent, shortNumber } from '#ui/format.ts';
import { exactPercent, toldApart } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';

/** Sentences of the cohort simulator, put together from its numbers. '|' is where a line may break. */

export const lastYear = 12;
export const lines = { fit: '有深有淺', alike: '一個流失率', actual: '實際' } as const;

export const segmentNames = { highEnd: '高階方案', regular: '一般方案' } as const;
export const yearsOf = ({ fitYears }: CohortsInputs): number => Math.round(fitYears);

const at = (shares: readonly number[], year = lastYear): number => shares[year] ?? 0;
const one = (share: number): string => percent(share, 1);

/** Why no mix could be fitted, for a reader. */
export const noFitWords: Record<NoFit, string> = {
	nobody: '一個客戶也沒有，沒有東西可以配適。',
	'too-few-renewals':
		'只看到一次續約，只有一個留存率：人人都走一點，和有人一定走、有人一定留，看起來一模一樣。至少要兩年。',
	'no-losses': '沒有人離開，看不出誰比較會走。',
	'none-stayed': '沒有人留下，看不出誰比較會留。',
	'losses-at-first-only': '第一次續約之後就沒有人走，看不出差異有多大。',
	'not-converged': '這份資料算不出穩定的答案。',
};

export const question = (inputs: CohortsInputs): string =>
	`只看前${yearsOf(inputs)}年，|猜得到|第${lastYear}年|還剩幾人？`;

export function answerOf(inputs: CohortsInputs, outcome: CohortsOutcome): Answer {
	const before = `${segmentNames[inputs.segment]}，第${lastYear}年還在的`;
	const truth = `實際是${one(at(outcome.actual))}；${lines.alike}推到底是${one(at(outcome.alike))}`;
	if (!outcome.fitted) return { before, figure: '推不出來', after: truth };
	return {
		before,
		figure: one(at(outcome.fitted)),
		after: truth,
		amount: { value: at(outcome.fitted), format: 'percent', decimals: 1, kind: before },
	};
}

/** α and β with what is known of their precision, or why there are none. */
export function fitWords(fit: ShiftedBetaGeometricFit): string {
	if (!fit.ok) return noFitWords[fit.reason];
	if (fit.heterogeneity === 'none-detectable') {
		return `看不出客戶之間有差異：一個流失率${exactPercent(fit.churn, 1)}就夠說明。`;
	}
	const { alpha, beta } = fit.mix;
	const errors = fit.standardErrors;
	return `α＝${shortNumber(alpha, 3)}（標準誤${shortNumber(errors.alpha, 3)}）、β＝${shortNumber(beta, 3)}（標準誤${shortNumber(errors.beta, 3)}）。`;
}

export function meansOf(inputs: CohortsInputs, outcome: CohortsOutcome): string {
	const years = yearsOf(inputs);
	const { fit, missedByMix, missedByAlike } = outcome;
	if (!fit.ok || missedByMix === null) return noFitWords[fit.ok ? 'not-converged' : fit.reason];
	return `模型只看前${years}年。後面${lastYear - years}年和實際最多差${shortNumber(missedByMix * 100, 1)}個百分點；${lines.alike}最多差${shortNumber(missedByAlike * 100, 1)}個。第${lastYear}年猜的比實際${offWords(outcome)}。`;
}

/** A forecast that misses by a tenth of those who are really left has not been right. */
const noticed = 0.1;
/** Two shares always lie on a curve of two numbers, so only a third can say that it holds. */
const fewestYears = 3;
/** Twice the gain in log-likelihood from which a mix beats one churn at 5 % (Self & Liang 1987). */
const limit = 2.71;

/** One line to remember about the forecast, and what the fit can and cannot tell. */
export function findingOf(inputs: CohortsInputs, outcome: CohortsOutcome): Finding {
	const { fit, missedByMix, missedByAlike } = outcome;
	const years = yearsOf(inputs);
	if (!fit.ok || missedByMix === null) {
		return {
			headline: '一個留存率，|說不出|客戶差多少。',
			text: `${noFitWords[fit.ok ? 'not-converged' : fit.reason]}一個流失率硬推，第${lastYear}年是${one(at(outcome.alike))}，實際是${one(at(outcome.actual))}。`,
		};
	}
	const both = `${fitWords(fit)}${testWords(fit)}${sampleWords}`;
	const off = missedShare(outcome);
	if (years >= fewestYears && Math.abs(off) < noticed && missedByMix < missedByAlike) {
		return {
			headline: `只看${years}年，|就猜到了|後面${lastYear - years}年。`,
			text: `差異讓留存率一年比一年高，所以一個流失率會推得太悲觀。${both}價值只看第一年的留存率，就會低估留下來的人。`,
		};
	}
	const told = fit.likelihoodRatio > limit;
	const exact =
		told && years < fewestYears
			? '兩個留存率配兩個參數，曲線一定剛好通過，所以看過的那兩年證明不了什麼。'
			: '';
	return {
		headline: `只看${years}年，|${told ? '分得出差異，|但估不準。' : '差異還看不清楚，|推得太悲觀。'}`,
		text: `第${lastYear}年猜${one(at(outcome.fitted ?? []))}，比實際${offWords(outcome)}。${exact}${both}多給一兩年資料，曲線就會往實際靠過去。`,
	};
}

/** How far the forecast of the last year is from what happened, as a share of those really left. */
function missedShare({ actual, fitted }: CohortsOutcome): number {
	return at(fitted ?? []) / at(actual) - 1;
}

/** 少4.1%, 幾乎一樣: of those really left. */
function offWords(outcome: CohortsOutcome): string {
	const off = missedShare(outcome);
	const size = percent(Math.abs(off), 1);
	return size === '0%' || size === '0.0%' ? '幾乎一樣' : `${off < 0 ? '少' : '多'}了${size}的人`;
}

const sampleWords = '標準誤和概似比都假設一開始有1,000人；人數不同，它們就不同。';

/** Whether the mix says more than one churn for everybody. */
function testWords(fit: ShiftedBetaGeometricFit & { ok: true }): string {
	const ratio = shortNumber(fit.likelihoodRatio, 1);
	const test = `概似比（likelihood ratio）量「有深有淺」比「人人相同」多合資料多少：概似比${ratio}，`;
	return fit.likelihoodRatio > limit
		? `${test}超過5%的界線2.71，資料支持「有深有淺」。`
		: `${test}沒有超過5%的界線2.71，兩種說法分不出高下。`;
}

/** What having stayed says about a customer, as far as the fit can tell. */
export function stillWorthWords({ fit }: CohortsOutcome): string {
	if (!fit.ok || fit.heterogeneity === 'none-detectable') {
		return `${fitWords(fit)}這樣的話，付過一年和付過十二年的客戶，往後一樣長。`;
	}
	return `${fitWords(fit)}一個流失率說，付過一年和付過十二年的客戶往後一樣長；客戶有深有淺，付得愈多次，愈可能是不走的那一種，往後的價值（DERL）也愈高。`;
}

/** Three ways of counting the same cut, and why they differ. */
export function whatIfWords(inputs: CohortsInputs, { whatIf }: CohortsOutcome): string {
	const gains = [whatIf?.everybody.gain, whatIf?.wholeBase.gain, whatIf?.oneRate.gain];
	const [each, whole, single] = gains;
	if (typeof each !== 'number' || typeof whole !== 'number' || typeof single !== 'number') {
		return whatIf
			? '這樣少下去就沒有人走了，價值只剩折現在管。'
			: '沒有配適出來的差異，就沒有辦法一個人一個人算。';
	}
	const start = `每個人的流失率都少${exactPercent(inputs.cut)}，一位新客戶的價值多${exactPercent(each, 1)}`;
	const pair = toldApart(each, whole);
	if (!pair) return `${start}；三種算法幾乎一樣。`;
	return `${start}。把整條留存曲線一起往上抬，會算成${exactPercent(whole, 1)}；只用第一年的流失率，會算成${exactPercent(single, 1)}。多留下來的，本來就是愛走的人，之後還是比較會走。`;
}

/** What the made-up table was made with, and what the fit makes of it. */
export function tableFitWords({ tableFit }: CohortsOutcome): string {
	return `把整張表合起來算：${fitWords(tableFit)}產生這張表用的是α＝0.668、β＝3.806。`;
}

export const conventions = [
	'配適：最大概似（shifted-beta-geometric；Fader與Hardie，2007），假設起點有1,000人，因為表上只有印到0.1%的比例；標準誤與概似比都隨這個人數變。',
	'「一個流失率」是那幾年走掉的人÷來到續約的人次，所有年份加在一起；「只用第一年的流失率」是配適的曲線第一次續約的流失率，通常比較高。',
	'往後還值幾年毛利：站在下一次續約之前，續約時收款，照年折現率折現。',
] as const;

export const leftOut = [
	'客戶自己的流失率會不會隨年資變；只看這條曲線，分不出「愛走的先走」和「愈留愈忠誠」。',
	'新客一年不如一年；這裡每個世代的客戶都一樣好。',
] as const;
