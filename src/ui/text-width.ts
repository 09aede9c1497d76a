/**
 * A careful guess at the width of a line of text, in units of the font's size: SVG made on the
 * server cannot measure. Han and full-width characters are square, figures a little over half.
 */
export function textWidth(text: string): number {
	// The browser sets Han and figures apart; at small sizes by more than the eighth that is asked.
	let width = 0.2 * (text.match(/\d[\u2E80-\u9FFF]|[\u2E80-\u9FFF]\d/g)?.length ?? 0);
	for (const character of text) {
		if (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u2190-\u21FF\u2014\u2026]/.test(character))
			width += 1;
		else if (/[iljtfI1.,:;'|()[\] ]/.test(character) && character !== '1') width += 0.35;
		else if (/[MWmw%]/.test(character)) width += 0.92;
		else width += 0.6;
	}
	return width;
}

/** Breaks a label into lines of at most `most` em; Latin words and numbers are kept whole. */
export function wrapText(text: string, most: number): string[] {
	const pieces = text.match(/[A-Za-z0-9.,%+−-]+|./gu) ?? [];
	const lines: string[] = [];
	let line = '';
	for (const piece of pieces) {
		if (line !== '' && textWidth(line + piece) > most) {
			lines.push(line.trim());
			line = '';
		}
		line += piece;
	}
	if (line.trim() !== '') lines.push(line.trim());
	return lines;
}
