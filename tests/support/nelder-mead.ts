/**
 * Nelder & Mead's simplex search (1965), which uses no derivative: a second opinion on every fit.
 * Slow and sure; each restart builds a fresh simplex round the best point so far.
 */
export function nelderMead(
	cost: (point: readonly number[]) => number,
	start: readonly number[],
	{ restarts = 8, firstStep = 0.3, steps = 1_500 } = {},
): { point: number[]; cost: number } {
	type Corner = { point: number[]; cost: number };
	const corner = (point: number[]): Corner => ({ point, cost: cost(point) });
	let best = corner([...start]);
	for (let round = 0, size = firstStep; round < restarts; round++, size *= 0.3) {
		const around = best.point;
		const simplex = [
			best,
			...around.map((_, i) => corner(around.map((each, j) => (i === j ? each + size : each)))),
		];
		for (let step = 0; step < steps; step++) {
			simplex.sort((one, other) => one.cost - other.cost);
			const first = simplex[0] as Corner;
			const worst = simplex[simplex.length - 1] as Corner;
			const spread = Math.max(
				...simplex.map(({ point }) =>
					Math.max(...point.map((each, i) => Math.abs(each - (first.point[i] as number)))),
				),
			);
			if (spread < 1e-9) break;
			const others = simplex.slice(0, -1);
			const centre = around.map(
				(_, i) => others.reduce((sum, { point }) => sum + (point[i] as number), 0) / others.length,
			);
			const along = (share: number): Corner =>
				corner(centre.map((each, i) => each + share * ((worst.point[i] as number) - each)));
			const mirrored = along(-1);
			let next: Corner | null = null;
			if (mirrored.cost < first.cost) {
				const further = along(-2);
				next = further.cost < mirrored.cost ? further : mirrored;
			} else if (mirrored.cost < (others[others.length - 1] as Corner).cost) next = mirrored;
			else {
				const nearer = mirrored.cost < worst.cost ? along(-0.5) : along(0.5);
				if (nearer.cost < Math.min(mirrored.cost, worst.cost)) next = nearer;
			}
			if (next) simplex[simplex.length - 1] = next;
			else {
				for (let i = 1; i < simplex.length; i++) {
					const { point } = simplex[i] as Corner;
					simplex[i] = corner(point.map((each, j) => (each + (first.point[j] as number)) / 2));
				}
			}
		}
		simplex.sort((one, other) => one.cost - other.cost);
		best = simplex[0] as Corner;
	}
	return best;
}

/** Sum without the rounding errors of long sums (Neumaier), or flat tops would be blurred. */
export function exactSum(count: number, term: (index: number) => number): number {
	let sum = 0;
	let lost = 0;
	for (let i = 0; i < count; i++) {
		const each = term(i);
		const next = sum + each;
		lost += Math.abs(sum) >= Math.abs(each) ? sum - next + each : each - next + sum;
		sum = next;
	}
	return sum + lost;
}
