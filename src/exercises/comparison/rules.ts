/**
 * Comparing cases lever by lever: a guess at how hard each is to leave, two of them side by side,
 * and whether a company of one's own has the conditions that a lever needs.
 */

/** What a customer gives up by leaving. */
export const losses = {
	money: '錢',
	effort: '時間與麻煩',
	ties: '人情',
	little: '幾乎沒有',
} as const;
/** Who says that the lever works. */
export const evidence = { company: '公司自述', research: '研究', none: '無' } as const;
/** How a company stands with a condition: it has it, it lacks it, or it has to be tried first. */
export const standings = { has: '有', test: '要先試', lacks: '沒有' } as const;
/** What is compared, in the order in which it is read. */
export const aspects = {
	lever: '靠哪一招',
	pays: '誰付錢、什麼時候',
	leaving: '離開會失去什麼',
	data: '公司得到什麼資料',
	needs: '靠什麼條件',
	evidence: '有什麼證據',
	breaks: '什麼會讓它失靈',
} as const;

export type Aspect = keyof typeof aspects;
export type Loss = keyof typeof losses;
export type Evidence = keyof typeof evidence;
export type Standing = keyof typeof standings;

export interface Subject {
	readonly id: string;
	readonly name: string;
	readonly lever: string;
	readonly pays: string;
	readonly leaving: {
		/** How hard it is to leave, 1 to 3; only where it is guessed. */
		readonly level?: number | undefined;
		readonly loses: readonly Loss[];
		readonly says: string;
	};
	readonly data: string;
	readonly needs: string;
	readonly evidence: { readonly kinds: readonly Evidence[]; readonly says: string };
	readonly breaks: string;
}
export interface Condition {
	readonly id: string;
	readonly name: string;
	/** What happens to a lever without it. */
	readonly without: string;
}
export interface Mechanism {
	readonly id: string;
	readonly name: string;
	/** Who of the cases pulls it. */
	readonly like: string;
	readonly needs: readonly string[];
}
/** How one company stands with one condition, as its story tells. */
export interface Standpoint {
	readonly is: Standing;
	/** The customers for whom alone it has it; left out where it has it for all. */
	readonly only?: string | undefined;
	readonly why: string;
}
export interface Company {
	/** A case company: its file in content/cases. */
	readonly case: string;
	/** What to make of it all. */
	readonly after: string;
	readonly conditions: Readonly<Record<string, Standpoint>>;
}
export interface Comparison {
	readonly title: string;
	readonly question: string;
	readonly guess: { readonly ask: string; readonly of: readonly string[]; readonly after: string };
	readonly subjects: readonly Subject[];
	readonly conditions: readonly Condition[];
	readonly mechanisms: readonly Mechanism[];
	readonly companies: readonly Company[];
}

/** What an aspect of a case says, with the kinds that it is marked by. */
export function cellOf(
	subject: Subject,
	aspect: Aspect,
): { marks: readonly string[]; says: string } {
	if (aspect === 'leaving')
		return { marks: subject.leaving.loses.map((one) => losses[one]), says: subject.leaving.says };
	if (aspect === 'evidence')
		return {
			marks: subject.evidence.kinds.map((one) => evidence[one]),
			says: subject.evidence.says,
		};
	return { marks: [], says: subject[aspect] };
}

const levelOf = (given: Comparison, id: string): number =>
	given.subjects.find((subject) => subject.id === id)?.leaving.level ?? 0;

/** The guessed ones from the hardest to leave to the easiest. */
export const inTruth = (given: Comparison): Subject[] =>
	given.guess.of
		.flatMap((id) => given.subjects.find((subject) => subject.id === id) ?? [])
		.sort((one, other) => levelOf(given, other.id) - levelOf(given, one.id));

/** The guessed ones of which none stands before the other. */
export const alike = (given: Comparison): Subject[] =>
	inTruth(given).filter(({ leaving }, place, all) =>
		all.some((other, index) => index !== place && other.leaving.level === leaving.level),
	);

/**
 * How a guessed order agrees with the levels, pair by pair; two of the same level are no pair, for
 * either may stand first. `astray` is the first pair of neighbours that stands the wrong way round.
 */
export function judgeOrder(
	given: Comparison,
	order: readonly string[],
): { right: number; pairs: number; astray: readonly [string, string] | null } {
	let right = 0;
	let pairs = 0;
	let astray: readonly [string, string] | null = null;
	for (const [place, first] of order.entries())
		for (const second of order.slice(place + 1)) {
			const difference = levelOf(given, first) - levelOf(given, second);
			if (difference !== 0) pairs += 1;
			if (difference > 0) right += 1;
			if (difference < 0) astray ??= [first, second];
		}
	return { right, pairs, astray };
}

/** Whether a lever can be pulled: each condition is there, one has to be tried, or one is lacking. */
export type Fit = Standing;
export interface Verdict {
	readonly mechanism: Mechanism;
	readonly fit: Fit;
	readonly lacking: readonly Condition[];
	readonly untried: readonly Condition[];
	/** The customers for whom alone its conditions are there; empty where they are there for all. */
	readonly only: readonly string[];
}

export function verdicts(
	given: Comparison,
	standingOf: (condition: string) => Standing,
	onlyFor: (condition: string) => string | undefined = () => undefined,
): Verdict[] {
	return given.mechanisms.map((mechanism) => {
		const stand = (standing: Standing): Condition[] =>
			given.conditions.filter(
				({ id }) => mechanism.needs.includes(id) && standingOf(id) === standing,
			);
		const lacking = stand('lacks');
		const untried = stand('test');
		const fit: Fit = lacking.length > 0 ? 'lacks' : untried.length > 0 ? 'test' : 'has';
		const only = fit === 'has' ? mechanism.needs.flatMap((id) => onlyFor(id) ?? []) : [];
		return { mechanism, fit, lacking, untried, only };
	});
}

/** What fits when exactly these conditions are ticked. */
export const ticked = (given: Comparison, ticks: readonly string[]): Verdict[] =>
	verdicts(given, (id) => (ticks.includes(id) ? 'has' : 'lacks'));

/** What fits a case company, by what its story says. */
export const inCase = (given: Comparison, company: Company): Verdict[] =>
	verdicts(
		given,
		(id) => company.conditions[id]?.is ?? 'lacks',
		(id) => company.conditions[id]?.only,
	);

/** Ticks that the story does not bear out, and conditions that it has and that were not ticked. */
export function ticksAstray(
	given: Comparison,
	company: Company,
	ticks: readonly string[],
): { tooMany: Condition[]; tooFew: Condition[] } {
	const stands = (id: string): Standing => company.conditions[id]?.is ?? 'lacks';
	return {
		tooMany: given.conditions.filter(({ id }) => ticks.includes(id) && stands(id) === 'lacks'),
		tooFew: given.conditions.filter(({ id }) => !ticks.includes(id) && stands(id) === 'has'),
	};
}
