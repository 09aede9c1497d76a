import fc from 'fast-check';
import { commandVerbs, type CommandVerb, type Happening, type Press } from './model.ts';

/**
 * What people do in a class, in any order. Leaning towards what gets somewhere, since most buttons
 * pressed at random are refused: the next phase more often than the others, whole designs, whole
 * reviews, and a tab that has heard of what happened.
 */
const mostly = (often: number): fc.Arbitrary<boolean> =>
	fc.integer({ min: 1, max: 10 }).map((drawn) => drawn <= often);

/** How often each button is pressed, out of all. */
const weights: Record<CommandVerb, number> = {
	openPhase: 6,
	undoPhase: 1,
	moveDeadline: 1,
	closeClass: 1,
	reopenClass: 3,
	submitDesign: 4,
	beginRevision: 4,
	openReview: 4,
	sendBack: 1,
	saveReview: 1,
	returnDesign: 2,
	approveDesign: 2,
	undoApproval: 2,
};
const anyVerb = fc.oneof(
	...commandVerbs.map((verb) => ({ arbitrary: fc.constant(verb), weight: weights[verb] })),
);

const anyPress: fc.Arbitrary<Press> = fc.record({
	kind: fc.constant('press' as const),
	verb: anyVerb,
	tab: fc.constantFrom(0 as const, 1 as const),
	looks: mostly(8),
	steps: fc.constantFrom(1, 1, 1, 1, 1, -1, -2, 2, 3, 0),
	minutes: fc.constantFrom(null, 5, 30),
	isScored: mostly(8),
	isRepeated: mostly(1),
	isHasty: mostly(3),
});

const anyWait: fc.Arbitrary<Happening> = fc.record({
	kind: fc.constant('wait' as const),
	milliseconds: fc.constantFrom(1, 9_000, 13_000, 13_001, 60_000),
});
const anyWriting: fc.Arbitrary<Happening> = fc.record({
	kind: fc.constant('write' as const),
	isWhole: mostly(8),
});

const straight = (verb: CommandVerb): Press => ({
	...{ kind: 'press', verb, tab: 0, looks: true, steps: 1, minutes: null },
	...{ isScored: true, isRepeated: false, isHasty: false },
});

/** The usual way to an approved second version. Some begin with a part of it, to get about. */
const usualWay: readonly Happening[] = [
	straight('openPhase'),
	straight('openPhase'),
	{ kind: 'write', isWhole: true },
	straight('submitDesign'),
	straight('openReview'),
	straight('returnDesign'),
	straight('beginRevision'),
	straight('submitDesign'),
	straight('openReview'),
	straight('approveDesign'),
];

const anything = (most: number): fc.Arbitrary<Happening[]> =>
	fc.array(
		fc.oneof(
			{ arbitrary: anyPress, weight: 12 },
			{ arbitrary: anyWait, weight: 1 },
			{ arbitrary: anyWriting, weight: 2 },
		),
		{ minLength: 5, maxLength: most, size: 'max' },
	);

export const anyHappenings = (most: number): fc.Arbitrary<Happening[]> =>
	fc
		.tuple(fc.integer({ min: 0, max: usualWay.length }), anything(most))
		.map(([begun, rest]) => [...usualWay.slice(0, begun), ...rest]);
