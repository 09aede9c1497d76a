/** What tills write when they do not know the customer; nobody in particular came back. */
const nobody = new Set([
	'',
	'-',
	'--',
	'n/a',
	'na',
	'nan',
	'null',
	'none',
	'guest',
	'anonymous',
	'無',
	'散客',
	'訪客',
	'匿名',
	'非會員',
	'一般客',
	'過路客',
]);

const longestNobody = 9;

/** The number of a name that stands for nobody. */
export const noName = -1;

export interface NameBook {
	/** The name's number, from 0 in order of first appearance; {@link noName} for no name. */
	numberOf(cell: string): number;
	readonly names: readonly string[];
}

/** Marks without width, which copying from a web page or a chat leaves in a name unseen. */
const unseen = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

/** ="00123" is how exports keep a spreadsheet from eating leading zeros. */
function bareName(cell: string): string {
	const text = cell.replace(unseen, '').trim();
	if (!text.startsWith('=')) return text;
	return /^="?.*"$/.test(text) ? text.replace(/^="?|"$/g, '').trim() : text;
}

/** Spreads a text over 32 bits (FNV-1a over its character codes, then mixed once). */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) {
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	}
	return hash ^ (hash >>> 15);
}

/**
 * From spellings to numbers, by open addressing over flat arrays. A million look-ups among 300,000
 * names take half as long as with a Map, which is the largest single cost of reading a file.
 */
function spellingTable(): {
	find(text: string, hash: number): number | undefined;
	add(text: string, hash: number, number: number): void;
} {
	let mask = 4_095;
	let slots = new Int32Array(mask + 1); // 0 is free, else one more than the spelling's place
	let slotHashes = new Int32Array(mask + 1);
	const spellings: string[] = [];
	const numbers: number[] = [];

	const place = (hash: number, entry: number): void => {
		let slot = hash & mask;
		while (slots[slot] !== 0) slot = (slot + 1) & mask;
		slots[slot] = entry;
		slotHashes[slot] = hash;
	};
	const widen = (): void => {
		const before = slots;
		const hashes = slotHashes;
		mask = mask * 2 + 1;
		slots = new Int32Array(mask + 1);
		slotHashes = new Int32Array(mask + 1);
		for (const [slot, entry] of before.entries()) {
			if (entry !== 0) place(hashes[slot] as number, entry);
		}
	};
	return {
		find(text, hash) {
			for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
				const entry = slots[slot] as number;
				if (entry === 0) return undefined;
				if (slotHashes[slot] === hash && spellings[entry - 1] === text) return numbers[entry - 1];
			}
		},
		add(text, hash, number) {
			spellings.push(text);
			numbers.push(number);
			place(hash, spellings.length);
			if (spellings.length * 2 > mask) widen();
		},
	};
}

/**
 * Numbers customers by their names. Looking a name up also tells whether it is one, so the careful
 * reading happens once for each spelling, not once a row.
 */
export function nameBook(): NameBook {
	const bySpelling = spellingTable();
	const names: string[] = [];

	const numberOf = (cell: string): number => {
		const hash = hashOf(cell);
		return bySpelling.find(cell, hash) ?? learn(cell, hash);
	};
	const learn = (cell: string, hash: number): number => {
		// A long cell cut from a piece of the file keeps the whole piece alive; this copy does not.
		const spelling = cell.length > 12 ? ` ${cell}`.slice(1) : cell;
		const name = bareName(spelling);
		let number: number;
		if (name.length <= longestNobody && nobody.has(name.toLowerCase())) number = noName;
		else number = name === spelling ? names.push(name) - 1 : numberOf(name);
		bySpelling.add(spelling, hash, number);
		return number;
	};

	return {
		numberOf,
		names,
	};
}
