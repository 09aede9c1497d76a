import { keyedUniform } from '#models/random.ts';
import { wilsonInterval, type Interval } from './confidence.ts';

/**
 * What people say they will do against what they do. Everyone has a chance of buying; asked about
 * it, they answer from that chance, moved by politeness and blurred by mood. The shape of the
 * answer (straight on log-odds, normal noise) is an assumption made to be looked at.
 */
export interface IntentionWorld {
	readonly people: number;
	/** Chance of buying of the person in the middle, 0–1 (ends left out). */
	readonly middleChance: number;
	/** Spread of people's log-odds; 0 is everybody alike. */
	readonly spread: number;
	/** How far answers are moved up in log-odds; 0 is honest. */
	readonly politeness: number;
	/** Standard deviation of the answers' noise in log-odds. */
	readonly noise: number;
}

/** One of the answers 0 to 10. */
export interface CalibrationRow {
	readonly answer: number;
	readonly people: number;
	/** Share that this answer promises, answer/10. */
	readonly stated: number;
	/** Share of them who bought; null where nobody gave this answer. */
	readonly bought: number | null;
	readonly interval: Interval | null;
}

export interface Calibration {
	readonly rows: readonly CalibrationRow[];
	/** Mean of the answers as a share, and share who bought. */
	readonly stated: number;
	readonly bought: number;
	/** Correlation of answer and purchase, −1 to 1; null where either does not vary. */
	readonly correlation: number | null;
}

/**
 * What a draw is for, as the first key, far apart: neighbouring seeds must not meet in each other's
 * people, which small keys beside a seed would let them do.
 */
const draws = { taste: 0x2f6e_2b1d, mood: 0x51ed_270b, deed: 0x1b87_3593 } as const;

const share = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Asks everybody, waits, and compares. Chance is keyed by person: same seed, same people. */
export function intentionCalibration(world: IntentionWorld, seed: number): Calibration {
	const { people, middleChance, spread, politeness, noise } = world;
	if (!(Number.isInteger(people) && people >= 1 && people <= 1_000_000)) {
		throw new RangeError(`people must be a whole number from 1 to 1,000,000, got ${people}`);
	}
	if (!(middleChance > 0 && middleChance < 1)) {
		throw new RangeError(`middleChance must be between 0 and 1, got ${middleChance}`);
	}
	if (!(spread >= 0 && noise >= 0 && Number.isFinite(spread + noise + politeness))) {
		throw new RangeError('spread and noise must be 0 or more, politeness finite');
	}
	const middle = Math.log(middleChance / (1 - middleChance));
	const asked = new Float64Array(11);
	const bought = new Float64Array(11);
	for (let person = 0; person < people; person++) {
		const [taste, mood] = normalPair(seed, person);
		const logOdds = middle + spread * taste;
		const answer = Math.round(10 * share(logOdds + politeness + noise * mood));
		asked[answer] = (asked[answer] as number) + 1;
		if (keyedUniform(seed, draws.deed, person) < share(logOdds)) {
			bought[answer] = (bought[answer] as number) + 1;
		}
	}
	return tell(asked, bought, people);
}

/** Two independent standard normal draws (Box and Muller). */
function normalPair(seed: number, person: number): readonly [number, number] {
	const radius = Math.sqrt(-2 * Math.log(keyedUniform(seed, draws.taste, person)));
	const angle = 2 * Math.PI * keyedUniform(seed, draws.mood, person);
	return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function tell(asked: Float64Array, bought: Float64Array, people: number): Calibration {
	const rows = Array.from(asked, (count, answer): CalibrationRow => {
		const hits = bought[answer] as number;
		return {
			answer,
			people: count,
			stated: answer / 10,
			bought: count > 0 ? hits / count : null,
			interval: wilsonInterval(hits, count),
		};
	});
	const stated = rows.reduce((sum, row) => sum + row.people * row.stated, 0) / people;
	const all = bought.reduce((sum, hits) => sum + hits, 0) / people;
	let together = 0;
	let answers = 0;
	rows.forEach((row, answer) => {
		together += (bought[answer] as number) * (row.stated - stated);
		answers += row.people * (row.stated - stated) ** 2;
	});
	const spreads = answers * people * all * (1 - all);
	return {
		rows,
		stated,
		bought: all,
		correlation: spreads > 1e-12 ? together / Math.sqrt(spreads) : null,
	};
}
