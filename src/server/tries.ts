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
	const failures = new Map<string, number>();

	function turnWindow(): void {
		if (clock() - windowFrom < windowMilliseconds) return;
		windowFrom = clock();
		all = 0;
		failures.clear();
	}
	return {
		/** Throws TOO_MANY_TRIES while the asker, or everyone together, has failed too often. */
		require(asker: string): void {
			turnWindow();
			if (all >= together || (failures.get(asker) ?? 0) >= each)
				throw new Refusal('TOO_MANY_TRIES');
		},
		failed(asker: string): void {
			turnWindow();
			all += 1;
			failures.set(asker, (failures.get(asker) ?? 0) + 1);
		},
	};
}
export type Tries = ReturnType<typeof createTries>;
