import type { Bounded } from '#models/churn/bounded.ts';
import { famousClaim, type Claim, type ClaimNeeds } from '#models/churn/claim.ts';
import type { ClaimInputs } from '#models/churn/claim-inputs.ts';
import type { ClaimOutcome, ClaimVersion } from '#models/churn/claim-model.ts';
import { number, shortNumber, years, yuan } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';

/** Sentences of the claim lab, put together from its numbers. '|' is where a line may break. */

const low = exactPercent(famousClaim.from);
const high = exactPercent(famousClaim.to);
export const claimed = `${low}到${high}`;

/** Percent with one decimal, and with as many more as keep it on its side of both ends. */
function gainDigits(claim: Claim & { kind: 'change' }, write: typeof number): string {
	for (let decimals = 1; decimals < 6; decimals++) {
		const text = write(claim.gain * 100, decimals);
		const shown = Number(text.replaceAll(',', '').replace('−', '-')) / 100;
		const side =
			shown < famousClaim.from - 1e-12
				? 'below'
				: shown > famousClaim.to + 1e-12
					? 'above'
					: 'within';
		if (side === claim.against) return text;
	}
	return write(claim.gain * 100, 6);
}

/** +25%, −3.2%; in words where there is no percentage. In a column written as +25.0%. */
export function gainWords(claim: Claim, write: typeof number = shortNumber): string {
	if (claim.kind === 'none') return claim.reason === 'cost-exceeds-value' ? '沒得比' : '沒有上限';
	const digits = gainDigits(claim, write);
	return `${claim.gain > 0 && /[1-9]/.test(digits) ? '+' : ''}${digits}%`;
}

const amountOf = (claim: Claim): string => gainWords(claim).replace(/^[+−]/, '');

export const verdicts = {
	below: `不到${low}`,
	within: `在${claimed}之內`,
	above: `超過${high}`,
} as const;

export const verdictOf = (claim: Claim): string =>
	claim.kind === 'change' ? verdicts[claim.against] : '價值沒有上限，講不出多幾成';

const points = (share: number) => shortNumber(share * 100, 4);

/** 少流失5個百分點, 流失率少5%. */
export const lessWords = ({ reduction, reductionKind }: ClaimInputs): string =>
	reductionKind === 'points'
		? `少流失${points(reduction)}個百分點`
		: `流失率少掉其中的${exactPercent(reduction)}`;

/** The same where fewer leave than that: there are no more points to lose than churn has. */
export const lessHereWords = (inputs: ClaimInputs): string => lessWords(possible(inputs));

function possible(inputs: ClaimInputs): ClaimInputs {
	if (inputs.reductionKind !== 'points') return inputs;
	return { ...inputs, reduction: Math.min(inputs.reduction, 1 - inputs.retentionPerYear) };
}

const fallsShort = (inputs: ClaimInputs): boolean =>
	inputs.reduction - possible(inputs).reduction > 1e-9;

export const question = (inputs: ClaimInputs): string =>
	`${lessHereWords(inputs)}，|利潤真的|多${low}到${high}？`;

export function answerOf(inputs: ClaimInputs, { claim }: ClaimOutcome): Answer {
	const before = '一位客戶的終身價值';
	const after = `${verdictOf(claim)}；期初收款（A），一年一期`;
	if (claim.kind === 'none') return { before, figure: gainWords(claim), after };
	return {
		before,
		figure: gainWords(claim),
		after,
		amount: {
			value: claim.gain,
			format: 'signedPercent',
			decimals: 1,
			kind: inputs.acquisitionShare > 0 ? '扣取得成本' : '價值',
		},
	};
}

const worth = (value: Bounded) => (value === 'unbounded' ? '沒有上限' : yuan(value));

/** What the figure is a change of, in money. */
export function meansOf(inputs: ClaimInputs, outcome: ClaimOutcome): string {
	const { churnBefore, churnAfter, before, after } = outcome;
	const fall =
		churnBefore === churnAfter
			? `年流失率停在${exactPercent(churnBefore)}，什麼也沒變。`
			: `${fallsShort(inputs) ? `流失的本來就少不到${points(inputs.reduction)}個百分點，最多少掉${points(churnBefore)}個。` : ''}年流失率從${exactPercent(churnBefore)}降到${exactPercent(churnAfter)}。`;
	const cost = inputs.spend > 0 ? `，還要先花${yuan(inputs.spend)}` : '';
	const net =
		inputs.acquisitionShare > 0 && before !== 'unbounded'
			? `；取得成本${yuan(before * inputs.acquisitionShare)}先扣掉再比`
			: '';
	const growing =
		inputs.growth === 0
			? ''
			: `毛利每年${inputs.growth > 0 ? '成長' : '縮水'}${exactPercent(Math.abs(inputs.growth))}。`;
	return `${fall}${growing}一位客戶的價值從${worth(before)}變成${worth(after)}${cost}${net}。`;
}

/** One thing that would have to be true, the rest as it is; null where nothing would do. */
export function needWords(needs: ClaimNeeds): string | null {
	const ways = [
		needs.discount === null ? null : `折現率是${exactPercent(needs.discount, 1)}`,
		needs.growth === null
			? null
			: Math.abs(needs.growth) < 0.0005
				? '毛利持平'
				: needs.growth > 0
					? `毛利每年成長${exactPercent(needs.growth, 1)}`
					: `毛利每年只縮水${exactPercent(-needs.growth, 1)}`,
		needs.acquisitionShare === null || needs.acquisitionShare === 0
			? null
			: `取得成本占原本價值的${exactPercent(needs.acquisitionShare, 1)}`,
	].filter((way) => way !== null);
	return ways.length === 0 ? null : ways.join('，或');
}

