import type { ModelState } from '#models/model.ts';
import type { PointsInputs, PointsOutcome } from '#models/points/points.ts';

/** Results by state: a frozen design never comes to anything else, so each is run once a page. */
const known = new Map<string, PointsOutcome>();

/** What a design's programme comes to, run in the browser after the page has been painted. */
export class ProgrammeResult {
	outcome = $state.raw<PointsOutcome | null>(null);
	problem = $state('');

	/** Runs a state; call what it returns when the state is no longer wanted. Browser only. */
	run(state: ModelState<PointsInputs>): () => void {
		const name = JSON.stringify(state);
		this.problem = '';
		this.outcome = known.get(name) ?? null;
		if (this.outcome) return () => undefined;
		let wanted = true;
		const start = async () => {
			try {
				const { points } = await import('#models/points/points.ts');
				if (!wanted) return;
				const outcome = points.run(state.inputs, state.seed);
				known.set(name, outcome);
				this.outcome = outcome;
			} catch {
				this.problem = '這份設計的結果算不出來，請重新整理再看一次。';
			}
		};
		// A run takes a few tenths of a second: the sheet is painted first.
		const timer = setTimeout(() => void start(), 30);
		return () => {
			wanted = false;
			clearTimeout(timer);
		};
	}
}
