import type { Note } from '#lessons/own/own-words.ts';

/**
 * Two texts of one note become one that holds both. A line of its own stands between them, so that
 * the reader sees where one ends and strikes what is not needed.
 */
export const apart = '──────── 另一份 ────────';

/** The texts that a note holds, each once. */
export const textsIn = (text: string): string[] =>
	text
		.split(apart)
		.map((one) => one.trim())
		.filter((one) => one !== '');

/** Whether every text of a note stands in another one already, whole. */
const holds = (one: Note, other: Note): boolean =>
	textsIn(other.text).every((text) => textsIn(one.text).some((ours) => ours.includes(text)));

/** Both notes in one, the newer first; what the other holds already adds nothing. */
export function joinNotes(one: Note, other: Note): Note {
	const isNewer = one.at === other.at ? one.text >= other.text : one.at > other.at;
	const [newer, older] = isNewer ? [one, other] : [other, one];
	// What adds nothing leaves the text as it was typed, blank lines and all.
	if (holds(newer, older)) return newer;
	if (holds(older, newer)) return { text: older.text, at: newer.at };
	const texts = [...new Set([...textsIn(newer.text), ...textsIn(older.text)])];
	const whole = texts.filter(
		(text) => !texts.some((other) => other !== text && other.includes(text)),
	);
	return { text: whole.join(`\n\n${apart}\n\n`), at: newer.at };
}

export const holdsTwo = (text: string): boolean => text.includes(apart);
