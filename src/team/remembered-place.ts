import { onOwnMove, pin, standsAt } from './hold-place.ts';

/**
 * Where in the form a reader was when he left or reloaded the page. The form comes after the page,
 * so the browser cannot go back there by itself.
 */
interface Remembered {
	/** What was read has to be the same: after a change the head of the page says what is new. */
	scene: string;
	id: string;
	at: number;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A phone may take long to draw all of a form, in milliseconds. */
const settlesMilliseconds = 5_000;
/** Between two looks at where the reader is, in milliseconds. */
const paceMilliseconds = 250;

function storage(): Shelf | null {
	try {
		return globalThis.sessionStorage ?? null;
	} catch {
		return null;
	}
}

function read(shelf: Shelf | null, name: string): Remembered | null {
	try {
		const { scene, id, at } = JSON.parse(shelf?.getItem(name) ?? '{}') as Partial<Remembered>;
		const isWhole = typeof scene === 'string' && typeof id === 'string' && Number.isFinite(at);
		return isWhole ? { scene, id, at: Number(at) } : null;
	} catch {
		return null;
	}
}

/** Whether the page is loaded anew rather than gone to: the place its address names is left already. */
function isSeenAgain(): boolean {
	const [entry] = performance.getEntriesByType('navigation');
	return entry instanceof PerformanceNavigationTiming && entry.type !== 'navigate';
}

/** A reader's place in the form of a class, kept for as long as the tab is there. */
export class RememberedPlace {
	readonly #name: string;
	readonly #scene: () => string;
	#shelf: Shelf | null = null;
	#before: Remembered | null = null;
	#isDecided = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#letGo = () => {};

	/** `name` is which class it is. */
	constructor(name: string, scene: () => string) {
		this.#name = `ll:place:${name}`;
		this.#scene = scene;
	}

	/** Begins to listen; call what it returns to stop. Browser only. */
	start(shelf: Shelf | null = storage()): () => void {
		this.#shelf = shelf;
		this.#before = location.hash === '' || isSeenAgain() ? read(shelf, this.#name) : null;
		const unheard = onOwnMove(() => (this.#before = null));
		const later = () => (this.#timer ??= setTimeout(this.#note, paceMilliseconds));
		// What has been noted at rest stays: as a page goes its line has gone already, mates' marks
		// with it, and what stood below them has moved.
		const last = () => {
			if (this.#timer !== undefined) this.#note();
		};
		addEventListener('scroll', later, { passive: true });
		addEventListener('pagehide', last);
		return () => {
			unheard();
			this.#letGo();
			clearTimeout(this.#timer);
			removeEventListener('scroll', later);
			removeEventListener('pagehide', last);
		};
	}

	/** The form is here: back to where the reader was, unless he has gone elsewhere meanwhile. */
	goBack(): void {
		if (this.#isDecided) return;
		this.#isDecided = true;
		const before = this.#before;
		const box = before?.scene === this.#scene() ? document.getElementById(before.id) : null;
		if (before && box) this.#letGo = pin({ box, at: before.at }, settlesMilliseconds);
	}

	readonly #note = (): void => {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (!this.#isDecided) return;
		const standing = standsAt();
		try {
			if (!standing) this.#shelf?.removeItem(this.#name);
			else {
				const { box, at } = standing;
				const place: Remembered = { scene: this.#scene(), id: box.id, at };
				this.#shelf?.setItem(this.#name, JSON.stringify(place));
			}
		} catch {
			// A full or forbidden storage: the next page begins at its head.
		}
	};
}
