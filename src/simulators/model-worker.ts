import type { InputsOf, InputTable, Model, ModelState } from '#models/model.ts';
import { listenForJobs, type Listening } from './worker-listen.ts';

/** A whole worker: answers states of this model until the page ends it. */
export function answerWithModel<Table extends InputTable, Outcome>(
	model: Model<Table, Outcome>,
): void {
	type Here = Listening<ModelState<InputsOf<Table>>, Outcome, never>;
	// The types know this scope as a window, whose messages are posted by other rules.
	const side: Here = {
		set onmessage(hear: Here['onmessage']) {
			self.onmessage = hear;
		},
		postMessage: (answer, transfer) => self.postMessage(answer, { transfer }),
	};
	listenForJobs<ModelState<InputsOf<Table>>, Outcome>(side, ({ inputs, seed }) =>
		model.run(inputs, seed),
	);
}
