import { lessonsInOrder } from '#lessons/course.ts';
import { parts } from '#lessons/parts.ts';
import type { LessonSlide } from '#presentation/lesson-slides.ts';

const simulatorTitles = { clv: 'CLV模擬器', churn: '流失模擬器', points: '點數計畫模擬器' };

/** The course as one deck: a slide a lesson, and one more where a lesson has a simulator. */
export async function lessonSlides(): Promise<LessonSlide[]> {
	const lessons = await lessonsInOrder();
	return lessons.flatMap(({ id, data }) => {
		const slide: LessonSlide = {
			id,
			title: data.title,
			number: data.number,
			part: parts[data.part - 1]?.name ?? '',
			bullets: data.bullets,
			notes: data.notes,
			simulator: null,
		};
		if (!data.simulator) return [slide];
		const { simulator } = data;
		return [
			slide,
			{ ...slide, id: `${id}-simulator`, title: simulatorTitles[simulator], simulator },
		];
	});
}
