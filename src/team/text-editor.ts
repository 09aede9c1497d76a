import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState, Transaction, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import * as Y from 'yjs';
import type { Caret, Presence } from '#live/presence.svelte.ts';
import { caretAt, carets, caretsIn, setCarets } from './carets.ts';
import { bindText, type Writing } from './text-binding.ts';
import { shownText, takesOnlyWords } from './text-changes.ts';

export interface TextEditorNeeds {
	/** Inside an open shadow root, so that the editor's style sheet is adopted: the content policy allows no style element. */
	parent: ShadowRoot;
	text: Y.Text;
	/** Spoken name of the field. */
	label: string;
	/** The question that the field answers; told to those who do not see it above. */
	prompt: string;
	singleLine: boolean;
	/** Longest that a paste may make the text, in characters. */
	most: number;
	readOnly: boolean;
	/** Called with the caret's place while the field has focus, and null when it loses it. */
	onMove(caret: Caret | null): void;
	/** Called with how long the words in it are. */
	onChange(length: number): void;
	/** Called when others' changes have been waiting for a composition to end, and when they are in. */
	onHold(holding: boolean): void;
	/** Called when it changes whether there is something of one's own to take back or put back. */
	onSteps(steps: OwnSteps): void;
}

export interface OwnSteps {
	undo: boolean;
	redo: boolean;
}

export interface TextEditor {
	/** Puts the caret into the field; at a place in its text, where one is given. */
	focus(place?: number): void;
	/** Where the caret is in the text, or was when it left. */
	caret(): number;
	showCarets(others: readonly Presence[], colourOf: (person: Presence['person']) => number): void;
	setReadOnly(readOnly: boolean): void;
	undo(): void;
	redo(): void;
	destroy(): void;
}

/** What is typed within this time is one step to take back, in milliseconds. */
const stepMilliseconds = 500;

/** Looks come from the page by inheritance; here stands only what the editor's own sheet needs. */
const look = EditorView.theme({
	'&': { background: 'none', font: 'inherit', color: 'inherit' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': { font: 'inherit', lineHeight: 'inherit', overflow: 'visible' },
	'.cm-content': { padding: '0', minHeight: 'var(--field-height)', caretColor: 'var(--ink)' },
	'.cm-line': { padding: '0' },
	'.chosen': { background: 'var(--wash)' },
	'.caret': {
		position: 'relative',
		borderInlineStart: '2px solid var(--by, var(--teal))',
		marginInline: '-1px',
	},
	'.flag': {
		position: 'absolute',
		insetBlockEnd: '-1.1rem',
		insetInlineStart: '-2px',
		zIndex: '2',
		background: 'var(--by, var(--teal))',
		color: 'var(--on-teal)',
		fontSize: '.75rem',
		lineHeight: '1.5',
		paddingInline: '.3rem',
		whiteSpace: 'nowrap',
		// On a phone's field it fits on one side of the caret or the other.
		maxInlineSize: '9rem',
		overflow: 'hidden',
		textOverflow: 'ellipsis',
		pointerEvents: 'none',
		// It stands over words: whoever rests leaves his caret, and his name goes.
		animation: 'put-away 0s 3s forwards',
	},
	'@keyframes put-away': { to: { visibility: 'hidden' } },
	'.flag.turned': { insetInlineStart: 'auto', insetInlineEnd: '0' },
	// The page's sheet does not reach in here, its colours do.
	'.by-1': { '--by': 'var(--by-1)' },
	'.by-2': { '--by': 'var(--by-2)' },
	'.by-3': { '--by': 'var(--by-3)' },
	'.by-4': { '--by': 'var(--by-4)' },
	'.by-5': { '--by': 'var(--by-5)' },
});

/** What bars cover of the page, as its sheet says; the caret stays clear of them. */
const clearOfBars = EditorView.scrollMargins.of(() => {
	const page = getComputedStyle(document.documentElement);
	return {
		top: Number.parseFloat(page.scrollPaddingBlockStart) || 0,
		bottom: Number.parseFloat(page.scrollPaddingBlockEnd) || 0,
	};
});

/** A name is one line: breaks become spaces, whichever way they come in. */
const oneLine: Extension = EditorState.transactionFilter.of((transaction) => {
	if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
	if (transaction.annotation(Transaction.userEvent) === undefined) return transaction;
	const changes: { from: number; to: number; insert: string }[] = [];
	transaction.changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
		changes.push({ from, to, insert: inserted.sliceString(0, inserted.length, ' ') });
	});
	return {
		changes,
		userEvent: transaction.annotation(Transaction.userEvent),
		scrollIntoView: true,
	};
});

