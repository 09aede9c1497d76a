import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimInputs, claimPresets, type ClaimInputs } from '#models/churn/claim-inputs.ts';
import { changeOf, claimModel } from '#models/churn/claim-model.ts';
import { mapAxes } from '#models/churn/claim-region.ts';
import { claimAt } from '#models/churn/claim.ts';
import { usualInputs } from '#models/model.ts';
import { firmChart, mapChart } from '#simulators/claim/charts.ts';
import { firmTable, gridTable, spendTable, versionTable } from '#simulators/claim/tables.ts';
import { answerOf, findingOf, gainWords, meansOf, question } from '#simulators/claim/words.ts';

const at = (inputs: Partial<ClaimInputs> = {}): ClaimInputs => ({
	...usualInputs(claimInputs),
	...inputs,
});
const shown = (given: Partial<ClaimInputs> = {}) => {
	const inputs = at(given);
	const outcome = claimModel.run(inputs, 1);
	const stand = { inputs, outcome };
	return {
		outcome,
		question: question(inputs),
		answer: answerOf(inputs, outcome),
		means: meansOf(inputs, outcome),
		finding: findingOf(inputs, outcome),
		map: mapChart(stand),
		firm: firmChart(inputs, outcome),
		tables: [
			versionTable(inputs, outcome),
			gridTable(inputs, outcome),
			firmTable(outcome),
			spendTable(outcome),
		],
	};
};

describe('the claim in words', () => {
	// Δ/(1+i−r−Δ) with r = 85 %, i = 10 %, Δ = 5 points is a quarter exactly.
	test('is just true where it opens, and says what 85 % would take', () => {
		const { answer, finding, means } = shown();
		expect(answer.figure).toBe('+25%');
		expect(answer.after).toContain('在25%到85%之內');
		expect(means).toContain('從15%降到10%');
		expect(means).toContain('15,840元變成19,800元');
		expect(finding.text).toContain('毛利每年成長14.7%');
		expect(finding.text).toContain('取得成本占原本價值的70.6%');
	});

	test('takes no more points off than there are', () => {
		const { question: asked, means, firm, tables } = shown({ retentionPerYear: 0.99 });
		expect(asked).toContain('少流失1個百分點');
		expect(means).toContain('流失的本來就少不到5個百分點，最多少掉1個');
		expect(firm.finding).toContain('少流失1個百分點');
		expect(tables[0]?.rows[0]?.[0]).toContain('少1個百分點');
		expect(tables[0]?.rows[1]?.[0]).toContain('少其中的5%');
		expect(shown({ retentionPerYear: 0.95 }).means).not.toContain('少不到');
	});

	test('keeps the customer and the firm apart', () => {
		expect(shown().finding.text).toContain(
			'不是公司明年的利潤：公司的客戶數第一年只多5%，最後多50%',
		);
	});

	test('takes percent for what it is', () => {
		const { answer, question: asked } = shown({ reductionKind: 'percent' });
		expect(answer.figure).toBe('+3.1%');
		expect(answer.after).toContain('不到25%');
		expect(asked).toContain('少掉其中的5%');
	});

	test('counts what the change costs, down to a loss', () => {
		expect(shown({ spend: 3_000 }).finding.text).toContain('不算這筆花費是+25%，算進來是+6.1%');
		expect(shown({ spend: 20_000 }).finding.headline).toContain('價值反而變少');
		expect(shown({ spend: 20_000 }).answer.figure).toMatch(/^−/);
	});

	test('tells seven versions of the same sentence', () => {
		expect(shown().tables[0]?.rows.map((row) => row[2])).toEqual([
			'+25.0%',
			'+3.1%',
			'+33.9%',
			'+50.0%',
			'+50.0%',
			'+83.3%',
			'+13.6%',
		]);
	});

	// By hand, in points: (1−.9·1.05/1.15)/(1−.95·1.05/1.15)−1 = 34.4 %, and so on.
	test.each(['points', 'percent'] as const)(
		'counts each version as its name tells it, when %s are asked about',
		(reductionKind) => {
			const rows = shown({ retentionPerYear: 0.9, discountPerYear: 0.15, reductionKind }).tables[0]
				?.rows;
			expect(rows).toEqual([
				['少5個百分點，毛利不變', '在25%到85%之內', '+25.0%'],
				['少其中的5%，毛利不變', '不到25%', '+2.0%'],
				['少5個百分點，毛利年增5%', '在25%到85%之內', '+34.4%'],
				['少5個百分點，毛利年增10%', '在25%到85%之內', '+52.4%'],
				['少5個百分點，先扣取得成本50%', '在25%到85%之內', '+50.0%'],
				['少5個百分點，先扣取得成本70%', '在25%到85%之內', '+83.3%'],
				['少5個百分點，先花半年毛利', '不到25%', '+14.1%'],
			]);
		},
	);

	test('a column of the map keeps its decimals', () => {
		const { columns = [], rows = [] } = shown({ reductionKind: 'percent' }).tables[1] ?? {};
		const twelve = columns.indexOf('12%');
		expect(rows.map((row) => row[twelve])).toEqual([
			'+4.0%',
			'+3.7%',
			'+3.2%',
			'+2.9%',
			'+2.3%',
			'+1.5%',
		]);
	});

	test('never shows a figure on the wrong side of its verdict', () => {
		expect(gainWords({ kind: 'change', gain: 0.24999, against: 'below' })).toBe('+24.999%');
		expect(gainWords({ kind: 'change', gain: 0.85001, against: 'above' })).toBe('+85.001%');
		expect(gainWords({ kind: 'change', gain: 0, against: 'below' })).toBe('0%');
	});

	test('says why there is no percentage', () => {
		expect(shown({ growth: 0.3 }).finding.text).toContain('毛利成長趕得上流失和折現');
		const nobody = shown({ retentionPerYear: 0.99, discountPerYear: 0 });
		expect(nobody.finding.text).toContain('沒有人離開，也沒有折現');
	});
});

