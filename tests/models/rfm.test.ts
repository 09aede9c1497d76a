import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { rfmAgreement } from '#models/rfm/agreement.ts';
import { frequencyParadoxes, mostMisleadingPair } from '#models/rfm/misleading.ts';
import { rfmModel } from '#models/rfm/model.ts';
import { gradeByCutPoints, scoreRfm } from '#models/rfm/scoring.ts';

const customers = fc.array(
	fc.record({
		daysSinceLast: fc.integer({ min: 0, max: 60 }),
		orders: fc.integer({ min: 1, max: 6 }),
		money: fc.integer({ min: 0, max: 5_000 }),
	}),
	{ maxLength: 80 },
);
const columnsOf = (rows: readonly { daysSinceLast: number; orders: number; money: number }[]) => ({
	daysSinceLast: rows.map((row) => row.daysSinceLast),
	orders: rows.map((row) => row.orders),
	money: rows.map((row) => row.money),
});
const nested = fc.boolean();

describe('grades', () => {
	test('ten customers without ties fill five grades by twos', () => {
		const up = Array.from({ length: 10 }, (_, i) => i + 1);
		const scores = scoreRfm(
			{ daysSinceLast: up, orders: up, money: up },
			{ best: 5, nested: false },
		);
		expect([...scores.frequency]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
		expect([...scores.recency]).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
	});

	test('the rank formula with ties together is followed', () => {
		fc.assert(
			fc.property(customers, (rows) => {
				const { monetary } = scoreRfm(columnsOf(rows), { best: 5, nested: false });
				rows.forEach((row, i) => {
					const rank = rows.filter(({ money }) => money <= row.money).length;
					expect(monetary[i]).toBe(Math.ceil((5 * rank) / rows.length));
				});
			}),
		);
	});

	test('1 for the best is 5 for the best turned round', () => {
		fc.assert(
			fc.property(customers, nested, (rows, within) => {
				const five = scoreRfm(columnsOf(rows), { best: 5, nested: within });
				const one = scoreRfm(columnsOf(rows), { best: 1, nested: within });
				for (const column of ['recency', 'frequency', 'monetary'] as const) {
					expect([...one[column]]).toEqual([...five[column]].map((grade) => 6 - grade));
				}
			}),
		);
	});

	test('equal customers get equal grades, in whatever order the list comes', () => {
		fc.assert(
			fc.property(customers, nested, (rows, within) => {
				const way = { best: 5, nested: within } as const;
				const there = scoreRfm(columnsOf(rows), way);
				const back = scoreRfm(columnsOf(rows.toReversed()), way);
				expect([...back.monetary].reverse()).toEqual([...there.monetary]);
				expect([...back.frequency].reverse()).toEqual([...there.frequency]);
			}),
		);
	});

	test('nested, the biggest spenders of each recency and frequency get the best grade', () => {
		fc.assert(
			fc.property(customers, (rows) => {
				const { recency, frequency, monetary } = scoreRfm(columnsOf(rows), {
					best: 5,
					nested: true,
				});
				rows.forEach((row, i) => {
					const most = rows.every(
						(other, j) =>
							recency[j] !== recency[i] ||
							frequency[j] !== frequency[i] ||
							other.money <= row.money,
					);
					if (most) expect(monetary[i]).toBe(5);
				});
			}),
		);
	});

	test('where most have one order, grades go missing rather than part them', () => {
		const orders = [1, 1, 1, 1, 1, 1, 1, 1, 2, 3];
		const { frequency, gradesUsed } = scoreRfm(
			{ daysSinceLast: orders, orders, money: orders },
			{ best: 5, nested: false },
		);
		expect([...frequency]).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 5, 5]);
		expect(gradesUsed.frequency).toBe(2);
	});

	test('nobody, one and three customers are graded', () => {
		const none = scoreRfm(columnsOf([]), { best: 5, nested: true });
		expect(none.gradesUsed).toEqual({ recency: 0, frequency: 0, monetary: 0 });
		const grade = (n: number) => {
			const up = Array.from({ length: n }, (_, i) => i);
			return [
				...scoreRfm({ daysSinceLast: up, orders: up, money: up }, { best: 5, nested: false })
					.monetary,
			];
		};
		expect(grade(1)).toEqual([5]);
		expect(grade(3)).toEqual([2, 4, 5]);
	});

	test('ragged columns and figures that are none are refused', () => {
		const way = { best: 5, nested: false } as const;
		expect(() => scoreRfm({ daysSinceLast: [1], orders: [], money: [1] }, way)).toThrow(RangeError);
		expect(() => scoreRfm({ daysSinceLast: [1], orders: [1], money: [Number.NaN] }, way)).toThrow(
			RangeError,
		);
	});

	test('fixed cut-points grade by reaching them', () => {
		expect([...gradeByCutPoints([0, 5, 9, 50], [5, 10])]).toEqual([1, 2, 2, 3]);
		expect(() => gradeByCutPoints([1], [5, 5])).toThrow(RangeError);
	});
});

