import { assign, setup } from 'xstate';
import type { Phase } from './class.machine.ts';

export const teamStatuses = [
	'drafting',
	'submitted',
	'inReview',
	'returned',
	'revising',
	'approved',
] as const;
export type TeamStatus = (typeof teamStatuses)[number];

/** Status words as teams and lecturers know them. */
export const teamStatusWords: Record<TeamStatus, string> = {
	drafting: '草稿',
	submitted: '已繳交',
	inReview: '審閱中',
	returned: '已發還',
	revising: '修訂中',
	approved: '已定稿',
};

export interface TeamContext {
	/** How many versions the team has handed in. */
	submissions: number;
}

/** `phase` and `missing` come with the event: the machine knows neither class nor document. */
export type TeamEvent =
	| { type: 'design.submitted'; phase: Phase; missing: readonly string[] }
	| { type: 'review.opened'; phase: Phase }
	| { type: 'submission.sentBack'; phase: Phase }
	| { type: 'review.returned'; phase: Phase }
	| { type: 'review.approved'; phase: Phase }
	| { type: 'revision.begun'; phase: Phase }
	| { type: 'approval.undone'; phase: Phase };

/**
 * A team's way from draft to approved design. It depends on the class's phase in two places only:
 * a first submission needs the design phase, and nothing moves once the class is closed. So a
 * returned team revises and hands in again whatever the rest of the class is doing. A version that
 * was handed in by mistake is sent back without a grade: the team revises at once.
 */
export const teamMachine = setup({
	types: {} as { context: TeamContext; events: TeamEvent },
	guards: {
		'class is open': ({ event }) => event.phase !== 'closed',
		'design phase and nothing missing': ({ event }) =>
			event.type === 'design.submitted' && event.phase === 'design' && event.missing.length === 0,
		'class is open and nothing missing': ({ event }) =>
			event.type === 'design.submitted' && event.phase !== 'closed' && event.missing.length === 0,
	},
	actions: {
		'count the submission': assign({ submissions: ({ context }) => context.submissions + 1 }),
	},
}).createMachine({
	id: 'team',
	initial: 'drafting',
	context: { submissions: 0 },
	states: {
		drafting: {
			on: {
				'design.submitted': {
					guard: 'design phase and nothing missing',
					target: 'submitted',
					actions: 'count the submission',
				},
			},
		},
		submitted: {
			on: {
				'review.opened': { guard: 'class is open', target: 'inReview' },
				'submission.sentBack': { guard: 'class is open', target: 'revising' },
			},
		},
		inReview: {
			on: {
				'review.returned': { guard: 'class is open', target: 'returned' },
				'review.approved': { guard: 'class is open', target: 'approved' },
				'submission.sentBack': { guard: 'class is open', target: 'revising' },
			},
		},
		returned: { on: { 'revision.begun': { guard: 'class is open', target: 'revising' } } },
		revising: {
			on: {
				'design.submitted': {
					guard: 'class is open and nothing missing',
					target: 'submitted',
					actions: 'count the submission',
				},
			},
		},
		approved: { on: { 'approval.undone': { guard: 'class is open', target: 'inReview' } } },
	},
});
