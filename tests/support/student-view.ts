import type { Phase } from '#workflow/class.machine.ts';
import { compile, emptyDesign } from '#workflow/design.ts';
import type { StudentView } from '#workflow/messages.ts';
import type { ReviewStatus, Submission } from '#workflow/submission.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';

/** A version as it was handed in; of an empty design, where none is given. */
export function submission(
	number: number,
	review: ReviewStatus | null,
	design = emptyDesign(),
): Submission {
	return {
		id: `s${number}`,
		number,
		submittedAt: number,
		submittedBy: 'me',
		submittedByName: '周予安',
		members: ['周予安'],
		design,
		state: compile(design, {}),
		hash: 'ab'.repeat(32),
		review: review && {
			status: review,
			rubric: 1,
			scores: {},
			comments: [],
			summary: '',
			updatedAt: 1,
		},
		answers: [],
	};
}

/** What a student sees in a phase, whose team stands so; null for somebody without a team. */
export function view(
	phase: Phase,
	status: TeamStatus | null,
	history: Submission[] = [],
): StudentView {
	const outline = {
		id: 't3',
		number: 3,
		planName: '',
		status: status ?? 'drafting',
		members: [],
		submissions: history.length,
	};
	return {
		role: 'member',
		now: 0,
		class: {
			id: 'c1',
			title: '三班',
			caseId: 'half-hill-tea',
			phase,
			version: 1,
			previous: null,
			changedAt: 0,
			endsAt: null,
			opensNext: false,
			asksStudentNumber: false,
		},
		me: {
			id: 'me',
			name: '周予安',
			teamId: status === null ? null : 't3',
			studentNumber: null,
			movedAt: null,
		},
		teams: [outline],
		team: status === null ? null : { ...outline, history },
		messages: [],
		restored: null,
	};
}
