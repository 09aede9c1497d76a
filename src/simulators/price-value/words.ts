import { numberRow } from '#models/model.ts';
import type { PriceValueInputs } from '#models/price-value/inputs.ts';
import type { Day, PriceValueOutcome } from '#models/price-value/model.ts';
import { amount, number, shortNumber, yuan } from '#ui/format.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** Sentences of price and value, put together from their numbers. '|' is where a line may break. */

/** An amount with the digits somebody typed, without crumbs of a difference. */
export const exact = (amountOf: number): string => shortNumber(amountOf, 2);

const boxes = (count: number): string => `${number(count)}個`;
const persons = (count: number): string => `${number(count)}人`;

/** 降價, 漲價. */
const moveWord = ({ given }: PriceValueInputs): string => (given < 0 ? '漲價' : '降價');
/** 降到90元, 漲到103元, 價格留在100元. */
export const moved = ({ given, oldPrice }: PriceValueInputs): string =>
	given === 0
		? `價格留在${exact(oldPrice)}元`
		: `${given < 0 ? '漲到' : '降到'}${exact(oldPrice - given)}元`;

export const question = ({ given }: PriceValueInputs): string =>
	given > 0
		? `降價${exact(given)}元，|或多送一樣|值${exact(given)}元的東西，|哪個賺得多？`
		: given < 0
			? `漲價${exact(-given)}元，|會走多少人？`
			: '降價，|或多送一樣東西，|哪個賺得多？';

export function answerOf(
	inputs: PriceValueInputs,
	{ before, byPrice, byGift }: PriceValueOutcome,
): Answer {
	const earned = byPrice.contribution;
	const gift = byGift ? `；改送值${exact(inputs.given)}元的東西${yuan(byGift.contribution)}` : '';
	return {
		before: `${moved(inputs)}，一天賺`,
		prefix: earned < 0 ? '−NT$' : 'NT$',
		figure: amount(Math.abs(earned)),
		after: inputs.given === 0 ? '扣掉便當成本以後' : `原本${yuan(before.contribution)}${gift}`,
		amount: { value: earned, format: 'money' },
	};
}

const each = ({ marginEach }: Day): string =>
	marginEach < 0
		? `一個賠${shortNumber(-marginEach)}元`
		: marginEach === 0
			? '一個不賺不賠'
			: `一個賺${shortNumber(marginEach)}元`;

export function meansOf(
	inputs: PriceValueInputs,
	{ before, byPrice, byGift }: PriceValueOutcome,
): string {
	const start = `原本賣${boxes(before.sold)}，${each(before)}`;
	if (inputs.given === 0) {
		return `${start}。其餘的人裡，${persons(before.toRival)}去學餐，${persons(before.nothing)}兩家都不買。`;
	}
	const after = `${moveWord(inputs)}以後賣${boxes(byPrice.sold)}，${each(byPrice)}`;
	const gift = byGift ? `；改送東西賣${boxes(byGift.sold)}，${each(byGift)}` : '';
	return `${start}。${after}${gift}。`;
}

/** How many have to be sold to earn what was earned, and whether they are. */
export function breakEvenText(
	inputs: PriceValueInputs,
	{ before, byPrice }: PriceValueOutcome,
): string {
	if (before.contribution <= 0) return '原本一天就沒有賺錢，沒有打不打平的問題。';
	const { breakEven, sold } = byPrice;
	const after = `${moveWord(inputs)}以後`;
	if (breakEven === null) {
		return `${after}一個都不賺，賣再多也補不回原本的${yuan(before.contribution)}。`;
	}
	const over = sold - breakEven;
	const result = over < 0 ? `還差${boxes(-over)}` : over === 0 ? '剛好打平' : `多出${boxes(over)}`;
	return `${after}要賣${boxes(breakEven)}，才賺得到原本的${yuan(before.contribution)}；實際賣${boxes(sold)}，${result}。`;
}

