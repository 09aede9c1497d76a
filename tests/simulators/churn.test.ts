import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { churnModel } from '#models/churn/churn.ts';
import { churnInputs, type ChurnInputs } from '#models/churn/inputs.ts';
import { usualInputs } from '#models/model.ts';
import { retentionChart, survivalChart } from '#simulators/churn/charts.ts';
import {
	lessChurnTable,
	ownChangeTable,
	residualTable,
	sortingTable,
	summaryTable,
	survivalTable,
} from '#simulators/churn/tables.ts';
import { famousWords, ownChangeWords } from '#simulators/churn/less-churn-words.ts';
import {
	propensityChart,
	propensityOf,
	propensityTable,
	propensityWords,
} from '#simulators/churn/propensity-words.ts';
import { exactPercent } from '#simulators/digits.ts';
import {
	answerOf,
	finding,
	lessChurnTitle,
	meaning,
	question,
	share,
	span,
} from '#simulators/churn/words.ts';

const at = (inputs: Partial<ChurnInputs> = {}): ChurnInputs => ({
	...usualInputs(churnInputs),
	...inputs,
});
const shown = (given: Partial<ChurnInputs> = {}) => {
	const inputs = at(given);
	const outcome = churnModel.run(inputs, 1);
	const bins = outcome.mix && propensityOf(inputs, outcome.mix);
	return {
		who: bins
			? [
					propensityWords(inputs, bins),
					propensityChart(inputs, bins, 'all'),
					propensityChart(inputs, bins, 'left'),
					propensityTable(inputs, bins),
				]
			: [],
		question: question(inputs),
		answer: answerOf(inputs, outcome),
		less: [ownChangeWords(inputs, outcome), famousWords(inputs)],
		meaning: meaning(inputs, outcome),
		finding: finding(inputs, outcome),
		survival: survivalChart(inputs, outcome),
		retention: retentionChart(inputs, outcome),
		tables: [
			summaryTable(inputs, outcome),
			survivalTable(inputs, outcome),
			residualTable(inputs, outcome),
			ownChangeTable(inputs, outcome),
			lessChurnTable(inputs, outcome),
		],
	};
};

