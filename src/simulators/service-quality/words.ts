import { numberRow } from '#models/model.ts';
import {
	scale,
	type DimensionName,
	type Gap,
	type ServiceQuality,
} from '#models/service-quality/gaps.ts';
import type { ServiceQualityInputs } from '#models/service-quality/inputs.ts';
import { ratingsOf, type ServiceQualityOutcome } from '#models/service-quality/model.ts';
import { number, signedNumber } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** The sentences of service quality: what was expected, what came, and what to mend first. */

export const dimensionLabels: Readonly<Record<DimensionName, string>> = {
	tangibles: '有形',
	reliability: '可靠',
	responsiveness: '回應',
	assurance: '保證',
	empathy: '關懷',
};

/** Two decimals, three where two would read as nothing. */
const decimalsOf = (value: number): number =>
	Math.abs(value) > 1e-9 && Math.abs(value) < 0.005 ? 3 : 2;
export const score = (value: number): string => number(value, decimalsOf(value));
export const signed = (value: number): string => signedNumber(value, decimalsOf(value));

const together = (names: readonly DimensionName[]): string =>
	names.map((name) => dimensionLabels[name]).join('、');
const labelsOf = (gaps: readonly Gap[]): string => together(gaps.map(({ name }) => name));

export const question = ({ plainGap }: ServiceQuality): string =>
	`五個缺口平均${signed(plainGap)}分，|客人心裡|也這樣算嗎？`;

export function answerOf({ weightedGap, plainGap, weightedPerception }: ServiceQuality): Answer {
	return {
		before: '照客人看重的程度，總缺口',
		figure: signed(weightedGap),
		suffix: '分',
		// The word joiners keep 滿分7分 on one line.
		after: `五項直接平均${signed(plainGap)}分；只看感受${score(weightedPerception)}分（滿\u2060分\u2060${scale.highest}分）`,
		amount: { value: weightedGap, format: 'number', decimals: 2, unit: '分' },
	};
}

export function meansOf(outcome: ServiceQuality): string {
	const { weightedExpectation, weightedPerception, weightedGap } = outcome;
	return `依權重平均，客人期望${score(weightedExpectation)}分，感受${score(weightedPerception)}分，相減是${signed(weightedGap)}分。`;
}

/** What the promise did. Below the controls: a sentence that comes and goes above would move them. */
function promisedOf({ promise }: ServiceQualityInputs, outcome: ServiceQualityOutcome): string {
	return promise === 0
		? ''
		: `廣告沒有墊高期望的話，總缺口是${signed(outcome.unpromised.weightedGap)}分。服務一點沒變，只看感受的算法也就沒變。`;
}

function headlineOf({ gaps, first, lowest }: ServiceQuality): string {
	const [only, another] = first;
	if (only === undefined) {
		return gaps.some(({ gap }) => gap < -1e-9)
			? '客人看重的每一項，|都做到了期望。'
			: '每一項都做到了期望，|沒有缺口要補。';
	}
	if (another !== undefined) return `${together(first)}|一樣該先補。`;
	const owed = gaps.find(({ name }) => name === only)?.weightedGap ?? 0;
	return lowest.includes(only)
		? `先補${dimensionLabels[only]}：|它一項就欠${score(-owed)}分。`
		: `分數最低的是${together(lowest)}，|該先補的是${dimensionLabels[only]}。`;
}

/** Why the plain mean and the weighted one differ. */
function offsetOf({ gaps, plainGap, weightedGap }: ServiceQuality): string {
	const above = gaps.filter(({ gap }) => gap > 1e-9);
	const below = gaps.filter(({ gap }) => gap < -1e-9);
	const figures = `直接平均是${signed(plainGap)}分，依權重是${signed(weightedGap)}分`;
	if (above.length === 0 || below.length === 0) return `${figures}。`;
	const offset = plainGap < -1e-9 ? '抵掉一部分' : plainGap > 1e-9 ? '全抵掉還有餘' : '剛好全抵掉';
	return `${labelsOf(above)}超過期望，直接平均時把不夠的${offset}：${figures}。`;
}

