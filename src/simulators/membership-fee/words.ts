import type { MembershipFeeInputs } from '#models/membership-fee/inputs.ts';
import type { MembershipFeeOutcome } from '#models/membership-fee/model.ts';
import { numberRow } from '#models/model.ts';
import { amount, number, percent, shortNumber, yuan } from '#ui/format.ts';
import { exactNumber } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** The sentences of a membership that is paid for. */

export const question = '收會費、免運費：|店家賺什麼，|對誰划算？';

export function answerOf(
	{ fee }: MembershipFeeInputs,
	{ shopChange }: MembershipFeeOutcome,
): Answer {
	return {
		before: '會員制一年帶給店家',
		prefix: shopChange < 0 ? '−NT$' : 'NT$',
		figure: amount(Math.abs(shopChange)),
		after: `會費${yuan(fee)}，全部客戶合計，已扣計畫的固定成本`,
		amount: { value: shopChange, format: 'money' },
	};
}

/** A share of members; few are not called none. */
const part = (share: number): string => (share > 0 && share < 0.005 ? '不到1%' : percent(share));

const times = (ratio: number): string => `${shortNumber(ratio, 1)}倍`;

export function meansOf(inputs: MembershipFeeInputs, outcome: MembershipFeeOutcome): string {
	const { members, perCustomer, breakEvenOrders, breakEvenMembers } = outcome;
	if (breakEvenOrders === null) return '加入省不到半毛錢，沒有人有理由付會費。';
	if (members < 0.5) return '這個條件下，幾乎沒有人覺得加入划算。';
	const join = `${number(members)}人（${percent(perCustomer.joinShare)}）加入`;
	const need =
		breakEvenOrders === 0
			? '會費是零，每一單都省到'
			: `會費要${number(breakEvenOrders)}單才省得回來`;
	const enough =
		breakEvenMembers === null
			? '照這樣的會員，每多一位店家就多賠一點，人再多也蓋不過固定成本'
			: inputs.fixedCost === 0
				? '平均每位會員都讓店家多賺'
				: breakEvenMembers > inputs.customers
					? `照這樣的會員，要${number(Math.ceil(breakEvenMembers))}人才蓋得過固定成本，比全部客戶${number(inputs.customers)}人還多`
					: `照這樣的會員，${number(Math.ceil(breakEvenMembers))}人就蓋得過固定成本`;
	return `${join}。${need}；${enough}。`;
}

/** What a report would say of members, and what the membership did. */
export function findingOf(inputs: MembershipFeeInputs, outcome: MembershipFeeOutcome): Finding {
	const { perCustomer, bestFee, breakEvenOrders } = outcome;
	const { causalRatio, naiveRatio, belowBreakEven, joinShare } = perCustomer;
	if (breakEvenOrders === null || !(joinShare > 1e-6)) {
		return {
			headline: '沒有人加入，|會員制就沒有作用。',
			text:
				inputs.shippingFee === 0 && inputs.discount === 0
					? '沒有運費可以免，也沒有折扣，會員什麼都省不到，會費再低也沒有人覺得划算。先有好處，才談得上收費。'
					: '會費太高，或每一單省得太少，就沒有人覺得划算。降一點會費，或多免一點運費，再看誰先加入。',
		};
	}
	const regret =
		belowBreakEven === null || inputs.fee === 0
			? ''
			: `加入以後，連多買的單也算，會員裡有${part(belowBreakEven)}一年買不到${number(breakEvenOrders)}單，會費沒有省回來，明年不一定續。`;
	const best =
		bestFee.shopChange <= 0
			? '試過的會費裡，沒有一個讓店家多賺。'
			: bestFee.inside
				? `試過的會費裡，${yuan(bestFee.fee)}上下對店家最好。`
				: '';
	const causal = times(causalRatio);
	if (naiveRatio === null) {
		return {
			headline:
				causal === times(1)
					? '會員的訂單|和自己加入前|一樣多。'
					: `會員的訂單|是自己加入前的${causal}。`,
			text: `沒有留下買東西的非會員可以比較。${regret}${best}`,
		};
	}
	const naive = times(naiveRatio);
	if (naive === causal) {
		return {
			headline:
				causal === times(1)
					? '會員買的|和非會員一樣多，|和自己加入前也一樣多。'
					: `會員買的是|非會員的${naive}，|和自己加入前比也是。`,
			text: `這時兩種比法剛好差不多；通常愛買的人先加入，會員和非會員本來就不同。${regret}${best}`,
		};
	}
	return {
		headline: `會員買的是非會員的${naive}，|${causal === times(1) ? '會員制一單也沒有多帶來' : `會員制帶來的只有${causal}`}。`,
		text: `愛買的人本來就會先加入，要比的是同一個人加入前後。${regret}${best}`,
	};
}

export const breakEvenHint = ({ breakEvenOrders }: MembershipFeeOutcome): string =>
	breakEvenOrders === null
		? '加入一單也省不到'
		: breakEvenOrders === 0
			? '不收會費'
			: `一年買滿${number(breakEvenOrders)}單才省得回來`;

export const peopleText = (inputs: MembershipFeeInputs, outcome: MembershipFeeOutcome): string => {
	const { joinFrom, joinedAtALoss } = outcome.perCustomer;
	if (joinFrom === null) return '每一單都沒省到錢，對誰都不划算。';
	const loss =
		joinedAtALoss === null
			? ''
			: `照加入前的買法，會員裡有${part(joinedAtALoss)}不划算；圖下結論算的是加入以後，比例不同。`;
	return `會員每便宜一成，訂單多${exactNumber(inputs.responsiveness)}成。多買的那些單，省下的錢只算一半，因為不便宜的話他本來不會買。${loss}`;
};

export const conventions = [
	'店家的增減 = 會費 − 免掉的運費與折扣（加入前本來就會買的單）+ 多出來的單的毛利（減去運送與折扣）− 其他權益 − 固定成本，以一年、全部客戶計。',
	'各人一年的訂單呈gamma分布；預期省下的錢高過會費就加入，預期是自己的訂單乘上樂觀的倍數。',
];

export const leftOut = [
	'第二年續不續、開辦時的宣傳、對手跟進。',
	'付了會費就想買回本的心理；這裡多買只因為每一單變便宜。',
];

export const guessable: Guessable = {
	ask: '一年的會費收多少，店家賺得最多？',
	input: numberRow({
		label: '一年的會費',
		key: 'guess',
		unit: '元',
		min: 0,
		max: 5000,
		step: 50,
		usual: 2500,
		source: '猜測',
	}),
	written: yuan,
	axis: 'x',
};