/** What the rise made of the day's earnings; a day at a loss can only lose less by it. */
function riseResult(before: number, after: number): string {
	const change = after - before;
	if (before < 0) {
		return after > 0 ? '由賠轉賺' : after === 0 ? '不再賠錢' : `還是賠，少賠${yuan(change)}`;
	}
	return change === 0 ? '賺的一樣多' : change > 0 ? '還是賺得更多' : '賺得更少';
}

/** Who went where when the price rose, and that a day is not a year. */
function risenFinding(inputs: PriceValueInputs, outcome: PriceValueOutcome): Finding {
	const { before, byPrice } = outcome;
	const rise = -inputs.given;
	const lost = before.sold - byPrice.sold;
	if (before.sold === 0) {
		return {
			headline: '本來就沒有客人，|漲價也沒有人可以走。',
			text: '先讓價值高過價格，而且高得比學餐多，再談漲價。',
		};
	}
	const caution =
		'這只算一天：客人哪天發現自己一直買貴了，走掉的可能比這裡多，那一份信任不在這本帳上。';
	if (lost === 0) {
		return {
			headline: `漲了${exact(rise)}元，|一個客人也沒走。`,
			text: `${rise <= inputs.inertia ? `別的選擇要多划算超過${exact(inputs.inertia)}元，客人才肯換；漲的還在這個範圍裡。` : '客人眼中的價值比價格高出很多，漲完仍然最划算。'}${caution}`,
		};
	}
	const result = riseResult(before.contribution, byPrice.contribution);
	const nothing = Math.min(lost, Math.max(0, byPrice.nothing - before.nothing));
	return {
		headline: `漲了${exact(rise)}元，|走了${persons(lost)}，|${result}。`,
		text: `走的人裡，${persons(lost - nothing)}去學餐，${persons(nothing)}乾脆不買。${breakEvenText(inputs, outcome)}${caution}`,
	};
}

/** Which of the two brought more people, and which earns more. */
function headlineOf(byPrice: Day, byGift: Day): string {
	const gap = byGift.contribution - byPrice.contribution;
	const bothLose = byPrice.contribution < 0 && byGift.contribution < 0;
	const result =
		Math.round(gap) === 0
			? `${bothLose ? '賠' : '賺'}的也一樣`
			: `${gap > 0 ? '送東西' : '降價'}${bothLose ? '少賠' : '多賺'}${yuan(Math.abs(gap))}`;
	return byPrice.sold === byGift.sold
		? `客人一樣多，|${result}。`
		: `降價多來${persons(byPrice.came)}，|送東西多來${persons(byGift.came)}，|${result.replace('也', '')}。`;
}

export function findingOf(inputs: PriceValueInputs, outcome: PriceValueOutcome): Finding {
	const { given, giftCost, noticeShare, inertia } = inputs;
	const { before, byPrice, byGift } = outcome;
	if (given < 0) return risenFinding(inputs, outcome);
	if (given === 0 || !byGift) {
		return {
			headline: '什麼都沒動，|客人也沒動。',
			text: `把「每份多讓給客人」往右拉，看降價和送東西各賺多少；往左是漲價。讓的或漲的在${exact(inertia)}元以內，客人都懶得換。`,
		};
	}
	const given1 = yuan(given * byPrice.stayed);
	const kept =
		byPrice.sold === 0
			? '降完價還是沒有人買。'
			: before.sold === 0
				? `降價讓出去的${yuan(given * byPrice.sold)}，全是新來的客人拿走的。`
				: byPrice.came === 0
					? `降價讓出去的${given1}，全給了本來就肯付${exact(inputs.oldPrice)}元的人。`
					: `降價讓出去的${yuan(given * byPrice.sold)}裡，${given1}給了本來就肯付${exact(inputs.oldPrice)}元的${persons(byPrice.stayed)}。`;
	const still = given <= inertia ? `才讓${exact(given)}元，還不到客人肯換的程度。` : '';
	const gift =
		noticeShare === 0
			? '送的東西沒有人想要，在客人的算式裡是零，錢卻照花。'
			: giftCost >= 10
				? '店家花的不比客人覺得的少，送東西就省不到錢。'
				: noticeShare < 1
					? '東西每個人都送，卻不是每個人都想要，划不划算要看想要的人有多少。'
					: `${before.sold === 0 ? '送東西，' : '送東西也送給了老客人，但'}店家花的是成本，不是客人覺得的價值。`;
	return {
		headline: headlineOf(byPrice, byGift),
		text: `${still}${kept}${breakEvenText(inputs, outcome)}${gift}`,
	};
}