/** A plain-text editor bound to a shared text, with undo of one's own writing only. */
export function createTextEditor(needs: TextEditorNeeds): TextEditor {
	const { text } = needs;
	/** Draws teammates' carets as they were told of last, once that may be. */
	let showLater: (() => void) | null = null;
	const { binding, extension } = bindText(text, {
		onHold: needs.onHold,
		onWrite: (writing) => beginStep(writing),
		onWritten: () => {
			needs.onChange(length());
			if (view.hasFocus) tellCaret();
		},
		onSettled: () => showLater?.(),
	});
	const lock = new Compartment();
	const locked = (readOnly: boolean): Extension => [
		EditorState.readOnly.of(readOnly),
		EditorView.editable.of(!readOnly),
		// Not editable any more, it can still be reached and read with a keyboard.
		EditorView.contentAttributes.of(readOnly ? { tabindex: '0', 'aria-readonly': 'true' } : {}),
	];
	let undoing: Y.UndoManager | null = null;
	/** A composed word is one step to take back, in however many parts it was written. */
	const beginStep = (writing: Writing) => {
		if (!undoing) return;
		if (writing === 'composed') undoing.stopCapturing();
		undoing.captureTimeout = writing === 'composed on' ? Infinity : stepMilliseconds;
	};
	const step = (way: 'undo' | 'redo') => () => {
		// Letters that the browser has in hand would stay on the screen, and come in again behind it.
		if (view.composing) {
			view.contentDOM.blur();
			view.focus();
		}
		bound?.write();
		undoing?.[way]();
		return true;
	};
	/** How long the words are, those included that are still being composed. */
	const length = () => text.toString().length + (bound?.sides.longerBy ?? 0);
	const tellCaret = () => {
		const { anchor, head } = view.state.selection.main;
		if (bound) needs.onMove(caretAt(text, bound.sides.toText(anchor), bound.sides.toText(head)));
	};
	const view: EditorView = new EditorView({
		parent: needs.parent,
		root: needs.parent,
		state: EditorState.create({
			doc: shownText(text),
			extensions: [
				EditorState.lineSeparator.of('\n'),
				EditorView.lineWrapping,
				EditorView.contentAttributes.of({
					'aria-label': needs.label,
					...(needs.prompt ? { 'aria-description': needs.prompt } : {}),
					'aria-multiline': String(!needs.singleLine),
					autocapitalize: 'off',
					autocorrect: 'off',
					spellcheck: 'false',
				}),
				EditorView.clipboardInputFilter.of((pasted) =>
					pasted.replace(/\r\n?/g, '\n').slice(0, Math.max(0, needs.most - length())),
				),
				needs.singleLine ? [oneLine, keymap.of([{ key: 'Enter', run: () => true }])] : [],
				keymap.of([
					{ key: 'Mod-z', run: step('undo'), preventDefault: true },
					{ key: 'Mod-y', mac: 'Mod-Shift-z', run: step('redo'), preventDefault: true },
					{ key: 'Mod-Shift-z', run: step('redo'), preventDefault: true },
					...defaultKeymap,
				]),
				EditorView.domEventHandlers({
					beforeinput(event) {
						if (event.inputType === 'historyUndo') return step('undo')();
						if (event.inputType === 'historyRedo') return step('redo')();
						return false;
					},
				}),
				extension,
				carets,
				clearOfBars,
				look,
				lock.of(locked(needs.readOnly)),
				EditorView.updateListener.of((update) => {
					if (update.docChanged) needs.onChange(length());
					if (update.focusChanged && !update.view.hasFocus) needs.onMove(null);
					else if (
						update.view.hasFocus &&
						(update.selectionSet || update.docChanged || update.focusChanged)
					)
						tellCaret();
				}),
			],
		}),
	});
	const bound = view.plugin(binding);
	const own = new Y.UndoManager(text, {
		trackedOrigins: new Set(bound ? [bound] : []),
		captureTimeout: stepMilliseconds,
		captureTransaction: (transaction) =>
			transaction.origin !== bound || takesOnlyWords(transaction),
	});
	undoing = own;
	const tellSteps = () =>
		needs.onSteps({ undo: own.undoStack.length > 0, redo: own.redoStack.length > 0 });
	own.on('stack-item-added', tellSteps);
	own.on('stack-item-popped', tellSteps);
	own.on('stack-cleared', tellSteps);
	// A keyboard that comes up makes the page lower; the line being written stays in sight.
	const stayInSight = () => {
		if (!view.hasFocus) return;
		const { head } = view.state.selection.main;
		view.dispatch({ effects: EditorView.scrollIntoView(head) });
	};
	addEventListener('resize', stayInSight);
	const editor: TextEditor = {
		focus: (place) => {
			view.focus();
			if (place === undefined) return;
			const anchor = Math.min(place, view.state.doc.length);
			view.dispatch({ selection: { anchor }, scrollIntoView: true });
		},
		caret: () => view.state.selection.main.head,
		showCarets(others, colourOf) {
			// A caret that is drawn beside what is being composed takes it from the keyboard; and others'
			// held changes are not in the editor yet, so places in the text would not fit it.
			if (!bound || bound.isComposing || bound.sides.hasOthers) {
				showLater = () => editor.showCarets(others, colourOf);
				return;
			}
			showLater = null;
			const shown = caretsIn(text, others, colourOf).map((caret) => ({
				...caret,
				anchor: bound.sides.toEditor(caret.anchor),
				head: bound.sides.toEditor(caret.head),
			}));
			view.dispatch({ effects: setCarets.of(shown) });
		},
		setReadOnly(readOnly) {
			if (readOnly) bound?.write();
			view.dispatch({ effects: lock.reconfigure(locked(readOnly)) });
		},
		undo: step('undo'),
		redo: step('redo'),
		destroy() {
			removeEventListener('resize', stayInSight);
			undoing?.destroy();
			view.destroy();
		},
	};
	return editor;
}
