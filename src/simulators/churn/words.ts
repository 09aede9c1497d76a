import type { ChurnOutcome } from '#models/churn/churn.ts';
import { numberRow } from '#models/model.ts';
import type { Bounded } from '#models/churn/bounded.ts';
import type { ChurnInputs } from '#models/churn/inputs.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';
import { absent, percent, shortNumber, signedPercent, yuan } from '#ui/format.ts';
import { exactPercent, toldApart } from '../digits.ts';

/** Sentences of the churn simulator, put together from its numbers. '|' is where a line may break. */

/** How the two stories are called in every chart, table and sentence. */
export const stories = { alike: '人人相同', mixed: '有深有淺' } as const;

const smallNumbers = ['零', '一', '兩', '三', '四', '五', '六', '七', '八', '九', '十'];
const counted = (count: number) => smallNumbers[count] ?? shortNumber(count);

export const unitOf = ({ period }: ChurnInputs) => (period === 'month' ? '月' : '年');
export const periodWord = ({ period }: ChurnInputs) => (period === 'month' ? '個月' : '年');

/** 三年, 30個月, 12年. */
export function span(inputs: ChurnInputs, periods = inputs.periods): string {
	if (inputs.period === 'year') return `${counted(periods)}年`;
	return periods % 12 === 0 && periods > 0 ? `${counted(periods / 12)}年` : `${periods}個月`;
}

/** A share of the starting customers; a small one keeps a decimal, or it would look like none. */
export function share(fraction: number): string {
	if (fraction > 0 && fraction < 0.0005) return '不到0.1%';
	return percent(fraction, fraction > 0 && fraction < 0.0995 ? 1 : 0);
}

/** A rate as the slider shows it: 5%, 1.5%, 14.93%. */
export const rate = exactPercent;

export const money = (value: Bounded | null) =>
	value === null ? absent : value === 'unbounded' ? '沒有上限' : yuan(value);

export const gained = (value: Bounded | null, decimals = 0) =>
	value === null ? absent : value === 'unbounded' ? '沒有上限' : signedPercent(value, decimals);

export const question = (inputs: ChurnInputs) =>
	`每${unitOf(inputs)}走${rate(inputs.churnPerPeriod)}，|${span(inputs)}後|剩幾人？`;

/** 少流失五個百分點. */
export function lessChurnWords({ reduction, reductionKind }: ChurnInputs): string {
	const shown = Number((reduction * 100).toPrecision(6));
	return reductionKind === 'points'
		? `少流失${counted(shown)}個百分點`
		: `流失率少掉其中的${rate(reduction)}`;
}

export const lessChurnTitle = (inputs: ChurnInputs) => `${lessChurnWords(inputs)}，|值多少？`;

const last = (values: readonly number[]) => values.at(-1) ?? 0;
export const left = (outcome: ChurnOutcome) => ({
	alike: last(outcome.alike.survival),
	mixed: last(outcome.mixed.survival),
});

/** The big answer: both shares side by side, or the one that both stories give. */
export function answerOf(inputs: ChurnInputs, outcome: ChurnOutcome): Answer {
	const ends = left(outcome);
	const before = `${span(inputs)}後還在的比例`;
	if (outcome.mix === null)
		return {
			before,
			figure: share(ends.alike),
			after: '人人的流失率都一樣',
			amount: { value: ends.alike, format: 'percent', kind: before },
		};
	if (inputs.periods === 1) {
		return {
			before,
			figure: share(ends.alike),
			after: `${stories.alike}、${stories.mixed}都一樣`,
			amount: { value: ends.alike, format: 'percent', kind: before },
		};
	}
	const [alike, mixed] = [share(ends.alike), share(ends.mixed)];
	if (alike === mixed) {
		const few = alike.startsWith('不到');
		return {
			before,
			...(few ? { prefix: '不到' } : {}),
			figure: alike.replace('不到', ''),
			after: `${stories.alike}和${stories.mixed}，${few ? '都幾乎走光了' : '這裡差不到1個百分點'}`,
			amount: { value: ends.mixed, format: 'percent', kind: before },
		};
	}
	return {
		before,
		prefix: `${alike}或`,
		figure: mixed,
		after: `${stories.alike}${share(ends.alike)}，${stories.mixed}${share(ends.mixed)}`,
		amount: { value: ends.mixed, format: 'percent', kind: before },
	};
}

