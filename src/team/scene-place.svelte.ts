import { tick, untrack } from 'svelte';
import { writtenIn } from './hold-place.ts';
import { KeptPlace } from './kept-place.ts';

interface Scenes {
	/** What the room asks of the team now. */
	scene: () => string;
	/** What there is to read: changes where what was read has gone. */
	read: () => string;
}

/**
 * Where a page stands after the class or a teammate has moved it on. What was read has gone: what
 * comes in its place begins at its head, and whoever writes stays there. Call while a component is
 * made.
 */
export class ScenePlace {
	readonly #kept = new KeptPlace();
	/** Somebody has pressed for the change here, and wants to see what came of it. */
	#asked = false;

	constructor({ scene, read }: Scenes) {
		let sceneBefore = untrack(scene);
		$effect(() => {
			const now = scene();
			if (now === sceneBefore) return;
			sceneBefore = now;
			const isAsked = this.#asked;
			this.#asked = false;
			void tick().then(() => {
				const heading = document.getElementById('standing-h');
				if (isAsked && heading) heading.focus();
				else void this.#kept.goOn(() => heading);
			});
		});
		let readBefore = untrack(read);
		$effect(() => {
			const now = read();
			if (now === readBefore) return;
			readBefore = now;
			if (!writtenIn()) scrollTo({ top: 0, behavior: 'instant' });
		});
	}

	/** Hears where the focus goes. */
	note(event: FocusEvent): void {
		this.#kept.note(event);
	}

	/** For a press that is to move the page on. */
	async ask(doing: Promise<boolean>): Promise<void> {
		this.#asked = true;
		if (!(await doing)) this.#asked = false;
	}
}