export function findingOf(inputs: ServiceQualityInputs, outcome: ServiceQualityOutcome): Finding {
	const { gaps, first, weightedGap, weightedPerception } = outcome;
	const headline = headlineOf(outcome);
	const promised = promisedOf(inputs, outcome);
	const mended = gaps.filter(({ name }) => first.includes(name));
	if (mended.length === 0) {
		const unweighted = gaps.filter(({ gap }) => gap < -1e-9);
		const ignored =
			unweighted.length > 0 ? `${labelsOf(unweighted)}沒做到期望，可是權重是0，不影響總缺口。` : '';
		return {
			headline,
			text: `${ignored}沒有缺口，不等於做得好：期望低，也會沒有缺口。只看感受是${score(weightedPerception)}分，兩種都要看。${promised}`,
		};
	}
	const each = mended
		.map(
			({ name, gap, weight, weightedGap: owed }) =>
				`${dimensionLabels[name]}的缺口${signed(gap)}分，權重${exactPercent(weight, 1)}，相乘是${signed(owed)}分`,
		)
		.join('；');
	const gained = mended.reduce((sum, { weightedGap: owed }) => sum - owed, 0);
	return {
		headline,
		text: `${each}。${offsetOf(outcome)}把${labelsOf(mended)}補到期望，總缺口會變成${signed(weightedGap + gained)}分。${promised}`,
	};
}

/** Which gaps are more than the luck of who answered. */
export function errorsText(
	inputs: ServiceQualityInputs,
	{ errors }: ServiceQualityOutcome,
): string {
	if (inputs.spread === 0) return '每個人都答得一模一樣，就沒有抽樣的運氣；真正的問卷不會這樣。';
	const sure = errors.filter(({ certain }) => certain).map(({ name }) => name);
	const told =
		sure.length === errors.length
			? '五個缺口都大過誤差'
			: sure.length === 0
				? '沒有一個缺口大過誤差，換一批人作答，正負都可能翻過來'
				: `只有${together(sure)}的缺口大過誤差，其他的換一批人作答，正負可能翻過來`;
	const wider = errors.find(({ gapMargin, perceptionMargin }) => gapMargin > perceptionMargin);
	const apart =
		wider && wider.perceptionMargin > 0
			? `${dimensionLabels[wider.name]}只看感受的誤差是±${score(wider.perceptionMargin)}分，減掉期望以後是±${score(wider.gapMargin)}分：兩題各有誤差，相減就疊在一起。`
			: '';
	return `${number(inputs.respondents)}人作答，${told}。${apart}`;
}

export function weightHint(inputs: ServiceQualityInputs): string {
	const sum = ratingsOf(inputs).reduce((all, { weight }) => all + weight, 0);
	if (sum === 0) return '五項都是0，當成一樣重';
	return Math.abs(sum - 1) < 1e-9
		? '五項加起來剛好100%'
		: `五項加起來是${exactPercent(sum)}，照比例換算`;
}

export const conventions = [
	'缺口＝感受−期望，各用1到7分作答（SERVQUAL：Parasuraman、Zeithaml與Berry，1988）。負的代表不如預期。',
	'總缺口＝各構面的權重×缺口，再加起來。權重照比例換算成合計100%。',
	'只看感受是SERVPERF（Cronin與Taylor，1992），這裡也依權重平均。',
	'先補哪一項，看權重×缺口最負的是誰：把它補到期望，總缺口就多這麼多。',
	'誤差是95%信賴區間的一半（常態近似），期望與感受當成互不相關；同一個人兩題一起高、一起低的話，缺口的誤差會小一些。平均接近1或7分時，標準差不會超過這個平均容得下的大小。',
] as const;

export const leftOut = [
	'每補1分要花多少錢。同樣的錢在不同構面能補幾分，要另外估。',
	'權重的誤差：權重也是問來的。',
	'原來的量表每個構面的四到五題；這裡只用各構面的平均。',
] as const;

export const guessable: Guessable = {
	ask: '五個缺口直接平均是−0.14分。照客人看重的程度加權，是幾分？',
	input: numberRow({
		label: '總缺口',
		key: 'guess',
		unit: '分',
		min: -1.5,
		max: 1.5,
		step: 0.1,
		usual: 0,
		source: '猜測',
	}),
	written: (value) => `${signedNumber(value, 1)}分`,
	exactly: (value) => `${signed(value)}分`,
};
