import { bringOrderToLife } from '#lessons/check/live-order.ts';
import { numberIn, placeOf, type Given, type Question } from '#lessons/check/question.ts';

/** Reads what a reader has put into a question's controls, and puts an earlier answer back. */
export interface Answering {
	/** What is given; a sentence that says what is missing where nothing is. */
	read(): Given | { missing: string };
	put(given: Given | null): void;
}

const isGone = (given: Given | null): given is null | number => !Array.isArray(given);

function choosing(form: HTMLFormElement, question: Question): Answering {
	const inputs = [...form.querySelectorAll<HTMLInputElement>('.ans input')];
	return {
		read() {
			const chosen = inputs.flatMap((input, place) => {
				const says = question.options[place]?.says;
				return input.checked && says !== undefined ? [says] : [];
			});
			return chosen.length > 0
				? chosen
				: { missing: question.kind === 'one' ? '先選一個，再對答案。' : '至少選一個，再對答案。' };
		},
		put(given) {
			for (const [place, input] of inputs.entries())
				input.checked = !isGone(given) && given.includes(question.options[place]?.says ?? '');
		},
	};
}

function ordering(form: HTMLFormElement, question: Question): Answering {
	const list = form.querySelector<HTMLElement>('.order');
	const said = form.querySelector<HTMLElement>('[data-said]');
	if (!list || !said) throw new Error(`${question.id} has nothing to put in order`);
	const items = () => [...list.querySelectorAll<HTMLElement>('li')];
	const mixed = items();
	const settle = bringOrderToLife(list, said);
	return {
		read: () => items().map((item) => question.options[Number(item.dataset['place'])]?.says ?? ''),
		put(given) {
			const order = isGone(given)
				? mixed
				: given.map((says) =>
						mixed.find((item) => Number(item.dataset['place']) === placeOf(question, says)),
					);
			list.append(...order.filter((item) => item !== undefined));
			settle();
		},
	};
}

function estimating(form: HTMLFormElement, question: Question): Answering {
	const input = form.querySelector<HTMLInputElement>('.q-estimate input');
	if (!input) throw new Error(`${question.id} has no box for a number`);
	return {
		read: () =>
			numberIn(input.value) ?? {
				missing: input.value.trim()
					? '這裡只收一個數字，例如1200或12.5。'
					: '先填一個數字，猜的也可以。',
			},
		put(given) {
			input.value = typeof given === 'number' ? String(given) : '';
		},
	};
}

export function answering(form: HTMLFormElement, question: Question): Answering {
	if (question.kind === 'estimate') return estimating(form, question);
	return question.kind === 'order' ? ordering(form, question) : choosing(form, question);
}
