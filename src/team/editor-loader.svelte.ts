import type { TextEditor, TextEditorNeeds } from './text-editor.ts';

type CreateTextEditor = (needs: TextEditorNeeds) => TextEditor;

/** How long to wait after each failure, in milliseconds; the last one repeats. */
const usualPauses: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * Brings the editor's script, which is larger than the rest of the room, and keeps trying: without
 * it every box of the design is dead. One loader serves all boxes of a page.
 */
export class EditorLoader {
	/** Makes an editor; null until the script is there. */
	create = $state.raw<CreateTextEditor | null>(null);
	/** How often the script has failed to come so far. */
	failures = $state(0);
	readonly #load: () => Promise<{ createTextEditor: CreateTextEditor }>;
	readonly #pauses: readonly number[];
	#loading = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		load: () => Promise<{ createTextEditor: CreateTextEditor }> = () => import('./text-editor.ts'),
		pauses = usualPauses,
	) {
		this.#load = load;
		this.#pauses = pauses;
	}

	/** Begins to load; calling it again does nothing. */
	start(): void {
		if (this.#timer === undefined) void this.#try();
	}

	readonly #try = async (): Promise<void> => {
		if (this.create || this.#loading) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#loading = true;
		try {
			this.create = (await this.#load()).createTextEditor;
			removeEventListener('online', this.#try);
		} catch {
			const pause = this.#pauses[Math.min(this.failures, this.#pauses.length - 1)];
			this.failures += 1;
			this.#timer = setTimeout(() => void this.#try(), pause);
			// The same listener is only ever added once.
			addEventListener('online', this.#try);
		} finally {
			this.#loading = false;
		}
	};
}

/** The page's own. */
export const textEditors = new EditorLoader();
