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
	/** The planned end that the last change of phase put aside, so that undo gives it back. */
	previousEndsAt: number | null;
}

/** Every event carries its own clock reading: machines know no time. */
export type ClassEvent =
	| { type: 'phase.opened'; phase: OpenPhase; endsAt: number | null; now: number }
	| { type: 'phase.undone'; now: number }
	| { type: 'deadline.moved'; endsAt: number | null; now: number }
	| { type: 'class.closed'; now: number }
	| { type: 'class.reopened'; now: number };

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
	},
	actions: {
		'note where it came from': assign(({ context, event }, { from }: { from: OpenPhase }) =>
			event.type === 'phase.opened'
				? {
						previous: from,
						changedAt: event.now,
						endsAt: event.endsAt,
						previousEndsAt: context.endsAt,
					}
				: {},
		),
		'take the change back': assign(({ context, event }) => ({
			previous: null,
			changedAt: event.now,
			endsAt: context.previousEndsAt,
			previousEndsAt: null,
		})),
		'move the planned end': assign(({ context, event }) => ({
			endsAt: event.type === 'deadline.moved' ? event.endsAt : context.endsAt,
		})),
		'start afresh': assign(({ event }) => ({
			previous: null,
			changedAt: event.now,
			endsAt: null,
			previousEndsAt: null,
		})),
	},
});

const openPhases = phases.filter((phase): phase is OpenPhase => phase !== 'closed');

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
		previousEndsAt: null,
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
