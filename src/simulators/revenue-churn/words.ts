import type {
	Misfit,
	RevenueChurnInputs,
	RevenueChurnOutcome,
} from '#models/churn/revenue-churn-model.ts';
import { shortNumber } from '#ui/format.ts';
import { exactPercent, toldApart } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import { revenue } from './amounts.ts';

/** Sentences on churn by heads and by money. '|' is where a line may break. */

const one = (share: number): string => exactPercent(share, 1);

export const question = (inputs: RevenueChurnInputs): string =>
	inputs.leftShare === 0
		? '沒有客戶走，|營收就不會少嗎？'
		: `走了${exactPercent(inputs.leftShare)}的客戶，|就是少了${exactPercent(inputs.leftShare)}的營收嗎？`;

/** Three ways to count the same month. */
export const rateNames = {
	logo: '家數流失（logo churn）',
	gross: '營收流失（gross revenue churn）',
	net: '淨營收留存（NRR）',
} as const;

export function answerOf({ rates }: RevenueChurnOutcome): Answer {
	return {
		before: '這個月的淨營收留存率',
		figure: one(rates.netRetention),
		after: `月初的客戶，現在付的錢÷月初付的錢；不含新客`,
		amount: { value: rates.netRetention, format: 'percent', decimals: 1 },
	};
}

/** Two numbers that cannot both be true, and what is made of them. */
const misfitWords: Record<Misfit, (inputs: RevenueChurnInputs) => string> = {
	'revenue-without-accounts': ({ churnedShare }) =>
		`沒有客戶走，就沒有跟著走掉的營收：填的${one(churnedShare)}當作0。`,
	'accounts-without-revenue': () => '客戶走了，卻一元營收也沒帶走：付費的客戶不會這樣。',
};

/** A note beside the control whose number is not used. */
export const churnedHint = ({ misfit }: RevenueChurnOutcome): string | undefined =>
	misfit === 'revenue-without-accounts' ? '沒有客戶走，這裡當作0' : undefined;

export function meansOf(
	inputs: RevenueChurnInputs,
	{ logo, rates, flow, misfit }: RevenueChurnOutcome,
): string {
	const left = Math.round(inputs.accounts * inputs.leftShare);
	const about = left > 0 ? `（約${shortNumber(left)}家）` : '';
	return `家數走了${one(logo)}${about}，營收流失和降級共${one(rates.grossChurn)}，加購補回${one(inputs.expansionShare)}。月初${revenue(flow.start)}，月底${revenue(rates.end)}。${misfit ? misfitWords[misfit](inputs) : ''}`;
}

/** Closer than this two shares are one. */
const crumb = 1e-9;

export function yearWords({ year, logo }: RevenueChurnOutcome): string {
	if (logo < crumb) return '每個月都沒有人走，一年也沒有。';
	const pair = toldApart(1 - year.logo.compounded, 1 - year.logo.addedUp);
	const start = `每個月走${one(logo)}，一年走`;
	if (!pair) return `${start}${one(1 - year.logo.compounded)}；流失這麼低，連乘和相加幾乎一樣。`;
	return `${start}${pair[0]}，不是乘以12的${pair[1]}：後面的月份，是從剩下的人裡走的。`;
}

export function findingOf(outcome: RevenueChurnOutcome): Finding {
	const { logo, rates, year, misfit } = outcome;
	const net = `連續十二個月都這樣，一年後家數剩${one(year.logo.compounded)}，不算加購的營收剩${one(year.gross.compounded)}，淨營收是${one(year.net.compounded)}。`;
	if (logo < crumb && rates.grossChurn < crumb) {
		return {
			headline: '沒有人走，|也沒有人少付。',
			text: `這個月的淨營收留存率${one(rates.netRetention)}，全看加購。${net}`,
		};
	}
	if (logo < crumb) {
		return {
			headline: '沒有人走，|可是有人|付得變少了。',
			text: `留下的客戶降級，少付了${one(rates.grossChurn)}；家數流失是零，看不到這一塊。${net}`,
		};
	}
	if (misfit === 'accounts-without-revenue') {
		return {
			headline: '走的客戶|一元也沒帶走，|兩個數字不合。',
			text: `家數走了${one(logo)}，跟著走的營收卻是0%：除非走的是本來就不付錢的客戶。免費的客戶不該算進家數流失；付費的客戶走了，「跟著走掉的營收」就要大於0。`,
		};
	}
	const leaking = rates.netRetention >= 1 - crumb;
	if (leaking && rates.grossChurn > crumb) {
		return {
			headline: '營收沒有變少，|水桶|還是漏的。',
			text: `加購蓋住了${one(rates.grossChurn)}的流失。只看淨額，看不到客戶在走；加購一停，洞就露出來。${net}`,
		};
	}
	const left = `家數走了${one(logo)}，跟著走的營收是${one(rates.revenueChurn)}`;
	const gap = (revenueLost: number) => {
		const difference = revenueLost - logo;
		return Math.abs(difference) < 0.0005 ? 0 : Math.sign(difference);
	};
	const [leavers, lost] = [gap(rates.revenueChurn), gap(rates.grossChurn)];
	if (leavers > 0) {
		return { headline: '走的是大客戶，|只數家數|會太樂觀。', text: `${left}。${net}` };
	}
	// Downgrades do not show in the count of accounts, and may turn the comparison round.
	if (lost > leavers) {
		const downgraded = `${left}，加上降級共${one(rates.grossChurn)}。`;
		return lost > 0
			? {
					headline: '走的不是大客戶，|加上降級，|營收流失比家數高。',
					text: `${downgraded}只數家數會太樂觀：降級的客戶還在，家數看不到。${net}`,
				}
			: {
					headline: '走的是小客戶，|加上降級，|兩種算法一樣。',
					text: `${downgraded}數字一樣，原因不同：降級的客戶還在。${net}`,
				};
	}
	return leavers === 0
		? {
				headline: '走的人|不大也不小，|兩種算法一樣。',
				text: `走掉的客戶付的錢和平均差不多。${net}`,
			}
		: {
				headline: '走的是小客戶，|家數流失|看起來比較嚴重。',
				text: `${left}。家數說的是服務留不留得住人，營收說的是公司撐不撐得住，兩個都要看。${net}`,
			};
}

export const conventions = [
	'家數流失＝走掉的家數÷月初的家數。',
	'營收流失 ＝ (走掉的營收 ＋ 降級少付的) ÷ 月初的營收；不會是負的。',
	'淨營收留存 ＝ (月初 ＋ 加購 − 降級 − 走掉) ÷ 月初；可以超過100%。新客付的錢都不算在內。',
	'一年＝十二個月連乘。',
] as const;

export const leftOut = [
	'新客戶帶來的營收；它不是留存的一部分。',
	'流失隨客戶年資的改變，要看流失模擬器；這裡每個月都一樣。',
	'毛利：加購的毛利和原本的不一定一樣。',
] as const;