describe('the words', () => {
	test('ask what the sliders say', () => {
		expect(question(at())).toBe('每月走5%，|三年後|剩幾人？');
		expect(question(at({ period: 'year', churnPerPeriod: 0.1493, periods: 12 }))).toBe(
			'每年走14.93%，|12年後|剩幾人？',
		);
		expect(span(at({ periods: 30 }))).toBe('30個月');
	});

	test('tell both answers in people', () => {
		expect(shown().meaning).toContain('人人相同還在158人，有深有淺還在470人');
	});

	test('count months and years as one says them', () => {
		expect(shown().meaning).toContain('第一個月走的一樣多');
		expect(shown({ period: 'year' }).meaning).toContain('第一年走的一樣多');
	});

	test('put the finding in numbers', () => {
		expect(shown().finding.headline.replaceAll('|', '')).toBe(
			'照這個假設推下去，只看第一期的流失率，會把一位客戶低估64%。',
		);
		expect(shown().finding.text).toContain('5,216元');
	});

	test('say what the finding rests on: an assumption, and years that nobody saw', () => {
		expect(shown().finding.text).toMatch(
			/客戶差異0\.1是假設，不是量出來的；有深有淺的價值有57%來自第36個月以後，是把同一條曲線推到圖上/,
		);
		const highEnd = churnModel.presets.find(({ id }) => id === 'high-end');
		expect(shown(highEnd?.inputs).finding.text).toContain('客戶差異0.1827是用前七年的資料配適的');
		expect(shown(highEnd?.inputs).finding.headline).toContain('照配適的曲線推下去');
		expect(churnInputs.heterogeneity.source).toContain('一期是一年');
	});

	test('do not call a rise what is none', () => {
		const once = shown({ periods: 1 });
		expect(once.finding.text).not.toContain('升到');
		expect(once.retention.finding).not.toContain('升到');
		expect(once.survival.caption).not.toContain('分開');
		expect(once.meaning).toContain('走的一樣多');
		expect(once.answer.figure).toBe('95%');
		expect(once.answer.prefix).toBeUndefined();
		// 99.90 % to 99.91 %: two decimals where one would show no rise.
		const slow = shown({ churnPerPeriod: 0.001, heterogeneity: 0.01, periods: 12 });
		expect(slow.finding.text).toContain('留存率從99.90%升到第12個月的99.91%');
	});

	test('say on which side of 1 α is', () => {
		const alpha = (given: Partial<ChurnInputs>) =>
			shown({ ...given, discountPerYear: 0 }).finding.text;
		expect(alpha({ churnPerPeriod: 0.25, heterogeneity: 0.2 })).toContain('α剛好是1');
		expect(alpha({ churnPerPeriod: 0.2499, heterogeneity: 0.2 })).toContain('α＝0.9996，不到1');
		expect(alpha({})).toContain('α＝0.45，不到1');
	});

	test('keep the digits of a share that is nearly nothing or nearly all', () => {
		expect([exactPercent(0.999), exactPercent(0.9999999), exactPercent(0.000001)]).toEqual([
			'99.9%',
			'99.99999%',
			'0.0001%',
		]);
		expect([exactPercent(0), exactPercent(1), exactPercent(1 - 0.999), exactPercent(0.05)]).toEqual(
			['0%', '100%', '0.1%', '5%'],
		);
		expect(shown({ churnPerPeriod: 0.00001 }).question).toContain('每月走0.001%');
	});

	test('tell when 25 to 85 % come true, and never that the table cannot reach them', () => {
		const told = famousWords(at());
		expect(told).toContain('要剛好25%，得是留存率85%、折現10%，或留存率90%、折現15%');
		expect(told).toContain('例如留存率90%、折現0.9%，或留存率95%、折現5.9%');
		expect(told).toContain('留存率到95%也只有+50%');
		expect(told).toContain(
			'85%那一列是+20%到+50%，90%那一列是+25%到+100%，95%那一列是+33%到沒有上限',
		);
		expect(famousWords(at({ reductionKind: 'percent' }))).toContain('從例子看是五個百分點');
	});

	test('name the fall of the first year for each of the two stories', () => {
		const inputs = at();
		expect(ownChangeWords(inputs, churnModel.run(inputs, 1))).toContain(
			'人人相同時從46%降到41%，有深有淺時從33.2%降到28.2%',
		);
	});

	test('say when there are fewer points to lose than were asked for', () => {
		const told = (inputs: ChurnInputs) => ownChangeWords(inputs, churnModel.run(inputs, 1));
		expect(told(at({ churnPerPeriod: 0.001 }))).toContain('少不到五個百分點，最多降到0%');
		expect(told(at())).not.toContain('最多降到0%');
		expect(shown({ churnPerPeriod: 0 }).meaning).toMatch(/^1,000人一個也沒走，/);
	});

	test('say never where nobody leaves, and not after how long', () => {
		const halved = (churnPerPeriod: number) => {
			const inputs = at({ churnPerPeriod });
			const { rows } = summaryTable(inputs, churnModel.run(inputs, 1));
			return rows.find(([name]) => name === '走掉一半以上')?.slice(1);
		};
		expect(halved(0)).toEqual(['永遠不會', '永遠不會']);
		expect(halved(0.0001)?.[0]).toContain('超過1,200');
	});

	test('do not call more than half a half', () => {
		const alike = { heterogeneity: 0 };
		expect(shown({ ...alike, churnPerPeriod: 0.6 }).finding.text).toContain(
			'到第1個月，走掉超過一半',
		);
		expect(shown({ ...alike, churnPerPeriod: 0.5 }).finding.text).toContain('到第1個月，走掉一半');
	});

	test('do not set an answer against itself', () => {
		const gone = shown({ churnPerPeriod: 0.6, heterogeneity: 0.01, periods: 120 }).answer;
		expect(gone).toMatchObject({ prefix: '不到', figure: '0.1%' });
		const near = shown({ heterogeneity: 0.001, periods: 2 }).answer;
		expect(near.figure).toBe('90%');
		expect(near.prefix).toBeUndefined();
	});

	test('name points and percent apart', () => {
		expect(lessChurnTitle(at())).toContain('五個百分點');
		expect(lessChurnTitle(at({ reductionKind: 'percent' }))).toContain('其中的5%');
		expect(lessChurnTitle(at({ reduction: 0.07 }))).toContain('七個百分點');
	});

	test('never let a small share look like none', () => {
		expect([share(0.0037), share(0.0001), share(0), share(0.47)]).toEqual([
			'0.4%',
			'不到0.1%',
			'0%',
			'47%',
		]);
	});

	test('say in words what has no bound', () => {
		expect(shown({ discountPerYear: 0 }).finding.headline).toContain('沒有上限');
		expect(shown({ churnPerPeriod: 0, discountPerYear: 0 }).finding.text).toContain('沒有上限');
	});
});

