import { assumptionNames, sizedStrategies, type AssumptionName } from './assumptions.ts';
import type { Expectation, SizedStrategy } from './assumptions.ts';
import type { Design } from './design.ts';
import { claims, evidenceFor, type Claim, type Evidence } from './evidence.ts';

/** What differs in what stands behind two versions of a design. */
export type BackingChange =
	| { kind: 'evidence'; claim: Claim; added: Evidence[]; removed: Evidence[] }
	/** Null where the assumption stood at the case's value. */
	| { kind: 'assumption'; name: AssumptionName; before: number | null; after: number | null }
	/** Null where nothing was expected. */
	| {
			kind: 'expected';
			strategy: SizedStrategy;
			before: Expectation | null;
			after: Expectation | null;
	  };

/** The same evidence put in a second time, under another name, is no change. */
const said = ({ id: _, ...content }: Evidence): string => JSON.stringify(content);

const without = (list: readonly Evidence[], others: readonly Evidence[]): Evidence[] => {
	const known = new Set(others.map(said));
	return list.filter((one) => !known.has(said(one)));
};

const sameExpectation = (one: Expectation | null, other: Expectation | null): boolean =>
	one === other ||
	(one !== null &&
		other !== null &&
		one.churn === other.churn &&
		one.visits === other.visits &&
		one.confidence === other.confidence);

/** Every change of evidence, assumptions and expectations, in the order of the form. */
export function backingChanges(
	before: Pick<Design, 'backing'>,
	after: Pick<Design, 'backing'>,
): BackingChange[] {
	const evidence = claims.map((claim): BackingChange => {
		const [was, is] = [evidenceFor(before, claim), evidenceFor(after, claim)];
		return { kind: 'evidence', claim, added: without(is, was), removed: without(was, is) };
	});
	const moved = assumptionNames.map((name): BackingChange => ({
		kind: 'assumption',
		name,
		before: before.backing?.assumptions[name] ?? null,
		after: after.backing?.assumptions[name] ?? null,
	}));
	const expected = sizedStrategies.map((strategy): BackingChange => ({
		kind: 'expected',
		strategy,
		before: before.backing?.expected[strategy] ?? null,
		after: after.backing?.expected[strategy] ?? null,
	}));
	return [...evidence, ...moved, ...expected].filter((change) => {
		if (change.kind === 'evidence') return change.added.length + change.removed.length > 0;
		if (change.kind === 'assumption') return change.before !== change.after;
		return !sameExpectation(change.before, change.after);
	});
}
