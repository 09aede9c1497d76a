/**
 * A branching case: the reader chooses, step by step, and every choice has a price. The state is
 * worked out from the path alone, so that going back is leaving the last choice out.
 */
export interface Account {
	readonly id: string;
	readonly name: string;
	readonly asks: string;
	/** Where it stands before the first choice; below 0 the customer is owed. */
	readonly from: number;
}
export interface Choice {
	readonly id: string;
	readonly says: string;
	/** What comes of it, in a sentence or two. */
	readonly then: string;
	/** Whether it keeps the stage that its step belongs to. */
	readonly kept?: boolean | undefined;
	/** Minutes of the customer's time. */
	readonly minutes: number;
	/** NT$ that it costs the company. */
	readonly money: number;
	/** What it puts on the customer's accounts, by their ids. */
	readonly accounts: Readonly<Record<string, number>>;
	/** What the company learns by it: a key of the case's lessons. */
	readonly learns?: string | undefined;
	/** The step that follows; left out where this choice is the last. */
	readonly goto?: string | undefined;
}
export interface Step {
	readonly id: string;
	readonly stage?: string | undefined;
	readonly title: string;
	readonly says: string;
	readonly choices: readonly Choice[];
}
export interface Ending {
	readonly id: string;
	readonly name: string;
	readonly says: string;
	/** Accounts that have to stand at least so high, and what must have been learned. */
	readonly when?:
		| {
				readonly accounts: Readonly<Record<string, number>>;
				readonly learned?: string | undefined;
		  }
		| undefined;
}
export interface BranchingCase {
	readonly title: string;
	readonly question: string;
	readonly setting: string;
	/** Whose accounts these are. */
	readonly person: string;
	readonly accounts: readonly Account[];
	readonly stages: readonly { readonly id: string; readonly name: string; readonly asks: string }[];
	readonly lessons: Readonly<Record<string, string>>;
	readonly start: string;
	readonly steps: readonly Step[];
	/** From the best to the worst; the first whose conditions hold is the one. */
	readonly endings: readonly Ending[];
}

export interface CaseState {
	readonly minutes: number;
	readonly money: number;
	readonly accounts: Readonly<Record<string, number>>;
	/** Keys of lessons, in the order in which they were learned. */
	readonly learned: readonly string[];
}
export interface Turn {
	readonly step: Step;
	readonly choice: Choice;
	readonly before: CaseState;
	readonly after: CaseState;
}
/** How far a path has come: the turns taken, and either the step that waits or how it ended. */
export interface Journey {
	readonly turns: readonly Turn[];
	readonly state: CaseState;
	readonly step: Step | null;
	readonly ending: Ending | null;
}
/** A path: the ids of its choices. */
export type Path = readonly string[];

const stepOf = ({ steps }: BranchingCase, id: string | undefined): Step | null =>
	steps.find((step) => step.id === id) ?? null;

function afterChoice(state: CaseState, choice: Choice): CaseState {
	const { learns } = choice;
	return {
		minutes: state.minutes + choice.minutes,
		money: state.money + choice.money,
		accounts: Object.fromEntries(
			Object.entries(state.accounts).map(([id, stands]) => [
				id,
				stands + (choice.accounts[id] ?? 0),
			]),
		),
		learned:
			learns === undefined || state.learned.includes(learns)
				? state.learned
				: [...state.learned, learns],
	};
}

/** How a case ends for a customer whose accounts stand so. */
export function endingFor({ endings }: BranchingCase, state: CaseState): Ending | null {
	const fits = ({ when }: Ending): boolean =>
		!when ||
		(Object.entries(when.accounts).every(([id, least]) => (state.accounts[id] ?? 0) >= least) &&
			(when.learned === undefined || state.learned.includes(when.learned)));
	return endings.find(fits) ?? null;
}

/** Walks a path. A choice that its step does not have (the case was rewritten) ends the walk there. */
export function journeyAlong(given: BranchingCase, path: Path): Journey {
	const turns: Turn[] = [];
	let state: CaseState = {
		minutes: 0,
		money: 0,
		accounts: Object.fromEntries(given.accounts.map(({ id, from }) => [id, from])),
		learned: [],
	};
	let step = stepOf(given, given.start);
	for (const id of path) {
		const choice = step?.choices.find((one) => one.id === id);
		if (!step || !choice) break;
		const after = afterChoice(state, choice);
		turns.push({ step, choice, before: state, after });
		state = after;
		step = stepOf(given, choice.goto);
	}
	return { turns, state, step, ending: step ? null : endingFor(given, state) };
}

export const pathOf = ({ turns }: Journey): Path => turns.map(({ choice }) => choice.id);

/** Every path from here to an end. */
export function pathsFrom(given: BranchingCase, path: Path = []): Path[] {
	const { step } = journeyAlong(given, path);
	if (!step) return [path];
	return step.choices.flatMap(({ id }) => pathsFrom(given, [...path, id]));
}

/** The best ending that can still be come to. */
export function bestFrom(given: BranchingCase, path: Path): Ending | null {
	const places = pathsFrom(given, path).map((whole) => {
		const { ending } = journeyAlong(given, whole);
		return ending ? given.endings.indexOf(ending) : given.endings.length;
	});
	return given.endings[Math.min(...places)] ?? null;
}

/** kept: every step of it; mended: lost and then made good; lost; unmet: the path never came there. */
export type StageStanding = 'kept' | 'mended' | 'lost' | 'unmet';

export function stageStanding({ turns }: Journey, stage: string): StageStanding {
	const marks = turns.filter(({ step }) => step.stage === stage).map(({ choice }) => choice.kept);
	if (marks.length === 0) return 'unmet';
	if (marks.every(Boolean)) return 'kept';
	return marks.at(-1) ? 'mended' : 'lost';
}

/** Another choice of one turn, with the best that can come of it. */
export interface OtherChoice {
	readonly choice: Choice;
	readonly best: Ending | null;
}

/** What the choices not taken would have led to, turn by turn. */
export const otherChoices = (given: BranchingCase, journey: Journey): OtherChoice[][] =>
	journey.turns.map(({ step, choice }, place) =>
		step.choices
			.filter(({ id }) => id !== choice.id)
			.map((other) => ({
				choice: other,
				best: bestFrom(given, [...pathOf(journey).slice(0, place), other.id]),
			})),
	);

/**
 * The last turn at which a better ending than the one it came to was given away: before it the
 * ending `lost` could still be reached, after it no longer. Null when the path came to the best.
 */
export function turningPoint(
	given: BranchingCase,
	journey: Journey,
): { place: number; lost: Ending } | null {
	const { endings } = given;
	const path = pathOf(journey);
	const reach = [...journey.turns.keys(), path.length].map((length) =>
		bestFrom(given, path.slice(0, length)),
	);
	for (let place = path.length - 1; place >= 0; place -= 1) {
		const before = reach[place];
		const after = reach[place + 1];
		if (before && after && endings.indexOf(before) < endings.indexOf(after))
			return { place, lost: before };
	}
	return null;
}
