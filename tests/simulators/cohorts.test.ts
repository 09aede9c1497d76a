import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohortsInputs, type CohortsInputs } from '#models/churn/cohorts-inputs.ts';
import { cohortsModel } from '#models/churn/cohorts-model.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
import {
	forecastChart,
	forecastTable,
	pooledTable,
	rateSteps,
	triangleRows,
	triangleTable,
	whatIfTables,
	worthTable,
} from '#simulators/cohorts/figures.ts';
import {
	answerOf,
	findingOf,
	meansOf,
	question,
	tableFitWords,
	whatIfWords,
} from '#simulators/cohorts/words.ts';

const at = (inputs: Partial<CohortsInputs> = {}): CohortsInputs => ({
	...usualInputs(cohortsInputs),
	...inputs,
});
const shown = (given: Partial<CohortsInputs> = {}) => {
	const inputs = at(given);
	const outcome = cohortsModel.run(inputs, usualSeed);
	return {
		outcome,
		words: {
			question: question(inputs),
			answer: answerOf(inputs, outcome),
			means: meansOf(inputs, outcome),
			finding: findingOf(inputs, outcome),
			table: tableFitWords(outcome),
			whatIf: whatIfWords(inputs, outcome),
			chart: forecastChart(inputs, outcome),
			tables: [
				forecastTable(inputs, outcome),
				worthTable(outcome),
				...whatIfTables(inputs, outcome),
				triangleTable(outcome),
				pooledTable(outcome),
			],
		},
	};
};

describe('the forecast', () => {
	// Fader & Hardie (2007): α .668, β 3.806 from the first seven years of High End.
	test('of seven years lands near year twelve, and one churn rate does not', () => {
		const { outcome, words } = shown();
		expect(outcome.fit).toMatchObject({ ok: true, heterogeneity: 'found' });
		expect(outcome.fit.ok && outcome.fit.mix.alpha).toBeCloseTo(0.668, 3);
		expect(outcome.fit.ok && outcome.fit.mix.beta).toBeCloseTo(3.806, 3);
		expect(words.answer.figure).toBe('37.8%');
		expect(words.answer.after).toBe('實際是39.4%；一個流失率推到底是27.0%');
		expect(words.means).toContain('最多差1.6個百分點');
		expect(words.finding.headline).toContain('就猜到了');
	});

	test('of three years is called too dark, not right', () => {
		const { words } = shown({ fitYears: 3 });
		expect(words.finding.headline).toContain('差異還看不清楚');
		expect(words.finding.headline).not.toContain('猜到了');
	});

	test('of four years of High End tells a difference that it cannot measure', () => {
		const { finding } = shown({ fitYears: 4 }).words;
		expect(finding.headline).toBe('只看4年，|分得出差異，|但估不準。');
		expect(finding.text).toContain('概似比5.7，超過5%的界線');
		expect(finding.text).toContain('假設一開始有1,000人');
		expect(finding.text).toContain('少了22.1%的人');
	});

	test('of two years passes through both shares by itself, and that proves nothing', () => {
		const { finding, means } = shown({ segment: 'regular', fitYears: 2 }).words;
		expect(finding.headline).not.toContain('猜到了');
		expect(finding.text).toContain('曲線一定剛好通過');
		expect(means).toContain('少了16.9%的人');
	});

	test('is called right only where it misses by less than a tenth of those left', () => {
		for (const segment of ['highEnd', 'regular'] as const) {
			for (let fitYears = 2; fitYears <= 11; fitYears++) {
				const { outcome, words } = shown({ segment, fitYears });
				const off = Math.abs((outcome.fitted?.[12] ?? 0) / (outcome.actual[12] ?? 0) - 1);
				const { headline, text } = words.finding;
				expect(headline.includes('猜到了')).toBe(fitYears > 2 && off < 0.1);
				// What is told apart by the test is not called dark by the headline.
				expect(headline.includes('看不清楚') && text.includes('資料支持')).toBe(false);
			}
		}
	});

	test('of one year is refused with its reason', () => {
		const { words } = shown({ fitYears: 1 });
		expect(words.answer.figure).toBe('推不出來');
		expect(words.answer.amount).toBeUndefined();
		expect(words.means).toContain('至少要兩年');
		expect(words.chart.series.map(({ id }) => id)).toEqual(['c', 'a']);
	});

	test('marks what it was shown, and leaves the rest to be judged', () => {
		const { words } = shown();
		expect(words.chart.references).toEqual([
			{ axis: 'x', at: 7, look: 'dotted', label: '看到這裡' },
		]);
		expect(words.tables[0]?.rows[8]?.[0]).toBe('8（沒看過）');
	});

	// High End, churn cut by a fifth at 10 %: three ways of counting what it is worth.
	test('of less churn is counted customer by customer', () => {
		const { whatIf } = shown().outcome;
		expect(whatIf?.everybody.gain).toBeCloseTo(0.075, 3);
		expect(whatIf?.wholeBase.gain).toBeCloseTo(0.12, 2);
		expect(whatIf?.oneRate.gain).toBeCloseTo(0.136, 2);
		expect(shown({ fitYears: 1 }).outcome.whatIf).toBeNull();
	});

	// Two churn rates, pooled over the years and of the first year alone, are never one name.
	test('tells its two single churn rates apart', () => {
		const { tables, whatIf } = shown().words;
		expect(tables[1]?.columns[1]).toMatch(/^一個流失率（每年10\.\d%）$/);
		expect(tables[2]?.rows[2]?.[0]).toMatch(/^只用第一年的流失率（14\.9%）$/);
		expect(whatIf).toContain('只用第一年的流失率');
	});

	test('makes those who stayed worth more, where one churn rate does not', () => {
		const { stillWorth } = shown().outcome;
		const mixed = stillWorth.map((each) => each.mixed ?? 0);
		expect([...mixed].sort((a, b) => a - b)).toEqual(mixed);
		expect(new Set(stillWorth.map(({ alike }) => alike)).size).toBe(1);
	});
});

