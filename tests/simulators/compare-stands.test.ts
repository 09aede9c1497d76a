import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choiceModel } from '#models/churn/new-or-existing-model.ts';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import { usualInputs } from '#models/model.ts';
import { priceValueModel } from '#models/price-value/model.ts';
import { starsModel } from '#models/stars/model.ts';
import { compareCharts } from '#simulators/compare-charts.ts';
import { withStands } from '#simulators/compare-stands.ts';
import { feeAt, feeChart } from '#simulators/membership-fee/figures.ts';
import { ratioAt, ratioChart } from '#simulators/new-or-existing/figures.ts';
import { earningsAt, earningsChart } from '#simulators/price-value/figures.ts';
import { returnAt, returnChart } from '#simulators/stars/figures.ts';
import type { LineChartSpec, Point } from '#ui/chart-spec.ts';

interface Setting {
	readonly chart: LineChartSpec;
	readonly at: Point;
}

/** Each figure whose x axis is one of its own sliders, at a value of that slider. */
const figures: Record<string, (value: number) => Setting> = {
	'a fee': (fee) => {
		const inputs = { ...usualInputs(membershipFeeModel.inputs), fee: fee * 100 };
		const outcome = membershipFeeModel.run(inputs, 1);
		return { chart: feeChart(inputs, outcome), at: feeAt(inputs, outcome) };
	},
	'a price': (given) => {
		const inputs = { ...usualInputs(priceValueModel.inputs), given };
		const outcome = priceValueModel.run(inputs, 1);
		return { chart: earningsChart(inputs, outcome), at: earningsAt(inputs, outcome) };
	},
	'a ticket': (spendPerVisit) => {
		const inputs = { ...usualInputs(starsModel.inputs), spendPerVisit };
		const outcome = starsModel.run(inputs, 1);
		return { chart: returnChart(inputs, outcome), at: returnAt(inputs, outcome) };
	},
	'a ratio': (ratio) => {
		const inputs = { ...usualInputs(choiceModel.inputs), ratio };
		const outcome = choiceModel.run(inputs, 1);
		return { chart: ratioChart(inputs, outcome), at: ratioAt(inputs, outcome) };
	},
};

const values = fc.integer({ min: 2, max: 20 });

test.each(Object.entries(figures))(
	'%s that is moved along its own axis is told from the pinned one by a mark each',
	(_, settingAt) => {
		fc.assert(
			fc.property(values, values, (one, other) => {
				const pinned = settingAt(one);
				const now = settingAt(other);
				const both = compareCharts(pinned.chart, now.chart);
				const spec = withStands(both, pinned.at, now.at);
				const marks = spec.kind === 'line' ? (spec.callouts ?? []) : [];
				expect(marks.map(({ x }) => x)).toEqual(
					one === other ? [now.at.x] : [pinned.at.x, now.at.x],
				);
				expect(new Set(marks.map(({ lines }) => lines[0])).size).toBe(marks.length);
			}),
			{ numRuns: 25 },
		);
	},
);

test('with nothing pinned a chart stays as it is', () => {
	const { chart, at } = figures['a ratio']?.(5) ?? { chart: undefined, at: undefined };
	expect(chart && at && withStands(chart, undefined, at)).toBe(chart);
});
