import { StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import {
	Decoration,
	EditorView,
	ViewPlugin,
	WidgetType,
	type DecorationSet,
} from '@codemirror/view';
import * as Y from 'yjs';
import type { Caret, Presence } from '#live/presence.svelte.ts';

/** A teammate's caret, placed in this editor's document. */
export interface PlacedCaret {
	name: string;
	/** The number of the colour that marks this teammate. */
	colour: number;
	anchor: number;
	head: number;
	/** The same as long as he stays where he is, whatever others write before it. */
	place: string;
}

export const setCarets = StateEffect.define<readonly PlacedCaret[]>();

class CaretFlag extends WidgetType {
	readonly name: string;
	readonly colour: number;
	readonly #place: string;
	constructor({ name, colour, place }: PlacedCaret) {
		super();
		this.name = name;
		this.colour = colour;
		this.#place = place;
	}
	/** One that has moved is made anew, so that its name shows again. */
	override eq(other: CaretFlag): boolean {
		return other.name === this.name && other.colour === this.colour && other.#place === this.#place;
	}
	override toDOM(): HTMLElement {
		const caret = document.createElement('span');
		caret.className = `caret by-${this.colour}`;
		caret.ariaHidden = 'true';
		const flag = document.createElement('span');
		flag.className = 'flag';
		flag.textContent = this.name;
		caret.append(flag);
		return caret;
	}
	override ignoreEvent(): boolean {
		return true;
	}
}

function decorate(carets: readonly PlacedCaret[], length: number): DecorationSet {
	const ranges: Range<Decoration>[] = [];
	for (const caret of carets) {
		const { anchor, head } = caret;
		const place = Math.min(head, length);
		const from = Math.min(anchor, place);
		const to = Math.min(Math.max(anchor, head), length);
		if (to > from) ranges.push(Decoration.mark({ class: 'chosen' }).range(from, to));
		ranges.push(Decoration.widget({ widget: new CaretFlag(caret), side: 1 }).range(place));
	}
	return Decoration.set(ranges, true);
}

const shownCarets = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(shown, transaction) {
		for (const effect of transaction.effects) {
			if (effect.is(setCarets)) return decorate(effect.value, transaction.newDoc.length);
		}
		return shown.map(transaction.changes);
	},
	provide: (field) => EditorView.decorations.from(field),
});

/** A name that would go past the field's edge hangs on its caret's other side. */
const turnedFlags = ViewPlugin.define((view) => {
	const turning = {
		read() {
			const edge = view.contentDOM.getBoundingClientRect().right;
			return [...view.contentDOM.querySelectorAll<HTMLElement>('.flag')].map((flag) => {
				const from = flag.parentElement?.getBoundingClientRect().left ?? 0;
				return { flag, turned: from + flag.offsetWidth > edge };
			});
		},
		write(flags: readonly { flag: HTMLElement; turned: boolean }[]) {
			for (const { flag, turned } of flags) flag.classList.toggle('turned', turned);
		},
	};
	return {
		update(update) {
			const moved = update.transactions.some(({ effects }) =>
				effects.some((effect) => effect.is(setCarets)),
			);
			if (moved || update.docChanged || update.geometryChanged) view.requestMeasure(turning);
		},
	};
});

/** Shows teammates' carets with their names, by classes alone: no style attribute is ever written. */
export const carets: Extension = [shownCarets, turnedFlags];

/** Where the caret stands, in a form that stays right while others write. */
export function caretAt(text: Y.Text, anchor: number, head: number): Caret {
	const place = (position: number) =>
		Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, position, -1)) as unknown;
	return { anchor: place(anchor), head: place(head) };
}

function placed(text: Y.Text, place: unknown): number | null {
	if (!text.doc || typeof place !== 'object' || place === null) return null;
	try {
		const found = Y.createAbsolutePositionFromRelativePosition(
			Y.createRelativePositionFromJSON(place),
			text.doc,
		);
		if (found?.type !== text) return null;
		// Between two halves of a letter no editor can draw: what it draws there it would read as typed.
		const isWithin = Number.isSafeInteger(found.index) && found.index >= 0;
		return isWithin && found.index <= text.length ? found.index : null;
	} catch {
		// Another device may send anything; what cannot be read is not shown.
		return null;
	}
}

/** Those of the teammates who are in this text, with their places; one caret a person and device. */
export function caretsIn(
	text: Y.Text,
	others: readonly Presence[],
	colourOf: (person: Presence['person']) => number,
): PlacedCaret[] {
	return others.flatMap(({ person, caret }) => {
		const anchor = placed(text, caret?.anchor);
		const head = placed(text, caret?.head);
		return anchor === null || head === null
			? []
			: [
					{
						name: person.name,
						colour: colourOf(person),
						anchor,
						head,
						place: JSON.stringify(caret?.head),
					},
				];
	});
}
