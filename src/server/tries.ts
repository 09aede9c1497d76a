import { Refusal } from '#workflow/refusals.ts';

interface Limit {
	/** Failures allowed within the window, one asker. */
	each: number;
	/** Failures within the window, all askers together, after which nobody who failed goes on. */
	together: number;
	windowMilliseconds: number;
}

/**
 * Counts failed tries, and only those: a class of 300 behind one address joins at once without
 * being taken for an attack. Whoever has not failed is never shut out by those who have. In memory,
 * since a restart is no help to somebody who guesses.
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
	function isOver(asker: string, most = each): boolean {
		turnWindow();
		const before = failures.get(asker) ?? 0;
		return before >= most || (all >= together && before > 0);
	}
	/** Counts a try whether or not there is room for it. */
	function count(asker: string): () => void {
		turnWindow();
		const counted = failures;
		all += 1;
		counted.set(asker, (counted.get(asker) ?? 0) + 1);
		return () => {
			if (counted !== failures) return;
			all -= 1;
			counted.set(asker, (counted.get(asker) ?? 1) - 1);
		};
	}
	return {
		isOver,
		count,
		/**
		 * Counts a try as failed before it is looked at, so that many at once are not all let through;
		 * the function that comes back takes the count away again. Throws TOO_MANY_TRIES while the
		 * asker has failed too often; `most` is a stricter limit for this try.
		 */
		begin(asker: string, most = each): () => void {
			if (isOver(asker, most)) throw new Refusal('TOO_MANY_TRIES');
			return count(asker);
		},
	};
}
export type Tries = ReturnType<typeof createTries>;
