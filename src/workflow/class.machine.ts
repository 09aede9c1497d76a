import { assign, setup } from 'xstate';

/** The class's phases in the order in which the lecturer opens them. */
export const phases = [
	'lobby',
	'brief',
	'design',
	'share',
	'feedback',
	'debrief',
	'closed',
] as const;
export type Phase = (typeof phases)[number];
export type OpenPhase = Exclude<Phase, 'closed'>;

/** How long a change of phase can be taken back with one key, in milliseconds. */
export const undoWindowMilliseconds = 10_000;
/** What a click may need to travel over a bad network before the window shuts, in milliseconds. */
const undoGraceMilliseconds = 3_000;

export interface ClassContext {
	/** The phase before the last change; null when there is nothing to take back. */
	previous: OpenPhase | null;
	/** When the phase last changed, epoch milliseconds. */
	changedAt: number;
	/** When the present phase is planned to end, epoch milliseconds; null when open-ended. */
	endsAt: number | null;
	/** Whether the next phase opens by itself once the planned end has come. */
	opensNext: boolean;
	/** The planned end that the last change of phase put aside, so that undo gives it back. */
	previousEndsAt: number | null;
	/** Whether that end would have opened the phase after it. */
	previousOpensNext: boolean;
}

/** Every event carries its own clock reading: machines know no time. */
export type ClassEvent =
	| {
			type: 'phase.opened';
			phase: OpenPhase;
			endsAt: number | null;
			opensNext: boolean;
			now: number;
	  }
	/** The planned end has come; `endsAt` is the one planned for the phase that opens. */
	| { type: 'time.passed'; endsAt: number | null; now: number }
	/** The planned end came and went while nobody was there to open the next phase. */
	| { type: 'time.missed'; now: number }
	| { type: 'phase.undone'; now: number }
	| { type: 'deadline.moved'; endsAt: number | null; now: number }
	| { type: 'class.closed'; now: number }
	| { type: 'class.reopened'; now: number };

/** How long after the planned end the next phase still opens by itself, in milliseconds. */
export const longestOverdueMilliseconds = 10 * 60_000;

/** The phase that the clock may open after this one: never the closing of the class. */
export function phaseAfter(phase: Phase): OpenPhase | null {
	const next = phases[phases.indexOf(phase) + 1];
	return next === undefined || next === 'closed' ? null : next;
}

/** How long a phase that opens the next one by itself is over; null where it is not that one. */
function overdue({ opensNext, endsAt }: ClassContext, now: number): number | null {
	return opensNext && endsAt !== null && now >= endsAt ? now - endsAt : null;
}

/** Forward one at a time, back as far as wished: a class never skips a phase. */
export function mayOpen(from: Phase, to: Phase): boolean {
	if (from === 'closed' || to === 'closed' || from === to) return false;
	return phases.indexOf(to) <= phases.indexOf(from) + 1;
}

const machineSetup = setup({
	types: {} as { context: ClassContext; events: ClassEvent; input: { now: number } },
	guards: {
		'this phase is asked for': ({ event }, { phase }: { phase: OpenPhase }) =>
			event.type === 'phase.opened' && event.phase === phase,
		'came from this phase just now': ({ event, context }, { phase }: { phase: OpenPhase }) =>
			event.type === 'phase.undone' &&
			context.previous === phase &&
			event.now - context.changedAt <= undoWindowMilliseconds + undoGraceMilliseconds,
		'the planned end has come': ({ event, context }) => {
			const late = overdue(context, event.now);
			return late !== null && late <= longestOverdueMilliseconds;
		},
		'the planned end is long past': ({ event, context }) =>
			(overdue(context, event.now) ?? 0) > longestOverdueMilliseconds,
	},
	actions: {
		'note where it came from': assign(({ context, event }, { from }: { from: OpenPhase }) => {
			if (event.type !== 'phase.opened' && event.type !== 'time.passed') return {};
			const mayOpenNext =
				event.type === 'phase.opened' && event.opensNext && phaseAfter(event.phase) !== null;
			return {
				previous: from,
				changedAt: event.now,
				endsAt: event.endsAt,
				opensNext: mayOpenNext && event.endsAt !== null,
				previousEndsAt: context.endsAt,
				previousOpensNext: context.opensNext,
			};
		}),
		// An end that has come already would open the next phase again at once.
		'take the change back': assign(({ context, event }) => ({
			previous: null,
			changedAt: event.now,
			endsAt: context.previousEndsAt,
			opensNext: context.previousOpensNext && (context.previousEndsAt ?? 0) > event.now,
			previousEndsAt: null,
			previousOpensNext: false,
		})),
		'move the planned end': assign(({ context, event }) =>
			event.type === 'deadline.moved'
				? { endsAt: event.endsAt, opensNext: context.opensNext && event.endsAt !== null }
				: {},
		),
		'leave it to the lecturer': assign({ opensNext: false }),
		'start afresh': assign(({ event }) => ({
			previous: null,
			changedAt: event.now,
			endsAt: null,
			opensNext: false,
			previousEndsAt: null,
			previousOpensNext: false,
		})),
	},
});

const openPhases = phases.filter((phase): phase is OpenPhase => phase !== 'closed');

/** What the clock does in a phase. */
function byTheClock(from: OpenPhase) {
	const next = phaseAfter(from);
	return {
		'time.missed': {
			guard: 'the planned end is long past' as const,
			actions: 'leave it to the lecturer' as const,
		},
		...(next && {
			'time.passed': {
				guard: 'the planned end has come' as const,
				target: `#class.${next}`,
				actions: { type: 'note where it came from' as const, params: { from } },
			},
		}),
	};
}

/** One open phase: where it may lead, where an undo leads back to. */
const phaseState = (from: OpenPhase) =>
	machineSetup.createStateConfig({
		on: {
			'phase.opened': openPhases
				.filter((phase) => mayOpen(from, phase))
				.map((phase) => ({
					guard: { type: 'this phase is asked for' as const, params: { phase } },
					target: `#class.${phase}`,
					actions: { type: 'note where it came from' as const, params: { from } },
				})),
			'phase.undone': openPhases
				.filter((phase) => phase !== from)
				.map((phase) => ({
					guard: { type: 'came from this phase just now' as const, params: { phase } },
					target: `#class.${phase}`,
					actions: 'take the change back' as const,
				})),
			'deadline.moved': { actions: 'move the planned end' },
			...byTheClock(from),
			'class.closed': { target: '#class.closed', actions: 'start afresh' },
		},
	});

/** The class as the lecturer moves it; who may send what stands in roles.ts. */
export const classMachine = machineSetup.createMachine({
	id: 'class',
	initial: 'lobby',
	context: ({ input }) => ({
		previous: null,
		changedAt: input.now,
		endsAt: null,
		opensNext: false,
		previousEndsAt: null,
		previousOpensNext: false,
	}),
	states: {
		lobby: { id: 'class.lobby', ...phaseState('lobby') },
		brief: { id: 'class.brief', ...phaseState('brief') },
		design: { id: 'class.design', ...phaseState('design') },
		share: { id: 'class.share', ...phaseState('share') },
		feedback: { id: 'class.feedback', ...phaseState('feedback') },
		debrief: { id: 'class.debrief', ...phaseState('debrief') },
		closed: {
			id: 'class.closed',
			on: { 'class.reopened': { target: '#class.debrief', actions: 'start afresh' } },
		},
	},
});
