import { WorkerPool } from '../worker-pool.ts';
import { answerHere } from './answer-here.ts';
import { openWorker } from './points-worker.ts';
import type {
	InverseQuestion,
	InverseResult,
	Progress,
	Question,
	QuestionResult,
	TornadoQuestion,
	TornadoResult,
} from './questions.ts';

const cannot = '這個設定現在算不出來，請換一個數字再試。';

/** A question that takes dozens of runs: asked with a press, with progress, and stopped by one. */
export class LongQuestion {
	/** Undefined before it is asked for, and once it is forgotten. */
	answer: TornadoResult | InverseResult | undefined = $state.raw();
	/** How far it has come; undefined while nobody asks. */
	progress: Progress | undefined = $state.raw();
	/** One zh-TW sentence when it could not be answered; else empty. */
	problem = $state('');

	readonly #pool = new WorkerPool<Question, QuestionResult, Progress>({
		open: openWorker,
		here: answerHere,
		size: 1,
	});
	/** Counts what was asked and given up, so that a late answer is known as one. */
	#turn = 0;

	async ask(question: TornadoQuestion | InverseQuestion): Promise<void> {
		this.forget();
		const turn = this.#turn;
		this.progress = { done: 0, total: 1 };
		const run = await this.#pool.runShares(
			[question],
			([answer]) => answer,
			(word) => (this.progress = word),
		);
		if (turn !== this.#turn) return;
		this.progress = undefined;
		if (run.kind === 'done' && run.result && run.result.kind !== 'accounts') {
			this.answer = run.result;
		} else this.problem = cannot;
	}

	/** Gives the question up, and drops an answer that is no longer what is asked. */
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
