import { find, type PreparedIndex } from './find.ts';

const most = 3;
const shortestPiece = 2;

/** Every piece of a word, the longest first, from its beginning on. */
function piecesOf(word: string): string[] {
	const characters = [...word];
	const pieces: string[] = [];
	for (let length = characters.length - 1; length >= shortestPiece; length -= 1) {
		for (let from = 0; from + length <= characters.length; from += 1) {
			pieces.push(characters.slice(from, from + length).join(''));
		}
	}
	return pieces;
}

/**
 * What else to try when nothing was found: the course's word for it, a word alone, or a piece of it.
 * Only what does find something.
 */
export function suggest(index: PreparedIndex, typed: string): string[] {
	const finds = (text: string): boolean => (find(index, text)?.found.length ?? 0) > 0;
	const swapped = [typed.replaceAll('顧客', '客戶'), typed.replaceAll('客戶', '顧客')];
	const words = typed.split(/[\s、，。]+/).filter((word) => word !== '');
	const suggestions = [...swapped, ...(words.length > 1 ? words : [])].filter(
		(text) => text !== typed && finds(text),
	);
	for (const word of words) {
		if (/[^\p{Script=Han}]/u.test(word) || suggestions.includes(word)) continue;
		let rest = word;
		for (const piece of piecesOf(word)) {
			// A piece inside one that was already offered says nothing new.
			if (rest.includes(piece) && finds(piece)) {
				suggestions.push(piece);
				rest = rest.replace(piece, '\n');
			}
		}
	}
	return [...new Set(suggestions)].slice(0, most);
}
