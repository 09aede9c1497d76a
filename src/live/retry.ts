/** Longest wait between two tries to connect, in milliseconds. */
const longestWaitMilliseconds = 5_000;

/**
 * How long to wait before the next try to connect, in milliseconds: 50–150 at first, so that a
 * hall full of devices does not knock in the same instant, then doubling up to 5 s.
 * `failures` counts the tries in a row that came to nothing; `chance` is between 0 and 1.
 */
export function waitBeforeRetry(failures: number, chance: number): number {
	const grown = (50 + 100 * chance) * 2 ** Math.min(failures, 10);
	return Math.min(longestWaitMilliseconds, grown);
}
