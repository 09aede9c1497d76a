import { numberRow } from '#models/model.ts';
import { starsInputs, type StarsInputs } from '#models/stars/inputs.ts';
import type { StarsOutcome, TicketRow } from '#models/stars/model.ts';
import { starsForDrinkBefore2016, type StepRow } from '#models/stars/stars.ts';
import { percent, shortNumber, signedNumber } from '#ui/format.ts';
import { exactPercent, toldApart } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';
import { asPoints, yuanPerDollar } from './points-link.ts';

/** The sentences of the stars: what they return, who gained by the new rule, and who never gets there. */

export const question = '改成按金額集星，|誰賺到，|誰吃虧？';

export const dollars = (value: number, decimals = 2): string =>
	// 0.35 × 5.5 leaves a crumb under 1.925, which must not decide how it is rounded.
	`${shortNumber(Number(value.toPrecision(12)), decimals)}美元`;

/** A star's worth in US cents. */
export const cents = (perStar: number): string => `${shortNumber(perStar * 100, 1)}美分`;

const rate = (share: number): string => percent(share, 1);

export function answerOf(inputs: StarsInputs, outcome: StarsOutcome): Answer {
	const { chosen, oldReturn, nowReturn, burdenRate } = outcome;
	const points = (nowReturn - oldReturn) * 100;
	return {
		before: `每次花${dollars(inputs.spendPerVisit)}的人，改按金額集星，回饋率`,
		figure: signedNumber(points, 1),
		suffix: '個百分點',
		after: `以前來一次一顆星是${rate(oldReturn)}，${
			chosen.months === null
				? `按金額是0%：${rate(chosen.faceReturn)}只在紙上`
				: `按金額是${rate(nowReturn)}；店家給出一份，負擔占消費的${rate(burdenRate)}`
		}`,
		amount: { value: points, format: 'number', decimals: 1, unit: '個百分點' },
	};
}

/** Months as a customer counts them; the first reward within the month is said to be so. */
export const monthsWords = ({ months }: StepRow): string =>
	months === null ? '換不到' : months < 1 ? '不到一個月' : `${shortNumber(months, 1)}個月`;

export function meansOf(inputs: StarsInputs, outcome: StarsOutcome): string {
	const { chosen, burden, leastPerMonth, costRate } = outcome;
	const when =
		chosen.months === null
			? `照這樣來，星星先過期，永遠換不到，店家對他也沒有負擔：一個月至少要花${dollars(leastPerMonth, 1)}才換得到。`
			: chosen.months < 1
				? '照這樣來，不到一個月換到第一份。'
				: `照這樣來，${monthsWords(chosen)}換到第一份。`;
	const unspent =
		inputs.breakage > 0 && chosen.months !== null
			? `沒有人換的星星不花錢，全部算進來占消費的${rate(costRate)}。`
			: '';
	const range =
		chosen.price === 0
			? '這一階換的東西不值錢，店家也沒有負擔。'
			: `給出一份，店家的負擔從${dollars(burden.ownCost)}（多喝的，只花成本）到${dollars(burden.price)}（換掉本來要買的）；照${exactPercent(inputs.displacedShare)}換掉算，平均${dollars(burden.burden)}。${unspent}`;
	return `換一份要先花${dollars(chosen.spendNeeded)}。${when}${range}`;
}

function partingWords({ spendPerVisit }: StarsInputs, outcome: StarsOutcome): string {
	const { chosen, oldReturn } = outcome;
	if (chosen.months === null) {
		return `每次花${dollars(spendPerVisit)}的人，舊規則回饋${rate(oldReturn)}，按金額的${rate(chosen.faceReturn)}他拿不到。`;
	}
	const pair = toldApart(oldReturn, chosen.faceReturn);
	if (!pair) return `每次花${dollars(spendPerVisit)}的人，兩種規則一樣。`;
	const side = chosen.faceReturn > oldReturn ? '賺到' : '吃虧';
	return `每次花${dollars(spendPerVisit)}的人，舊規則回饋${pair[0]}，按金額是${pair[1]}，改了就${side}。`;
}

/** Prices of two different things are compared, unless the step is the old rule's drink. */
function unlikeWords({ step, price200 }: StarsInputs, { chosen }: StarsOutcome): string {
	if (step === '200') return '';
	return `兩邊換的不是同一樣：舊規則是${dollars(price200)}的飲料，這一階是定價${dollars(chosen.price)}的東西，比的只是定價。`;
}

