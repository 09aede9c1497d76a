import { WorkerPool } from '../worker-pool.ts';
import { WorkerRunner } from '../worker-runner.svelte.ts';
import type { PointsState } from './jobs.ts';
import type { AccountsWords, Progress, Question, QuestionAnswer } from './questions.ts';

const open = () =>
	new Worker(new URL('./questions.worker.ts', import.meta.url), { type: 'module' });
/** Where there is no worker the page fetches the sums and sentences after all. */
const here = async (
	question: Question,
	report?: (word: Progress) => void,
): Promise<QuestionAnswer> => (await import('./questions.ts')).answerQuestion(question, report);

const cannot = '這個設定現在算不出來，請換一個數字再試。';

/** A question that takes dozens of runs: asked with a press, with progress, and stopped by one. */
export class LongQuestion<Kind extends QuestionAnswer['kind']> {
	/** The answer about `state`; undefined before it is asked for, and once the state has moved on. */
	answer: Extract<QuestionAnswer, { kind: Kind }> | undefined = $state.raw();
	/** How far it has come; undefined while nobody asks. */
	progress: Progress | undefined = $state.raw();
	/** One zh-TW sentence when it could not be answered; else empty. */
	problem = $state('');

	readonly #kind: Kind;
	readonly #pool = new WorkerPool<Question, QuestionAnswer, Progress>({ open, here, size: 1 });

	constructor(kind: Kind) {
		this.#kind = kind;
	}

	async ask(question: Question & { kind: Kind }): Promise<void> {
		this.forget();
		this.progress = { done: 0, total: 1 };
		const run = await this.#pool.runShares(
			[question],
			([answer]) => answer,
			(word) => (this.progress = word),
		);
		if (run.kind === 'cancelled') return;
		this.progress = undefined;
		if (run.kind === 'done' && this.#isOwn(run.result)) this.answer = run.result;
		else this.problem = cannot;
	}

	/** Gives the question up, and drops an answer that is no longer about what is shown. */
	forget(): void {
		this.#pool.cancel();
		this.progress = undefined;
		this.answer = undefined;
		this.problem = '';
	}

	stop(): void {
		this.#pool.stop();
	}

	#isOwn(answer: QuestionAnswer | undefined): answer is Extract<QuestionAnswer, { kind: Kind }> {
		return answer?.kind === this.#kind;
	}
}

/** How others and the books count it: worked out for as long as somebody looks. */
export class AccountsQuestion {
	readonly #runner = new WorkerRunner<Question, QuestionAnswer>({ open, here });

	/** The answer about this state; undefined while it is on its way. */
	about(state: PointsState): AccountsWords | undefined {
		const { shown } = this.#runner;
		return shown?.output.kind === 'accounts' &&
			JSON.stringify(shown.input.state) === JSON.stringify(state)
			? shown.output
			: undefined;
	}

	get problem(): string {
		return this.#runner.problem;
	}

	start(): () => void {
		return this.#runner.start();
	}

	ask(state: PointsState): void {
		this.#runner.ask({ kind: 'accounts', state });
	}
}
