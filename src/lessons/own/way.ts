import type { Progress } from '#lessons/own/entries.ts';

/** Where the reader goes on, in words and as an address. */
export interface WayOn {
	readonly lesson: string;
	readonly address: string;
	/** The section the reader was in, in its own words; null at the head of the lesson. */
	readonly section: string | null;
}

/**
 * Where the reader stopped; null where nothing was read, or the lesson is no more. A lesson that
 * asks leaves itself out.
 */
export function lastPlace(
	{ last, places }: Progress,
	lessons: readonly string[],
	here?: string,
): WayOn | null {
	const place = places.find(({ lesson }) => lesson !== here && lessons.includes(lesson));
	if (!place)
		return last === null || last === here || !lessons.includes(last)
			? null
			: { lesson: last, address: `/lessons/${last}`, section: null };
	return {
		lesson: place.lesson,
		address: `/lessons/${place.lesson}${place.section === null ? '' : `#${place.section}`}`,
		section: place.words,
	};
}

/**
 * The single next action: on from where the reader stopped while that lesson has no seal yet, else
 * the first lesson without one; null when all are stamped.
 */
export function nextLesson(progress: Progress, lessons: readonly string[]): WayOn | null {
	const last = lastPlace(progress, lessons);
	if (last && !progress.stamped.includes(last.lesson)) return last;
	const open = lessons.find((lesson) => !progress.stamped.includes(lesson));
	return open === undefined ? null : { lesson: open, address: `/lessons/${open}`, section: null };
}

/**
 * The next action on a lesson's own page: on to a later lesson that was left in the middle. Whoever
 * turned the page is not sent back, and has this lesson before them until it has its seal.
 */
export function nextFrom(
	progress: Progress,
	lessons: readonly string[],
	here: string,
): WayOn | null {
	const { stamped } = progress;
	const last = lastPlace(progress, lessons, here);
	const isLater = last !== null && lessons.indexOf(last.lesson) > lessons.indexOf(here);
	if (isLater && !stamped.includes(last.lesson)) return last;
	return stamped.includes(here)
		? nextLesson({ ...progress, last: null, places: [] }, lessons)
		: null;
}
