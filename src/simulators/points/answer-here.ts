import type { Progress, Question, QuestionResult } from './questions.ts';

/** Where there is no worker the page fetches the sums of further questions after all. */
export const answerHere = async (
	question: Question,
	report?: (word: Progress) => void,
): Promise<QuestionResult> => (await import('./questions.ts')).answerQuestion(question, report);
