import type { ExercisePlace } from '../frame.ts';
import type { Path } from './rules.ts';

/**
 * The paths that a reader has gone to their end, kept in the reader's own browser beside where he
 * stands (`exercise-seen/<lesson>/<name>`): going back or starting again forgets none of them. A
 * browser that keeps nothing remembers them until the page is left.
 */
export class SeenPaths {
	#ids: readonly string[] = $state.raw([]);
	readonly #key: string;

	constructor({ lesson, name }: ExercisePlace) {
		this.#key = `exercise-seen/${lesson}/${name}`;
	}

	get paths(): Path[] {
		return this.#ids.map((id) => id.split(' '));
	}

	add(path: Path): void {
		const id = path.join(' ');
		if (this.#ids.includes(id)) return;
		this.#ids = [...this.#ids, id];
		try {
			localStorage.setItem(this.#key, JSON.stringify(this.#ids));
		} catch {
			// Full or switched off: they are remembered until the page is left.
		}
	}

	/** Whether some path to its end began like this. */
	began(path: Path): boolean {
		const id = path.join(' ');
		return this.#ids.some((one) => one === id || one.startsWith(`${id} `));
	}

	recall(): void {
		try {
			const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
			if (Array.isArray(kept))
				this.#ids = kept.filter((one): one is string => typeof one === 'string');
		} catch {
			// Switched off, or not ours: nothing to bring back.
		}
	}
}
