import { kinds, type Kind, type SearchIndex } from './entries.ts';
import { find, prepare, type PreparedIndex } from './find.ts';
import { suggest } from './suggest.ts';

/** Where the index is: nobody has asked yet, on its way, here, or not to be had. */
type Whereabouts = 'asleep' | 'coming' | 'here' | 'away';

/** Prerendered by src/pages/search.json.ts. */
const indexAddress = '/search.json';
const shownAtFirst = 20;
const namesSaid = 4;
/** Longer than anything the course says in one breath; an address may hold any length. */
export const longestQuestion = 100;

/** A search as the page shows it: what is asked, what is found, and the one sentence about it. */
export class SearchState {
	asked = $state('');
	whereabouts = $state<Whereabouts>('asleep');
	#index = $state.raw<PreparedIndex | null>(null);
	/** The question whose whole list was asked for. */
	#listed = $state('');

	readonly #answer = $derived(this.#index ? find(this.#index, this.asked) : null);
	readonly found = $derived(this.#answer?.found ?? []);
	readonly shown = $derived(
		this.#listed === this.asked ? this.found : this.found.slice(0, shownAtFirst),
	);
	readonly left = $derived(this.found.length - this.shown.length);
	readonly isNothing = $derived(this.#answer !== null && this.found.length === 0);
	readonly suggestions = $derived(
		this.#index && this.isNothing ? suggest(this.#index, this.asked.trim()) : [],
	);

	readonly sentence = $derived.by(() => {
		const asked = this.asked.trim();
		if (asked === '') return '打兩個字以上就開始找，不必打完。';
		if (this.whereabouts === 'away') {
			return '搜尋用的索引拿不到，可能是離線了；連上網路後請再按一次「搜尋」。';
		}
		if (!this.#index) return '正在取索引……';
		if (!this.#answer) return '再多打一個字：只有一個字，幾乎每一頁都有。';
		if (this.isNothing) return `找不到「${asked}」。`;
		return `「${asked}」找到${this.found.length}項：${this.#counts()}${this.#also()}。`;
	});

	ask(text: string): void {
		this.asked = text.slice(0, longestQuestion);
		if (text.trim() !== '') void this.fetchIndex();
	}

	listAll(): void {
		this.#listed = this.asked;
	}

	/** Fetches the index once; after a failure the next question tries again. */
	async fetchIndex(): Promise<void> {
		if (this.whereabouts === 'coming' || this.whereabouts === 'here') return;
		this.whereabouts = 'coming';
		try {
			const response = await fetch(indexAddress);
			if (!response.ok) throw new Error(`the index answered ${response.status}`);
			this.#index = prepare((await response.json()) as SearchIndex);
			this.whereabouts = 'here';
		} catch {
			this.whereabouts = 'away';
		}
	}

	#also(): string {
		const also = this.#answer?.also ?? [];
		if (also.length === 0) return '';
		const more = also.length > namesSaid ? '等' : '';
		return `；同義的也算：${also.slice(0, namesSaid).join('、')}${more}`;
	}

	#counts(): string {
		return (Object.keys(kinds) as Kind[])
			.map((kind) => ({
				kind,
				many: this.found.filter(({ entry }) => entry.kind === kind).length,
			}))
			.filter(({ many }) => many > 0)
			.map(({ kind, many }) => `${kinds[kind]}${many}`)
			.join('、');
	}
}
