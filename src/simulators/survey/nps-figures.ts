import type { NpsAnswers } from '#models/survey/nps.ts';
import type { NpsInputs, NpsOutcome } from '#models/survey/nps-model.ts';
import type { Shape } from '#models/survey/same-nps.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { absent, number, percent, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';

/** In the order of the form beside them. */
const groups = ['推薦者', '中立者', '批評者'] as const;

const shares = ({ promoters, passives, detractors }: NpsAnswers): (number | null)[] => {
	const counts = [promoters, passives, detractors].map(Math.round);
	const all = counts.reduce((sum, count) => sum + count, 0);
	return counts.map((count) => (all > 0 ? count / all : null));
};

/** The three groups, last time and this time. */
export function groupChart(inputs: NpsInputs): BarChartSpec {
	const before = shares({
		promoters: inputs.promotersBefore,
		passives: inputs.passivesBefore,
		detractors: inputs.detractorsBefore,
	});
	const now = shares(inputs);
	const told = (values: readonly (number | null)[]) =>
		values.map((value, i) => `${groups[i]}${value === null ? absent : percent(value)}`).join('、');
	return {
		kind: 'bar',
		finding: `這次${told(now)}；上次${told(before)}。`,
		caption: '三種人各占多少。NPS只看兩頭的差，中間的人多或少，分數不變。',
		x: { label: '給9–10分、7–8分、0–6分的人', categories: [...groups] },
		y: { label: '占作答的人', format: 'percent', min: 0 },
		series: [
			{ id: 'a', name: '上次', values: before },
			{ id: 'b', name: '這次', values: now },
		],
		valuesShown: true,
	};
}

const shapeNames: Readonly<Record<Shape, string>> = {
	split: '兩極',
	between: '中間',
	lukewarm: '不冷不熱',
};

/** Three surveys that the score cannot tell apart. */
export function sameNpsTable({ sameNps }: NpsOutcome): NamedTable {
	return {
		caption: '同一個NPS，三種調查',
		columns: ['哪一種', ...groups, '平均', '誤差', 'NPS'],
		rows: sameNps.map(({ shape, answers, score, meanScore }) => [
			shapeNames[shape],
			number(answers.promoters),
			number(answers.passives),
			number(answers.detractors),
			number(meanScore, 2),
			score.margin === null ? absent : `±${number(score.margin, 1)}`,
			signedNumber(score.nps, 1),
		]),
	};
}
