import type * as Y from 'yjs';
import type { PresenceBoard } from '#live/presence.svelte.ts';

/** What the form of a design is written in: a team's document, or one that a reader fills alone. */
export interface FormDocument {
	/** May be replaced by another one; the form follows it. */
	readonly doc: Y.Doc;
	/** Who else is writing; null where nobody else can. */
	readonly presence: PresenceBoard | null;
}
