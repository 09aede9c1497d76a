import type { ChurnOutcome } from '#models/churn/churn.ts';
import type { ChurnInputs } from '#models/churn/inputs.ts';
import { pointsFrom, type LineChartSpec, type LineSeries } from '#ui/chart-spec.ts';
import { percent } from '#ui/format.ts';
import { toldApart } from '../digits.ts';
import { left, periodWord, risingWords, share, span, stories, unitOf } from './words.ts';

const lastRate = (rates: readonly (number | null)[]) => rates.at(-1) ?? null;

/** How many are left, period by period, under both stories; and what was observed, where known. */
export function survivalChart(inputs: ChurnInputs, outcome: ChurnOutcome): LineChartSpec {
	const ends = left(outcome);
	const series: LineSeries[] = [
		{
			id: 'a',
			name: stories.alike,
			endLabel: [`→ ${share(ends.alike)}`],
			points: pointsFrom(outcome.alike.survival),
		},
	];
	if (outcome.mix !== null) {
		series.push({
			id: 'b',
			name: stories.mixed,
			endLabel: [`→ ${share(ends.mixed)}`],
			points: pointsFrom(outcome.mixed.survival),
		});
	}
	if (outcome.observed !== null) {
		series.push({ id: 'c', name: '實際觀察', points: pointsFrom(outcome.observed) });
	}
	const both =
		outcome.mix === null
			? `${span(inputs)}後還在${share(ends.alike)}`
			: `${span(inputs)}後，${stories.alike}時還在${share(ends.alike)}，${stories.mixed}時還在${share(ends.mixed)}`;
	return {
		kind: 'line',
		finding: `還在的客戶占期初的比例。${both}。`,
		caption:
			outcome.observed === null
				? outcome.mix === null
					? '還在的客戶，占期初的比例。人人的流失率都一樣，只有一條線。'
					: inputs.periods === 1
						? '還在的客戶，占期初的比例。只看一期，兩條線重合。'
						: '還在的客戶，占期初的比例。兩條線在第一期重合，之後分開。'
				: '還在的客戶，占期初的比例。點線是Fader與Hardie（2007）表1的實際比例，前七年用來配適。',
		x: { label: unitOf(inputs), unit: unitOf(inputs), format: 'number', whole: true },
		y: { label: '還在的比例（%）', format: 'percent', min: 0, max: 1 },
		series,
		references: [{ axis: 'y', at: 0.5, look: 'dotted', label: '一半' }],
	};
}

/** Share of those here a period ago who stay: flat when all are alike, rising when they differ. */
export function retentionChart(inputs: ChurnInputs, outcome: ChurnOutcome): LineChartSpec {
	const points = (rates: readonly (number | null)[]) =>
		rates.flatMap((y, index) => (y === null ? [] : [{ x: index + 1, y }]));
	const alike = points(outcome.alike.retention);
	const mixed = points(outcome.mixed.retention);
	const from = alike[0]?.y ?? 1;
	const to = lastRate(outcome.mixed.retention) ?? from;
	const [shownFrom, shownTo] = toldApart(from, to) ?? [percent(from, 1), percent(to, 1)];
	// The rise is the point of this figure, so its axis starts a step below the lowest rate.
	const low = Math.max(0, Math.floor((from - 0.02) * 20) / 20);
	return {
		kind: 'line',
		shape: 'flat',
		finding:
			outcome.mix === null
				? `每${unitOf(inputs)}的留存率一直是${percent(from, 1)}。`
				: inputs.periods === 1
					? `第一${periodWord(inputs)}的留存率：${stories.alike}和${stories.mixed}都是${percent(from, 1)}。`
					: `每${unitOf(inputs)}的留存率：${stories.alike}時一直是${shownFrom}；${stories.mixed}時，${risingWords(inputs, outcome)}`,
		caption: `每${unitOf(inputs)}的留存率：前一期還在的人，有多少這一期也在。縱軸不從0開始。`,
		x: { label: unitOf(inputs), unit: unitOf(inputs), format: 'number', whole: true, min: 0 },
		y: { label: '留存率（%）', format: 'percent', min: low, max: 1 },
		series: [
			{ id: 'a', name: stories.alike, endLabel: [shownFrom], points: alike },
			...(outcome.mix === null
				? []
				: [
						{
							id: 'b' as const,
							name: stories.mixed,
							endLabel: [`→ ${shownTo}`],
							points: mixed,
						},
					]),
		],
	};
}
