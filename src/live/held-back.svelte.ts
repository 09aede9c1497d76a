import { untrack } from 'svelte';
import type * as Y from 'yjs';

/** Words that somebody composes, and how they get into the document they are meant for. */
interface HeldBack {
	doc: Y.Doc;
	write: () => void;
}

let held = $state.raw<readonly HeldBack[]>([]);

/** From now on something is held back from a document; `write` puts it in. */
export function holdBack(doc: Y.Doc, write: () => void): void {
	if (!untrack(() => held).some((one) => one.write === write))
		held = [...untrack(() => held), { doc, write }];
}

/** It is written, or nothing is left of it. */
export function holdNoMore(write: () => void): void {
	held = untrack(() => held).filter((one) => one.write !== write);
}

/** Whether words on the screen are not in their document yet. */
export const isHoldingBack = (doc: Y.Doc): boolean => held.some((one) => one.doc === doc);

/** Puts in what is held back from a document; call before it is read for good, or left. */
export function writeHeldBack(doc: Y.Doc): void {
	for (const one of untrack(() => held)) if (one.doc === doc) one.write();
}
