import type { JourneyInputs } from '#models/journey/inputs.ts';
import { scale } from '#models/journey/journey.ts';
import type { JourneyOutcome } from '#models/journey/model.ts';
import type { Axis, LineChartSpec, LineSeries } from '#ui/chart-spec.ts';
import { pointsFrom } from '#ui/chart-spec.ts';
import { number, shortNumber, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { countsShares, points, share, stationLabels } from './words.ts';

const placesOf = ({ stations }: JourneyOutcome): Axis => ({
	label: '站',
	format: 'number',
	min: 1,
	max: stations.length,
	whole: true,
	names: stations.map(({ name }) => stationLabels[name]),
});

/** The curve of feeling, and the height at which one way of summing up puts the whole. */
function curveChart({ way }: JourneyInputs, outcome: JourneyOutcome): LineChartSpec {
	const { stations, whole, worst } = outcome;
	const byMean = way === 'mean';
	const at = byMean ? whole.mean : whole.peakEnd;
	const told = stations.map(({ name, felt }) => `${stationLabels[name]}${shortNumber(felt)}`);
	const dragged = stations.some(({ score, felt }) => score - felt > 1e-9);
	const deserved: LineSeries = {
		id: 'a',
		name: '不帶過來',
		points: pointsFrom(
			stations.map(({ score }) => score),
			1,
		),
	};
	const summary: LineSeries = {
		id: 'c',
		name: byMean ? '平均' : '谷底與結尾',
		endLabel: [points(at)],
		points: pointsFrom(
			stations.map(() => at),
			1,
		),
	};
	const low = stations.findIndex(({ name }) => name === worst[0]);
	return {
		kind: 'line',
		finding: `每一站的感受：${told.join('、')}；${byMean ? '六站平均' : '谷底與結尾平均'}${points(at)}。`,
		caption: `情緒曲線：六站依時間排開，1到5分。點線是${byMean ? '六站的平均' : '最差的一站與最後一站的平均'}。${
			dragged ? '虛線是每一站只看自己的分數。' : ''
		}`,
		x: placesOf(outcome),
		y: {
			label: '感受（1到5分）',
			format: 'number',
			min: scale.lowest,
			max: scale.highest,
			whole: true,
		},
		series: [
			...(dragged ? [deserved] : []),
			{
				id: 'b',
				name: '感受',
				points: pointsFrom(
					stations.map(({ felt }) => felt),
					1,
				),
			},
			summary,
		],
		callouts:
			worst.length === 1
				? [
						{
							x: low + 1,
							y: stations[low]?.felt ?? scale.lowest,
							lines: [`谷底：${told[low] ?? ''}分`],
						},
					]
				: [],
	};
}

/** How many are left for whom everything went smoothly, station after station. */
function shareChart(outcome: JourneyOutcome, guessed: number): LineChartSpec {
	const { stations, whole } = outcome;
	// Half of the axis would stand empty, and what is near the top would run together; nor may a
	// guess lie on the axis.
	const min = Math.min(whole.smooth, guessed) > 0.5 ? 0.5 : 0;
	const told = stations.map(
		({ name, smoothSoFar }) => `${stationLabels[name]}${share(smoothSoFar)}`,
	);
	return {
		kind: 'line',
		finding: `走到每一站還一路都順的人：${told.join('、')}。`,
		caption: '實線是走到這一站還一路都順的人，虛線是只看這一站的人。',
		x: placesOf(outcome),
		y: { label: '覺得順的病人', format: 'percent', min, max: 1 },
		series: [
			{
				id: 'a',
				name: '只看一站',
				points: pointsFrom(
					stations.map(({ smooth }) => smooth),
					1,
				),
			},
			{
				id: 'b',
				name: '一路都順',
				endLabel: [share(whole.smooth)],
				points: pointsFrom(
					stations.map(({ smoothSoFar }) => smoothSoFar),
					1,
				),
			},
		],
	};
}

/** `guessed` is a share that a reader has put on the chart; its axis makes room for it. */
export const journeyChart = (
	inputs: JourneyInputs,
	outcome: JourneyOutcome,
	guessed = 1,
): LineChartSpec =>
	countsShares(inputs) ? shareChart(outcome, guessed) : curveChart(inputs, outcome);

export function stationTable(inputs: JourneyInputs, { stations }: JourneyOutcome): NamedTable {
	return {
		caption: countsShares(inputs) ? '六站，各有多少人順' : '六站，各讓人感受如何',
		columns: ['站', '做到幾分', '病人的感受', '覺得順的人', '一路都順'],
		rows: stations.map(({ name, score, felt, smooth, smoothSoFar }) => [
			stationLabels[name],
			shortNumber(score),
			shortNumber(felt),
			share(smooth),
			share(smoothSoFar),
		]),
	};
}

/** What one station more does for the whole; the way of summing up that was chosen comes first. */
export function raiseTable(inputs: JourneyInputs, { raises, whole }: JourneyOutcome): NamedTable {
	const ofScores = '多1分，整段多幾分';
	const ofShares = '順的人多5個百分點，全程多幾個百分點';
	const sharesFirst = countsShares(inputs);
	const row = (head: string, scores: readonly string[], smooth: string): string[] =>
		sharesFirst ? [head, smooth, ...scores] : [head, ...scores, smooth];
	return {
		caption: `只補一站：${sharesFirst ? `${ofShares}；${ofScores}` : `${ofScores}；${ofShares}`}`,
		columns: row('補哪一站', ['平均', '谷底與結尾'], '全程都順'),
		rows: raises.map(({ name, gain }) =>
			row(
				stationLabels[name],
				[signedNumber(gain.mean, 2), signedNumber(gain.peakEnd, 2)],
				signedNumber(gain.smooth * 100, 1),
			),
		),
		foot: row('現在，不補', [number(whole.mean, 2), number(whole.peakEnd, 2)], share(whole.smooth)),
	};
}
