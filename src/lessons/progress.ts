import type { Given } from '#lessons/check/question.ts';

/**
 * What this reader has done, kept in the reader's own browser and nowhere else.
 *
 * Seals stand under the key `progress`: `{"stamped":["goals","clv"],"last":"clv"}`. Each question
 * has a key of its own, `answer/clv/budget-ceiling`, so that two tabs that are open at once never
 * write over each other's answers.
 *
 * A lesson and a question are known by their words, so renumbering loses nothing; a word that
 * nothing has any more is kept and simply not shown. Storage that is full or switched off means
 * that nothing is remembered, and the caller is told so (`false`).
 */
export interface Progress {
	stamped: string[];
	last: string | null;
}

const key = 'progress';

export function readProgress(): Progress {
	const { stamped, last } = readObject(key);
	return {
		stamped: Array.isArray(stamped)
			? stamped.filter((word): word is string => typeof word === 'string')
			: [],
		last: typeof last === 'string' ? last : null,
	};
}

/** What is stored under a key, or nothing where storage is switched off or holds something else. */
function readObject(from: string): Record<string, unknown> {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(from) ?? '{}');
		return typeof stored === 'object' && stored !== null ? { ...stored } : {};
	} catch {
		return {};
	}
}

function write(to: string, value: object): boolean {
	try {
		localStorage.setItem(to, JSON.stringify(value));
		return true;
	} catch {
		return false;
	}
}

export function setStamped(lesson: string, stamped: boolean): boolean {
	const progress = readProgress();
	const others = progress.stamped.filter((word) => word !== lesson);
	return write(key, { ...progress, stamped: stamped ? [...others, lesson] : others });
}

export function noteReading(lesson: string): void {
	write(key, { ...readProgress(), last: lesson });
}

export interface Attempt {
	given: Given;
	right: boolean;
}

/** A reader's answers to one question. */
export interface KeptAnswer {
	/** The very first answer; it stays when the reader starts again. */
	first: Attempt | null;
	latest: Attempt | null;
	/** Since the reader last started again. */
	tries: number;
	/** Right once, whatever was tried after that. */
	solved: boolean;
}

const answerKey = (lesson: string, question: string): string => `answer/${lesson}/${question}`;

const isGiven = (value: unknown): value is Given =>
	(typeof value === 'number' && Number.isFinite(value)) ||
	(Array.isArray(value) && value.every((says) => typeof says === 'string'));

function attempt(value: unknown): Attempt | null {
	const { given, right } = (value ?? {}) as Partial<Record<keyof Attempt, unknown>>;
	return isGiven(given) ? { given, right: right === true } : null;
}

export function readAnswer(lesson: string, question: string): KeptAnswer {
	const { first, latest, tries, solved } = readObject(answerKey(lesson, question));
	return {
		first: attempt(first),
		latest: attempt(latest),
		tries: typeof tries === 'number' ? tries : 0,
		solved: solved === true,
	};
}

/** Keeps an answer beside the first one; read and written in one breath, for the sake of other tabs. */
export function noteAnswer(lesson: string, question: string, given: Attempt): boolean {
	const before = readAnswer(lesson, question);
	return write(answerKey(lesson, question), {
		first: before.first ?? given,
		latest: given,
		tries: before.tries + 1,
		solved: before.solved || given.right,
	});
}

/** Starts a lesson's questions again, all but the first answers; what it answers takes that back. */
export function clearAnswers(lesson: string, questions: readonly string[]): () => boolean {
	const before = questions.map((question) => ({ question, kept: readAnswer(lesson, question) }));
	for (const { question, kept } of before)
		if (kept.first)
			write(answerKey(lesson, question), {
				first: kept.first,
				latest: null,
				tries: 0,
				solved: false,
			});
	return () =>
		before
			.filter(({ kept }) => kept.first)
			.map(({ question, kept }) => write(answerKey(lesson, question), kept))
			.every(Boolean);
}

/** Whether a change that another tab made touches this lesson's answers. */
export const isAnswerOf = (lesson: string, changed: string | null): boolean =>
	changed?.startsWith(answerKey(lesson, '')) ?? false;
