import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { Ledger } from './ledger.ts';
import { numberFields, type NumberField } from './design.ts';
import type { Submission } from './submission.ts';

/**
 * The way from one version's result to the next, in steps that add up. Each step is worked out on
 * top of those before it, so nothing is counted twice; what a step comes to hangs on that order.
 */
export type LedgerStepKind =
	/** The numbers that adopted comments concern, all at once. */
	| 'asked'
	/** The numbers that nobody asked for. */
	| 'own'
	/** Everything else: assumptions that were moved, or moved back. */
	| 'assumptions';

export interface LedgerStep {
	kind: LedgerStepKind;
	/** The earlier version with this step's changes, and those of the steps before it. */
	state: ModelState<PointsInputs>;
}

type Version = Pick<Submission, 'state'>;

/** The steps that change anything, in their order; the last one's state is the later version's. */
export function ledgerSteps(
	before: Version,
	after: Version,
	{ numbers }: Pick<Ledger, 'numbers'>,
): LedgerStep[] {
	const asked = new Set(
		numbers.filter(({ answers }) => answers.length > 0).map(({ field }) => field),
	);
	const wanted: [LedgerStepKind, (name: string) => boolean][] = [
		['asked', (name) => asked.has(name as NumberField)],
		['own', (name) => Object.hasOwn(numberFields, name)],
		['assumptions', () => true],
	];
	const steps: LedgerStep[] = [];
	let state = before.state;
	for (const [kind, takes] of wanted) {
		const changed = Object.entries(after.state.inputs).filter(
			([name, value]) => takes(name) && state.inputs[name as keyof PointsInputs] !== value,
		);
		if (changed.length === 0) continue;
		state = { ...after.state, inputs: { ...state.inputs, ...Object.fromEntries(changed) } };
		steps.push({ kind, state });
	}
	return steps;
}
