/**
 * The words of a check as they stand in a lesson's source: what each says of itself, and on which
 * line. Only these five words are looked for; everything else of the text is passed over.
 */
export type WordName = 'Check' | 'Question' | 'Option' | 'Hint' | 'Explain';

export interface Word {
	name: WordName;
	/** A bare attribute is `true`, one in braces a number where it is one. */
	attributes: Record<string, string | number | true>;
	/** Counted from 1 in the file, front matter included. */
	line: number;
	/** What stands inside it and is not one of the words, as it was typed. */
	text: string;
	inside: Word[];
}

const tag =
	/<(\/?)(Check|Question|Option|Hint|Explain)\b((?:"[^"]*"|'[^']*'|\{[^}]*\}|[^>"'{])*?)(\/?)>/g;
const attribute = /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|\{([^}]*)\}))?/g;
const quoted: Record<string, string> = { '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Blanks a piece of the text, but for its line ends, so that places and lines stay as they are. */
const blank = (piece: string): string => piece.replace(/[^\n]/g, ' ');

/** Front matter, comments and code may speak of the words without meaning them. */
const withoutAsides = (source: string): string =>
	source
		.replace(/^---\n[\s\S]*?\n---/, blank)
		.replace(/\{\/\*[\s\S]*?\*\/\}/g, blank)
		.replace(/^(```|~~~)[\s\S]*?^\1/gm, blank)
		.replace(/`[^`\n]*`/g, blank);

function attributesOf(text: string): Word['attributes'] {
	const found: Word['attributes'] = {};
	for (const [, name, double, single, braces] of text.matchAll(attribute)) {
		const words = double ?? single;
		if (!name) continue;
		if (words !== undefined)
			// A value may run over several lines of the file; it is one sentence all the same.
			found[name] = words
				.replace(/&(quot|amp|lt|gt);/g, (sign) => quoted[sign] ?? sign)
				.replace(/\s*\n\s*/g, '')
				.trim();
		else if (braces === undefined) found[name] = true;
		else found[name] = Number.isNaN(Number(braces)) ? braces : Number(braces);
	}
	return found;
}

/** The outermost words of a lesson, each with those inside it. */
export function wordsIn(source: string): Word[] {
	const text = withoutAsides(source);
	const outermost: Word[] = [];
	const open: Word[] = [];
	let from = 0;
	let line = 1;
	let counted = 0;
	for (const match of text.matchAll(tag)) {
		const [whole, closing, name, attributes = '', alone] = match;
		const within = open.at(-1);
		if (within) within.text += source.slice(from, match.index);
		from = match.index + whole.length;
		if (closing) {
			open.pop();
			continue;
		}
		line += text.slice(counted, match.index).split('\n').length - 1;
		counted = match.index;
		const word: Word = {
			name: name as WordName,
			attributes: attributesOf(attributes),
			line,
			text: '',
			inside: [],
		};
		(within?.inside ?? outermost).push(word);
		if (!alone) open.push(word);
	}
	return outermost;
}
