import { lessonsInOrder } from '#lessons/course.ts';
import { parts } from '#lessons/parts.ts';
import { thingsOf } from '#lessons/things.ts';
import { bulletSizeOf, type LessonSlide } from '#presentation/lesson-slides.ts';

const simulatorTitles = { clv: 'CLV模擬器', churn: '流失模擬器', points: '點數計畫模擬器' };

/** The course as one deck: a slide a lesson, and one more where a lesson has a simulator. */
export async function lessonSlides(): Promise<LessonSlide[]> {
	const lessons = await lessonsInOrder();
	const slides = lessons.map(async (lesson) => {
		const { id, data } = lesson;
		const { simulator } = data;
		const figures = (await thingsOf(lesson))
			.filter(({ kind, address }) => kind === 'simulator' && address !== `/simulators/${simulator}`)
			.map(({ name, address }) => ({ name, address: `${address}?view=projector` }));
		const slide: LessonSlide = {
			id,
			title: data.title,
			number: data.number,
			part: parts[data.part - 1]?.name ?? '',
			bullets: data.bullets,
			size: bulletSizeOf(data.title, data.bullets, figures.length),
			figures,
			notes: data.notes,
			simulator: null,
		};
		if (!simulator) return [slide];
		const title = simulatorTitles[simulator];
		return [slide, { ...slide, id: `${id}-simulator`, title, figures: [], simulator }];
	});
	return (await Promise.all(slides)).flat();
}
