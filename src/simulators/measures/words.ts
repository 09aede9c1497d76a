import { monthsShown, type MeasuresInputs } from '#models/measures/inputs.ts';
import {
	repeatMetric,
	seenFrom,
	type MetricId,
	type MetricSeries,
} from '#models/measures/metrics.ts';
import type { MeasuresOutcome } from '#models/measures/model.ts';
import { numberRow } from '#models/model.ts';
import { absent, number, percent } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';
import { measures, monthLookedAt, shownAs, shownMetric, windowNames } from './measure-names.ts';
import { programmeFinding } from './programme-words.ts';

/** The sentences of the measures board: what a figure says, and when it says it. */

export const question = ({ event }: MeasuresInputs): string =>
	event === 'none'
		? '同一群客人，|回購率|怎麼有三個？'
		: event === 'memberDay'
			? '會員日|帶來多少，|要和誰比？'
			: '店裡出了事，|哪個數字|會先告訴你？';

const last = <Value>(values: readonly Value[]): Value | undefined => values.at(-1);

/** The figure of the month that is looked at, see {@link monthLookedAt}. */
const lookedAt = (inputs: MeasuresInputs, values: MetricSeries['withEvent']): number | null =>
	values[monthLookedAt(inputs) - 1] ?? null;

const repeatShown = (outcome: MeasuresOutcome, window: MeasuresInputs['window']): string =>
	shownAs(repeatMetric[window], last(outcome.series[repeatMetric[window]].withEvent) ?? null);

export function answerOf(inputs: MeasuresInputs, outcome: MeasuresOutcome): Answer {
	const id = shownMetric(inputs);
	const { withEvent, without } = outcome.series[id];
	const value = lookedAt(inputs, withEvent);
	const { unit, amount } = measures[id];
	const isCompared = inputs.event !== 'none';
	const text = shownAs(id, value, isCompared);
	const plain = unit !== '' && text.endsWith(unit);
	const others = (['month', 'quarter', 'year'] as const)
		.filter((window) => window !== inputs.window)
		.map((window) => `看${windowNames[window]}${repeatShown(outcome, window)}`);
	return {
		before:
			inputs.metric === 'repeat'
				? `第${monthLookedAt(inputs)}個月往回看${windowNames[inputs.window]}，回購率`
				: `第${monthLookedAt(inputs)}個月${measures[id].name}`,
		figure: plain ? text.slice(0, -unit.length) : text,
		...(plain && { suffix: unit }),
		after: isCompared
			? `沒有${eventTold(inputs)}的話是${shownAs(id, lookedAt(inputs, without), true)}`
			: inputs.metric === 'repeat'
				? `同一群人，${others.join('，')}`
				: measures[id].formula,
		...(value !== null && { amount: { value, ...amount, kind: id } }),
	};
}

const eventTold = (inputs: MeasuresInputs): string =>
	inputs.event === 'memberDay' ? '會員日' : '這件事';

const happened: Readonly<
	Record<Exclude<MeasuresInputs['event'], 'none'>, (share: string) => string>
> = {
	competitor: (share) => `對手開店，${share}的人有六成的次數改去別家`,
	quality: (share) => `品質變差，${share}的人不滿意，陸續離開`,
	memberDay: (share) => `辦會員日，收到信的會員裡有${share}多來一次`,
};

function revenueWords({ revenueChange }: MeasuresOutcome): string {
	const size = percent(Math.abs(revenueChange), 1);
	if (size === '0.0%') return '營收和沒有這件事幾乎一樣';
	return `營收比沒有這件事${revenueChange < 0 ? '少' : '多'}${size}`;
}

