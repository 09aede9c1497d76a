/** What goes to the worker, and what comes back: an answer or a reason. */
export interface WorkerQuestion<Input> {
	number: number;
	input: Input;
}
export type WorkerAnswer<Output> =
	{ number: number; output: Output } | { number: number; problem: string };

/** Answers one question; a model that throws becomes a reason, so the page hears of it. */
export function answerTo<Input, Output>(
	{ number, input }: WorkerQuestion<Input>,
	work: (input: Input) => Output,
): WorkerAnswer<Output> {
	try {
		return { number, output: work(input) };
	} catch (error) {
		console.error(error);
		return { number, problem: String(error) };
	}
}
