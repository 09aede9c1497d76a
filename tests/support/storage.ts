/** A browser's storage for tests without a browser: it may refuse, or fill up. */
export class FakeStorage {
	readonly stored = new Map<string, string>();
	/** Refuses every writing. */
	refuses = false;
	/** How many more writings it has room for. */
	room = Infinity;
	/** How many characters it has room for, all values together. */
	characters = Infinity;

	get length(): number {
		return this.stored.size;
	}
	key(place: number): string | null {
		return [...this.stored.keys()][place] ?? null;
	}
	getItem(key: string): string | null {
		return this.stored.get(key) ?? null;
	}
	setItem(key: string, value: string): void {
		const others = [...this.stored].filter(([name]) => name !== key);
		const used = others.reduce((sum, [, { length }]) => sum + length, value.length);
		if (this.refuses || this.room <= 0 || used > this.characters)
			throw new DOMException('full', 'QuotaExceededError');
		this.room -= 1;
		this.stored.set(key, value);
	}
	removeItem(key: string): void {
		this.stored.delete(key);
	}
	/** Everything it holds, to be held against what it held before. */
	everything(): Record<string, string> {
		return Object.fromEntries(this.stored);
	}
}
