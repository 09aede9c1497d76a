/**
 * Which of the copies, the oldest first, goes when there is one too many: never the oldest nor the
 * newest, and of the rest the one whose neighbours are closest in time. Whoever makes many in a short
 * time only presses out his own: between two that stay there is never more than two shares of the
 * whole time, one share for each of them, unless nothing was made in between.
 */
export function goesFirst<Kept extends { at: number }>(copies: readonly Kept[]): Kept | undefined {
	let going: Kept | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const [index, copy] of copies.entries()) {
		const [before, after] = [copies[index - 1], copies[index + 1]];
		if (!before || !after || after.at - before.at >= least) continue;
		going = copy;
		least = after.at - before.at;
	}
	return going;
}
