import type { Attempt } from '#lessons/own/entries.ts';
import { judge, stillAsked, type Given, type Question } from '#lessons/check/question.ts';

/** A question that was asked twice, months apart: the reader's first answer each time. */
export interface Compared {
	readonly question: Question;
	readonly then: Attempt | null;
	readonly now: Attempt | null;
	readonly wasRight: boolean;
	readonly isRight: boolean;
	/** What changed, in a sentence. */
	readonly told: string;
}

// Not ui/format.ts, which comes packed with the sliders of the simulators: a lesson has no use for them.
const writer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** An answer as its reader gave it. */
export function givenInWords({ estimate, kind }: Question, given: Given): string {
	if (typeof given === 'number')
		return `${writer.format(given).replace('-', '−')}${estimate?.unit ?? ''}`;
	return kind === 'order' ? given.join(' → ') : given.map((says) => `「${says}」`).join('、');
}

/** An answer with what it was worth; of several choices some may be right and others still missing. */
export function judgedInWords(question: Question, { given }: Attempt, isRight: boolean): string {
	const isPartly =
		question.kind === 'several' &&
		question.options.some(({ says, right }) => right && (given as string[]).includes(says));
	return `${givenInWords(question, given)}（${isRight ? '對' : isPartly ? '還沒全對' : '不對'}）`;
}

/** Choices are the same in any order; steps are not. */
const isSame = ({ kind }: Question, one: Given, other: Given): boolean => {
	const plain = (given: Given) =>
		JSON.stringify(Array.isArray(given) && kind !== 'order' ? [...given].sort() : given);
	return plain(one) === plain(other);
};

/** Right by the question as it is now; by what was said then where it has been reworded since. */
const judged = (question: Question, attempt: Attempt | null): boolean =>
	attempt !== null &&
	(stillAsked(question, attempt.given) ? judge(question, attempt.given).right : attempt.right);

/** How far off an answer is: the distance of a number, the choices that are wrong or missing. */
function distance({ options, estimate }: Question, given: Given): number {
	if (typeof given === 'number') return Math.abs(given - (estimate?.answer ?? Number.NaN));
	return options.filter(({ says, right }) => right !== given.includes(says)).length;
}

function toldOf(question: Question, then: Attempt, now: Attempt): string {
	const [wasRight, isRight] = [judged(question, then), judged(question, now)];
	const comparable = stillAsked(question, then.given) && stillAsked(question, now.given);
	if (wasRight && isRight) return '兩次都答對，想法站得住。';
	if (isRight) return '當時沒答對，這次一次就對。';
	if (wasRight) return '當時答對，這次改了主意；比一比兩個答案，看是哪一句話讓你動搖。';
	if (comparable && isSame(question, then.given, now.given))
		return '兩次給了同一個答案，還不對；這個想法值得回第1課再拆一次。';
	if (!comparable || question.kind === 'one' || question.kind === 'order')
		return '換了一個想法，還沒答對。';
	const [before, after] = [distance(question, then.given), distance(question, now.given)];
	if (after < before) return '還沒答對，不過比當時近了。';
	return after > before ? '這次離答案比當時遠，回第1課再看一次說明。' : '換了一個想法，還沒答對。';
}

export function compareAnswers(
	question: Question,
	then: Attempt | null,
	now: Attempt | null,
): Compared {
	const told =
		then && now
			? toldOf(question, then, now)
			: then
				? '這次還沒有作答。'
				: now
					? '第1課那時沒有作答，沒有可以比的。'
					: '兩次都還沒有作答。';
	return {
		question,
		then,
		now,
		wasRight: judged(question, then),
		isRight: judged(question, now),
		told,
	};
}

/** All of them in a sentence or two; `again` says how to come to a second answer. */
export function comparedInAll(
	compared: readonly Compared[],
	again = '先在這裡再答一次，才看得到當時的答案。',
): string {
	const all = compared.length;
	const then = compared.filter((one) => one.then);
	const both = then.filter(({ now }) => now);
	if (then.length === 0)
		return '第1課的檢核你還沒有答過，所以沒有當時的答案可以比。現在先到第1課答一次，以後回到這裡就看得到差別。';
	if (both.length === 0) return `第1課那時你答了${then.length}題。${again}`;
	const count = (holds: (one: Compared) => boolean) => both.filter(holds).length;
	const gained = count(({ wasRight, isRight }) => !wasRight && isRight);
	const was = count(({ wasRight }) => wasRight);
	const is = count(({ isRight }) => isRight);
	const head = `${all}題裡兩次都答過的有${both.length}題；只看每次的第一個答案，當時對${was}題，現在對${is}題。`;
	return gained > 0 ? `${head}有${gained}題從不對變成對。` : head;
}