export function meansOf(inputs: MeasuresInputs, outcome: MeasuresOutcome): string {
	const gone = percent(1 - outcome.trueRetention.last, 1);
	if (inputs.event === 'none') {
		if (gone === '0.0%') {
			return '這裡其實沒有人離開，書店自己看不到。沒再來的人只是還沒輪到下一次；回購率說的是買過幾次，說不出還在不在。';
		}
		return `這裡每個月真正離開的是${gone}，書店自己看不到。沒再來的人，也許走了，也許只是還沒讀完；回購率說的是買過幾次，說不出還在不在。`;
	}
	const what = happened[inputs.event](exactPercent(inputs.size));
	return `第${inputs.when}個月${what}。到第${monthsShown}個月為止，${revenueWords(outcome)}。`;
}

/** Measures by when they can first be told from their twin, the earliest first. */
function told({ series }: MeasuresOutcome) {
	const rows = (Object.keys(series) as MetricId[]).map((id) => ({ id, ...series[id] }));
	const seen = rows
		.filter((row) => row.seenAfter !== null)
		.map((row) => ({ id: row.id, after: row.seenAfter as number, says: row.says }))
		.sort((one, other) => one.after - other.after);
	return { seen, never: rows.filter((row) => row.seenAfter === null).map(({ id }) => id) };
}

/** Up to three names; the three windows of one rate count as one where all of them are meant. */
function listed(ids: readonly MetricId[]): string {
	const windows: readonly MetricId[] = Object.values(repeatMetric);
	const all = windows.every((id) => ids.includes(id));
	const names = [
		...(all ? ['回購率（三種看法都是）'] : []),
		...ids.filter((id) => !all || !windows.includes(id)).map((id) => measures[id].name),
	];
	return names.slice(0, 3).join('、') + (names.length > 3 ? `等${names.length}個` : '');
}

const afterWords = (months: number): string =>
	months === 0 ? '當月就' : `過了${number(months)}個月才`;

/** What the event should have taught whoever looked at both feelings and figures. */
function lesson(inputs: MeasuresInputs, { series }: MeasuresOutcome): string {
	const { intention, customers, repeatMonth } = series;
	if (customers.seenAfter === null) return '';
	if (inputs.event === 'competitor') {
		return intention.seenAfter === null
			? '改去別家的人還是喜歡這裡，只問意願的人聽不到。評分沒掉、人少了，先看外面。'
			: '';
	}
	const unmoved =
		repeatMonth.seenAfter === null ? '一個月的回購率不動，因為走掉的人連分母都不在了。' : '';
	if (intention.seenAfter === null) return unmoved;
	const gaps = intention.withEvent
		.map((value, month) => (value ?? 0) - (intention.without[month] ?? 0))
		.slice(inputs.when - 1);
	const mean = (values: readonly number[]) =>
		values.reduce((sum, value) => sum + value, 0) / values.length;
	const back = mean(gaps.slice(-3)) > 0.6 * mean(gaps.slice(0, 3));
	const recovered = back
		? '意願指數掉下去以後又往回走，店卻沒有好：不滿意的人走了，填問卷的多半是留下來的。'
		: '';
	return `${unmoved}感受和人數都動了，先看自己。${recovered}`;
}

export function findingOf(inputs: MeasuresInputs, outcome: MeasuresOutcome): Finding {
	if (inputs.event === 'none') return windowFinding(outcome);
	if (inputs.event === 'memberDay') return programmeFinding(inputs, outcome);
	if (inputs.size === 0) {
		return {
			headline: '沒有人受影響，|什麼都不會動。',
			text: '把「多少人受影響」調高，再看哪個指標先動。',
		};
	}
	const { seen, never } = told(outcome);
	const [first] = seen;
	if (!first) {
		return {
			headline: '這麼小的事，|沒有一個指標|看得出來。',
			text: `每個指標平常就有起伏；和沒有這件事相差不到平常起伏的${seenFrom}倍，看的人分不出是事情還是運氣。`,
		};
	}
	const earliest = seen.filter(({ after }) => after === first.after).map(({ id }) => id);
	const later = seen.filter(({ after }) => after > first.after);
	const slowest = later.at(-1);
	const wait = slowest ? `${measures[slowest.id].name}${afterWords(slowest.after)}看得出來。` : '';
	const silent = never.length > 0 ? `${listed(never)}到最後都看不出來。` : '';
	// A figure that looks better while the shop does worse.
	const flattering = seen
		.filter(({ says }) => says === 1 && outcome.revenueChange < 0)
		.map(({ id }) => id);
	const lies =
		flattering.length > 0 ? `${listed(flattering)}還一度變好看：那是來的人換了，店沒有變好。` : '';
	return {
		headline: `最先看得出來的|是${listed(earliest)}，|${afterWords(first.after)}超出平常的起伏。`,
		text: `${wait}${silent}${lies}${lesson(inputs, outcome)}`,
	};
}

