/**
 * Orders of very many rows, found without comparing any two of them: a radix sort, which does a
 * hundred thousand rows within one frame where a sort by comparison takes several.
 */

const digits = 65_536;

/** One pass: `order` by the digit of each row, equal digits staying as they were. */
function byDigit(order: Uint32Array, into: Uint32Array, digitOf: (row: number) => number): void {
	const places = new Uint32Array(digits + 1);
	for (const row of order) {
		const next = digitOf(row) + 1;
		places[next] = (places[next] as number) + 1;
	}
	for (let digit = 1; digit <= digits; digit++) {
		places[digit] = (places[digit] as number) + (places[digit - 1] as number);
	}
	for (const row of order) {
		const digit = digitOf(row);
		const place = places[digit] as number;
		into[place] = row;
		places[digit] = place + 1;
	}
}

const numbered = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

/**
 * Row numbers from the lowest value to the highest, equal values in the order of the rows. Values
 * are finite numbers.
 */
export function risingOrder(values: ArrayLike<number>): Uint32Array {
	const count = values.length;
	const floats = new Float64Array(count);
	// Adding 0 makes −0 into 0, which equals it but has other bits.
	for (let i = 0; i < count; i++) floats[i] = (values[i] as number) + 0;
	// A number's bits rise with it if it is positive; of a negative one all have to be turned round,
	// of a positive one only the sign.
	const words = new Uint32Array(floats.buffer);
	const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
	for (let i = 0; i < count; i++) {
		const top = words[2 * i + high] as number;
		const negative = top >>> 31 === 1;
		words[2 * i + high] = negative ? ~top : top ^ 0x8000_0000;
		if (negative) words[2 * i + 1 - high] = ~(words[2 * i + 1 - high] as number);
	}
	let order = numbered(count);
	let spare = new Uint32Array(count);
	for (const [word, shift] of [
		[1 - high, 0],
		[1 - high, 16],
		[high, 0],
		[high, 16],
	] as const) {
		const digitOf = (row: number) => ((words[2 * row + word] as number) >>> shift) & 0xffff;
		const first = count > 0 ? digitOf(0) : 0;
		// Whole numbers leave most digits alike.
		if (order.every((row) => digitOf(row) === first)) continue;
		byDigit(order, spare, digitOf);
		[order, spare] = [spare, order];
	}
	return order;
}

/** So many characters decide; whoever is alike up to there stays in the order of the rows. */
const charactersCompared = 24;

/**
 * Row numbers by the texts' characters, for texts that stand in one long one: row i's from
 * `starts[i]` to `starts[i + 1]`.
 */
export function risingTextOrder(text: string, starts: Uint32Array): Uint32Array {
	const count = Math.max(0, starts.length - 1);
	let order = numbered(count);
	let spare = new Uint32Array(count);
	let longest = 0;
	for (let i = 0; i < count; i++) {
		longest = Math.max(longest, (starts[i + 1] as number) - (starts[i] as number));
	}
	for (let at = Math.min(longest, charactersCompared) - 1; at >= 0; at--) {
		byDigit(order, spare, (row) => {
			const place = (starts[row] as number) + at;
			// A text that has ended comes before all that go on; no text holds the highest code.
			return place < (starts[row + 1] as number) ? Math.min(text.charCodeAt(place) + 1, 65_535) : 0;
		});
		[order, spare] = [spare, order];
	}
	return order;
}
