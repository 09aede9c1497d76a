import type { NameList } from '../name-list.ts';

/** Small letters without a change of length, which a few letters of other alphabets would bring. */
const folded = (text: string): string => {
	const small = text.toLowerCase();
	return small.length === text.length ? small : text;
};

/**
 * Customers in whose names a text stands, capital or small. All names are searched as the one text
 * that they are, so that a hundred thousand of them take a few milliseconds.
 */
export function nameFinder({ text, starts, count }: NameList): (wanted: string) => Uint32Array {
	let all: string | undefined;
	return (wanted) => {
		all ??= folded(text);
		const part = folded(wanted);
		const rows: number[] = [];
		if (part === '') return new Uint32Array();
		let row = 0;
		for (let at = all.indexOf(part); at !== -1 && row < count; at = all.indexOf(part, at)) {
			while (row < count && (starts[row + 1] as number) <= at) row++;
			const end = starts[row + 1] as number;
			if (at + part.length <= end) {
				rows.push(row);
				// One find is enough for a name.
				at = end;
			} else at++;
		}
		return Uint32Array.from(rows);
	};
}
