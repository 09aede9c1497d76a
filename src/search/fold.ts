/**
 * Writing that means the same is made the same before it is compared: full and half width, capitals,
 * the characters that Taiwan writes in two ways, and spaces beside Han, which no one types alike.
 */

/** Characters written either way; the second is read as the first. */
const sameCharacter: Readonly<Record<string, string>> = {
	台: '臺',
	劃: '畫',
	周: '週',
	佔: '占',
	裏: '裡',
	啓: '啟',
	羣: '群',
	註: '注',
	聯: '連',
	// Dashes, apostrophes and quotation marks are typed as whatever the keyboard has.
	'–': '-',
	'—': '-',
	'−': '-',
	'‑': '-',
	'’': "'",
	'‘': "'",
	'“': '"',
	'”': '"',
};

export interface Folded {
	readonly text: string;
	/** For each character of the folded text, where it stands in what was folded. */
	readonly at: readonly number[];
}

/** Most of every text; there is no other width or case of it. */
const isHan = (character: string): boolean => character >= '\u4e00' && character <= '\u9fff';
const isSpace = (character: string): boolean => /\s/.test(character);
const isPlain = (character: string | undefined): boolean =>
	character !== undefined && character > ' ' && character <= '~';

const isBetweenDigits = (text: string, place: number): boolean =>
	/^[,，]$/.test(text[place] ?? '') &&
	/\d/.test(text[place - 1] ?? '') &&
	/\d/.test(text[place + 1] ?? '');

/** Folds a text and remembers where every character came from, so that a hit can be shown as written. */
export function fold(text: string): Folded {
	let folded = '';
	const at: number[] = [];
	let spaceBefore = false;
	let place = 0;
	for (const character of text) {
		if (isSpace(character)) {
			spaceBefore = true;
		} else if (isBetweenDigits(text, place)) {
			// 1,000 is typed as 1000 as often.
		} else {
			const one = isHan(character) ? character : character.normalize('NFKC').toLowerCase();
			for (const part of one) {
				const letter = sameCharacter[part] ?? part;
				// A space counts between two Latin words only.
				if (spaceBefore && isPlain(letter) && isPlain(folded.at(-1))) {
					folded += ' ';
					at.push(place - 1);
				}
				spaceBefore = false;
				folded += letter;
				for (let unit = 0; unit < letter.length; unit += 1) at.push(place);
			}
		}
		place += character.length;
	}
	return { text: folded, at };
}

export const foldText = (text: string): string => fold(text).text;

const isLatin = (character: string | undefined): boolean =>
	character !== undefined && /[a-z0-9]/.test(character);

/**
 * Every place of a folded form in a folded text. Han is found anywhere, a Latin word or a number from
 * its first letter: 「roi」 is not in heroine, nor 「80」 in 1,800 or 0.80.
 */
export function placesOf(text: string, form: string): number[] {
	const places: number[] = [];
	const last = form.at(-1) ?? '';
	// Two letters are an abbreviation rather than the beginning of a word.
	const isWhole = /\d$/.test(form) || (/^[a-z0-9]+$/.test(form) && form.length <= 2);
	for (let from = text.indexOf(form); from !== -1; from = text.indexOf(form, from + 1)) {
		const before = text[from - 1];
		const after = text[from + form.length];
		if (isLatin(form[0]) && isLatin(before)) continue;
		if (/^\d/.test(form) && before === '.' && /\d/.test(text[from - 2] ?? '')) continue;
		if (isWhole && isLatin(last) && isLatin(after)) continue;
		places.push(from);
	}
	return places;
}
