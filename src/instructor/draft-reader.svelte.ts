import * as Y from 'yjs';
import type { LiveConnection } from '#live/connection.svelte.ts';
import { emptyDesign, materialise, type Design } from '#workflow/design.ts';
import { frame } from '#workflow/messages.ts';

/** Readers need no letter-by-letter motion; designs are read out of the document at most this often. */
const readingMilliseconds = 250;

/** A team's document as the lecturer reads it while it is being written. It is never written to. */
export class DraftReader {
	design: Design = $state.raw(emptyDesign());
	/** True once the server has sent what it holds. */
	arrived = $state(false);

	#doc = new Y.Doc();
	#epoch: number | null = null;
	/** Whether the present line has answered: what it tells before is in the answer as well. */
	#isAnswered = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Follows the room that the connection is for; call what it returns to stop. */
	follow(connection: LiveConnection): () => void {
		const silence = connection.listen((message) => {
			if (message.kind === 'hello') {
				// A restored room starts afresh; what was read of the old one is not mixed in.
				if (this.#epoch !== null && this.#epoch !== message.hello.epoch) this.#doc = new Y.Doc();
				this.#epoch = message.hello.epoch;
				this.#isAnswered = false;
				connection.send(frame.syncRequest, Y.encodeStateVector(this.#doc), { answered: true });
			} else if (message.kind === 'syncAnswer') {
				Y.applyUpdate(this.#doc, message.update);
				this.#isAnswered = true;
				this.arrived = true;
				this.#read();
			} else if (message.kind === 'update' && this.#isAnswered) {
				Y.applyUpdate(this.#doc, message.update);
				this.#timer ??= setTimeout(() => this.#read(), readingMilliseconds);
			}
		});
		connection.probe = () => Y.encodeStateVector(this.#doc);
		return () => {
			silence();
			connection.probe = null;
			clearTimeout(this.#timer);
		};
	}

	#read(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.design = materialise(this.#doc);
	}
}
