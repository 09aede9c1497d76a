import { cutAtItems } from '#ui/whole-figures.ts';

const segmenter = new Intl.Segmenter('zh-TW', { granularity: 'word' });

/** What may not begin a line of its own, and what begins one always. */
const closes = /[？！。，、；：」）]$/u;
const opens = /[「（]$/u;
/** Says nothing without the word before it. */
const trails = /^[的了嗎呢得們]$/u;
/** Single characters one after another, 一句話最該先問, are no word that a line has to hold whole. */
const mostStrung = 4;

/** Where a character meets a letter or a digit a browser leaves a little room, but not at a '|'. */
const spaced = /\p{sc=Han}\|[\dA-Za-z]|[\dA-Za-z]\|\p{sc=Han}/u;
const mostSpaced = 8;

/** Where a number goes on to its unit, or a range to its end, no line may end. */
function insideItems(text: string): ReadonlySet<number> {
	const inside = new Set<number>();
	let at = 0;
	cutAtItems(text).forEach((piece, place) => {
		if (place % 2 === 1) for (let i = 1; i < piece.length; i++) inside.add(at + i);
		at += piece.length;
	});
	return inside;
}

/**
 * Words cut with '|', where a line may end in a narrow cell, or wherever words are kept whole
 * (Sentence.svelte): 提供|優質|產品和|服務. A single character goes with the word before it, a
 * bracket with what it holds.
 */
export function withWordBreaks(text: string): string {
	const inside = insideItems(text);
	const pieces: string[] = [];
	for (const { segment, index } of segmenter.segment(text)) {
		const last = pieces.at(-1);
		const alone = [...segment].length === 1 && !opens.test(segment);
		const joined =
			last !== undefined &&
			(opens.test(last) ||
				inside.has(index) ||
				(last.length + segment.length <= mostSpaced && spaced.test(`${last}|${segment}`)) ||
				(alone &&
					(closes.test(segment) ||
						(!closes.test(last) && (last.length < mostStrung || trails.test(segment))))));
		if (joined) pieces[pieces.length - 1] = last + segment;
		else pieces.push(segment);
	}
	// Nor does the last line hold one character.
	const end = pieces.at(-1) ?? '';
	if (pieces.length > 1 && end.replace(closes, '').length === 1) {
		pieces.splice(-2, 2, pieces.slice(-2).join(''));
	}
	return pieces.join('|');
}
