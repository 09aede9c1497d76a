import { describe, expect, test } from 'vitest';
import {
	clampInputs,
	comesWhole,
	numberRow,
	parseNumber,
	requireInRange,
	stateFromQuery,
	usualInputs,
} from '#models/model.ts';
import { clvInputs } from '#models/clv/inputs.ts';
import { pointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';

const { months, simulatedCustomers, orderValue, discountPerYear } = pointsInputs;

describe('inputs that count', () => {
	test('months and people come whole; money, shares and rates do not', () => {
		expect([months, simulatedCustomers].map(comesWhole)).toEqual([true, true]);
		const others = [orderValue, discountPerYear, clvInputs.purchasesPerYear];
		expect(others.map(comesWhole)).toEqual([false, false, false]);
	});

	test('a row that itself goes in halves does not come whole', () => {
		const row = { label: '月', key: 'm', unit: '個月', min: 0, max: 9, usual: 1, source: '假設' };
		expect(comesWhole(numberRow({ ...row, step: 0.5 }))).toBe(false);
		expect(comesWhole(numberRow({ ...row, step: 1 }))).toBe(true);
	});

	test('an address with parts of a month or of a customer is put right, and says so', () => {
		const { state, notices } = stateFromQuery(
			pointsModel,
			new URLSearchParams('months=36.5&sample=50001.5&order=250.5'),
		);
		expect(state.inputs.months).toBe(37);
		expect(state.inputs.simulatedCustomers).toBe(50_002);
		expect(notices).toEqual([
			'「看幾個月」要是整數，改為 37個月。',
			'「模擬的人數」要是整數，改為 50002人。',
		]);
	});

	test('beyond the row it is clamped, and the notice is about that alone', () => {
		const { inputs, notices } = clampInputs(pointsInputs, { months: 60.4 });
		expect(inputs.months).toBe(60);
		expect(notices).toHaveLength(1);
		expect(notices[0]).toContain('超出範圍');
	});

	test('typed parts are refused with an example; typed money keeps its parts', () => {
		expect(parseNumber(months, '36.5').problem).toBe('「看幾個月」要填整數，例如37。');
		expect(parseNumber(months, '36.0')).toEqual({ value: 36 });
		expect(parseNumber(orderValue, '249.5')).toEqual({ value: 249.5 });
	});

	test('a model asked for parts of a month refuses instead of guessing', () => {
		const inputs = { ...usualInputs(pointsInputs), months: 36.5 };
		expect(() => requireInRange(pointsInputs, inputs)).toThrow(RangeError);
		expect(() => pointsModel.run(inputs, 1)).toThrow(/whole number/);
	});
});