describe('the made-up table', () => {
	test('gives three rates, and the growth of a firm moves one of them alone', () => {
		const shares = (growth: number) =>
			rateSteps(shown({ growth }).outcome).map(({ share }) => share);
		const [slow, fast] = [shares(0), shares(0.4)];
		expect(slow[2]).toBe(fast[2]);
		// A larger cohort holds further customers, so the first rate moves as a sample does.
		expect(Math.abs((slow[0] ?? 0) - (fast[0] ?? 0))).toBeLessThan(0.015);
		expect(slow[1]).toBeGreaterThan((fast[1] ?? 1) + 0.01);
	});

	test('is a triangle closed by the pooled curve', () => {
		const { rows, columns, foot } = triangleRows(shown().outcome);
		expect(rows).toHaveLength(8);
		expect(columns).toHaveLength(7);
		expect(rows.map(({ shares }) => shares.filter((share) => share !== null).length)).toEqual([
			7, 6, 5, 4, 3, 2, 1, 0,
		]);
		expect(foot.shares).not.toContain(null);
	});

	test('lets the mix that made it be found again', () => {
		const { tableFit } = shown().outcome;
		if (!tableFit.ok || tableFit.heterogeneity !== 'found') throw new Error('no fit');
		const { mix, standardErrors } = tableFit;
		expect(Math.abs(mix.alpha - 0.668)).toBeLessThan(2 * standardErrors.alpha);
		expect(Math.abs(mix.beta - 3.806)).toBeLessThan(2 * standardErrors.beta);
	});
});

test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
	const anything = fc.record({
		segment: fc.constantFrom('highEnd' as const, 'regular' as const),
		fitYears: fc.integer({ min: 1, max: 11 }),
		discountPerYear: fc.double({ min: 0.005, max: 0.5, noNaN: true }),
		cut: fc.double({ min: 0, max: 1, noNaN: true }),
		growth: fc.double({ min: -0.3, max: 0.4, noNaN: true }),
	});
	fc.assert(
		fc.property(anything, (given) => {
			expect(JSON.stringify(shown(given).words)).not.toMatch(
				/NaN|Infinity|null|undefined|無限大|—%/,
			);
		}),
		{ numRuns: 200 },
	);
});
