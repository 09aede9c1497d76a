import { isObject, isText, momentOf, type Moment } from '#lessons/own/entries.ts';

/** What a reader wrote, read from anything as the other entries are. */

export interface Note {
	readonly text: string;
	readonly at: Moment;
}

/** A note; null where there is none, or an empty one. */
export function noteOf(value: unknown): Note | null {
	if (!isObject(value) || !isText(value['text']) || value['text'].trim() === '') return null;
	return { text: value['text'], at: momentOf(value['at']) ?? '' };
}
