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

/** Whether every one of these texts stands in one of ours already, whole. */
const holds = (ours: readonly string[], texts: readonly string[]): boolean =>
	texts.every((text) => ours.some((one) => one.includes(text)));

/** Both notes in one, the newer first; what the other holds already adds nothing. */
export function joinNotes(one: Note, other: Note): Note {
	const isNewer = one.at === other.at ? one.text >= other.text : one.at > other.at;
	const [newer, older] = isNewer ? [one, other] : [other, one];
	// What adds nothing leaves the text as it was typed, blank lines and all.
	const ours = textsIn(newer.text);
	const others = textsIn(older.text);
	if (holds(ours, others)) return newer;
	if (holds(others, ours)) return { text: older.text, at: newer.at };
	const texts = [...new Set([...ours, ...others])];
	const whole = texts.filter(
		(text) => !texts.some((other) => other !== text && other.includes(text)),
	);
	return { text: whole.join(`\n\n${apart}\n\n`), at: newer.at };
}

export const holdsTwo = (text: string): boolean => text.includes(apart);
