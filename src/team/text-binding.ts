import { Annotation, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import type * as Y from 'yjs';
import { holdBack, holdNoMore } from '#live/held-back.svelte.ts';
import { changesFrom, writeChanges } from './text-changes.ts';
import { TwoSides } from './two-sides.ts';

/** Marks a transaction that brings somebody else's (or an undone) change into the editor. */
export const fromDocument = Annotation.define<boolean>();

/** Held for longer than this, the wait is worth a word, in milliseconds. */
const patienceMilliseconds = 3_000;
/** A composition's last letters may reach the editor this long after its end, in milliseconds. */
const settleMilliseconds = 60;
/**
 * What is composed is written after this long without a change, in milliseconds: keyboards of phones
 * call a word composed for as long as the caret stands in it.
 */
const restMilliseconds = 1_000;

/**
 * What one's own writing is: the first of a composition, the rest of one of which a part had to be
 * written before, or anything else.
 */
export type Writing = 'composed' | 'composed on' | 'typed';

/** Who has to be told of what passes between an editor and its text. */
export interface BindingNeeds {
	/** Called when others' changes have been waiting for a composition to end, and when they are in. */
	onHold(holding: boolean): void;
	/** Called just before one's own writing goes into the shared text. */
	onWrite(writing: Writing): void;
	/** Called when what was held back is in the shared text, and the editor has not changed by it. */
	onWritten(): void;
	/** Called when a composition is over, whatever has come of it. */
	onSettled(): void;
}

/**
 * Keeps an editor and a shared text alike.
 *
 * While somebody composes (Bopomofo, Cangjie …) the browser owns the letters under the caret, and
 * a teammate's change to the same field would break the composition or double it. So others'
 * changes are held for that time. What is typed meanwhile is held too, and goes out as what has
 * become of it in the end: each half-made letter would stay in the document for good, and teammates
 * would see it flicker.
 */
export class TextBinding {
	readonly sides = new TwoSides();
	readonly text: Y.Text;
	readonly #view: EditorView;
	readonly #needs: BindingNeeds;
	/** Where the browser tells of compositions; null before the first. */
	#composer: EventTarget | null = null;
	#length: number;
	/** Whether a part of the present composition had to be written before its end. */
	#isPartWritten = false;
	#patience: ReturnType<typeof setTimeout> | undefined;
	#settling: ReturnType<typeof setTimeout> | undefined;
	#rest: ReturnType<typeof setTimeout> | undefined;

	constructor(view: EditorView, text: Y.Text, needs: BindingNeeds) {
		this.#view = view;
		this.text = text;
		this.#needs = needs;
		this.#length = view.state.doc.length;
		text.observe(this.#observe);
		this.#listen();
		view.contentDOM.addEventListener('blur', this.#leaves);
		addEventListener('pagehide', this.write);
		document.addEventListener('visibilitychange', this.#hides);
	}

	update(update: ViewUpdate): void {
		this.#listen();
		if (!update.docChanged) return;
		for (const transaction of update.transactions) {
			if (transaction.docChanged && !transaction.annotation(fromDocument))
				this.sides.typed(transaction.changes);
		}
		if (this.isComposing) this.#hold();
		else this.#send();
	}

	/** Puts what is held back into the shared text, where it is by then. */
	readonly write = (): void => {
		if (this.#send()) this.#needs.onWritten();
	};

	destroy(): void {
		this.#send();
		clearTimeout(this.#patience);
		clearTimeout(this.#settling);
		this.text.unobserve(this.#observe);
		this.#unlisten();
		this.#view.contentDOM.removeEventListener('blur', this.#leaves);
		removeEventListener('pagehide', this.write);
		document.removeEventListener('visibilitychange', this.#hides);
	}

	get isComposing(): boolean {
		return this.#view.composing || this.#settling !== undefined;
	}

	#hold(): void {
		if (!this.sides.hasOwn || !this.text.doc) return this.#letGo();
		holdBack(this.text.doc, this.write);
		clearTimeout(this.#rest);
		this.#rest = setTimeout(() => {
			this.write();
			if (!this.isComposing) this.#release();
		}, restMilliseconds);
	}

	#letGo(): void {
		if (this.#rest === undefined) return;
		clearTimeout(this.#rest);
		this.#rest = undefined;
		holdNoMore(this.write);
	}

	/** False when there is nothing of one's own to send. */
	#send(): boolean {
		const own = this.sides.takeOwn();
		if (own) {
			const isHeld = this.#rest !== undefined;
			this.#needs.onWrite(this.#isPartWritten ? 'composed on' : isHeld ? 'composed' : 'typed');
			this.#isPartWritten = isHeld && this.#view.composing;
			writeChanges(this.text, own, this);
			this.#length = this.text.length;
		}
		this.#letGo();
		return own !== null;
	}

	readonly #observe = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
		if (transaction.origin === this) return;
		this.sides.came(changesFrom(event, this.#length));
		this.#length = this.text.length;
		if (!this.isComposing) this.#release();
		else this.#patience ??= setTimeout(() => this.#needs.onHold(true), patienceMilliseconds);
	};

	/** Where the keyboard writes by way of an `EditContext` (on Android), compositions are told there. */
	#listen(): void {
		const { contentDOM }: { contentDOM: HTMLElement & { editContext?: EventTarget | null } } =
			this.#view;
		const composer = contentDOM.editContext ?? contentDOM;
		if (composer === this.#composer) return;
		this.#unlisten();
		this.#composer = composer;
		composer.addEventListener('compositionstart', this.#begins);
		composer.addEventListener('compositionend', this.#ends);
	}

	#unlisten(): void {
		this.#composer?.removeEventListener('compositionstart', this.#begins);
		this.#composer?.removeEventListener('compositionend', this.#ends);
	}

	/** What was composed before is a word of its own. */
	readonly #begins = (): void => {
		this.write();
		this.#isPartWritten = false;
	};

	readonly #ends = (): void => {
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => {
			this.#settling = undefined;
			// The next syllable may have begun already; its end will ask again.
			if (this.#view.composing) return;
			this.write();
			this.#isPartWritten = false;
			this.#release();
			this.#needs.onSettled();
		}, settleMilliseconds);
	};

	readonly #leaves = (): void => {
		this.write();
		this.#ends();
	};

	readonly #hides = (): void => {
		if (document.visibilityState === 'hidden') this.write();
	};

	#release(): void {
		clearTimeout(this.#patience);
		this.#patience = undefined;
		const changes = this.sides.takeOthers();
		if (!changes) return;
		this.#needs.onHold(false);
		this.#view.dispatch({ changes, annotations: fromDocument.of(true) });
	}
}

/** The plugin that holds the binding; other extensions ask it where things are. */
export function bindText(
	text: Y.Text,
	needs: BindingNeeds,
): { binding: ViewPlugin<TextBinding>; extension: Extension } {
	const binding = ViewPlugin.define((view) => new TextBinding(view, text, needs));
	return { binding, extension: binding.extension };
}
