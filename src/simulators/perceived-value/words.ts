import type { PerceivedValueInputs } from '#models/perceived-value/inputs.ts';
import type { PerceivedValueOutcome } from '#models/perceived-value/model.ts';
import { percent, shortNumber, signedYuan, yuan } from '#ui/format.ts';
import type { Answer, Finding } from '../frame.ts';

/** The sentences of customer perceived value: two offers on one customer's scales. */

export const question = '客人挑的是便宜的，|還是划算的？';

const shareOf = ({ shares }: PerceivedValueOutcome, offer: 0 | 1): number =>
	shares.offers[offer] ?? 0;

export function answerOf(outcome: PerceivedValueOutcome): Answer {
	const share = shareOf(outcome, 1);
	return {
		before: '選乙（巷口）的客人',
		figure: percent(share),
		after: `選甲（原廠）${percent(shareOf(outcome, 0))}，兩家都不選${percent(outcome.shares.none)}（假設的選擇模型；各自四捨五入）`,
		amount: { value: share, format: 'percent' },
	};
}

export function meansOf(inputs: PerceivedValueInputs, { a, b }: PerceivedValueOutcome): string {
	const price =
		inputs.moneyA === inputs.moneyB
			? '兩家價錢一樣'
			: `${inputs.moneyA < inputs.moneyB ? '甲' : '乙'}便宜${yuan(Math.abs(inputs.moneyA - inputs.moneyB))}`;
	return `在客人眼中，甲的知覺價值是${signedYuan(a.difference)}，乙是${signedYuan(b.difference)}；${price}。`;
}

export function findingOf(inputs: PerceivedValueInputs, outcome: PerceivedValueOutcome): Finding {
	const { highest, gap, a, b } = outcome;
	const same = '對客人來說，少讓他擔心一元，和便宜一元一樣重；對店家來說，只有降價會少收錢。';
	const loose = inputs.sharpness === 0 ? '不過「看得多準」是0，大家隨便選，價值差多少都一樣。' : '';
	if (highest === 'none') {
		return {
			headline: '兩家的付出|都大於得到，|不買最划算。',
			text: `價值小於零時，再便宜的那一家也輸給「都不買」。${loose}${same}`,
		};
	}
	if (highest === 'equal') {
		return {
			headline: '兩家一樣好，|誰再多給一點就贏。',
			text: `甲和乙的知覺價值都是${signedYuan(a.difference)}。${loose}${same}`,
		};
	}
	const [best, other] = highest === 'a' ? ['甲', '乙'] : ['乙', '甲'];
	const cheaper = inputs.moneyA < inputs.moneyB ? '甲' : inputs.moneyA > inputs.moneyB ? '乙' : '';
	const why =
		cheaper === ''
			? `價錢一樣，差別全在別的地方。`
			: cheaper === best
				? `${best}的價錢也比較低，但差距不等於價差：利益和其他成本也在秤上。`
				: `${best}比較貴，還是贏：貴的那一截，被利益或其他成本補回來了。`;
	const more = Math.max(a.difference, b.difference);
	return {
		headline: `在客人眼中，|${best}多值${yuan(gap)}。`,
		text: `${why}${other}要追平，得多給${yuan(gap)}的利益，或少要${yuan(gap)}的成本，哪一種成本都一樣算${more === 0 ? '；不過贏的這家也只值零，和不買一樣' : ''}。${loose}${same}`,
	};
}

export function priceText(
	{ sharpness }: PerceivedValueInputs,
	{ byPrice }: PerceivedValueOutcome,
): string {
	const best = byPrice.reduce((top, row) => (row.revenueA > top.revenueA ? row : top));
	if (!(best.revenueA > 0)) return '甲定什麼價錢都沒有收入。';
	if (sharpness === 0) {
		return '客人完全不看價值，甲定什麼價錢，選的人都一樣多；這裡的最好價錢只是試過的最高價，不能當真。';
	}
	return `其他都不動，只動甲的價錢：愈貴，選甲的人愈少。試過的價錢裡，定${yuan(best.moneyA)}收到的錢最多：${percent(best.shareA)}的人選甲，平均每位來問價的客人收${yuan(best.revenueA)}；這是收入，不是利潤。`;
}

export const sharpnessHint = ({ sharpness }: PerceivedValueInputs): string =>
	sharpness === 0
		? '0：隨便選，甲、乙和不買各三分之一'
		: `價值多500元的那一個，選的人是另一個的${shortNumber(Math.exp(sharpness), 1)}倍`;

export const conventions = [
	'客戶知覺價值（CPV）= 四種利益 − 四種成本（Kotler），全都換成這位客人自己願意付的元。',
	'課本的客人只選價值最高的；這裡的客人看得有多準可以調：價值每多500元，選的人就乘上同一個倍數，「看得多準」每多1，這個倍數就再乘2.72（多項邏輯模型，multinomial logit；2.72是自然對數的底e）。都不買的價值是零。',
];

export const leftOut = [
	'每個人的秤不一樣；這裡用同一把秤，加上看不準的程度。',
	'店家的成本。讓客人放心也許不花錢，也許很貴。',
];
