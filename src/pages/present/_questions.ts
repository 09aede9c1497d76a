import type { Lesson } from '#lessons/course.ts';
import { checkOf, explanationsOf } from '#lessons/check/of-lesson.ts';
import { kinds, type Question } from '#lessons/check/question.ts';
import { answerSentence, shuffledPlaces } from '#lessons/check/shown.ts';
import { askSettingOf, type QuestionSlide } from '#presentation/question-slides.ts';

const letterOf = (place: number): string => String.fromCodePoint(0x41 + place);

/** What can be called out is answered by its letter, as it is laid out on the wall. */
function answerOf(question: Question, places: readonly number[]): string {
	const { kind, options } = question;
	if (kind === 'estimate') return answerSentence(question);
	const letters = options.map((_, place) => letterOf(places.indexOf(place)));
	if (kind === 'order') return `答案：${letters.join(' → ')}`;
	return `答案：${letters.filter((_, place) => options[place]?.right).join('、')}`;
}

/** A lesson's check as a deck, a question a slide. */
export function questionSlides(lesson: Lesson): QuestionSlide[] {
	const explanations = explanationsOf(lesson);
	return checkOf(lesson).map((question, index) => {
		const { id, kind, options, situation, ask } = question;
		const places = kind === 'order' ? shuffledPlaces(question) : options.map((_, place) => place);
		const asked = {
			kind: kinds[kind].name,
			situation,
			ask,
			choices:
				kind === 'estimate'
					? []
					: places.map((place, shown) => ({
							letter: letterOf(shown),
							says: options[place]?.says ?? '',
							right: options[place]?.right ?? false,
						})),
			answer: answerOf(question, places),
			explain: explanations.get(id) ?? '',
		};
		return { id, title: `第${index + 1}題　${ask}`, setting: askSettingOf(asked), ...asked };
	});
}
