import { clearAll, ownEntries, takeIn, type Done } from '#lessons/own/carry.ts';
import { differenceOf, toldOf, type Difference } from '#lessons/own/difference.ts';
import { clearTab } from '#lessons/own/left-here.ts';
import type { Entries } from '#lessons/own/merge.ts';
import type { Opened } from '#lessons/own/pack.ts';
import type { LessonInShort } from '#lessons/own/results.ts';
import { isOwnKey } from '#lessons/own/own-keys.ts';
import { whenChangedElsewhere } from '#lessons/own/storage.ts';

/** A record from another device, held out for the reader to look at before it is taken. */
export interface Offered {
	readonly difference: Difference;
	/** What would be taken, in sentences; none where all of it is here already. */
	readonly told: readonly string[];
	readonly unread: number;
}

/** What just happened, with the way back where there is one. */
export interface Told {
	readonly words: string;
	readonly undo?: () => void;
}

/** A name that no lesson has comes from elsewhere, and may be of any length. */
const mostOfName = 20;

const full = '這個瀏覽器的空間滿了，或不讓網頁記東西，所以一筆都沒有拿進來；你現在的紀錄沒有動。';
const partly = '復原了；這段時間裡又改過的那幾筆，和原來的合在一起了。';

const away = (): Opened => ({
	problem: '現在連不上網站，打不開；請等一下再試。你現在的紀錄沒有動。',
});

/** The reader's own record as the page shows it, and what can be done with all of it at once. */
export class OwnRecord {
	entries: Entries = $state.raw({});
	/** False until storage was looked at: nothing is said to be missing before. */
	ready = $state(false);
	offered: Offered | null = $state.raw(null);
	told: Told | null = $state.raw(null);
	readonly lessons: readonly LessonInShort[];
	readonly isEmpty = $derived(Object.keys(this.entries).length === 0);

	constructor(lessons: readonly LessonInShort[]) {
		this.lessons = lessons;
	}

	/** Looks at storage now, and whenever another tab changes it. */
	open(): void {
		this.#look();
		this.ready = true;
		whenChangedElsewhere(isOwnKey, () => this.#look());
		addEventListener('pageshow', ({ persisted }) => {
			if (persisted) this.#look();
		});
	}

	#look(): void {
		this.entries = ownEntries();
	}

	nameOf = (lesson: string): string => {
		const known = this.lessons.find(({ id }) => id === lesson);
		if (known) return `第${known.number}課`;
		return `「${lesson.slice(0, mostOfName)}${lesson.length > mostOfName ? '…' : ''}」`;
	};

	// What opens a record comes when there is one to open.
	async offerFile(file: File): Promise<void> {
		this.#offer(await import('#lessons/own/pack.ts').then(({ openFile }) => openFile(file), away));
	}

	async offerHash(hash: string): Promise<void> {
		this.#offer(await import('#lessons/own/pack.ts').then(({ openHash }) => openHash(hash), away));
	}

	#offer(opened: Opened): void {
		this.#look();
		if ('problem' in opened) {
			this.offered = null;
			this.told = { words: opened.problem };
			return;
		}
		let difference;
		try {
			difference = differenceOf(this.entries, opened.entries);
		} catch {
			// Nested deeper than anything we write: the merge ran out of stack before it touched anything.
			this.offered = null;
			this.told = { words: '這一份讀不出來，可能壞了；你現在的紀錄沒有動。' };
			return;
		}
		this.told = null;
		this.offered = {
			difference,
			told: toldOf(difference, this.nameOf),
			unread: opened.unread,
		};
	}

	/** Takes what was offered; computed again, because another tab may have gone on meanwhile. */
	take(): void {
		if (!this.offered) return;
		const { merged, changed } = differenceOf(ownEntries(), this.offered.difference.merged);
		const done = takeIn(merged, changed);
		this.offered = null;
		this.#tell(done, '拿進來了。', '剛才拿進來的，都拿出去了。', full);
	}

	leave(): void {
		this.offered = null;
		this.told = { words: '沒有拿；你現在的紀錄和剛才一樣。' };
	}

	clear(): void {
		const blocked = '這個瀏覽器不讓網頁動它記的東西，所以紀錄沒有清掉。';
		const done = clearAll();
		const putTabBack = done.kept ? clearTab() : () => undefined;
		const undo = (): boolean => {
			putTabBack();
			return done.undo();
		};
		this.#tell({ ...done, undo }, '這個瀏覽器裡的紀錄清掉了。', '紀錄都回來了。', blocked);
	}

	say(words: string): void {
		this.told = { words };
	}

	/** Says something after what was said; the way back stays where there is one. */
	add(words: string): void {
		this.told = { ...this.told, words: `${this.told?.words ?? ''}${words}` };
	}

	#tell(done: Done, words: string, undone: string, failed: string): void {
		this.#look();
		if (!done.kept) {
			this.told = { words: failed };
			return;
		}
		const undo = (): void => {
			const whole = done.undo();
			this.#look();
			this.told = { words: whole ? undone : partly };
		};
		this.told = { words, undo };
	}
}