describe('the charts', () => {
	test('show one line when all are alike, two when they differ, three beside an observation', () => {
		const lines = (given: Partial<ChurnInputs>) => shown(given).survival.series.map(({ id }) => id);
		expect(lines({ heterogeneity: 0 })).toEqual(['a']);
		expect(lines({})).toEqual(['a', 'b']);
		const highEnd = churnModel.presets.find(({ id }) => id === 'high-end');
		expect(lines(highEnd?.inputs ?? {})).toEqual(['a', 'b', 'c']);
	});

	test('start the survival axis at zero', () => {
		expect(shown().survival.y).toMatchObject({ min: 0, max: 1 });
	});

	test('keep every rate inside the retention axis', () => {
		for (const churnPerPeriod of [0, 0.005, 0.05, 0.33, 0.6]) {
			const { series, y } = shown({ churnPerPeriod }).retention;
			for (const point of series.flatMap(({ points }) => points)) {
				expect(point.y).toBeGreaterThanOrEqual(y.min ?? 0);
				expect(point.y).toBeLessThanOrEqual(1);
			}
		}
	});
});

describe('the tables', () => {
	test('hold the classic cell and the reader’s own year', () => {
		const inputs = at();
		const table = lessChurnTable(inputs, churnModel.run(inputs, 1));
		expect(table.rows[3]).toEqual([
			'85%',
			'+50.0%',
			'+33.3%',
			'+27.8%',
			'+25.0%',
			'+22.7%',
			'+20.0%',
		]);
		expect(table.rows[5]?.[1]).toBe('沒有上限');
		expect(table.foot?.[0]).toBe('你的54%');
	});

	test('show what the same points do to each first year', () => {
		const inputs = at();
		expect(ownChangeTable(inputs, churnModel.run(inputs, 1)).rows[0]).toEqual([
			'第一年的流失率',
			'46.0% → 41.0%',
			'33.2% → 28.2%',
		]);
	});

	test('show two kinds of customers getting steadier together', () => {
		expect(sortingTable().rows.map((row) => row[2])).toEqual([
			'—',
			'70.0%',
			'75.7%',
			'80.6%',
			'84.1%',
			'86.5%',
			'88.0%',
		]);
	});
});

describe('the picture of who leaves', () => {
	const binsOf = (given: Partial<ChurnInputs> = {}) => {
		const inputs = at(given);
		const { mix } = churnModel.run(inputs, 1);
		if (!mix) throw new Error('everybody is alike');
		return { inputs, bins: propensityOf(inputs, mix) };
	};
	const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0);

	test('empties from the right while nobody changes', () => {
		const { inputs, bins } = binsOf();
		expect(propensityWords(inputs, bins)).toBe(
			'12個月後還在67%。一開始平均每月走5.0%，還在的人平均走2.1%。每個人自己的流失率都沒有變，是愛走的人先走了。',
		);
		bins.stillHere.forEach((share, bar) => {
			expect(share).toBeLessThanOrEqual((bins.atStart[bar] ?? 0) + 1e-12);
		});
	});

	test('holds everybody: the bars add up to all, and to those who are left', () => {
		for (const given of [
			{},
			{ churnPerPeriod: 0.6 },
			{ heterogeneity: 0.6 },
			{ seenPeriods: 120 },
		]) {
			const { bins } = binsOf(given);
			expect(sum(bins.atStart)).toBeCloseTo(1, 9);
			expect(sum(bins.stillHere)).toBeCloseTo(bins.survival, 9);
			expect(sum(bins.ofThoseLeft)).toBeCloseTo(1, 9);
			expect(bins.from.length).toBeLessThanOrEqual(11);
		}
	});

	test('shows the same people before anybody has left', () => {
		const { inputs, bins } = binsOf({ seenPeriods: 0 });
		expect(bins.stillHere).toEqual(bins.atStart);
		expect(propensityWords(inputs, bins)).toContain('一開始');
		expect(propensityWords(inputs, bins)).not.toContain('先走了');
	});
});

test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
	const corners = fc.record({
		churnPerPeriod: fc.constantFrom(0, 0.05, 0.3733, 0.6),
		heterogeneity: fc.constantFrom(0, 0.1, 0.6),
		periods: fc.constantFrom(1, 12, 36, 120),
		period: fc.constantFrom('month' as const, 'year' as const),
		customers: fc.constantFrom(1, 1_000, 1_000_000),
		marginPerPeriod: fc.constantFrom(0, 300, 10_000),
		discountPerYear: fc.constantFrom(0, 0.1, 0.5),
		acquisitionCost: fc.constantFrom(0, 1_500, 50_000),
		seenPeriods: fc.constantFrom(0, 1, 12, 120),
		reduction: fc.constantFrom(0, 0.05, 0.5),
		reductionKind: fc.constantFrom('points' as const, 'percent' as const),
	});
	fc.assert(
		fc.property(corners, (inputs) => {
			expect(JSON.stringify(shown(inputs))).not.toMatch(/NaN|Infinity|null|undefined|無限大/);
		}),
		{ numRuns: 300 },
	);
});
