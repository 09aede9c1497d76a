import { Annotation, ChangeSet, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import * as Y from 'yjs';

/** Marks a transaction that brings somebody else's (or an undone) change into the editor. */
export const fromDocument = Annotation.define<boolean>();

/** Held for longer than this, the wait is worth a word, in milliseconds. */
const patienceMilliseconds = 3_000;
/** A composition's last letters may reach the editor this long after its end, in milliseconds. */
const settleMilliseconds = 60;

/** Anything but text takes one place in a shared text, so it must take one in the editor. */
const placeOf = (insert: unknown): string => (typeof insert === 'string' ? insert : '\uFFFC');

/** A shared text as the editor shows it, place for place. */
export const shownText = (text: Y.Text): string =>
	(text.toDelta() as { insert?: unknown }[]).map(({ insert }) => placeOf(insert)).join('');

/** A change of the shared text as a change of the editor's document. */
function changesFrom(event: Y.YTextEvent, lengthBefore: number): ChangeSet {
	const changes: { from: number; to?: number; insert?: string }[] = [];
	let position = 0;
	for (const part of event.delta) {
		if (part.retain !== undefined) position += part.retain;
		else if (part.delete !== undefined) {
			changes.push({ from: position, to: position + part.delete });
			position += part.delete;
		} else if (part.insert !== undefined) {
			changes.push({ from: position, insert: placeOf(part.insert) });
		}
	}
	return ChangeSet.of(changes, lengthBefore, '\n');
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
		this.text.doc?.transact(() => {
			let shift = 0;
			outgoing.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
				if (to > from) this.text.delete(from + shift, to - from);
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
