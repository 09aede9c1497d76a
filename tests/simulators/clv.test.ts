import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clvModel } from '#models/clv/clv.ts';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { timingCodes } from '#models/clv/timing.ts';
import { usualInputs } from '#models/model.ts';
import { cumulativeChart, limitRow, rungsOf, yearRows } from '#simulators/clv/figures.ts';
import { answerOf, findingOf, meansOf, retentionHint } from '#simulators/clv/words.ts';

const shown = (given: Partial<ClvInputs> = {}) => {
	const inputs = { ...usualInputs(clvInputs), ...given };
	const outcome = clvModel.run(inputs, 1);
	return {
		answer: answerOf(inputs, outcome),
		means: meansOf(inputs, outcome),
		finding: findingOf(inputs, outcome),
		hint: retentionHint(inputs),
		chart: cumulativeChart(inputs, outcome),
		rows: yearRows(inputs, outcome),
		limit: limitRow(outcome),
		rungs: rungsOf(inputs, outcome),
	};
};

describe('where only renewals count (B)', () => {
	test('the dearest new customer that pays is the one of A, and the sentence says why', () => {
		expect(shown({ timing: 'B' }).means).toContain(
			'沒算取得時就到手的第一筆毛利1,000元；連它一起算，取得一位新客最多能花3,667元',
		);
		expect(shown({ timing: 'A' }).means).toContain('超過這個數');
	});

	test('acquisition cost is held against the first margin too', () => {
		const { answer, means, rungs, chart } = shown({ timing: 'B', acquisitionCost: 3_000 });
		expect(answer.figure).toBe('667');
		expect(answer.after).toBe('第一筆加續購（B）的毛利現值，已扣取得成本');
		expect(means).toContain('毛利現值3,667元（第一筆1,000元，續購2,667元）');
		expect(rungs.at(-1)?.how).toBe('B沒算的第一筆1,000元加回來，再減3,000元');
		expect(chart.references?.[0]).toMatchObject({ at: 2_000 });
		expect(shown({ timing: 'B', acquisitionCost: 500 }).chart.references).toBeUndefined();
	});

	test('nobody renewing is not a margin of nothing', () => {
		const { finding, means } = shown({ timing: 'B', retentionPerYear: 0 });
		expect(finding.text).toContain('B只算續購，所以是零');
		expect(`${finding.text}${means}`).not.toMatch(/只要有一個是零|沒有留下毛利/);
		expect(means).toContain('最多能花1,000元');
		expect(shown({ timing: 'B', marginRate: 0 }).finding.text).toContain('只要有一個是零');
	});
});

describe('payments', () => {
	test.each([
		['A', ['第1筆，現在', '第2筆，1年後', '第3筆，2年後']],
		['B', ['第1筆續購，1年後', '第2筆續購，2年後', '第3筆續購，3年後']],
		['C', ['第1筆，1年後', '第2筆，2年後', '第3筆，3年後']],
		['D', ['第1筆，0.5年後', '第2筆，1.5年後', '第3筆，2.5年後']],
	] as const)('under %s are named by number and by the time they come', (timing, names) => {
		expect(
			shown({ timing })
				.rows.slice(0, 3)
				.map((row) => row[0]),
		).toEqual(names);
	});

	test.each([
		['A', { x: 0, y: 1_000 }, 2],
		['B', { x: 0, y: 0 }, 3],
		['C', { x: 0, y: 0 }, 3],
		['D', { x: 0, y: 0 }, 2.5],
	] as const)('under %s stand in the chart where the table has them', (timing, start, third) => {
		const { chart } = shown({ timing });
		for (const { points } of chart.series) expect(points[0]).toEqual(start);
		expect(chart.callouts?.[0]?.x).toBe(third);
		expect(chart.bands?.[0]?.points.map(({ x }) => x)).toEqual(
			chart.series[0]?.points.map(({ x }) => x),
		);
	});

	test.each(timingCodes)('pay the cost back under %s at a time that the table has', (timing) => {
		const { rows, means } = shown({ timing, acquisitionCost: 1_900 });
		const years = /要等([\d.]+)年/.exec(means)?.[1];
		expect(rows.map((row) => row[0]).join(' ')).toContain(`${years}年後`);
	});
});

test('digits that were typed are not rounded away', () => {
	const { hint, rungs } = shown({
		retentionPerYear: 0.999,
		marginRate: 0.333,
		orderValue: 399.5,
		purchasesPerYear: 4.5,
	});
	expect(hint).toBe('也就是每年流失0.1%，平均維持1,000年');
	expect(rungs.map(({ how }) => how).join('')).toContain('改用留存率99.9%');
	expect(rungs[0]?.how).toContain('399.5元 × 每年4.5次');
	expect(rungs[1]?.how).toBe('再乘毛利率33.3%');
});

test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
	const corners = fc.record({
		orderValue: fc.constantFrom(0, 400, 5_000),
		purchasesPerYear: fc.constantFrom(0, 5, 52),
		yearsKept: fc.constantFrom(0, 5, 40),
		marginRate: fc.constantFrom(0, 0.5, 1),
		retentionPerYear: fc.constantFrom(0, 0.8, 0.999, 1),
		discountPerYear: fc.constantFrom(0, 0.1, 0.3),
		timing: fc.constantFrom(...timingCodes),
		acquisitionCost: fc.constantFrom(0, 500, 50_000),
		horizonYears: fc.constantFrom(3, 7.5, 40),
	});
	fc.assert(
		fc.property(corners, (inputs) => {
			expect(JSON.stringify(shown(inputs))).not.toMatch(/NaN|Infinity|null|undefined/);
		}),
		{ numRuns: 300 },
	);
});
