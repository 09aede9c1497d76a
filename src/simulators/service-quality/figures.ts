import { scale, type ServiceQuality } from '#models/service-quality/gaps.ts';
import type { ServiceQualityOutcome } from '#models/service-quality/model.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactPercent } from '../digits.ts';
import { dimensionLabels, score, signed } from './words.ts';

/** What was expected beside what came, dimension by dimension. */
export function gapChart({ gaps }: ServiceQuality): BarChartSpec {
	const told = gaps.map(
		({ name, expectation, perception }) =>
			`${dimensionLabels[name]}期望${number(expectation, 1)}、感受${number(perception, 1)}`,
	);
	return {
		kind: 'bar',
		finding: `${told.join('；')}。`,
		caption:
			'每個構面的期望與感受，軸從最低的1分到最高的7分；構面下面是客人給它的權重。感受比期望矮的地方就是缺口。',
		x: {
			label: '構面與權重',
			categories: gaps.map(
				({ name, weight }) => `${dimensionLabels[name]}${exactPercent(weight, 0)}`,
			),
		},
		y: {
			label: '分數（1到7分）',
			format: 'number',
			decimals: 1,
			min: scale.lowest,
			max: scale.highest,
			whole: true,
		},
		series: [
			{ id: 'a', name: '期望', values: gaps.map(({ expectation }) => expectation) },
			{ id: 'b', name: '感受', values: gaps.map(({ perception }) => perception) },
		],
		valuesShown: true,
	};
}

export function gapTable(outcome: ServiceQuality): NamedTable {
	const { gaps, plainGap, weightedGap, weightedExpectation, weightedPerception } = outcome;
	return {
		caption: `缺口與權重（分）；直接平均的缺口是${signed(plainGap)}`,
		columns: ['構面', '期望', '感受', '缺口', '權重', '權重×缺口'],
		rows: gaps.map(({ name, expectation, perception, gap, weight, weightedGap: owed }) => [
			dimensionLabels[name],
			score(expectation),
			score(perception),
			signed(gap),
			exactPercent(weight, 1),
			signed(owed),
		]),
		foot: [
			'依權重',
			score(weightedExpectation),
			score(weightedPerception),
			signed(weightedGap),
			'100%',
			signed(weightedGap),
		],
	};
}

export function errorTable({ errors }: ServiceQualityOutcome): NamedTable {
	return {
		caption: '缺口與95%的誤差（分）',
		columns: ['構面', '缺口', '缺口的誤差', '只看感受的誤差', '大過誤差？'],
		rows: errors.map(({ name, gap, gapMargin, perceptionMargin, certain }) => [
			dimensionLabels[name],
			signed(gap),
			`±${score(gapMargin)}`,
			`±${score(perceptionMargin)}`,
			certain ? '是' : '否',
		]),
	};
}
