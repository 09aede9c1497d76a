import type { JourneyInputs } from '#models/journey/inputs.ts';
import { scale, type FeltStation, type StationName, type Whole } from '#models/journey/journey.ts';
import type { JourneyOutcome } from '#models/journey/model.ts';
import { numberRow } from '#models/model.ts';
import { number, percent, shortNumber } from '#ui/format.ts';
import { exactPercent } from '../digits.ts';
import type { Answer, Finding } from '../frame.ts';
import type { Guessable } from '../guess.svelte.ts';

/** The sentences of a journey: where it sags, and where a little more does most. */

type Way = JourneyInputs['way'];

export const stationLabels: Readonly<Record<StationName, string>> = {
	booking: '預約',
	arrival: '報到',
	waiting: '候診',
	treatment: '治療',
	payment: '結帳',
	aftercare: '術後',
};

export const points = (value: number): string => `${number(value, 2)}分`;
export const share = (value: number): string => exactPercent(value, 1);
const together = (names: readonly StationName[], joint = '、'): string =>
	names.map((name) => stationLabels[name]).join(joint);

/** A journey of shares has a question and a chart of its own. */
export const countsShares = ({ way }: Pick<JourneyInputs, 'way'>): boolean => way === 'smooth';

export const question = (inputs: Pick<JourneyInputs, 'way'>): string =>
	countsShares(inputs) ? '一站一站都還好，|走完全程|還順嗎？' : '預算只夠修一站，|先修哪一站？';

export function answerOf({ way }: Pick<JourneyInputs, 'way'>, { whole }: JourneyOutcome): Answer {
	const { mean, peakEnd, smooth } = whole;
	if (way === 'smooth') {
		return {
			before: '六站全都順的病人',
			figure: share(smooth),
			after: '六站的比例相乘，假設各站互不影響',
			amount: { value: smooth, format: 'percent', decimals: 1, kind: way },
		};
	}
	const value = way === 'mean' ? mean : peakEnd;
	return {
		before: way === 'mean' ? '整段的平均' : '谷底與結尾的平均',
		figure: number(value, 2),
		suffix: '分',
		after:
			way === 'mean'
				? `滿分5分；只看谷底與結尾是${points(peakEnd)}`
				: `滿分5分；六站平均是${points(mean)}`,
		amount: { value, format: 'number', decimals: 2, unit: '分', kind: way },
	};
}

export function meansOf(inputs: JourneyInputs, outcome: JourneyOutcome): string {
	const { stations, whole, worst } = outcome;
	if (countsShares(inputs)) {
		const stuck = Math.round((1 - whole.smooth) * 100);
		return `${stations.map(({ smooth }) => share(smooth)).join('×')}＝${share(whole.smooth)}。每100位病人，${
			stuck === 0 ? '幾乎沒有人卡住' : `約有${stuck}位至少在一站卡住`
		}。`;
	}
	const felt = stations.map((station) => shortNumber(station.felt)).join('、');
	const last = stations.at(-1);
	const lowest = Math.min(...stations.map((station) => station.felt));
	return `六站的感受依序是${felt}分。最差的是${together(worst)}（${shortNumber(lowest)}分），最後的${stationLabels.aftercare}是${shortNumber(last?.felt ?? lowest)}分。`;
}

/** Whether a station can still be raised. */
const isOpen =
	(way: keyof Whole) =>
	({ score, smooth }: FeltStation): boolean =>
		way === 'smooth' ? smooth < 1 : score < scale.highest;

/** Which station to mend by one way of summing up. */
function choiceOf({ best, stations }: JourneyOutcome, way: keyof Whole): string {
	const names = best[way];
	const open = stations.filter(isOpen(way)).length;
	if (open === 0) return '每一站都滿分了';
	if (names.length === 0) return '只補一站沒有用';
	if (names.length === 1) return `先補${together(names)}`;
	if (names.length === open) {
		return open === stations.length ? '補哪一站都一樣' : `沒滿分的${open}站都一樣`;
	}
	return names.length > 3 ? `有${names.length}站並列第一` : `先補${together(names, '或')}`;
}

const gainOf = ({ raises }: JourneyOutcome, way: keyof Whole): number =>
	Math.max(...raises.map(({ gain }) => gain[way]));

