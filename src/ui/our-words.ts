/**
 * The handout's words that are not ours: its titles and bullets stand as they are, and the lessons
 * say the same otherwise. The longer word comes first where one holds another.
 */
export const ourWords: readonly (readonly [handout: string, ours: string])[] = [
	['質量', '品質'],
	['服務水平', '服務水準'],
	['生命周期', '生命週期'],
	['個性化', '個人化'],
	['積分計劃', '點數計畫'],
	['計劃', '計畫'],
	['反饋', '回饋'],
	['流媒體', '串流'],
];

/** A text with the handout's words as we write them. */
export const inOurWords = (text: string): string =>
	ourWords.reduce((rest, [handout, ours]) => rest.replaceAll(handout, ours), text);
