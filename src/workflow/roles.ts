import type { Phase } from './class.machine.ts';
import type { TeamStatus } from './team.machine.ts';

/**
 * Who may do what, when: one table, read by the server (which enforces it), by the views (which
 * offer only what is allowed) and by the authorization test (which tries everything else).
 *
 * A door that is not in here does not open: routes, actions and socket messages are listed from
 * the build, and a new one without a row fails the test.
 */
export const roles = [
	'anonymous',
	/** A student in the class, on the team in question (or on none yet). */
	'member',
	/** A student in the same class, on another team. */
	'otherTeam',
	/** A student of another class. */
	'outsider',
	/** The lecturer whose class it is. */
	'lecturer',
	/** Any other lecturer. */
	'otherLecturer',
] as const;
export type Role = (typeof roles)[number];

export interface Permission {
	readonly roles: readonly Role[];
	/** Left out: in any phase. */
	readonly phases?: readonly Phase[];
	/** Left out: in any state of the team. */
	readonly statuses?: readonly TeamStatus[];
}

const everyone = roles;
const lecturers = ['lecturer', 'otherLecturer'] as const;
const inClass = ['member', 'otherTeam', 'lecturer'] as const;
const beforeClosing = ['lobby', 'brief', 'design', 'share', 'feedback', 'debrief'] as const;
const fromDesignOn = ['design', 'share', 'feedback', 'debrief'] as const;
const fromShareOn = ['share', 'feedback', 'debrief', 'closed'] as const;

export const permissions = {
	// Actions.
	setUp: { roles: everyone },
	signIn: { roles: everyone },
	signOut: { roles: everyone },
	joinClass: { roles: everyone, phases: beforeClosing },
	askBeforeJoining: { roles: everyone },
	recoverSeat: { roles: everyone },
	askForSeat: { roles: everyone },
	seatAnswer: { roles: everyone },
	openClass: { roles: lecturers },
	openPractice: { roles: lecturers },
	giveStudentNumber: { roles: ['member', 'otherTeam'], phases: beforeClosing },
	makeRecoveryCode: { roles: ['member', 'otherTeam'] },
	chooseTeam: { roles: ['member'], phases: beforeClosing },
	submitDesign: { roles: ['member'], phases: beforeClosing, statuses: ['drafting', 'revising'] },
	beginRevision: { roles: ['member'], phases: beforeClosing, statuses: ['returned'] },
	answerComment: { roles: ['member'], phases: beforeClosing, statuses: ['returned', 'revising'] },
	openPhase: { roles: ['lecturer'], phases: beforeClosing },
	undoPhase: { roles: ['lecturer'], phases: beforeClosing },
	moveDeadline: { roles: ['lecturer'], phases: beforeClosing },
	closeClass: { roles: ['lecturer'], phases: beforeClosing },
	reopenClass: { roles: ['lecturer'], phases: ['closed'] },
	deleteClass: { roles: ['lecturer'], phases: ['closed'] },
	lockJoining: { roles: ['lecturer'] },
	askStudentNumber: { roles: ['lecturer'] },
	answerSeat: { roles: ['lecturer'] },
	releaseSeat: { roles: ['lecturer'] },
	sendMessage: { roles: ['lecturer'] },
	withdrawMessage: { roles: ['lecturer'] },
	placeMember: { roles: ['lecturer'], phases: beforeClosing },
	placeByList: { roles: ['lecturer'], phases: beforeClosing },
	drawTeams: { roles: ['lecturer'], phases: beforeClosing },
	removeMember: { roles: ['lecturer'] },
	openReview: { roles: ['lecturer'], phases: fromDesignOn, statuses: ['submitted'] },
	sendBack: {
		roles: ['lecturer'],
		phases: fromDesignOn,
		statuses: ['submitted', 'inReview'],
	},
	saveReview: { roles: ['lecturer'], phases: fromDesignOn, statuses: ['inReview'] },
	returnDesign: { roles: ['lecturer'], phases: fromDesignOn, statuses: ['inReview'] },
	approveDesign: { roles: ['lecturer'], phases: fromDesignOn, statuses: ['inReview'] },
	undoApproval: { roles: ['lecturer'], phases: fromDesignOn, statuses: ['approved'] },
	whoWrote: { roles: ['lecturer'] },
	listSnapshots: { roles: ['lecturer'] },
	readSnapshot: { roles: ['lecturer'] },
	restoreSnapshot: {
		roles: ['lecturer'],
		phases: beforeClosing,
		statuses: ['drafting', 'returned', 'revising'],
	},
	// Pages that are made for each visitor; everything else is public and prerendered.
	'/setup': { roles: everyone },
	'/sign-in': { roles: everyone },
	'/join': { roles: everyone },
	'/health': { roles: everyone },
	'/desk': { roles: lecturers },
	'/desk/[class]': { roles: ['lecturer'] },
	'/desk/[class]/[team]': { roles: ['lecturer'] },
	'/desk/[class]/class.json': { roles: ['lecturer'] },
	'/desk/[class]/grades.csv': { roles: ['lecturer'] },
	'/wall/[class]': { roles: ['lecturer'] },
	'/class/[class]': { roles: ['member', 'otherTeam'] },
	'/class/[class]/stage/[team]': { roles: inClass, phases: fromShareOn },
	// The socket: connecting, and the frames a client may send.
	'live:class': { roles: inClass },
	'live:syncRequest': { roles: ['member', 'lecturer'] },
	'live:update': { roles: ['member'], phases: beforeClosing },
	'live:presence': { roles: ['member'] },
} as const satisfies Record<string, Permission>;

export type Verb = keyof typeof permissions;

/** Whether a role may use a door at all, whatever the phase. */
export function hasDoor(role: Role, verb: Verb): boolean {
	return (permissions[verb] as Permission).roles.includes(role);
}

/** Whether a role may do this now; phase and status are looked at where the table names them. */
export function may(
	role: Role,
	verb: Verb,
	now: { phase?: Phase; status?: TeamStatus } = {},
): boolean {
	const { phases, statuses } = permissions[verb] as Permission;
	if (!hasDoor(role, verb)) return false;
	if (phases && now.phase !== undefined && !phases.includes(now.phase)) return false;
	return !(statuses && now.status !== undefined && !statuses.includes(now.status));
}
