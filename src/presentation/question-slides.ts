/** A question of a lesson's check, for a hall that answers together. */
export interface QuestionSlide {
	id: string;
	title: string;
	/** 單選, 複選, 排序 or 估計. */
	kind: string;
	situation: string | null;
	ask: string;
	/** What can be called out by its letter; none for an estimate. */
	choices: { letter: string; says: string; right: boolean }[];
	/** What R reveals: the answer and what it was about. */
	answer: string;
	explain: string;
}

const linesOf = (text: string, signsInLine: number): number =>
	Math.ceil([...text].length / signsInLine);

/**
 * Whether a slide with its answer needs smaller letters to stay above the foot of the wall. In
 * hundred-and-twentieths of the wall's width, as QuestionDeck.svelte sets it in large.
 */
export function isFull({ choices, answer, explain }: QuestionSlide): boolean {
	const chosen = choices.reduce((sum, { says }) => sum + linesOf(says, 18) * 4.03 + 2.6, 0);
	return chosen + linesOf(answer, 22) * 3.85 + 1.75 + linesOf(explain, 27) * 3.5 > 56;
}
