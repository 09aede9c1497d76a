import { foldText } from './fold.ts';

/** A word to look for, in every form that counts as finding it. */
export interface Word {
	/** As it was typed, folded. */
	readonly typed: string;
	/** Other names for the same thing, from the glossary, folded. */
	readonly others: readonly string[];
}

export interface Query {
	/** All of it in one piece, folded. */
	readonly whole: string;
	readonly words: readonly Word[];
	/** Other names that are looked for as well, as the glossary writes them. */
	readonly also: readonly string[];
}

/** Names of one thing: any of them finds all of them. */
export type Names = readonly string[];

const longest = 100;
/** What parts words; a point or comma inside a number does not. */
const parting = /(?:[\s;:!?、。「」『』()《》〈〉"|=+×÷*]|(?<!\d)[.,]|[.,](?!\d))+/u;
/** 「CLV公式」 is two words, as 「CLV 公式」 is; 「5年」 and 「80/20法則」 stay in one piece. */
const seam = /(?<=[a-z])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[a-z])/u;

const isEnough = (word: string): boolean => [...word].length >= 2;

/** Words that have to stand together, in the order typed, each once. */
function wordsOf(text: string): string[] {
	// Folding takes the space out beside Han, so the pieces are parted first.
	const pieces = text
		.normalize('NFKC')
		.split(parting)
		.flatMap((piece) => foldText(piece).split(seam));
	return [...new Set(pieces.map((piece) => piece.replace(/^[-/'%&]+|[-/'&]+$/g, '')))].filter(
		(piece) => piece !== '',
	);
}

/**
 * Reads what was typed. Null when it is too short to look for: a single character is in almost
 * every sentence.
 */
export function readQuery(typed: string, glossary: readonly Names[]): Query | null {
	const text = typed.slice(0, longest).trim();
	const whole = foldText(text);
	const also = new Set<string>();
	const withNames = (word: string): Word => {
		const others = glossary
			.filter((names) => names.some((name) => foldText(name) === word))
			.flatMap((names) => names.filter((name) => foldText(name) !== word));
		// A longer name that holds the word is found by the word itself.
		for (const name of others) if (!foldText(name).includes(word)) also.add(name);
		return { typed: word, others: [...new Set(others.map(foldText))].filter(isEnough) };
	};
	// A name of several words, 「customer lifetime value」, is looked for as the one name it is.
	const isName = glossary.some((names) => names.some((name) => foldText(name) === whole));
	const words = (isName ? [whole] : wordsOf(text)).map(withNames);
	if (!words.some(({ typed: word }) => isEnough(word))) return null;
	return { whole, words, also: [...also] };
}
