import type { Comparison } from './rules.ts';

/** Where a reader stands in a comparison. */
export interface Position {
	/** What was touched last: what there is to learn is about that. */
	readonly at: 'guess' | 'pair' | 'company';
	/** The guessed order so far, hardest to leave first. */
	readonly order: readonly string[];
	/** The two that stand side by side. */
	readonly pair: readonly [string, string];
	/** The case company that is asked about. */
	readonly company: string;
	/** Conditions that the reader thinks it has. */
	readonly ticks: readonly string[];
	/** Its story has been asked. */
	readonly asked: boolean;
}

export function startOf(given: Comparison): Position {
	const [left = '', right = ''] = given.guess.of;
	return {
		at: 'guess',
		order: [],
		pair: [left, right],
		company: given.companies[0]?.case ?? '',
		ticks: [],
		asked: false,
	};
}

const strings = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** A kept position as far as it still fits the words. */
export function readPosition(given: Comparison, kept: unknown): Position | undefined {
	if (typeof kept !== 'object' || kept === null) return undefined;
	const { at, order, pair, company, ticks, asked } = kept as Record<string, unknown>;
	const start = startOf(given);
	const [left, right] = strings(pair);
	const isSubject = (id: string | undefined): id is string =>
		given.subjects.some((subject) => subject.id === id);
	const known = given.companies.find((one) => one.case === company);
	return {
		at: at === 'pair' || at === 'company' ? at : 'guess',
		order: [...new Set(strings(order))].filter((id) => given.guess.of.includes(id)),
		pair: isSubject(left) && isSubject(right) && left !== right ? [left, right] : start.pair,
		company: known?.case ?? start.company,
		ticks: known
			? strings(ticks).filter((id) => given.conditions.some((condition) => condition.id === id))
			: [],
		asked: known !== undefined && asked === true,
	};
}

/** One more in the order, or one taken out of it again. */
export const withRank = (position: Position, id: string): Position => ({
	...position,
	at: 'guess',
	order: position.order.includes(id)
		? position.order.filter((one) => one !== id)
		: [...position.order, id],
});

/** Puts a case on one side; the one that stood there takes the other side when both would be the same. */
export function withSide(position: Position, side: 0 | 1, id: string): Position {
	const [left, right] = position.pair;
	const pair: [string, string] =
		side === 0 ? [id, id === right ? left : right] : [id === left ? right : left, id];
	return { ...position, at: 'pair', pair };
}

/** Another company is another question: nothing is ticked for it yet. */
export const withCompany = (position: Position, company: string): Position => ({
	...position,
	at: 'company',
	company,
	ticks: [],
	asked: false,
});

export const withTick = (position: Position, id: string): Position => ({
	...position,
	at: 'company',
	ticks: position.ticks.includes(id)
		? position.ticks.filter((one) => one !== id)
		: [...position.ticks, id],
});

export const withStory = (position: Position): Position => ({
	...position,
	at: 'company',
	asked: true,
});