export function bestWords({ best }: StarsOutcome): string {
	const [first] = best;
	if (!first || first.perStar === 0) return '';
	const names = best.map(({ step }) => `${step}顆`).join('、');
	const tie = best.length > 1 ? '一樣是' : '';
	return `照這裡的定價，同樣一顆星，換${names}的最值錢，${tie}${cents(first.perStar)}。`;
}

export function findingOf(inputs: StarsInputs, outcome: StarsOutcome): Finding {
	const { par, parIn2016, chosen, leastPerMonth } = outcome;
	const never =
		chosen.months === null ? `他一個月花不到${dollars(leastPerMonth, 1)}，星星會先過期。` : '';
	if (par === null) {
		return {
			headline: '星星換不到|有價值的東西，|沒有人賺到。',
			text: `來一次一顆的舊規則，${starsForDrinkBefore2016}次換一杯飲料；這裡換到的東西一文不值。`,
		};
	}
	const then = `2016年剛改的時候，125顆換一杯，分界在${dollars(parIn2016, 1)}。`;
	const { min, max } = starsInputs.spendPerVisit;
	return {
		headline: never
			? '照這樣來，|星星先過期，|這一階換不到。'
			: par < min
				? '再少的一次消費，|按金額集星|都不吃虧。'
				: par > max
					? `每次花不到${dollars(par, 1)}，|按金額集星|都吃虧。`
					: `每次花${dollars(par, 1)}是分界：|花得少的吃虧，|花得多的賺到。`,
		text: `${partingWords(inputs, outcome)}${never}${unlikeWords(inputs, outcome)}分界${never ? '說的是換得到的人，' : ''}只看每次花多少，和來幾次無關。${then}${bestWords(outcome)}`,
	};
}

export const stepFigures = ({ steps }: StarsOutcome): Record<string, string> =>
	Object.fromEntries(steps.map(({ step, perStar }) => [step, `每顆${cents(perStar)}`]));

export function pointsText(inputs: StarsInputs): string {
	const points = asPoints(inputs);
	const capped =
		points.purchasesPerMonth !== inputs.visitsPerMonth
			? `那裡平均一個月最多算${shortNumber(points.purchasesPerMonth ?? 0)}次。`
			: '';
	return `這裡只算一個人、只算回饋。要看整群人會不會因此多買、計畫賺不賺，把同一套規則放進第16課的模擬器：一顆星當一點，1美元當${yuanPerDollar}元，就是每100元送${shortNumber(points.pointsPerHundred ?? 0)}點、一點折${shortNumber(points.pointValue ?? 0, 3)}元、滿${points.threshold}點才換。${capped}`;
}

export const conventions = [
	'面額回饋率＝換到的東西的定價÷為它花的錢。按金額（2023年2月到2026年3月）：每一美元得兩顆（先存錢）或一顆（當場付），和每次花多少無關；2026年3月起的綠卡，怎麼付都是一顆。',
	'舊規則（2016年4月以前）：來一次得一顆星，12顆換一杯，不管花多少；這裡那一杯和200顆換的同樣定價，也不算它的星星過期。',
	'店家的負擔＝換掉原本會買的比例×定價＋其餘的比例×材料和人工。沒有換的星星不花成本。',
	'換得到：在效期內集得到那麼多顆。',
];

export const leftOut = [
	'生日禮、加倍日、個人化的任務，以及2026年起的金卡（一美元1.2顆）和Reserve（1.7顆）。',
	'星星讓人多來幾次；那要用第16課的模擬器。',
	'預付的錢替店家省下的利息，和卡裡從來沒有用掉的錢。',
];

export const ticketsShown = ({ spendPerVisit }: TicketRow): boolean =>
	[2, 3, 4, 5, 6, 8, 10, 15, 20, 25].includes(spendPerVisit);

export const guessable: Guessable = {
	ask: '從「來一次一顆星，12顆一杯」改成「每一美元兩顆星，200顆一杯」，每次至少花幾美元的人才不吃虧？',
	input: numberRow({
		label: '每次花',
		key: 'guess',
		unit: '美元',
		min: 2,
		max: 25,
		step: 0.5,
		usual: 4,
		source: '猜測',
	}),
	written: (value) => dollars(value, 1),
	axis: 'x',
};
