/** What the page and a worker say to each other. */
export interface WorkerQuestion<Input> {
	number: number;
	input: Input;
}
export type WorkerAnswer<Output, Report = never> =
	| { number: number; output: Output }
	| { number: number; problem: string }
	| { number: number; report: Report };

/** Answers one question; a model that throws becomes a reason, so the page hears of it. */
export function answerTo<Input, Output>(
	{ number, input }: WorkerQuestion<Input>,
	work: (input: Input) => Output,
): WorkerAnswer<Output> {
	try {
		return { number, output: work(input) };
	} catch (error) {
		return { number, problem: problemOf(error) };
	}
}

/** As `answerTo`, for work that waits for something. */
export async function answerLater<Input, Output>(
	{ number, input }: WorkerQuestion<Input>,
	work: (input: Input) => Output | Promise<Output>,
): Promise<WorkerAnswer<Output>> {
	try {
		return { number, output: await work(input) };
	} catch (error) {
		return { number, problem: problemOf(error) };
	}
}

function problemOf(error: unknown): string {
	console.error(error);
	return String(error);
}