/** What the whole firm sees of it, and when. */
export function firmWords({ firm }: ClaimOutcome): string {
	const first = firm.byPeriod[1] ?? 0;
	if (first < 1e-12) return '公司的客戶數不會變。';
	const start = `公司的客戶數第一年只多${exactPercent(first, 1)}`;
	if (firm.atLast === null) return `${start}，之後沒有人離開，一直累積下去。`;
	const half = firm.halfWay ?? 0;
	return `${start}，最後多${exactPercent(firm.atLast, 1)}，走完一半要${years(Math.max(half, 0.1))}。`;
}

const headlines = {
	below: (claim: Claim) => `照這個設定，|只多${amountOf(claim)}，|不到${low}。`,
	within: (claim: Claim) => `照這個設定|說得通：|多${amountOf(claim)}。`,
	above: (claim: Claim) => `照這個設定，|多${amountOf(claim)}，|比原話還多。`,
} as const;

/** One line to remember, then what would have to be true, and when the firm sees it. */
export function findingOf(inputs: ClaimInputs, outcome: ClaimOutcome): Finding {
	const { claim, churnBefore, churnAfter } = outcome;
	const firm = `這是一位客戶的終身價值，不是公司明年的利潤：${firmWords(outcome)}`;
	if (claim.kind === 'none') {
		return {
			headline:
				claim.reason === 'cost-exceeds-value'
					? '取得成本|把價值吃光了，|沒有東西可以比。'
					: '照這樣算，|價值沒有上限，|講不出多幾成。',
			text: `${inputs.growth > 0 ? '毛利成長趕得上流失和折現' : '沒有人離開，也沒有折現'}，往後每一年都不比今年少，加不出一個總數。${firm}`,
		};
	}
	if (churnBefore === churnAfter) {
		return {
			headline: inputs.spend > 0 ? '花了錢，|流失率卻沒有變。' : '沒有少流失，|就沒有多。',
			text: '把「一年少流失」往右拉，看多少個百分點才有感覺。',
		};
	}
	if (claim.gain <= 0) {
		return {
			headline:
				claim.gain < 0 ? '花的錢|比留住的還多，|價值反而變少。' : '花的錢|剛好等於|多出來的價值。',
			text: `${breakEvenWords(outcome)}${firm}`,
		};
	}
	return {
		headline: headlines[claim.against](claim),
		text: `${needText(inputs, outcome)}${inputs.spend > 0 ? breakEvenWords(outcome) : '這裡還沒算為了少流失要花的錢。'}${firm}`,
	};
}

function needText(inputs: ClaimInputs, outcome: ClaimOutcome): string {
	const { claim, free, needsLow, needsHigh } = outcome;
	if (inputs.spend > 0) return `不算這筆花費是${gainWords(free)}，算進來是${gainWords(claim)}。`;
	if (claim.kind === 'none' || claim.against === 'above') return '';
	const [end, needs] = claim.against === 'below' ? [low, needsLow] : [high, needsHigh];
	const ways = needWords(needs);
	return ways === null
		? `其他不變，光靠一個條件到不了${end}。`
		: `其他不變，要剛好${end}，得有一個條件改成：${ways}。`;
}

/** How much the change may cost before it loses money. */
export function breakEvenWords({ breakEven }: ClaimOutcome): string {
	if (!breakEven.ok) return '價值沒有上限，花多少才划算也就沒有答案。';
	const { once, perPeriod } = breakEven.spend;
	if (once <= 0) return '流失沒有變少，花一塊錢都是白花。';
	return `每位客戶一次最多花${yuan(once)}，或還在的時候每年${yuan(perPeriod)}，再多就虧了。`;
}

export function versionName(id: ClaimVersion['id'], inputs: ClaimInputs): string {
	const { reduction, retentionPerYear } = inputs;
	const size = points(Math.min(reduction, 1 - retentionPerYear));
	const names: Record<ClaimVersion['id'], string> = {
		flat: `少${size}個百分點，毛利不變`,
		percent: `少其中的${points(reduction)}%，毛利不變`,
		growth5: `少${size}個百分點，毛利年增5%`,
		growth10: `少${size}個百分點，毛利年增10%`,
		cost50: `少${size}個百分點，先扣取得成本50%`,
		cost70: `少${size}個百分點，先扣取得成本70%`,
		spent: `少${size}個百分點，先花半年毛利`,
	};
	return names[id];
}

export const conventions = [
	'一年一期，期初收款、第一筆一定收得到（A）：價值＝m(1＋i)÷(1＋i−r(1＋g))。',
	'「價值增加」＝ (流失減少後的價值 − 花費 − 原本的價值) ÷ (原本的價值 − 取得成本)。',
	'公司那張圖：每年的新客人數不變，流失率從今年起永遠少這麼多，每人毛利不隨年資變。',
] as const;

export const leftOut = [
	'客戶有深有淺：留存率會隨年資上升，要看流失模擬器。',
	'留得久的客戶是不是真的愈來愈賺，要拿資料檢查：Dowling與Uncles（1997）認為忠誠的客戶不一定比較好服務、也不一定願意多付。',
	'哪一種做法真的能少流失五個百分點；這裡只算做到了值多少。',
] as const;
