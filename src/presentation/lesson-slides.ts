/** One slide of the course's deck: a lesson, or the simulator that follows it. */
export interface LessonSlide {
	id: string;
	title: string;
	number: number;
	part: string;
	bullets: string[];
	notes: { minutes: number; say: string }[];
	/** A simulator has a slide of its own, right after its lesson's. */
	simulator: 'clv' | 'churn' | 'points' | null;
}