function windowFinding(outcome: MeasuresOutcome): Finding {
	const [month, quarter, year] = (['month', 'quarter', 'year'] as const).map((window) =>
		repeatShown(outcome, window),
	);
	return {
		headline: `同一群人，|看一個月${month}，|看一年${year}。`,
		text: `看一季是${quarter}。人沒有變，變的是等了多久。所以說「一百人裡有幾個人再來」，一定要連著說看了多久；三個都是回購率，沒有一個是留存率。`,
	};
}

export function hintsOf(inputs: MeasuresInputs): Record<string, string> {
	const unused = '現在沒有事情發生，這一格用不到';
	const sizes: Record<MeasuresInputs['event'], string> = {
		none: unused,
		competitor: '全部客戶裡，改去別家多一點的人',
		quality: '全部客戶裡，不滿意的人',
		memberDay: '收到信的會員裡，因此多來一次的人',
	};
	return {
		window: inputs.metric === 'repeat' ? '' : '圖上看「回購率」才用得到；表裡三種都有',
		size: sizes[inputs.event],
		when: inputs.event === 'none' ? unused : '前面半年是平常，後面一年看結果',
		heldOut: inputs.event === 'memberDay' ? '他們不收信，用來對照' : '選「會員日」才用得到',
	};
}

export const retentionText = ({ event }: MeasuresInputs, outcome: MeasuresOutcome): string => {
	const { before, last: after } = outcome.trueRetention;
	const truth =
		event === 'quality'
			? `模型知道真正的月留存率：事前${percent(before, 1)}，之後平均${percent(after, 1)}。`
			: `模型知道真正的月留存率是${percent(after, 1)}。`;
	return `留存率的分母是期初還在的人，分子是其中期末還在的人。書店的客人沒有會可退，走的時候也不說，所以兩個數都數不出來。${truth}現實裡沒有這一欄，只能訂一個期限（例如半年沒來就當走了）或用模型推估。`;
};

export const conventions = [
	'客人是虛構的（示意）：各有自己的購買速度（gamma分布，形狀0.5），每個月有人離開、有人新來。',
	'每個指標都從同一份購買紀錄算出；算式在「看怎麼算」。回購率看一季、一年，是從那個月往回數三個月、十二個月。',
	`「看得出來」：和沒有這件事的那一邊，相差超過這個指標平常起伏（標準差）的${seenFrom}倍。三倍是管制圖的慣例（Shewhart）。現實裡沒有那一邊，只會更難看出來。`,
	'兩邊是同一群人、同樣的運氣，只差有沒有發生這件事，所以差距全部算在它頭上。',
	'會員日：和抽籤留下的人比，先各自減掉自己前一年同樣長的時間，再相減；多出來的毛利看三個月。',
	'對手開店之後，被吸引走的人來的次數剩四成；不滿意的人每個月多走18%，抱怨是平常的十倍；會員日那一次打九折，其中三成只是把後兩個月的提前。這些大小都是假設。',
];

export const leftOut = ['季節、書展、節日，以及店家看到數字以後的反應。'];

export const guessable: Guessable = {
	ask: '同一群人，看一年有八成買過不只一次。只看最近一個月，買過的人裡有幾成買了不只一次？',
	input: numberRow({
		label: '看一個月的回購率',
		key: 'guess',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.01,
		usual: 0.5,
		source: '猜測',
	}),
	written: (value) => (Number.isFinite(value) ? percent(value) : absent),
	axis: 'y',
};