describe('the map', () => {
	const anything = fc.record({
		retentionPerYear: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
		discountPerYear: fc.double({ min: 0, max: 0.2, noNaN: true }),
		reduction: fc.double({ min: 0, max: 0.3, noNaN: true }),
		reductionKind: fc.constantFrom('points' as const, 'percent' as const),
		growth: fc.double({ min: -0.1, max: 0.3, noNaN: true }),
		acquisitionShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
		spend: fc.constantFrom(0, 500, 20_000),
		across: fc.constantFrom('discount' as const, 'growth' as const, 'acquisitionShare' as const),
	});

	test('colours exactly the spots where the claim is true', () => {
		fc.assert(
			fc.property(
				anything,
				fc.nat(49),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(given, index, part) => {
					const inputs = at(given);
					const { region } = claimModel.run(inputs, 1);
					const spot = region[index];
					if (!spot) throw new Error('the map has fifty columns');
					const { min, max } = mapAxes[inputs.across];
					const value = min + part * (max - min);
					const claim = claimAt({
						...changeOf(inputs),
						churn: 1 - spot.retention,
						[inputs.across]: value,
					});
					const coloured = value >= spot.from && value <= spot.to && spot.to > spot.from;
					const near = Math.min(Math.abs(value - spot.from), Math.abs(value - spot.to)) < 1e-4;
					const holds = claim.kind === 'change' && claim.against === 'within';
					if (!near) expect(coloured).toBe(holds);
				},
			),
			{ numRuns: 400 },
		);
	});

	test('marks the present spot, and the pinned one on the same axes only', () => {
		const now = { inputs: at(), outcome: claimModel.run(at(), 1) };
		const other = at({ retentionPerYear: 0.9 });
		const pinned = { inputs: other, outcome: claimModel.run(other, 1) };
		expect(mapChart(now, pinned).callouts?.map(({ lines }) => lines[0])).toEqual([
			'釘住的：+33.3%',
			'現在的：+25%',
		]);
		const elsewhere = at({ across: 'growth' });
		const turned = { inputs: elsewhere, outcome: claimModel.run(elsewhere, 1) };
		expect(mapChart(now, turned).callouts).toHaveLength(1);
	});

	test('nothing that is shown ever reads NaN, Infinity, null or undefined', () => {
		fc.assert(
			fc.property(anything, (given) => {
				const { outcome, ...words } = shown(given);
				expect(JSON.stringify(words)).not.toMatch(/NaN|Infinity|null|undefined|無限大|—%/);
				expect(outcome.region).toHaveLength(50);
			}),
			{ numRuns: 300 },
		);
	});

	test('every preset stands inside the table', () => {
		for (const { inputs } of claimPresets) expect(() => shown(inputs)).not.toThrow();
	});
});
