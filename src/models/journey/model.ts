import { requireInRange, type Model } from '#models/model.ts';
import { journeyInputs, journeyPresets, type JourneyInputs } from './inputs.ts';
import {
	bestOf,
	feltJourney,
	raisesOf,
	wholeOf,
	type FeltStation,
	type Raise,
	type Station,
	type StationName,
	type Whole,
} from './journey.ts';

export interface JourneyOutcome {
	readonly stations: readonly FeltStation[];
	readonly whole: Whole;
	/** Stations felt lowest. */
	readonly worst: readonly StationName[];
	readonly raises: readonly Raise[];
	/** Which station's raise does most for the whole, by each way of summing up. */
	readonly best: Readonly<Record<keyof Whole, readonly StationName[]>>;
}

const stationsOf = (inputs: JourneyInputs): Station[] => [
	{ name: 'booking', score: inputs.booking, smooth: inputs.smoothBooking },
	{ name: 'arrival', score: inputs.arrival, smooth: inputs.smoothArrival },
	{ name: 'waiting', score: inputs.waiting, smooth: inputs.smoothWaiting },
	{ name: 'treatment', score: inputs.treatment, smooth: inputs.smoothTreatment },
	{ name: 'payment', score: inputs.payment, smooth: inputs.smoothPayment },
	{ name: 'aftercare', score: inputs.aftercare, smooth: inputs.smoothAftercare },
];

/** A visit, station by station, and where a little more does most for the whole. */
function run(inputs: JourneyInputs): JourneyOutcome {
	requireInRange(journeyInputs, inputs);
	const given = stationsOf(inputs);
	const stations = feltJourney(given, inputs.drag);
	const raises = raisesOf(given, inputs.drag);
	const lowest = Math.min(...stations.map(({ felt }) => felt));
	return {
		stations,
		whole: wholeOf(stations),
		worst: stations.filter(({ felt }) => felt - lowest < 1e-9).map(({ name }) => name),
		raises,
		best: {
			mean: bestOf(raises, 'mean'),
			peakEnd: bestOf(raises, 'peakEnd'),
			smooth: bestOf(raises, 'smooth'),
		},
	};
}

export const journeyModel: Model<typeof journeyInputs, JourneyOutcome> = {
	id: 'journey',
	version: 1,
	title: '旅程與情緒曲線',
	inputs: journeyInputs,
	presets: journeyPresets,
	run,
};
