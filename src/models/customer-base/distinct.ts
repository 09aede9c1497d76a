/**
 * Which rows hold the same number: fits work out a logarithm once for each distinct time, and
 * times counted in days are few however many customers there are.
 */
export class Distinct {
	/** The distinct numbers in order of first appearance, the first `count` of them valid. */
	readonly values: Float64Array;
	count = 0;
	readonly #slots: Int32Array;
	readonly #bits = new Uint32Array(2);
	readonly #number = new Float64Array(this.#bits.buffer);

	/** Room for `most` different numbers. */
	constructor(most: number) {
		this.values = new Float64Array(most);
		// An open table at most half full; slots hold the place plus 1, as 0 stands for empty.
		this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, most) * 2)));
	}

	/** The place of a number among the distinct ones, which it joins if it is new. */
	placeOf(value: number): number {
		this.#number[0] = value;
		const mask = this.#slots.length - 1;
		let hash = Math.imul(this.#bits[0] as number, 0x85ebca6b) ^ (this.#bits[1] as number);
		hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
		for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
			const place = (this.#slots[slot] as number) - 1;
			if (place < 0) {
				this.#slots[slot] = this.count + 1;
				this.values[this.count] = value;
				return this.count++;
			}
			if (this.values[place] === value) return place;
		}
	}
}
