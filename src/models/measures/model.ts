import { requireInRange, type Model } from '#models/model.ts';
import { measuresInputs, measuresPresets, type MeasuresInputs } from './inputs.ts';
import { metricIds, metricSeries, type MetricId, type MetricSeries } from './metrics.ts';
import { programmeOf, type Programme } from './programme.ts';
import { shopLogs } from './shop.ts';

export interface MeasuresOutcome {
	readonly series: Readonly<Record<MetricId, MetricSeries>>;
	/** Share of a month's customers still there at its end: what no bookshop can count. */
	readonly trueRetention: { readonly before: number; readonly last: number };
	/** Revenue from the event to the last month against the same months without it, as a share. */
	readonly revenueChange: number;
	/** The member day's account; null for other events. */
	readonly programme: Programme | null;
}

/** One customer base through two years, by every measure, with what happens and without. */
function run(inputs: MeasuresInputs, seed: number): MeasuresOutcome {
	requireInRange(measuresInputs, inputs);
	const { withEvent: log, without } = shopLogs(inputs, seed);
	const { when } = inputs;
	const series = Object.fromEntries(
		metricIds.map((id) => [id, metricSeries(id, log.months, without.months, when)]),
	) as Record<MetricId, MetricSeries>;
	const revenue = (of: typeof log): number =>
		of.months.slice(when - 1).reduce((sum, month) => sum + month.revenue, 0);
	const usual = revenue(without);
	const kept = (from: number, to: number): number => {
		const months = log.months.slice(from, to);
		const here = months.reduce((sum, month) => sum + month.here, 0);
		return here > 0 ? months.reduce((sum, month) => sum + month.stayed, 0) / here : 1;
	};
	return {
		series,
		trueRetention: { before: kept(0, when - 1), last: kept(when - 1, log.months.length) },
		revenueChange: usual > 0 ? revenue(log) / usual - 1 : 0,
		programme:
			inputs.event === 'memberDay'
				? programmeOf(log.people, without.people, inputs.letterCost)
				: null,
	};
}

export const measuresModel: Model<typeof measuresInputs, MeasuresOutcome> = {
	id: 'measures',
	version: 1,
	title: '一間店，一整面指標',
	inputs: measuresInputs,
	presets: measuresPresets,
	run,
};
