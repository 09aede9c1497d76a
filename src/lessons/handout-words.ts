/**
 * The handout's words that are not ours: its titles and bullets stand as they are, and the lessons
 * say the same otherwise. The longer word comes first where one holds another.
 */
const ours: readonly (readonly [handout: string, ours: string])[] = [
	['質量', '品質'],
	['服務水平', '服務水準'],
	['生命周期', '生命週期'],
	['個性化', '個人化'],
	['積分計劃', '點數計畫'],
	['計劃', '計畫'],
	['反饋', '回饋'],
	['流媒體', '串流'],
];

/** What a page of the handout calls otherwise than the lesson, in a sentence; '' where nothing. */
export function handoutWords(page: string): string {
	let rest = page;
	const found = ours.filter(([word]) => {
		const holds = rest.includes(word);
		rest = rest.replaceAll(word, '');
		return holds;
	});
	if (found.length === 0) return '';
	return `標題與條列照講義原文；它寫的${found.map(([word]) => `「${word}」`).join('')}，課文寫成${found.map(([, word]) => `「${word}」`).join('')}。`;
}
