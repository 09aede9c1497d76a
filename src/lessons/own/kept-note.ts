import { noteOf, type Note } from '#lessons/own/own-words.ts';
import { joinNotes } from '#lessons/own/notes.ts';
import { readObject, writeKept, writeRaw } from '#lessons/own/storage.ts';

/** A reader's note on a lesson, kept under `note/<lesson>`. */
export const noteKey = (lesson: string): string => `note/${lesson}`;

export const readNote = (lesson: string): Note | null => noteOf(readObject(noteKey(lesson)));

export interface NoteWritten {
	readonly kept: boolean;
	/** What stands in storage now, or what should stand there. */
	readonly text: string;
	/** Somebody else had written since `seen`: both texts are in it now. */
	readonly joined: boolean;
}

/**
 * Keeps a note that was typed over the text last `seen`. Where another tab has written something else
 * meanwhile, both stay. An empty note leaves nothing behind.
 */
export function writeNote(lesson: string, text: string, seen: string, at: string): NoteWritten {
	const stored = readNote(lesson);
	const isOthers = stored !== null && stored.text !== seen && stored.text !== text;
	if (text.trim() === '') {
		// Clearing a field does away with what was read in it, not with what another tab wrote since.
		if (isOthers) return { kept: true, text: stored.text, joined: true };
		return { kept: writeRaw(noteKey(lesson), null), text, joined: false };
	}
	const note = isOthers ? joinNotes({ text, at }, stored) : { text, at };
	return { kept: writeKept(noteKey(lesson), note), text: note.text, joined: isOthers };
}
