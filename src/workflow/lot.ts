/** How a lot spreads people over teams; who goes where in turn is chance, how many is not. */

/** The place of the team that each next person goes to: always the smallest, of equals the first. */
export function teamsInTurn(sizes: readonly number[], people: number): number[] {
	const now = [...sizes];
	if (now.length === 0) return [];
	return Array.from({ length: people }, () => {
		const smallest = now.indexOf(Math.min(...now));
		now[smallest] = (now[smallest] ?? 0) + 1;
		return smallest;
	});
}

/** How many are on each team after the lot. */
export function sizesAfter(sizes: readonly number[], people: number): number[] {
	const after = [...sizes];
	for (const place of teamsInTurn(sizes, people)) after[place] = (after[place] ?? 0) + 1;
	return after;
}
