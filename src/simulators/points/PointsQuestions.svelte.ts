import { WorkerPool } from '../worker-pool.ts';
import { WorkerRunner } from '../worker-runner.svelte.ts';
import type { PointsState } from './jobs.ts';
import { openWorker } from './points-worker.ts';
import type {
	AccountsResult,
	InverseQuestion,
	InverseResult,
	Progress,
	Question,
	QuestionResult,
	TornadoQuestion,
	TornadoResult,
} from './questions.ts';

/** Where there is no worker the page fetches the sums after all. */
const here = async (
	question: Question,
	report?: (word: Progress) => void,
): Promise<QuestionResult> => (await import('./questions.ts')).answerQuestion(question, report);

/** What answers are said and shown with. */
export type Asked = typeof import('./asked.ts');

const cannot = '這個設定現在算不出來，請換一個數字再試。';
const unreached = '現在連不上網站，請再按一次。';

/** A question that takes dozens of runs: asked with a press, with progress, and stopped by one. */
export class LongQuestion {
	/** The answer and what it is said with; undefined before it is asked for, and once it is forgotten. */
	answer: { readonly result: TornadoResult | InverseResult; readonly asked: Asked } | undefined =
		$state.raw();
	/** How far it has come; undefined while nobody asks. */
	progress: Progress | undefined = $state.raw();
	/** One zh-TW sentence when it could not be answered; else empty. */
	problem = $state('');

	readonly #pool = new WorkerPool<Question, QuestionResult, Progress>({
		open: openWorker,
		here,
		size: 1,
	});
	/** Counts what was asked and given up, so that a late answer is known as one. */
	#turn = 0;

	async ask(question: TornadoQuestion | InverseQuestion): Promise<void> {
		this.forget();
		const turn = this.#turn;
		this.progress = { done: 0, total: 1 };
		const [run, asked] = await Promise.all([
			this.#pool.runShares(
				[question],
				([answer]) => answer,
				(word) => (this.progress = word),
			),
			import('./asked.ts').catch(() => undefined),
		]);
		if (turn !== this.#turn) return;
		this.progress = undefined;
		if (!asked) this.problem = unreached;
		else if (run.kind === 'done' && run.result?.kind !== 'accounts' && run.result) {
			this.answer = { result: run.result, asked };
		} else this.problem = cannot;
	}

	/** Gives the question up, and drops an answer that is no longer about what is shown. */
	forget(): void {
		this.#turn++;
		this.#pool.cancel();
		this.progress = undefined;
		this.answer = undefined;
		this.problem = '';
	}

	stop(): void {
		this.#turn++;
		this.#pool.stop();
	}
}

/** How others and the books count it: worked out for as long as somebody looks. */
export class AccountsAnswers {
	readonly #runner = new WorkerRunner<Question, QuestionResult>({ open: openWorker, here });

	/** The answer about this state; undefined while it is on its way. */
	about(state: PointsState): AccountsResult | undefined {
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
