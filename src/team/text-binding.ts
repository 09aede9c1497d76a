import { Annotation, ChangeSet, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import * as Y from 'yjs';

/** Marks a transaction that brings somebody else's (or an undone) change into the editor. */
export const fromDocument = Annotation.define<boolean>();

/** Held for longer than this, the wait is worth a word, in milliseconds. */
const patienceMilliseconds = 3_000;
/** A composition's last letters may reach the editor this long after its end, in milliseconds. */
const settleMilliseconds = 60;

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
function changesFrom(event: Y.YTextEvent, lengthBefore: number): ChangeSet {
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

/** Whether all that is taken away may be put back; what is no words nobody may put into a text. */
export function takesOnlyWords(transaction: Y.Transaction): boolean {
	let isWords = true;
	Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
		isWords &&=
			!(struct instanceof Y.Item && struct.countable) || struct.content instanceof Y.ContentString;
	});
	return isWords;
}

/**
 * Keeps an editor and a shared text alike.
 *
 * While somebody composes (Bopomofo, Cangjie …) the browser owns the letters under the caret, and
 * a teammate's change to the same field would break the composition or double it. So others'
 * changes are held for that time as one change set, and what is typed meanwhile goes out moved
 * across it: both sides then hold the same text, each word in it once.
 */
export class TextBinding {
	/** What others changed and the editor does not show yet; null when it shows everything. */
	held: ChangeSet | null = null;
	readonly text: Y.Text;
	readonly #view: EditorView;
	readonly #onHold: (holding: boolean) => void;
	#length: number;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(view: EditorView, text: Y.Text, onHold: (holding: boolean) => void) {
		this.#view = view;
		this.text = text;
		this.#onHold = onHold;
		this.#length = view.state.doc.length;
		text.observe(this.#observe);
		view.contentDOM.addEventListener('compositionend', this.#compositionEnds);
		view.contentDOM.addEventListener('blur', this.#compositionEnds);
	}

	/** A place in the editor as a place in the shared text. */
	toText(position: number): number {
		return this.held ? this.held.mapPos(position) : position;
	}

	update(update: ViewUpdate): void {
		if (!update.docChanged) return;
		for (const transaction of update.transactions) {
			if (transaction.docChanged && !transaction.annotation(fromDocument))
				this.#write(transaction.changes);
		}
	}

	destroy(): void {
		clearTimeout(this.#timer);
		this.text.unobserve(this.#observe);
		this.#view.contentDOM.removeEventListener('compositionend', this.#compositionEnds);
		this.#view.contentDOM.removeEventListener('blur', this.#compositionEnds);
	}

	#write(typed: ChangeSet): void {
		// At one and the same place one's own letters come first, so that a teammate who writes on
		// right behind a half-composed word never lands in the middle of it.
		const outgoing = this.held ? typed.map(this.held, true) : typed;
		if (this.held) this.held = this.held.map(typed);
		this.text.doc?.transact((transaction) => {
			let shift = 0;
			outgoing.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
				if (to > from) takeAway(transaction, this.text, from + shift, to - from);
				if (inserted.length > 0)
					this.text.insert(from + shift, inserted.sliceString(0, inserted.length, '\n'));
				shift += inserted.length - (to - from);
			});
		}, this);
		this.#length = this.text.length;
	}

	readonly #observe = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
		if (transaction.origin === this) return;
		const changes = changesFrom(event, this.#length);
		this.#length = this.text.length;
		this.held = this.held ? this.held.compose(changes) : changes;
		if (!this.#view.composing) this.#release();
		else this.#timer ??= setTimeout(() => this.#onHold(true), patienceMilliseconds);
	};

	readonly #compositionEnds = (): void => {
		if (!this.held) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			// The next syllable may have begun already; its end will ask again.
			if (!this.#view.composing) this.#release();
		}, settleMilliseconds);
	};

	#release(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const changes = this.held;
		if (!changes) return;
		this.held = null;
		this.#onHold(false);
		this.#view.dispatch({ changes, annotations: fromDocument.of(true) });
	}
}

/** The plugin that holds the binding; other extensions ask it where things are. */
export function bindText(
	text: Y.Text,
	onHold: (holding: boolean) => void,
): { binding: ViewPlugin<TextBinding>; extension: Extension } {
	const binding = ViewPlugin.define((view) => new TextBinding(view, text, onHold));
	return { binding, extension: binding.extension };
}
