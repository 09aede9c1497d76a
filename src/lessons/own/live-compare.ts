import { bringQuestionToLife } from '#lessons/check/live-question.ts';
import type { Question } from '#lessons/check/question.ts';
import { compareAnswers, comparedInAll, judgedInWords } from '#lessons/own/compare.ts';
import type { Attempt } from '#lessons/own/entries.ts';
import { whenChangedElsewhere } from '#lessons/own/storage.ts';
import { isAnswerOf, readAnswer } from '#lessons/progress.ts';

const notKept =
	'這個瀏覽器不讓網頁記東西：照樣可以作答，但當時和現在的答案都留不下來，沒有可以比的。';

/** Questions that are asked again: each comes to life, and shows what was answered the first time. */
export function showThenAndNow(section: HTMLElement): void {
	const askedOn = section.dataset['askedOn'] ?? '';
	const here = section.dataset['askedAgainOn'] ?? '';
	const all = section.querySelector<HTMLElement>('[data-compared-all]');
	const first = section.querySelector<HTMLElement>('[data-compared-first]');

	const rows = [...section.querySelectorAll<HTMLFormElement>('form.question')].map((form) => {
		const question: Question = JSON.parse(form.dataset['question'] ?? '{}');
		const live = bringQuestionToLife(form, here, draw);
		return { question, live };
	});

	function put(root: ParentNode, selector: string, words: string): void {
		const place = root.querySelector(selector);
		if (place && place.textContent !== words) place.textContent = words;
	}
	const inWords = (question: Question, attempt: Attempt | null, isRight: boolean): string =>
		attempt ? judgedInWords(question, attempt, isRight) : '沒有作答';
	function draw(kept = true): void {
		const compared = rows.map(({ question }) =>
			compareAnswers(
				question,
				readAnswer(askedOn, question.id).first,
				readAnswer(here, question.id).first,
			),
		);
		for (const { question, then, now, wasRight, isRight, told } of compared) {
			const box = section.querySelector<HTMLElement>(`[data-compared="${question.id}"]`);
			if (!box) continue;
			box.hidden = now === null;
			put(box, '[data-then]', inWords(question, then, wasRight));
			put(box, '[data-now]', inWords(question, now, isRight));
			put(box, '[data-told]', told);
		}
		if (all) {
			const words = kept ? comparedInAll(compared) : notKept;
			if (all.textContent !== words) all.textContent = words;
		}
		if (first) first.hidden = compared.some(({ then }) => then !== null);
	}

	draw();
	all?.setAttribute('aria-live', 'polite');
	for (const box of section.querySelectorAll('[data-compared]'))
		box.setAttribute('aria-live', 'polite');
	whenChangedElsewhere(
		(key) => isAnswerOf(here, key) || isAnswerOf(askedOn, key),
		() => {
			for (const { live } of rows) live.hear();
			draw();
		},
	);
}
