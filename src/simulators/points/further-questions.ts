/**
 * What may be asked of a setting once its answer is known. Each takes sums of its own, so they stand
 * on a page of their own, which says of which setting it speaks.
 */
export const furtherQuestions = {
	most: '哪一個輸入最重要？',
	need: '要怎樣才會賺？',
	ways: '別人怎麼算？',
	owed: '帳上欠多少？',
} as const;

export type FurtherQuestion = keyof typeof furtherQuestions;

export const furtherPath = '/simulators/points-questions';
