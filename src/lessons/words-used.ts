/** What a lesson's text may name, and where it names something that is not there. */

export interface Known {
	/** The words of content/README.md. */
	readonly vocabulary: readonly string[];
	/** Ids of the glossary's pages. */
	readonly terms: readonly string[];
}

export interface WordFault {
	/** Counted from 1. */
	readonly line: number;
	/** zh-TW; what was found and what was expected. */
	readonly message: string;
}

const pageOf = (id: string): string =>
	`content/glossary 裡沒有「${id}.md」；先加這個詞彙，或改成已經有的檔名`;

/** Words and terms of a lesson's source that do not exist, in the order of their lines. */
export function unknownWords(source: string, { vocabulary, terms }: Known): WordFault[] {
	const faults: WordFault[] = [];
	let part: 'head' | 'terms' | 'text' = 'text';
	let inCode = false;
	source.split('\n').forEach((text, index) => {
		const line = index + 1;
		const told = (message: string): void => void faults.push({ line, message });
		const term = (id: string): void => {
			if (!terms.includes(id)) told(`詞彙「${id}」：${pageOf(id)}。`);
		};
		if (/^---\s*$/.test(text)) {
			part = line === 1 ? 'head' : 'text';
			return;
		}
		if (part !== 'text') {
			// The list may stand on one line or on many.
			if (/^\S/.test(text)) part = text.startsWith('terms:') ? 'terms' : 'head';
			if (part === 'terms') {
				const listed = text.replace(/^terms:/, '').replace(/[[\]]/g, '');
				for (const id of listed.split(/,|^\s*-\s/)) if (id.trim() !== '') term(id.trim());
			}
			return;
		}
		if (/^\s*(```|~~~)/.test(text)) inCode = !inCode;
		if (inCode) return;
		const plain = text.replace(/`[^`]*`/g, '');
		for (const [, word = ''] of plain.matchAll(/<([A-Z]\w*)/g)) {
			if (vocabulary.includes(word)) continue;
			told(`沒有「<${word}>」這個詞；課文能用的詞列在 content/README.md。`);
		}
		for (const [, id = ''] of plain.matchAll(/<Term\s[^>]*?\bid="([^"]*)"/g)) term(id);
	});
	return faults;
}
