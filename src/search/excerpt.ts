import { fold, placesOf, type Folded } from './fold.ts';
import type { Word } from './query.ts';

/** A piece of text, marked where it is what was looked for. */
export interface Piece {
	readonly text: string;
	readonly isMarked: boolean;
}

interface Span {
	readonly from: number;
	readonly to: number;
}

/** About two lines on a laptop, four on a phone. */
const longest = 84;
/** How much of the sentence stands before the first mark when it is too long to show whole. */
const lead = 24;

/** Where the words stand in the text as it is written; spans that touch are one. */
function spansIn(folded: Folded, words: readonly Word[]): Span[] {
	const spans = words
		.flatMap(({ typed, others }) => [typed, ...others])
		.flatMap((form) =>
			placesOf(folded.text, form).map((place) => ({
				from: folded.at[place] ?? 0,
				to: (folded.at[place + form.length - 1] ?? 0) + 1,
			})),
		)
		.sort((a, b) => a.from - b.from || b.to - a.to);
	return spans.reduce<Span[]>((apart, span) => {
		const before = apart.at(-1);
		if (!before || span.from > before.to) return [...apart, span];
		return [...apart.slice(0, -1), { from: before.from, to: Math.max(before.to, span.to) }];
	}, []);
}

function piecesOf(text: string, spans: readonly Span[], { from, to }: Span): Piece[] {
	const pieces: Piece[] = [];
	let place = from;
	const add = (end: number, isMarked: boolean): void => {
		if (end > place) pieces.push({ text: text.slice(place, end), isMarked });
		place = Math.max(place, end);
	};
	for (const span of spans) {
		if (span.to <= from || span.from >= to) continue;
		add(Math.min(span.from, to), false);
		add(Math.min(span.to, to), true);
	}
	add(to, false);
	return pieces;
}

/** A short text whole, with the words marked. */
export function markIn(text: string, words: readonly Word[]): Piece[] {
	return piecesOf(text, spansIn(fold(text), words), { from: 0, to: text.length });
}

function sentencesOf(text: string): Span[] {
	const sentences: Span[] = [];
	for (const match of text.matchAll(/[^。！？\n]+[。！？]*[」』）]*/gu)) {
		if (match[0].trim() !== '') {
			sentences.push({ from: match.index, to: match.index + match[0].length });
		}
	}
	return sentences;
}

/**
 * The sentence in which most of the words stand, as typed rather than by another name, the first of
 * those; the first sentence of the text when none stands in it. A long one is cut, with … where
 * something is left out.
 */
export function excerptOf(text: string, folded: Folded, words: readonly Word[]): Piece[] {
	const spans = spansIn(folded, words);
	const asTyped = words.map((word) => spansIn(folded, [{ ...word, others: [] }]));
	const asAny = words.map((word) => spansIn(folded, [word]));
	const within = ({ from, to }: Span, each: readonly (readonly Span[])[]): number =>
		each.filter((some) => some.some((span) => span.from >= from && span.from < to)).length;
	const sentences = sentencesOf(text);
	const worth = sentences.map((one) => within(one, asAny) * 2 + within(one, asTyped));
	const sentence = sentences[worth.indexOf(Math.max(...worth))];
	if (!sentence) return [];
	const first = spans.find(({ from }) => from >= sentence.from && from < sentence.to);
	const isLong = sentence.to - sentence.from > longest;
	const from = isLong && first ? Math.max(sentence.from, first.from - lead) : sentence.from;
	const to = isLong ? Math.min(sentence.to, from + longest) : sentence.to;
	const pieces = piecesOf(text, spans, { from, to });
	return [
		...(from > sentence.from ? [{ text: '…', isMarked: false }] : []),
		...pieces,
		...(to < sentence.to ? [{ text: '…', isMarked: false }] : []),
	];
}