/** What the big answer means for this many customers. */
export function meaning(inputs: ChurnInputs, outcome: ChurnOutcome): string {
	const { alike, mixed } = left(outcome);
	const people = (part: number) => shortNumber(Math.round(part * inputs.customers));
	const start = `${shortNumber(inputs.customers)}人`;
	if (inputs.churnPerPeriod === 0)
		return `${start}一個也沒走，${stories.alike}和${stories.mixed}沒有分別。把流失率拉高，才看得到愛走的人先走，留下的愈來愈穩。`;
	if (outcome.mix === null) {
		return `${start}裡還在${people(alike)}人。現在人人的流失率都一樣；把「客戶差異」拉高，看第一期走的人一樣多，後來會差多少。`;
	}
	if (inputs.periods === 1) {
		return `${start}裡還在${people(alike)}人。只看一${periodWord(inputs)}，${stories.alike}和${stories.mixed}走的一樣多；多看幾期，兩種說法才會分開。`;
	}
	// Who is inclined to leave shows in those who are left, and there are none.
	if (Math.round(mixed * inputs.customers) === 0) {
		return `${start}走到最後，${stories.alike}和${stories.mixed}都剩不到1人，分不出來了。期數少一點或人數多一點，才看得到愛走的先走、後來走得少。`;
	}
	return `${start}裡，${stories.alike}還在${people(alike)}人，${stories.mixed}還在${people(mixed)}人。第一${periodWord(inputs)}走的一樣多，也沒有誰變忠誠，只是愛走的先走了。`;
}

/** 到第14個月走掉一半, counting whole periods: by then it may well be more than half. */
function halfGoneWords(inputs: ChurnInputs, periods: number | null): string {
	if (periods === null) return `${halfLifeWords(inputs, periods)}才走掉一半`;
	const staying = (1 - inputs.churnPerPeriod) ** periods;
	return `到${halfLifeWords(inputs, periods)}，走掉${staying < 0.4995 ? '超過' : ''}一半`;
}

export const halfLifeWords = (inputs: ChurnInputs, periods: number | null) =>
	periods === null
		? inputs.churnPerPeriod === 0
			? '永遠不會'
			: `超過1,200${periodWord(inputs)}`
		: `第${periods}${periodWord(inputs)}`;

export const lifetimeWords = (inputs: ChurnInputs, lifetime: Bounded) =>
	lifetime === 'unbounded' ? '沒有上限' : `${shortNumber(lifetime, 1)}${periodWord(inputs)}`;

/** How the retention of differing customers moves over the periods shown, and why. */
export function risingWords(inputs: ChurnInputs, { mixed }: ChurnOutcome): string {
	const from = mixed.retention[0] ?? 1;
	const to = mixed.retention.at(-1) ?? from;
	if (inputs.periods === 1) {
		return `只看一${periodWord(inputs)}，留存率就是${percent(from, 1)}；要看兩期以上，才看得到它上升。`;
	}
	const pair = toldApart(from, to);
	return pair
		? `留存率從${pair[0]}升到第${inputs.periods}${periodWord(inputs)}的${pair[1]}，沒有人變，是愛走的人先走了。`
		: `留存率一直在${percent(from, 1)}上下，幾乎沒有動。`;
}

/** α in the words of its bound: at 1 or below, the average lifetime has none. */
function alphaWords(alpha: number): string {
	if (Math.abs(alpha - 1) < 1e-9) return 'α剛好是1，要大於1，總和才有上限';
	const shown = [2, 4, 6, 9]
		.map((digits) => shortNumber(alpha, digits))
		.find((text) => text !== '1');
	return `α＝${shown ?? '1'}，不到1`;
}

