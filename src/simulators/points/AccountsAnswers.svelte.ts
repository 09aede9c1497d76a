import { WorkerRunner } from '../worker-runner.svelte.ts';
import type { PointsState } from './jobs.ts';
import { answerHere } from './answer-here.ts';
import { openWorker } from './points-worker.ts';
import type { AccountsResult, Question, QuestionResult } from './questions.ts';

/** What a page made in advance already knows of its first setting. */
export interface FirstAccounts {
	readonly state: PointsState;
	readonly result: AccountsResult;
}

/** The programme's answer, and how others and the books count it. */
export class AccountsAnswers {
	readonly #runner: WorkerRunner<Question, QuestionResult>;

	constructor({ state, result }: FirstAccounts) {
		this.#runner = new WorkerRunner<Question, QuestionResult>({
			open: openWorker,
			here: answerHere,
			first: { input: { kind: 'accounts', state }, output: result },
		});
	}

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