function smoothFinding(outcome: JourneyOutcome): Finding {
	const { stations, whole } = outcome;
	const shares = stations.map(({ smooth }) => smooth);
	const [low, high] = [Math.min(...shares), Math.max(...shares)];
	const all = share(whole.smooth);
	const gain = gainOf(outcome, 'smooth');
	const headline =
		low === 1
			? '六站都是100%，|全程才會是100%。'
			: low === high
				? `六站都是${share(low)}，|全程都順的是${all}。`
				: `最順的一站${share(high)}，|最不順的${share(low)}，|全程${all}。`;
	const next =
		low === 1
			? '只要有一站少一點，全程就跟著少。'
			: `一站多5個百分點（最多到100%），全程最多能多${number(gain * 100, 1)}個百分點：${choiceOf(outcome, 'smooth')}。`;
	return {
		headline,
		text: `每過一站就乘一次，站愈多，一路都順的人愈少。${next}愈低的一站，同樣的百分點換到的倍數愈大。`,
	};
}

/** What bad stations take from those after them. */
export function dragOf({ stations }: JourneyOutcome): string {
	const dragged = stations.filter(({ score, felt }) => score - felt > 1e-9);
	if (dragged.length === 0) return '';
	const told = dragged.map(
		({ name, score, felt }) =>
			`${stationLabels[name]}做到${shortNumber(score)}分，病人只感受到${shortNumber(felt)}分`,
	);
	return `前一站的不愉快帶了過來：${told.join('；')}。`;
}

export function findingOf(inputs: JourneyInputs, outcome: JourneyOutcome): Finding {
	if (countsShares(inputs)) return smoothFinding(outcome);
	const byMean = choiceOf(outcome, 'mean');
	const byPeakEnd = choiceOf(outcome, 'peakEnd');
	const most = (way: keyof Whole): string => {
		const gain = gainOf(outcome, way);
		return gain < 0.005 ? '整段一分也不會多' : `最多能讓整段多${points(gain)}`;
	};
	const gains = `一站多1分（最多到5分），照平均${most('mean')}，照谷底與結尾${most('peakEnd')}。`;
	return {
		headline:
			byMean === byPeakEnd
				? `兩種算法都說：|${byMean}。`
				: `照平均，${byMean}；|照谷底與結尾，|${byPeakEnd}。`,
		text: `${dragOf(outcome)}${gains}平均把六站看成一樣重，谷底與結尾只看兩個時刻，都只是算法；病人怎麼記得這一趟，要問病人。`,
	};
}

export const conventions = [
	'平均：六站的感受相加除以6。',
	'谷底與結尾：最差的一站與最後一站的平均。Kahneman等人（1993）請人把手放進冷水，事後的評價跟著最痛的一刻和最後一刻走，和痛了多久關係不大（峰終定律，peak–end rule）。',
	'這是一種算法，不是定律：Kemp等人（2008）研究假期的回憶，Strijbosch等人（2019）研究虛擬實境，它都沒有比平均預測得更好。',
	'全程都順：六站的比例相乘，假設一個人在這一站順不順，和其他站無關。',
	'不愉快帶到下一站：一站的感受比3分每低1分，下一站就少這個分數，最低到1分（假設）。',
	'補一站：分數多1分（最多5分），或覺得順的人多5個百分點（最多100%）。',
] as const;

export const leftOut = [
	'修每一站要花多少錢，能補幾分。',
	'好的一站會不會把愉快帶到下一站。',
	'同一站裡人和人的差別：分數是一群病人的平均。',
] as const;

const scoreGuess = numberRow({
	label: '整段幾分',
	key: 'guess',
	unit: '分',
	min: scale.lowest,
	max: scale.highest,
	step: 0.1,
	usual: scale.middle,
	source: '猜測',
});

export const guessables: Readonly<Record<Way, Guessable>> = {
	mean: {
		ask: '六站的感受平均起來是幾分？',
		input: scoreGuess,
		written: (value) => `${number(value, 1)}分`,
		exactly: points,
		axis: 'y',
	},
	peakEnd: {
		ask: '最差的一站和最後一站，平均是幾分？',
		input: scoreGuess,
		written: (value) => `${number(value, 1)}分`,
		exactly: points,
		axis: 'y',
	},
	smooth: {
		ask: '六站各有95%的人覺得順。六站全都順的人占多少？',
		input: numberRow({
			label: '全都順的人',
			key: 'guess',
			unit: '%',
			min: 0,
			max: 1,
			step: 0.01,
			usual: 0.5,
			source: '猜測',
		}),
		written: percent,
		exactly: (value) => percent(value, 1),
		axis: 'y',
	},
};
