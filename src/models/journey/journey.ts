/**
 * A service as a journey: stations in their order, each with a feeling of 1–5 and a share of
 * customers for whom it went smoothly; and three ways of saying how the whole was.
 */

export const stationNames = [
	'booking',
	'arrival',
	'waiting',
	'treatment',
	'payment',
	'aftercare',
] as const;
export type StationName = (typeof stationNames)[number];

export const scale = { lowest: 1, middle: 3, highest: 5 } as const;

export interface Station {
	readonly name: StationName;
	/** What the station by itself deserves, 1–5. */
	readonly score: number;
	/** Share of customers for whom it goes smoothly (0–1). */
	readonly smooth: number;
}

export interface FeltStation extends Station {
	/** What customers feel there, 1–5: less than deserved where a bad station weighs on it. */
	readonly felt: number;
	/** Share for whom this station and all before it went smoothly, stations being independent (0–1). */
	readonly smoothSoFar: number;
}

/** The three ways of saying how the whole was. */
export interface Whole {
	/** Mean of what is felt, every station alike (1–5). */
	readonly mean: number;
	/**
	 * Mean of the worst and the last moment (1–5): how people rated painful episodes in Kahneman,
	 * Fredrickson, Schreiber & Redelmeier (1993). One way of summing up among others.
	 */
	readonly peakEnd: number;
	/** Share for whom everything went smoothly: the product of the shares (0–1). */
	readonly smooth: number;
}

const clamped = (score: number): number => Math.min(scale.highest, Math.max(scale.lowest, score));

/**
 * The stations as they are felt. Each point that one is felt below the middle (3) takes `drag` points
 * from the next (an assumption; 0 lets every station stand for itself).
 * @throws RangeError unless scores are 1–5, shares and drag 0–1.
 */
export function feltJourney(stations: readonly Station[], drag: number): FeltStation[] {
	if (!(drag >= 0 && drag <= 1)) throw new RangeError(`drag must be between 0 and 1, got ${drag}`);
	let before: number = scale.middle;
	let smoothSoFar = 1;
	return stations.map((station) => {
		const { name, score, smooth } = station;
		if (!(score >= scale.lowest && score <= scale.highest)) {
			throw new RangeError(`score of ${name} must be between 1 and 5, got ${score}`);
		}
		if (!(smooth >= 0 && smooth <= 1)) {
			throw new RangeError(`share of ${name} must be between 0 and 1, got ${smooth}`);
		}
		const felt = clamped(score - drag * Math.max(0, scale.middle - before));
		before = felt;
		smoothSoFar *= smooth;
		return { ...station, felt, smoothSoFar };
	});
}

/** How the whole was, in three ways. */
export function wholeOf(journey: readonly FeltStation[]): Whole {
	const felt = journey.map((station) => station.felt);
	const last = journey.at(-1);
	if (!last) throw new RangeError('a journey has at least one station');
	return {
		mean: felt.reduce((sum, each) => sum + each, 0) / felt.length,
		peakEnd: (Math.min(...felt) + last.felt) / 2,
		smooth: last.smoothSoFar,
	};
}

/** What is done to one station: a point of feeling more, five in a hundred more who find it smooth. */
export const improvement = { score: 1, smooth: 0.05 } as const;

export interface Raise {
	readonly name: StationName;
	/** What the whole gains, in each way of summing up; 0 or more. */
	readonly gain: Whole;
}

/** Every station raised by itself, as far as its scale goes, and what that does for the whole. */
export function raisesOf(stations: readonly Station[], drag: number): Raise[] {
	const now = wholeOf(feltJourney(stations, drag));
	return stations.map(({ name }) => {
		const raised = stations.map((station) =>
			station.name === name
				? {
						name,
						score: Math.min(scale.highest, station.score + improvement.score),
						smooth: Math.min(1, station.smooth + improvement.smooth),
					}
				: station,
		);
		const then = wholeOf(feltJourney(raised, drag));
		return {
			name,
			gain: {
				mean: then.mean - now.mean,
				peakEnd: then.peakEnd - now.peakEnd,
				smooth: then.smooth - now.smooth,
			},
		};
	});
}

/** What differs by less than this is the same. */
const crumb = 1e-9;

/** The stations whose raise does most for the whole in one way; empty where none does anything. */
export function bestOf(raises: readonly Raise[], way: keyof Whole): StationName[] {
	const most = Math.max(...raises.map(({ gain }) => gain[way]));
	if (!(most > crumb)) return [];
	return raises.filter(({ gain }) => most - gain[way] < crumb).map(({ name }) => name);
}
