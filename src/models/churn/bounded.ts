/**
 * A number that may have no bound: an average lifetime, or a value, to which ever later periods
 * keep adding without end. Views say it in words, so Infinity never reaches a screen or a file.
 */
export type Bounded = number | 'unbounded';

/** Turns Infinity into the word; anything else that is not finite is a mistake in the model. */
export function bounded(value: number): Bounded {
	if (value === Number.POSITIVE_INFINITY) return 'unbounded';
	if (!Number.isFinite(value)) throw new RangeError(`expected a number, got ${value}`);
	return value;
}

/** A bounded number with something done to it; what has no bound stays so. */
export function withBounded(value: Bounded, change: (value: number) => number): Bounded {
	return value === 'unbounded' ? value : bounded(change(value));
}
