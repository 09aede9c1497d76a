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
