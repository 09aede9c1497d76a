import { ChangeSet, Text } from '@codemirror/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { changesFrom, writeChanges } from '#team/text-changes.ts';
import { TwoSides } from '#team/two-sides.ts';

/** An editor without a screen, a shared text that it holds words back from, and a mate's device. */
function desk() {
	const [mine, theirs] = [new Y.Doc(), new Y.Doc()].map((doc) => doc.getText('risks')) as [
		Y.Text,
		Y.Text,
	];
	const sides = new TwoSides();
	let editor = Text.empty;
	let length = 0;
	mine.observe((event, { origin }) => {
		if (origin !== 'own') sides.came(changesFrom(event, length));
		length = mine.length;
	});
	const pass = (from: Y.Text, to: Y.Text) => {
		if (from.doc && to.doc)
			Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
	};
	/** Letters that were taken away, by whom ever. */
	const gone: string[] = [];
	return {
		gone,
		said: () => [editor.toString(), mine.toString(), theirs.toString()],
		type(from: number, to: number, insert: string) {
			gone.push(...editor.sliceString(from, to));
			const changes = ChangeSet.of({ from, to, insert }, editor.length);
			editor = changes.apply(editor);
			sides.typed(changes);
		},
		mateTypes(from: number, to: number, insert: string) {
			gone.push(...theirs.toString().slice(from, to));
			theirs.delete(from, to - from);
			theirs.insert(from, insert);
		},
		write() {
			const own = sides.takeOwn();
			if (own) writeChanges(mine, own, 'own');
		},
		show() {
			editor = sides.takeOthers()?.apply(editor) ?? editor;
		},
		hear: () => pass(theirs, mine),
		tell: () => pass(mine, theirs),
		lengths: () => ({ editor: editor.length, theirs: theirs.length }),
	};
}

const typing = fc.record({
	who: fc.constantFrom('I', 'mate'),
	at: fc.nat(1_000),
	takes: fc.nat(3),
	writes: fc.nat(3),
});
const step = fc.oneof(typing, fc.constantFrom('write', 'show', 'hear', 'tell'));

test('whatever two write, hold back and hear of meanwhile, both come to the same words, each once', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const one = desk();
			const written: string[] = [];
			for (const now of steps) {
				if (typeof now === 'string') {
					one[now]();
					continue;
				}
				const length = one.lengths()[now.who === 'I' ? 'editor' : 'theirs'];
				const from = now.at % (length + 1);
				const letters = Array.from({ length: now.writes }, (_, index) =>
					String.fromCodePoint(0x4e_00 + written.length + index),
				);
				written.push(...letters);
				const [to, words] = [Math.min(length, from + now.takes), letters.join('')];
				if (now.who === 'I') one.type(from, to, words);
				else one.mateTypes(from, to, words);
			}
			one.hear();
			one.write();
			one.show();
			one.tell();
			const [editor = '', mine, theirs] = one.said();
			expect([editor, theirs]).toEqual([mine, mine]);
			const left = written.filter((letter) => !one.gone.includes(letter));
			expect([...editor].sort()).toEqual(left.sort());
		}),
		{ numRuns: 2_000 },
	);
});

test('a place among held letters is where they will stand in the shared text', () => {
	const sides = new TwoSides();
	// 頭|尾, and 他 comes before it.
	sides.typed(ChangeSet.of({ from: 1, insert: 'ㄎㄜ' }, 2));
	expect([0, 1, 2, 3, 4].map((place) => sides.toText(place))).toEqual([0, 1, 1, 1, 2]);
	expect([0, 1, 2].map((place) => sides.toEditor(place))).toEqual([0, 1, 4]);
	sides.came(ChangeSet.of({ from: 0, insert: '他' }, 2));
	expect([1, 3, 4].map((place) => sides.toText(place))).toEqual([2, 2, 3]);
});