/** What the value of differing customers rests on beside the formula. */
function restsOn(inputs: ChurnInputs, { mixed, observed }: ChurnOutcome): string {
	const index = `客戶差異${shortNumber(inputs.heterogeneity, 4)}`;
	const known = observed ? `${index}是用前七年的資料配適的` : `${index}是假設，不是量出來的`;
	const beyond =
		mixed.beyondShare === null
			? ''
			: `；${stories.mixed}的價值有${percent(mixed.beyondShare)}來自第${inputs.periods}${periodWord(inputs)}以後，是把同一條曲線推到圖上這段期間之後`;
	return `${known}${beyond}。`;
}

/** The finding under the simulator: one line to remember, then what it rests on. */
export function finding(inputs: ChurnInputs, outcome: ChurnOutcome): Finding {
	const { alike, mixed, mix } = outcome;
	if (inputs.churnPerPeriod === 0) {
		return {
			headline: '沒有人走，|留存曲線|就是一條水平線。',
			text:
				alike.value === 'unbounded'
					? '不流失又不折現，每一期的毛利永遠都算數，價值沒有上限。加一點折現率，它才是一個數字。'
					: `價值只剩折現在管：一位客戶值${money(alike.value)}（期初收款，A）。`,
		};
	}
	if (mix === null) {
		return {
			headline: `人人相同，|留存率就永遠是|${rate(1 - inputs.churnPerPeriod)}。`,
			text: `${halfGoneWords(inputs, alike.halfLife)}；一位客戶值${money(alike.value)}（期初收款，A）。真實的客戶很少這麼一致。`,
		};
	}
	const rising = risingWords(inputs, outcome);
	if (mixed.value === 'unbounded' || alike.value === 'unbounded') {
		return {
			headline: '不折現的話，|這群客戶的價值|沒有上限。',
			text: `${alphaWords(mix.alpha)}；幾乎不走的人太多，往後每一期都還有他們的毛利。${rising}`,
		};
	}
	if (mixed.value === 0) {
		return { headline: '沒有毛利，|留再久|也不值錢。', text: rising };
	}
	const missed = 1 - alike.value / mixed.value;
	return {
		headline:
			missed >= 0.005
				? `${outcome.observed ? '照配適的曲線推下去' : '照這個假設推下去'}，|只看第一期的流失率，|會把一位客戶|低估${percent(missed)}。`
				: '差異這麼小，|一個平均流失率|就夠用了。',
		text: `${stories.alike}值${money(alike.value)}，${stories.mixed}值${money(mixed.value)}（都是期初收款，A）。${restsOn(inputs, outcome)}${rising}`,
	};
}

export const conventions = [
	'價值是期初收款、第一期一定收得到（A）；少流失的增加先扣取得成本再比。',
	'有深有淺：每位客戶的流失率服從Beta分配、自己不會變（shifted-beta-geometric；Fader與Hardie，2007）。',
	'客戶差異 ＝ 流失率的變異數 ÷ 平均相同時最大的變異數，也就是1 ÷ (α ＋ β ＋ 1)。',
] as const;

export const leftOut = [
	'每位客戶自己的流失率會不會隨時間改變；只看整體留存率，分不出「誰先走」和「愈來愈忠誠」。',
	'離開之後又回來的客戶；沒有合約、不知道走了沒有的生意。',
	'客戶之間毛利的不同，以及毛利隨時間的改變。',
] as const;

export const guessableOf = (inputs: ChurnInputs): Guessable => ({
	ask: `同樣從${exactPercent(inputs.churnPerPeriod)}的流失率起步，客戶有深有淺，${span(inputs)}後還在的占多少？`,
	input: numberRow({
		label: '還在的客戶',
		key: 'guess',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.01,
		usual: 0.5,
		source: '猜測',
	}),
	written: (value) => percent(value),
	axis: 'y',
});
