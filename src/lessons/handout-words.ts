import { ourWords } from '#ui/our-words.ts';

/** What a page of the handout calls otherwise than the lesson, in a sentence; '' where nothing. */
export function handoutWords(page: string): string {
	let rest = page;
	const found = ourWords.filter(([word]) => {
		const holds = rest.includes(word);
		rest = rest.replaceAll(word, '');
		return holds;
	});
	if (found.length === 0) return '';
	return `標題與條列照講義原文；它寫的${found.map(([word]) => `「${word}」`).join('')}，課文寫成${found.map(([, word]) => `「${word}」`).join('')}。`;
}
