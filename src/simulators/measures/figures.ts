import { measuresInputs, monthsShown, type MeasuresInputs } from '#models/measures/inputs.ts';
import {
	metricIds,
	repeatMetric,
	type MetricId,
	type MetricSeries,
} from '#models/measures/metrics.ts';
import type { MeasuresOutcome } from '#models/measures/model.ts';
import { niceTicks, type LineChartSpec, type LineSeries, type Point } from '#ui/chart-spec.ts';
import { absent, number, percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { measures, monthLookedAt, shownAs, shownMetric, windowNames } from './measure-names.ts';

const points = (values: MetricSeries['withEvent']): Point[] =>
	values.flatMap((y, index) => (y === null ? [] : [{ x: index + 1, y }]));

const lastOf = (values: MetricSeries['withEvent']): number | null => values.at(-1) ?? null;

/** The measure chosen, month by month, with what happens and without. */
export function measureChart(inputs: MeasuresInputs, outcome: MeasuresOutcome): LineChartSpec {
	return inputs.event === 'none' && inputs.metric === 'repeat'
		? windowsChart(inputs, outcome)
		: twinChart(inputs, outcome);
}

/** From 0, so that the ticks are half years. */
const months = {
	label: '第幾個月',
	unit: '個月',
	format: 'number',
	min: 0,
	max: monthsShown,
	whole: true,
} as const;

/** Nothing happens: one rate, three windows. */
function windowsChart({ window }: MeasuresInputs, { series }: MeasuresOutcome): LineChartSpec {
	const others = (['year', 'quarter', 'month'] as const).filter((each) => each !== window);
	const line = (id: LineSeries['id'], each: MeasuresInputs['window']): LineSeries => {
		const values = series[repeatMetric[each]].withEvent;
		return {
			id,
			name: `看${windowNames[each]}`,
			endLabel: [shownAs(repeatMetric[each], lastOf(values))],
			points: points(values),
		};
	};
	const said = (['month', 'quarter', 'year'] as const).map(
		(each) =>
			`看${windowNames[each]}${shownAs(repeatMetric[each], lastOf(series[repeatMetric[each]].withEvent))}`,
	);
	return {
		kind: 'line',
		finding: `同一群人的回購率：${said.join('，')}。`,
		caption: '同一群人、同一份紀錄。每一點都從那個月往回看：一個月、三個月、十二個月。',
		x: months,
		y: { ...measures.repeatMonth.axis, min: 0, max: 1 },
		series: [
			line('a', others[0] as MeasuresInputs['window']),
			line('c', others[1] as MeasuresInputs['window']),
			line('b', window),
		],
	};
}

function twinChart(inputs: MeasuresInputs, { series }: MeasuresOutcome): LineChartSpec {
	const id = shownMetric(inputs);
	const { withEvent, without } = series[id];
	const { name, axis } = measures[id];
	const event =
		measuresInputs.event.options.find(({ value }) => value === inputs.event)?.label ?? '';
	const none = inputs.event === 'none';
	const shown = (values: typeof without) => shownAs(id, lastOf(values), !none);
	const now: LineSeries = {
		id: 'b',
		name: none ? '這家店' : event,
		endLabel: [shown(withEvent)],
		points: points(withEvent),
	};
	const twin: LineSeries = {
		id: 'a',
		name: '沒有這件事',
		endLabel: [shown(without)],
		points: points(without),
	};
	return {
		kind: 'line',
		finding: none
			? `${name}在第${monthsShown}個月是${shown(withEvent)}；沒有事情發生，也有起伏。`
			: `${name}在第${monthsShown}個月是${shown(withEvent)}，沒有這件事的話是${shown(without)}。${seenWords(series[id])}。`,
		caption: none
			? `${name}：${measures[id].formula}。沒有事情發生，每個月照樣上上下下。`
			: `${name}：${measures[id].formula}。兩條線是同一群人、同樣的運氣，只差第${inputs.when}個月有沒有「${event}」。`,
		x: months,
		y: { ...axis, ...lowest([...withEvent, ...without]) },
		series: none ? [now] : [twin, now],
		references: none ? [] : [{ axis: 'x', at: inputs.when, look: 'dotted', label: event }],
	};
}

/** Lines may start elsewhere than at zero: small changes of a large figure are what is looked for. */
function lowest(values: readonly (number | null)[]): { min?: number } {
	const there = values.filter((value) => value !== null);
	const [low, high] = [Math.min(...there), Math.max(...there)];
	if (there.length === 0 || low < 0.5 * high) return { min: 0 };
	return { min: niceTicks(low - (high - low) / 2, high, 5)[0] ?? 0 };
}

export const seenWords = ({ seenAfter, seenAtEnd }: MetricSeries): string =>
	seenAfter === null
		? '看不出來'
		: `${seenAfter === 0 ? '當月看得出來' : `${number(seenAfter)}個月後看得出來`}${seenAtEnd ? '' : '，最後又看不出來'}`;

/** In a table's cell. */
const seenCell = ({ seenAfter, seenAtEnd }: MetricSeries): string =>
	seenAfter === null
		? '看不出來'
		: `${seenAfter === 0 ? '當月' : `${number(seenAfter)}個月後`}${seenAtEnd ? '' : '，之後又不見'}`;

/** Every measure, this month against before. */
export function boardTable(inputs: MeasuresInputs, { series }: MeasuresOutcome): NamedTable {
	const none = inputs.event === 'none';
	const month = monthLookedAt(inputs);
	const rowOf = (id: MetricId): string[] => {
		const own = series[id];
		const shown = (value: number | null) => shownAs(id, value, !none);
		const now = shown(own.withEvent[month - 1] ?? null);
		const start = [measures[id].name];
		return none
			? [...start, now, `±${spreadOf(id, own.usualSpread)}`]
			: [...start, now, shown(own.without[month - 1] ?? null), seenCell(own), shown(own.before)];
	};
	const unknown = none ? ['算不出來', absent] : ['算不出來', '算不出來', absent, '算不出來'];
	return {
		caption: none ? '同一份紀錄的每一個指標' : '同一份紀錄的每一個指標，和沒有這件事比',
		columns: none
			? ['指標', `第${month}個月`, '平常的起伏']
			: ['指標', `第${month}個月`, '沒有這件事', '看得出來嗎', '事前三個月'],
		rows: [...metricIds.map(rowOf), ['留存率', ...unknown]],
	};
}

/** A standard deviation with enough digits not to read as none. */
function spreadOf(id: MetricId, spread: number): string {
	if (measures[id].amount.format === 'percent')
		return `${percent(spread, 2).replace('%', '')}個百分點`;
	if (id === 'intention') return `${number(spread, 2)}分`;
	return shownAs(id, spread);
}

/** What each measure says now, beside its name among the choices. */
export function metricFigures(
	inputs: MeasuresInputs,
	{ series }: MeasuresOutcome,
): Record<string, string> {
	const month = monthLookedAt(inputs);
	return Object.fromEntries(
		measuresInputs.metric.options.map(({ value }) => {
			const id = shownMetric({ ...inputs, metric: value });
			return [value, shownAs(id, series[id].withEvent[month - 1] ?? null)];
		}),
	);
}

export function windowFigures(
	inputs: MeasuresInputs,
	{ series }: MeasuresOutcome,
): Record<string, string> {
	const month = monthLookedAt(inputs);
	return Object.fromEntries(
		measuresInputs.window.options.map(({ value }) => {
			const id = repeatMetric[value];
			return [value, shownAs(id, series[id].withEvent[month - 1] ?? null)];
		}),
	);
}

export const formulaTable: NamedTable = {
	caption: '每一個指標怎麼算',
	columns: ['指標', '怎麼算'],
	rows: [
		...metricIds.map((id) => [measures[id].name, measures[id].formula]),
		['留存率', '期末還在的人 ÷ 期初的人'],
	],
};
