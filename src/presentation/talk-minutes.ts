/**
 * How many minutes each team of a class talks: set on the desk or before a slide, kept in the
 * lecturer's browser, so that both are told of one number. Nobody else's screen follows it.
 */

export const fewestMinutes = 1;
export const mostMinutes = 60;

const nameOf = (classId: string): string => `loyalty-lab.talk-minutes.${classId}`;

/** Whole minutes within what a talk may take; anything else is `usual`. */
export function talkMinutes(given: unknown, usual: number): number {
	const minutes = typeof given === 'string' && given.trim() === '' ? NaN : Number(given);
	const fits = Number.isInteger(minutes) && minutes >= fewestMinutes && minutes <= mostMinutes;
	return fits ? minutes : usual;
}

/** What has been set for a class on this device, or `usual`. Browser only. */
export function readTalkMinutes(classId: string, usual: number): number {
	try {
		return talkMinutes(localStorage.getItem(nameOf(classId)) ?? '', usual);
	} catch {
		return usual;
	}
}

/** Keeps it for the class's other windows; where the browser keeps nothing it holds in this one. */
export function keepTalkMinutes(classId: string, minutes: number): void {
	try {
		localStorage.setItem(nameOf(classId), String(minutes));
	} catch {
		// The window in which it was set goes on with it.
	}
}

/** Tells what another window has set; call what it returns to stop. Browser only. */
export function watchTalkMinutes(classId: string, changed: () => void): () => void {
	const hear = ({ key }: StorageEvent) => {
		if (key === nameOf(classId)) changed();
	};
	addEventListener('storage', hear);
	return () => removeEventListener('storage', hear);
}
