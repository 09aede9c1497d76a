import { tick, untrack } from 'svelte';
import { pin, worksAt, writtenIn, type Standing } from './hold-place.ts';
import { KeptPlace } from './kept-place.ts';
import { RememberedPlace } from './remembered-place.ts';

interface Scenes {
	/** Whose pages these are: a place is remembered for one class and team. */
	name: string;
	/** What the room asks of the team now. */
	scene: () => string;
	/** What there is to read: changes where what was read has gone. */
	read: () => string;
	/** Whether the form is here, which comes after the page. */
	isOpen: () => boolean;
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

	constructor({ name, scene, read, isOpen }: Scenes) {
		const remembered = new RememberedPlace(name, scene);
		$effect(() => remembered.start());
		$effect(() => {
			if (isOpen()) void tick().then(() => remembered.goBack());
		});
		let sceneBefore = untrack(scene);
		let stood: Standing | null = null;
		let letGo = () => {};
		// Before the page is drawn anew: afterwards nobody can tell where it was.
		$effect.pre(() => {
			if (scene() !== sceneBefore) stood = worksAt();
		});
		$effect(() => {
			const now = scene();
			if (now === sceneBefore) return;
			sceneBefore = now;
			const isAsked = this.#asked;
			this.#asked = false;
			letGo();
			if (stood && !isAsked) letGo = pin(stood);
			void tick().then(() => {
				const heading = document.getElementById('standing-h');
				if (isAsked && heading) heading.focus();
				else void this.#kept.goOn(() => heading);
			});
		});
		$effect(() => () => letGo());
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