/** The best price of those tried, which hangs on what others do not do. */
export function bestText({ oldPrice }: PriceValueInputs, { bestPrice }: PriceValueOutcome): string {
	const { given, byPrice } = bestPrice;
	if (byPrice.contribution <= 0) return '試過的價格裡，沒有一個賺錢。';
	const where =
		given === 0
			? `就是原本的${exact(oldPrice)}元`
			: `是${exact(oldPrice - given)}元（${given < 0 ? '漲' : '降'}${exact(Math.abs(given))}元）`;
	return `只動價格，試過的裡面賺最多的${where}：賣${boxes(byPrice.sold)}，一天${yuan(byPrice.contribution)}。學餐若跟著改價，這個答案就不算數。`;
}

/** What stands under a control, following the numbers. */
export function hintsOf(inputs: PriceValueInputs): Record<string, string> {
	const { given, giftCost, oldPrice } = inputs;
	return {
		given:
			given > 0
				? `降價：賣${exact(oldPrice - given)}元。送東西：值${exact(given)}元，店家花${shortNumber((given * giftCost) / 10)}元`
				: given < 0
					? `漲價：賣${exact(oldPrice - given)}元`
					: '往右是降價或多送東西，往左（負的）是漲價',
	};
}

/** The setting as it opens; a guess is about what the price cut earns in a day. */
export function guessableOf(inputs: PriceValueInputs, { before }: PriceValueOutcome): Guessable {
	const earned = Math.max(1_000, before.contribution);
	const step = earned >= 5_000 ? 500 : 100;
	const most = Math.ceil((2 * earned) / step) * step;
	return {
		ask: `原本賣${exact(inputs.oldPrice)}元，一天賣${boxes(before.sold)}，扣掉成本賺${yuan(before.contribution)}。${moved(inputs)}以後，一天賺多少？`,
		input: numberRow({
			label: '一天賺',
			key: 'guess',
			unit: '元',
			min: 0,
			max: most,
			step,
			usual: Math.round(earned / step) * step,
			source: '猜測',
		}),
		written: (value) => yuan(value),
		axis: 'y',
	};
}

export const conventions = [
	'剩餘 = 客人覺得值多少 − 價格。原本，每個人都選剩餘最多的那一家；兩家的剩餘都不到零就不買，一樣多時選學餐。',
	'之後每份多讓一些，客人才重新比一次：別的選擇多出來的剩餘要超過「懶得換」，他才會換。不論漲價或降價都一樣（假設）。',
	'覺得巷口值多少、覺得學餐值多少，是兩個互不相關的常態分配；人數四捨五入到整數。',
	'送東西的成本和客人覺得的價值成比例；每一個賣出去的便當都附，不想要的人也附。',
	'賺 ＝ (價格 − 便當成本 − 東西的成本) × 賣出的個數，還沒扣房租和人事。',
];

export const leftOut = [
	'學餐的反應：它也可以降價。',
	'人人都說好的人往往兩家都喜歡；這裡當作不相關。',
	'買多少：一天一人最多一個，漲價以後少來幾天的人看不到。',
	'東西送得愈多，每多一樣的價值通常愈小；這裡不遞減，所以送到很多時太樂觀。',
	'信任：漲價的下一次，客人可能不再懶得比價。',
];
