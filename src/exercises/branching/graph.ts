/**
 * The shape of a case: steps with choices, each of which leads to another step or to the end. What
 * is wrong with the shape is found here, for the words that a teacher writes and for tests.
 */
interface Leading {
	readonly id: string;
	readonly goto?: string | undefined;
}
interface Standing {
	readonly id: string;
	readonly choices: readonly Leading[];
}
export interface Graph {
	readonly start: string;
	readonly steps: readonly Standing[];
}

/** A fault with its place in the file, as keys and places from the top. */
export interface Fault {
	readonly path: readonly (string | number)[];
	readonly message: string;
}

/** The steps that a choice leads to, each with the place of the choice. */
const waysFrom = (step: Standing) =>
	step.choices.flatMap(({ goto }, place) => (goto === undefined ? [] : [{ goto, place }]));

function missing({ start, steps }: Graph): Fault[] {
	const known = new Set(steps.map(({ id }) => id));
	const faults: Fault[] = known.has(start)
		? []
		: [{ path: ['start'], message: `沒有叫「${start}」的一步` }];
	for (const [at, step] of steps.entries())
		for (const { goto, place } of waysFrom(step))
			if (!known.has(goto))
				faults.push({
					path: ['steps', at, 'choices', place, 'goto'],
					message: `沒有叫「${goto}」的一步`,
				});
	return faults;
}

/** The first choice that leads back to where its own path has been; null where nothing does. */
function circle({ start, steps }: Graph): Fault | null {
	const at = new Map(steps.map((step, index) => [step.id, index]));
	const done = new Set<string>();
	const look = (id: string, path: readonly string[]): Fault | null => {
		if (done.has(id)) return null;
		const index = at.get(id) ?? -1;
		const step = steps[index];
		if (!step) return null;
		for (const { goto, place } of waysFrom(step)) {
			if (path.includes(goto) || goto === id)
				return {
					path: ['steps', index, 'choices', place, 'goto'],
					message: `從這裡會繞回「${goto}」，這條路走不完`,
				};
			const found = look(goto, [...path, id]);
			if (found) return found;
		}
		done.add(id);
		return null;
	};
	// A circle beside the way from the start is one too.
	for (const id of [start, ...at.keys()]) {
		const found = look(id, []);
		if (found) return found;
	}
	return null;
}

function unreached({ start, steps }: Graph): Fault[] {
	const met = new Set([start]);
	for (const id of met) {
		const step = steps.find((one) => one.id === id);
		for (const { goto } of step ? waysFrom(step) : []) met.add(goto);
	}
	return steps.flatMap(({ id }, index) =>
		met.has(id)
			? []
			: [{ path: ['steps', index, 'id'], message: `沒有一條路走得到「${id}」這一步` }],
	);
}

/** What is wrong with the ways of a case; nothing when every way from the start comes to an end. */
export function shapeFaults(graph: Graph): Fault[] {
	const gone = missing(graph);
	if (gone.length > 0) return gone;
	const round = circle(graph);
	return round ? [round] : unreached(graph);
}
