import { Refusal } from '#workflow/refusals.ts';

interface Limit {
	/** Failures allowed within the window, one asker. */
	each: number;
	/** Failures allowed within the window, all askers together. */
	together: number;
	windowMilliseconds: number;
}

/**
 * Counts failed tries, and only those: a class of 300 behind one address joins at once without
 * being taken for an attack. In memory, since a restart is no help to somebody who guesses.
 */
export function createTries(clock: () => number, { each, together, windowMilliseconds }: Limit) {
	let windowFrom = clock();
	let all = 0;
	let failures = new Map<string, number>();

	function turnWindow(): void {
		if (clock() - windowFrom < windowMilliseconds) return;
		windowFrom = clock();
		all = 0;
		failures = new Map();
	}
	return {
		/**
		 * Counts a try as failed before it is looked at, so that many at once are not all let through;
		 * the function that comes back takes the count away again. Throws TOO_MANY_TRIES while the
		 * asker, or everyone together, has failed too often.
		 */
		begin(asker: string): () => void {
			turnWindow();
			const counted = failures;
			const before = counted.get(asker) ?? 0;
			if (all >= together || before >= each) throw new Refusal('TOO_MANY_TRIES');
			all += 1;
			counted.set(asker, before + 1);
			return () => {
				if (counted !== failures) return;
				all -= 1;
				counted.set(asker, (counted.get(asker) ?? 1) - 1);
			};
		},
	};
}
export type Tries = ReturnType<typeof createTries>;
