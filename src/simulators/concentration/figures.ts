import type { ConcentrationOutcome } from '#models/concentration/concentration.ts';
import type { ConcentrationInputs } from '#models/concentration/inputs.ts';
import { measuredTopShares } from '#models/concentration/measured.ts';
import type { LineChartSpec } from '#ui/chart-spec.ts';
import { percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { everybodyAlike } from '../lorenz-line.ts';
import { bestOf } from './words.ts';

/** The Lorenz curve from the best customer on, against everybody alike. */
export function concentrationChart(
	inputs: ConcentrationInputs,
	{ lorenz, topShare, gini }: ConcentrationOutcome,
): LineChartSpec {
	const last = lorenz.people.length - 1;
	const points = lorenz.people.map((_, index) => ({
		x: 1 - (lorenz.people[last - index] ?? 0),
		y: 1 - (lorenz.share[last - index] ?? 0),
	}));
	const best = bestOf(inputs);
	return {
		kind: 'line',
		finding: `由最常買的排起，${best}的客戶占購買次數的${percent(topShare, 1)}；吉尼係數${gini.toFixed(2)}。`,
		caption: `羅倫茲曲線（Lorenz curve），由最常買的排起。實線離虛線愈遠愈集中；吉尼係數（Gini）${gini.toFixed(2)}，0是人人一樣，1是全在一人。`,
		x: { label: '客戶，由最常買的排起（累計占比）', format: 'percent', min: 0, max: 1 },
		y: { label: '占購買次數（累計）', format: 'percent', min: 0, max: 1 },
		series: [everybodyAlike, { id: 'b', name: `看${inputs.months}個月`, points }],
		callouts: [
			{
				x: inputs.topPeople,
				y: topShare,
				lines: [best, `占${percent(topShare, 1)}`],
			},
		],
	};
}

/** The same customers, longer and longer. */
export function windowTable(
	inputs: ConcentrationInputs,
	{ windows, longRun }: ConcentrationOutcome,
): NamedTable {
	const best = bestOf(inputs);
	return {
		caption: `同一批客戶，看得愈久：${best}占多少`,
		columns: ['看多久', '買過的人', '重購率', '只算有買的', '全部都算'],
		rows: windows.map((row) => [
			`${row.months}個月`,
			percent(row.buyersShare, 1),
			percent(row.repeatRate, 1),
			percent(row.topShareOfBuyers, 1),
			percent(row.topShareOfAll, 1),
		]),
		foot: [
			'一直看下去',
			'100%',
			'100%',
			percent(longRun.topShare, 1),
			percent(longRun.topShare, 1),
		],
	};
}

export const measuredTable: NamedTable = {
	caption: '前20%的客戶占多少：實際量到的',
	columns: ['誰', '前20%占', '出處'],
	rows: measuredTopShares.map(({ label, share, source }) => [label, percent(share), source]),
};
