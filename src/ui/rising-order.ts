/**
 * Orders of very many rows, found without comparing any two of them: a radix sort, which does a
 * hundred thousand rows within a frame or two where a sort by comparison takes several times that.
 */

const digitCount = 65_536;

/** One pass: `order` by the digit of each row, equal digits staying as they were. */
function byDigit(order: Uint32Array, into: Uint32Array, digits: Uint16Array): void {
	const count = order.length;
	const places = new Uint32Array(digitCount + 1);
	for (let i = 0; i < count; i++) {
		const next = (digits[i] as number) + 1;
		places[next] = (places[next] as number) + 1;
	}
	for (let digit = 1; digit < digitCount; digit++) {
		places[digit] = (places[digit] as number) + (places[digit - 1] as number);
	}
	for (let i = 0; i < count; i++) {
		const row = order[i] as number;
		const digit = digits[row] as number;
		const place = places[digit] as number;
		into[place] = row;
		places[digit] = place + 1;
	}
}

/** Row numbers by several digits of each row, told from the least important to the most. */
function byDigits(count: number, passes: number, fill: (pass: number, into: Uint16Array) => void) {
	let order: Uint32Array = new Uint32Array(count);
	for (let i = 0; i < count; i++) order[i] = i;
	let spare: Uint32Array = new Uint32Array(count);
	const digits = new Uint16Array(count);
	for (let pass = 0; pass < passes; pass++) {
		fill(pass, digits);
		// Whole numbers leave most digits alike.
		if (allAlike(digits)) continue;
		byDigit(order, spare, digits);
		[order, spare] = [spare, order];
	}
	return order;
}

function allAlike(digits: Uint16Array): boolean {
	const first = digits[0];
	for (let i = 1; i < digits.length; i++) if (digits[i] !== first) return false;
	return true;
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Row numbers from the lowest value to the highest, equal values in the order of the rows. Values
 * are finite numbers.
 */
export function risingOrder(values: ArrayLike<number>): Uint32Array {
	const count = values.length;
	const floats = new Float64Array(count);
	// Adding 0 makes −0 into 0, which equals it but has other bits.
	for (let i = 0; i < count; i++) floats[i] = (values[i] as number) + 0;
	const halves = new Uint16Array(floats.buffer);
	const top = littleEndian ? 3 : 0;
	return byDigits(count, 4, (pass, digits) => {
		const at = littleEndian ? pass : 3 - pass;
		// A number's bits rise with it if it is positive; of a negative one all have to be turned
		// round, of a positive one only the sign.
		const sign = at === top ? 0x8000 : 0;
		for (let i = 0; i < count; i++) {
			const negative = (halves[4 * i + top] as number) >= 0x8000;
			digits[i] = (halves[4 * i + at] as number) ^ (negative ? 0xffff : sign);
		}
	});
}

/** So many characters decide; whoever is alike up to there stays in the order of the rows. */
const charactersCompared = 24;

/**
 * Row numbers by the texts' characters, for texts that stand in one long one: row i's from
 * `starts[i]` to `starts[i + 1]`.
 */
export function risingTextOrder(text: string, starts: Uint32Array): Uint32Array {
	const count = Math.max(0, starts.length - 1);
	let longest = 0;
	for (let i = 0; i < count; i++) {
		longest = Math.max(longest, (starts[i + 1] as number) - (starts[i] as number));
	}
	const passes = Math.min(longest, charactersCompared);
	return byDigits(count, passes, (pass, digits) => {
		const at = passes - 1 - pass;
		for (let i = 0; i < count; i++) {
			const place = (starts[i] as number) + at;
			// A text that has ended comes before all that go on; no text holds the highest code.
			digits[i] =
				place < (starts[i + 1] as number) ? Math.min(text.charCodeAt(place) + 1, 65_535) : 0;
		}
	});
}
