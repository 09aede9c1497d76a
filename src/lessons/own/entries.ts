import type { Given } from '#lessons/check/question.ts';

/**
 * What the entries of a reader's record are, read from anything: storage that somebody edited, a
 * file from another device. What does not fit is nothing; nothing here throws.
 */

/** ISO 8601 in UTC, as `toISOString` writes it: such times compare as text. */
export type Moment = string;

/** Where a reader was: the lesson, and the last section heading that came into view. */
export interface Place {
	readonly lesson: string;
	/** The heading's id on the page; null for the head of the lesson. */
	readonly section: string | null;
	/** The heading's words, for a page that does not have the lesson at hand. */
	readonly words: string | null;
	readonly at: Moment;
}

export interface Progress {
	stamped: string[];
	last: string | null;
	/** Where the reader was in the lessons last read, the newest first. */
	places: Place[];
}

export interface Attempt {
	given: Given;
	right: boolean;
	/** When; answers from before this was kept have none, and stand back behind those that have. */
	at?: Moment;
}

/** A reader's answers to one question. */
export interface KeptAnswer {
	/** The very first answer; it stays when the reader starts again. */
	first: Attempt | null;
	latest: Attempt | null;
	/** Since the reader last started again. */
	tries: number;
	/** Right once, whatever was tried after that. */
	solved: boolean;
}

type Fields = Partial<Record<string, unknown>>;
export const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string';

const dayMilliseconds = 86_400_000;

/**
 * A moment at which something may have been done; null where nobody knows. The course is no older
 * than 2020, and the clocks of two devices differ by less than a day: any other is made up.
 */
export const momentOf = (value: unknown, now = Date.now()): Moment | null =>
	isText(value) &&
	/^\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z$/.test(value) &&
	value > '2020' &&
	Date.parse(value) <= now + dayMilliseconds
		? value
		: null;

const isGiven = (value: unknown): value is Given =>
	(typeof value === 'number' && Number.isFinite(value)) ||
	(Array.isArray(value) && value.every(isText));

function attemptOf(value: unknown): Attempt | null {
	if (!isObject(value) || !isGiven(value['given'])) return null;
	const at = momentOf(value['at']);
	return { given: value['given'], right: value['right'] === true, ...(at && { at }) };
}

function placeOf(value: unknown): Place | null {
	if (!isObject(value)) return null;
	const { lesson, section, words } = value;
	const at = momentOf(value['at']);
	if (!isText(lesson) || at === null) return null;
	const isSection = isText(section) && isText(words);
	return { lesson, section: isSection ? section : null, words: isSection ? words : null, at };
}

/** A page that is itself a lesson asks where its reader was before it: more than one place is kept. */
const mostPlaces = 3;

/** The places in their order, one a lesson; the same from any list that holds the same places. */
export function newestPlaces(places: readonly Place[]): Place[] {
	// The moment leads; what follows only makes equal moments stand in one order everywhere.
	const rankOf = ({ at, ...rest }: Place) => at + JSON.stringify(rest);
	// A record from elsewhere may hold any number of them, so each is ranked once.
	const newest = new Map<string, { rank: string; place: Place }>();
	for (const place of places) {
		const rank = rankOf(place);
		const known = newest.get(place.lesson);
		if (!known || known.rank < rank) newest.set(place.lesson, { rank, place });
	}
	return [...newest.values()]
		.sort((one, other) => (one.rank < other.rank ? 1 : -1))
		.slice(0, mostPlaces)
		.map(({ place }) => place);
}

export function progressOf(value: unknown): Progress {
	const { stamped, last, places } = isObject(value) ? value : {};
	const known = Array.isArray(places)
		? newestPlaces(places.map(placeOf).filter((place) => place !== null))
		: [];
	return {
		stamped: Array.isArray(stamped) ? [...new Set(stamped.filter(isText))] : [],
		last: known[0]?.lesson ?? (isText(last) ? last : null),
		places: known,
	};
}

export function answerOf(value: unknown): KeptAnswer {
	const { first, latest, tries, solved } = isObject(value) ? value : {};
	return {
		first: attemptOf(first),
		latest: attemptOf(latest),
		tries: typeof tries === 'number' && tries >= 0 ? Math.floor(tries) : 0,
		solved: solved === true,
	};
}
