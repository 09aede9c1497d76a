import { answering } from '#lessons/check/answering.ts';
import { judge, stillAsked, type Given, type Question } from '#lessons/check/question.ts';
import type { KeptAnswer } from '#lessons/own/entries.ts';
import { noteAnswer, readAnswer } from '#lessons/progress.ts';

/** A question that answers back. */
export interface LiveQuestion {
	readonly id: string;
	readonly solved: boolean;
	/** Shows what is stored for it: after a reload, a clearing, or the undoing of one. */
	restore(): void;
	/** Another tab has answered: what is being chosen here stays. */
	hear(): void;
	/** Opens its solution, for the teacher's copy. */
	openSolution(): void;
}

const opened = (words: string): HTMLElement => {
	const element = document.createElement('b');
	element.className = 'opening';
	element.textContent = words;
	return element;
};

export function bringQuestionToLife(
	form: HTMLFormElement,
	lesson: string,
	/** Hears of every answer, and whether it could be kept. */
	answered: (kept: boolean) => void,
): LiveQuestion {
	const question: Question = JSON.parse(form.dataset['question'] ?? '{}');
	const part = <Part extends HTMLElement>(selector: string): Part => {
		const found = form.querySelector<Part>(selector);
		if (!found) throw new Error(`${question.id} has no ${selector}`);
		return found;
	};
	const verdict = part('.verdict');
	const explained = part('.explained');
	const said = part('[data-said]');
	const hints = part('.hints');
	const solution = part<HTMLDetailsElement>('.solution');
	const hintButton = form.querySelector<HTMLElement>('[data-hint]');
	const words = (selector: string) => [
		...form.querySelectorAll<HTMLElement>(`.solution ${selector} .why-words`),
	];
	const reasons = words('.why:not(.hint-step, .explain)');
	const steps = words('.hint-step');
	const controls = answering(form, question);
	let solved = false;

	const copyOf = (from: HTMLElement | undefined): Node[] => {
		const copies = [...(from?.childNodes ?? [])].map((node) => node.cloneNode(true));
		// The line end after the tag in the source would stand as a space before the first word.
		while (copies[0] instanceof Text && copies[0].data.trim() === '') copies.shift();
		const [first] = copies;
		if (first instanceof Text) first.data = first.data.trimStart();
		return copies;
	};
	const placeFor = (option: number): HTMLElement =>
		form.querySelector<HTMLElement>(`[data-place="${option}"] .fb`) ?? part('.fb');

	/** Where an answer is told of, in the order in which it is said aloud. */
	const told = () => [verdict, ...form.querySelectorAll('.fb'), explained];

	function quiet(): void {
		for (const place of [said, ...told()]) place.replaceChildren();
		for (const item of [form, ...form.querySelectorAll('.answers li')])
			item.classList.remove('is-right', 'is-wrong');
	}

	/** What stands before a choice's feedback, so that its colour is never alone in saying it. */
	function openingOf(option: number, given: Given): string {
		const { says, right } = question.options[option] ?? { says: '', right: false };
		if (typeof given === 'number' || question.kind === 'order') return '';
		return right ? '對。' : given.includes(says) ? '不對。' : '不選是對的。';
	}

	function show(given: Given): boolean {
		quiet();
		const { right, sentence: said, tell } = judge(question, given);
		for (const option of tell) {
			const place = placeFor(option);
			place.replaceChildren(...copyOf(reasons[option]));
			const first = openingOf(option, given);
			const paragraph = place.firstChild instanceof HTMLParagraphElement ? place.firstChild : place;
			if (first) paragraph.prepend(opened(first));
			const good = question.kind === 'order' ? right : question.options[option]?.right;
			// What was rightly left alone looks like neither.
			if (good || !right)
				place.closest('.answers li')?.classList.add(good ? 'is-right' : 'is-wrong');
		}
		verdict.textContent = said;
		form.classList.add(right ? 'is-right' : 'is-wrong');
		solution.hidden = false;
		if (right) explained.replaceChildren(...copyOf(words('.explain')[0]));
		return right;
	}

	function giveHint(): void {
		const step = steps[hints.children.length];
		if (!step || !hintButton) return;
		const item = document.createElement('li');
		item.append(...copyOf(step));
		hints.append(item);
		countHints();
	}
	function countHints(): void {
		if (!hintButton) return;
		const left = steps.length - hints.children.length;
		hintButton.textContent = left > 0 ? `拿提示，還有${left}個` : '提示都給了';
		hintButton.setAttribute('aria-disabled', String(left === 0));
	}

	const settled = (kept: KeptAnswer): void => {
		solved = kept.solved;
		// The solution waits for a first try; nobody who has tried is kept from it.
		solution.hidden = kept.tries === 0 && !kept.solved;
	};
	function restore(): void {
		const kept = readAnswer(lesson, question.id);
		const given = kept.latest?.given ?? null;
		const fits = given !== null && stillAsked(question, given);
		quiet();
		hints.replaceChildren();
		countHints();
		settled(kept);
		solution.open = false;
		controls.put(fits ? given : null);
		if (fits) show(given);
	}

	restore();
	form.classList.add('is-live');

	form.addEventListener('input', quiet);
	form.addEventListener('change', quiet);
	hintButton?.addEventListener('click', giveHint);
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const given = controls.read();
		if (typeof given === 'object' && 'missing' in given) {
			quiet();
			verdict.textContent = said.textContent = given.missing;
			return;
		}
		const right = show(given);
		// All of it is said aloud at once and by nothing else; what a reload brings back is not. Of a
		// single choice the feedback itself opens with the verdict.
		const places = told().slice(question.kind === 'one' ? 1 : 0);
		said.textContent = places.map(({ textContent }) => textContent).join('');
		solved ||= right;
		answered(noteAnswer(lesson, question.id, { given, right, at: new Date().toISOString() }));
	});

	return {
		id: question.id,
		get solved() {
			return solved;
		},
		restore,
		hear() {
			solved ||= readAnswer(lesson, question.id).solved;
		},
		openSolution() {
			solution.hidden = false;
			solution.open = true;
		},
	};
}
