import { ChangeSet } from '@codemirror/state';
import * as Y from 'yjs';

/**
 * What an item shows, place for place. Only words belong into a text; whatever else a document holds
 * there takes as many places as it counts for, or every place behind it would be another in the
 * editor than in the text. A sign of its own stands at each of them, so that it can be deleted.
 */
const shownBy = ({ content, countable, length }: Y.Item): string =>
	content instanceof Y.ContentString ? content.str : countable ? '\uFFFC'.repeat(length) : '';

/** A shared text as the editor shows it. */
export function shownText(text: Y.Text): string {
	let shown = '';
	for (let item = text._start; item !== null; item = item.right)
		if (!item.deleted) shown += shownBy(item);
	return shown;
}

/** A change of the shared text as a change of the editor's document. */
export function changesFrom(event: Y.YTextEvent, lengthBefore: number): ChangeSet {
	const changes: { from: number; to?: number; insert?: string }[] = [];
	let position = 0;
	for (let item = event.target._start; item !== null; item = item.right) {
		const { deleted, countable, length } = item;
		if (!countable) continue;
		if (event.adds(item)) {
			if (!deleted) changes.push({ from: position, insert: shownBy(item) });
			continue;
		}
		if (event.deletes(item)) changes.push({ from: position, to: position + length });
		if (!deleted || event.deletes(item)) position += length;
	}
	return ChangeSet.of(changes, lengthBefore, '\n');
}

/**
 * Takes away what stands at these places. In a text that holds anything but words `Y.Text` passes
 * over that, and takes words behind it instead.
 */
function takeAway(transaction: Y.Transaction, text: Y.Text, from: number, length: number): void {
	if (text.toString().length === text.length) return text.delete(from, length);
	let [before, left] = [from, length];
	for (let item = text._start; item !== null && left > 0; item = item.right) {
		if (item.deleted || !item.countable) continue;
		if (before >= item.length) {
			before -= item.length;
			continue;
		}
		const { client, clock } = item.id;
		if (before > 0) item = Y.getItemCleanStart(transaction, Y.createID(client, clock + before));
		if (left < item.length)
			Y.getItemCleanStart(transaction, Y.createID(client, item.id.clock + left));
		before = 0;
		left -= item.length;
		item.delete(transaction);
	}
	// By these it would go on looking for its places where they were before.
	text._searchMarker = [];
}

/** Whether a place lies between the two halves of one character. */
const isWithin = (words: string, place: number): boolean =>
	/[\uD800-\uDBFF]/.test(words.charAt(place - 1)) && /[\uDC00-\uDFFF]/.test(words.charAt(place));

/**
 * Makes a change of the editor's in the shared text, in the name of `origin`. Of a character of two
 * halves (an emoji, a rare one of Han) an editor changes the one that differs; a shared text that is
 * cut between them loses both, so the whole of it is put in anew.
 */
export function writeChanges(text: Y.Text, changes: ChangeSet, origin: unknown): void {
	text.doc?.transact((transaction) => {
		let shift = 0;
		changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
			const words = shownText(text);
			let [begin, end] = [from + shift, to + shift];
			let written = inserted.sliceString(0, inserted.length, '\n');
			if (isWithin(words, begin)) {
				begin -= 1;
				written = words.charAt(begin) + written;
			}
			if (isWithin(words, end)) {
				written += words.charAt(end);
				end += 1;
			}
			if (end > begin) takeAway(transaction, text, begin, end - begin);
			if (written.length > 0) text.insert(begin, written);
			shift += inserted.length - (to - from);
		});
	}, origin);
}

/** Whether all that is taken away may be put back; what is no words nobody may put into a text. */
export function takesOnlyWords(transaction: Y.Transaction): boolean {
	let isWords = true;
	Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
		isWords &&=
			!(struct instanceof Y.Item && struct.countable) || struct.content instanceof Y.ContentString;
	});
	return isWords;
}