describe('agreement with a value', () => {
	test('shares lie in 0–1, cells explain at least what sums do, means come back', () => {
		fc.assert(
			fc.property(customers, nested, fc.constantFrom<5 | 1>(5, 1), (rows, within, best) => {
				const scores = scoreRfm(columnsOf(rows), { best, nested: within });
				const value = rows.map(({ money, orders }) => money / orders);
				const told = rfmAgreement(scores, value);
				const sum = told.cells.reduce((all, cell) => all + cell.customers * cell.meanValue, 0);
				expect(sum).toBeCloseTo(
					value.reduce((all, each) => all + each, 0),
					4,
				);
				if (told.explainedByCells === null || told.explainedBySums === null) return;
				expect(told.explainedByCells).toBeLessThanOrEqual(1);
				expect(told.explainedBySums).toBeLessThanOrEqual(told.explainedByCells + 1e-9);
				if (told.correlation === null) return;
				expect(told.correlation ** 2).toBeLessThanOrEqual(told.explainedBySums + 1e-9);
			}),
		);
	});

	test('a value that does not vary, and nobody, leave nothing to explain', () => {
		const scores = scoreRfm(
			{ daysSinceLast: [1, 2], orders: [1, 2], money: [1, 2] },
			{ best: 5, nested: false },
		);
		expect(rfmAgreement(scores, [3, 3])).toMatchObject({
			correlation: null,
			explainedByCells: null,
		});
		const none = scoreRfm(columnsOf([]), { best: 5, nested: false });
		expect(rfmAgreement(none, []).cells).toEqual([]);
		expect(mostMisleadingPair([])).toBeNull();
	});

	test('a value that is the sum of grades misleads nobody', () => {
		fc.assert(
			fc.property(customers, (rows) => {
				const scores = scoreRfm(columnsOf(rows), { best: 5, nested: false });
				const value = rows.map(
					(_, i) =>
						(scores.recency[i] ?? 0) + (scores.frequency[i] ?? 0) + (scores.monetary[i] ?? 0),
				);
				const pair = mostMisleadingPair(rfmAgreement(scores, value).cells);
				expect(pair?.difference ?? 0).toBeLessThan(1e-9);
			}),
		);
	});
});

describe('the increasing-frequency paradox', () => {
	test('is found where more orders are worth less', () => {
		const grid = {
			orders: [1, 2, 3],
			lastOrderAt: [10, 20],
			values: [
				[0.6, 0.8],
				[0.4, 0.9],
				[0.1, null],
			],
		};
		expect(frequencyParadoxes(grid)).toEqual([
			{ lastOrderAt: 10, bestOrders: 1, bestValue: 0.6, mostOrders: 3, valueAtMost: 0.1 },
		]);
		expect(() => frequencyParadoxes({ ...grid, values: [] })).toThrow(RangeError);
	});
});

describe('whom to write to', () => {
	const usual = usualInputs(rfmModel.inputs);

	test('the best look most responsive, those missed gain most a letter', () => {
		for (const seed of [12_345, 77]) {
			const { mailings } = rfmModel.run(usual, seed);
			const of = (target: string) => mailings.find((each) => each.target === target);
			expect(of('best')?.apparentResponse).toBeGreaterThan(of('missed')?.apparentResponse ?? 1);
			expect(of('missed')?.causalResponse).toBeGreaterThan(of('best')?.causalResponse ?? 1);
		}
	});

	test('letters that persuade nobody still seem to be answered, and lose their cost', () => {
		const { chosen } = rfmModel.run({ ...usual, persuasion: 0 }, 1);
		expect(chosen.apparentResponse).toBeGreaterThan(0);
		expect(chosen.causalResponse).toBe(0);
		expect(chosen.net).toBe(-chosen.cost);
	});

	test('which figure is best changes names and not letters', () => {
		const one = rfmModel.run({ ...usual, best: '1' }, 9);
		const five = rfmModel.run({ ...usual, best: '5' }, 9);
		expect(one.mailings).toEqual(five.mailings);
		expect(one.squares).toEqual(five.squares);
	});

	test('squares hold everybody, and writing to all is the most letters', () => {
		const { squares, customers: all, mailings } = rfmModel.run(usual, 4);
		expect(squares.reduce((sum, square) => sum + square.customers, 0)).toBe(all);
		expect(Math.max(...mailings.map(({ letters }) => letters))).toBe(all);
	});
});
