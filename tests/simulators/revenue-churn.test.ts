import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	revenueChurnInputs,
	revenueChurnModel,
	type RevenueChurnInputs,
} from '#models/churn/revenue-churn-model.ts';
import { usualInputs } from '#models/model.ts';
import {
	bridgeChart,
	bridgeTable,
	tenTable,
	yearChart,
	yearTable,
} from '#simulators/revenue-churn/figures.ts';
import { revenue } from '#simulators/revenue-churn/amounts.ts';
import {
	answerOf,
	findingOf,
	meansOf,
	question,
	yearWords,
} from '#simulators/revenue-churn/words.ts';

const at = (inputs: Partial<RevenueChurnInputs> = {}): RevenueChurnInputs => ({
	...usualInputs(revenueChurnInputs),
	...inputs,
});
const shown = (given: Partial<RevenueChurnInputs> = {}) => {
	const inputs = at(given);
	const outcome = revenueChurnModel.run(inputs, 1);
	return {
		question: question(inputs),
		answer: answerOf(outcome),
		means: meansOf(inputs, outcome),
		finding: findingOf(outcome),
		year: yearWords(outcome),
		charts: [yearChart(outcome), bridgeChart(outcome)],
		tables: [yearTable(outcome), bridgeTable(outcome), tenTable(outcome)],
	};
};

describe('heads and money', () => {
	// Eight accounts of 100, one of 500, one of 1,000; two of the small ones leave: 20 % and 8.7 %.
	test('are told apart with ten accounts', () => {
		expect(shown().tables[2]?.rows.map((row) => row[3])).toEqual(['20.0%', '8.7%']);
	});

	test('growth that covers a loss is called a leak', () => {
		const { answer, finding } = shown();
		expect(answer.figure).toBe('101%');
		expect(finding.headline).toContain('還是漏的');
	});

	test('name which customers leave', () => {
		const flat = { expansionShare: 0, contractionShare: 0 };
		expect(shown({ ...flat, leftShare: 0.08, churnedShare: 0.02 }).finding.headline).toContain(
			'小客戶',
		);
		expect(shown({ ...flat, leftShare: 0.005, churnedShare: 0.12 }).finding.headline).toContain(
			'大客戶',
		);
		expect(shown({ ...flat, leftShare: 0.03, churnedShare: 0.03 }).finding.headline).toContain(
			'一樣',
		);
		expect(
			shown({ ...flat, leftShare: 0, churnedShare: 0, expansionShare: 0.02 }).finding.headline,
		).toContain('沒有人走');
	});

	test('contradict each other where money goes without heads, and it counts as none', () => {
		const { answer, means, finding } = shown({ leftShare: 0, churnedShare: 0.015 });
		expect(revenueChurnModel.run(at({ leftShare: 0, churnedShare: 0.015 }), 1)).toMatchObject({
			misfit: 'revenue-without-accounts',
			rates: { revenueChurn: 0 },
		});
		expect(answer.figure).toBe('102.5%');
		expect(means).toContain('填的1.5%當作0');
		expect(finding.headline).toBe('沒有人走，|可是有人|付得變少了。');
		expect(finding.text).not.toContain('客戶在走');
	});

	test('contradict each other where heads go without money, and it is said', () => {
		const { finding, means } = shown({ leftShare: 0.5, churnedShare: 0 });
		expect(finding.headline).toContain('兩個數字不合');
		expect(means).toContain('付費的客戶不會這樣');
		expect(shown().means).not.toContain('不會這樣');
	});

	test('show as many digits of money as of rates', () => {
		const { means, charts, tables } = shown({ leftShare: 0, churnedShare: 0 });
		expect(means).toContain('月初100萬元，月底102.5萬元');
		expect(tables[1]?.foot?.[1]).toBe('102.5萬元');
		expect(charts[1]?.y).toMatchObject({ label: '每月經常性營收（萬元）', decimals: 1 });
		expect([revenue(15_000), revenue(1_234_567), revenue(102_500_000)]).toEqual([
			'15,000元',
			'123.5萬元',
			'1.025億元',
		]);
	});

	// 1 − .97¹² = 30.6 %, where twelve times three would be 36 %.
	test('twelve months are multiplied', () => {
		expect(shown().year).toContain('一年走30.6%，不是乘以12的36.0%');
		expect(shown({ leftShare: 0.5 }).tables[0]?.rows[0]?.[2]).toBe('少於0，不可能');
		expect(shown({ leftShare: 0 }).year).toContain('沒有人走');
	});
});

// Gross churn is what leavers paid and what those who stay pay less, over the start.
test('what the headline says is worse is worse, downgrades counted', () => {
	const share = fc.integer({ min: 1, max: 100 }).map((step) => step * 0.005);
	fc.assert(
		fc.property(
			share,
			share,
			fc.oneof(fc.constant(0), share),
			(leftShare, churnedShare, contractionShare) => {
				const given = { leftShare, churnedShare, contractionShare, expansionShare: 0 };
				const { headline } = shown(given).finding;
				const gross = churnedShare + contractionShare;
				if (/家數流失.*嚴重/.test(headline)) expect(gross).toBeLessThan(leftShare);
				if (/太樂觀|營收流失比家數高/.test(headline)) expect(gross).toBeGreaterThan(leftShare);
				if (headline.includes('一樣')) expect(gross).toBeCloseTo(leftShare, 3);
				if (headline.startsWith('走的是小客戶')) expect(churnedShare).toBeLessThan(leftShare);
				if (headline.startsWith('走的是大客戶')) expect(churnedShare).toBeGreaterThan(leftShare);
			},
		),
		{ numRuns: 500 },
	);
	const downgraded = shown({ contractionShare: 0.1, expansionShare: 0 }).finding;
	expect(downgraded.headline).toBe('走的不是大客戶，|加上降級，|營收流失比家數高。');
	expect(downgraded.text).toContain('家數走了3%，跟著走的營收是1.5%，加上降級共11.5%');
});

test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
	const half = fc.double({ min: 0, max: 0.5, noNaN: true });
	const anything = fc.record({
		accounts: fc.constantFrom(1, 200, 100_000),
		leftShare: half,
		startRevenue: fc.constantFrom(1_000, 1_000_000, 100_000_000),
		churnedShare: half,
		contractionShare: half,
		expansionShare: half,
	});
	fc.assert(
		fc.property(anything, (given) => {
			const { charts, ...words } = shown(given);
			expect(JSON.stringify(words)).not.toMatch(/NaN|Infinity|null|undefined|無限大|—%/);
			// A floating bar has nothing in the places of the others: that null is meant.
			expect(JSON.stringify(charts)).not.toMatch(/NaN|Infinity|undefined|無限大|—%/);
		}),
		{ numRuns: 300 },
	);
});
