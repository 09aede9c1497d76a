const segmenter = new Intl.Segmenter('zh-TW', { granularity: 'word' });

/** What may not begin a line of its own, and what begins one always. */
const closes = /[？！。，、；：」）]$/u;
const opens = /[「（]$/u;

/**
 * Words cut with '|', where a line in a narrow cell may end (Sentence.svelte): 提供|優質|產品和|服務.
 * A single character goes with the word before it, a bracket with what it holds.
 */
export function withWordBreaks(text: string): string {
	const pieces: string[] = [];
	for (const { segment } of segmenter.segment(text)) {
		const last = pieces.at(-1);
		const alone = [...segment].length === 1 && !opens.test(segment);
		const joined =
			last !== undefined &&
			(opens.test(last) || (alone && (closes.test(segment) || !closes.test(last))));
		if (joined) pieces[pieces.length - 1] = last + segment;
		else pieces.push(segment);
	}
	return pieces.join('|');
}
