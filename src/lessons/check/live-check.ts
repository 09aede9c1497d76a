import { bringQuestionToLife } from '#lessons/check/live-question.ts';
import { clearAnswers, isAnswerOf, readProgress, setStamped } from '#lessons/progress.ts';
import { inkStamp } from '#lessons/stamp.ts';

/** Says a line only where it is a new one: a screen reader would read the same one out again. */
const say = (place: HTMLElement, line: string): void => {
	if (place.textContent !== line) place.textContent = line;
};

/** A lesson's check: its questions, how many are answered, and the seal when all of them are. */
export function bringCheckToLife(check: HTMLElement): void {
	const lesson = check.dataset['check'] ?? '';
	const stamp = check.querySelector<HTMLElement>('[data-stamp]');
	const words = check.querySelector<HTMLElement>('[data-words]');
	const told = check.querySelector<HTMLElement>('[data-told]');
	const again = check.querySelector<HTMLElement>('[data-again]');
	const undo = check.querySelector<HTMLElement>('[data-undo]');
	if (!stamp || !words || !told || !again || !undo) return;
	const begin = words.textContent ?? '';
	const stamped = () => readProgress().stamped.includes(lesson);

	const questions = [...check.querySelectorAll<HTMLFormElement>('form.question')].map((form) =>
		bringQuestionToLife(form, lesson, answered),
	);

	function count(pressed = false, earned = pressed): void {
		const right = questions.filter(({ solved }) => solved).length;
		const left = questions.length - right;
		say(
			words!,
			stamped()
				? '全部答對過，章蓋好了，課程地圖上看得到。'
				: earned
					? '全部答對過，可惜章留不下來。'
					: right === 0
						? begin
						: `答對了${right}題，再${left}題就蓋章。`,
		);
		inkStamp(stamp!, stamped(), pressed);
	}

	function answered(kept: boolean): void {
		undo!.hidden = true;
		const earned = questions.every(({ solved }) => solved) && !stamped();
		const pressed = earned && setStamped(lesson, true);
		say(
			told!,
			kept ? '' : '這個瀏覽器不讓網頁記東西：照樣可以作答，但離開這一頁，答案和章都不會留下。',
		);
		count(pressed, earned);
	}

	again.addEventListener('click', () => {
		const putBack = clearAnswers(
			lesson,
			questions.map(({ id }) => id),
		);
		const refresh = (): void => {
			const { top } = again.getBoundingClientRect();
			for (const question of questions) question.restore();
			count();
			// Verdicts that go make the page shorter; what is under the hand stays there.
			scrollBy({ top: again.getBoundingClientRect().top - top, behavior: 'instant' });
		};
		refresh();
		told.textContent = '作答清空了；第一次的答案和蓋好的章都還在。';
		undo.hidden = false;
		undo.onclick = () => {
			putBack();
			refresh();
			told.textContent = '作答都回來了。';
			undo.hidden = true;
			again.focus();
		};
	});

	// What another tab answers counts here too.
	addEventListener('storage', ({ key }) => {
		if (key !== null && key !== 'progress' && !isAnswerOf(lesson, key)) return;
		for (const question of questions) question.hear();
		count();
	});

	count();
	if (new URLSearchParams(location.search).has('solutions')) {
		document.documentElement.classList.add('with-solutions');
		for (const question of questions) question.openSolution();
	}
}
