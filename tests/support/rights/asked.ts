import { decideTeam } from '#workflow/decide.ts';
import type { Phase } from '#workflow/class.machine.ts';
import { permissions, type Role, type Verb } from '#workflow/roles.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import { lecturerPassword } from '../class.ts';
import { wholeReview, type State, type World } from './world.ts';

export type Page = Extract<Verb, `/${string}`>;
export type Frame = Extract<Verb, `live:${string}`>;
export type Action = Exclude<Verb, Page | Frame>;

const verbs = Object.keys(permissions) as Verb[];
export const pages = verbs.filter((verb): verb is Page => verb.startsWith('/'));
export const frames = verbs.filter((verb): verb is Frame => verb.startsWith('live:'));
export const actions = verbs.filter(
	(verb): verb is Action => !verb.startsWith('/') && !verb.startsWith('live:'),
);

/** Lecturers know one another only by their own classes. */
export const isLecturer = (role: Role): boolean => role === 'lecturer' || role === 'otherLecturer';

/** What a role's device sends along; the nobodies take turns. */
export function createCookies(world: World) {
	let turn = 0;
	return (role: Role, state: State, verb?: Verb): string => {
		const member = verb === 'chooseTeam' ? state.waiting : state.member;
		const cookies: Record<Exclude<Role, 'anonymous'>, string> = {
			member: `seat=${member.seatToken}`,
			otherTeam: `seat=${state.otherTeam.seatToken}`,
			outsider: `seat=${world.outsider.seatToken}`,
			lecturer: `ll=${world.session}`,
			otherLecturer: `ll=${world.otherSession}`,
		};
		if (role !== 'anonymous') return cookies[role];
		turn += 1;
		return world.nobody[turn % world.nobody.length] ?? '';
	};
}

let asked = 0;
const key = (): string => `asked-${(asked += 1)}-${process.pid}`;

type Inputs = Record<Action, (state: State, role: Role) => object>;

const named = ({ classId }: State) => ({ key: key(), classId });
const seen = (state: State) => ({ ...named(state), version: state.version });
const team = (state: State) => ({ ...named(state), teamId: state.red });
const { number: _number, ...seenReview } = wholeReview;
const review = (state: State) => ({ ...team(state), ...wholeReview, base: seenReview });

/** For every action a request that does something, wherever the table and the machines let it. */
export const inputs: Inputs = {
	setUp: () => ({ token: 'x'.repeat(43), name: '冒牌', password: 'tea-and-rain-9' }),
	signIn: () => ({ name: '陳老師', password: lecturerPassword }),
	signOut: () => ({}),
	// Whoever has a seat comes back under his own name; no other is given to his device.
	joinClass: ({ joinCode }, role) => ({
		...{ key: key(), code: joinCode },
		name: { member: '王小明', otherTeam: '張大華' }[role as string] ?? `生${asked}`,
	}),
	askBeforeJoining: ({ joinCode }) => ({ code: joinCode }),
	recoverSeat: ({ recoveryCode }) => ({ key: key(), code: recoveryCode }),
	askForSeat: ({ joinCode }) => ({ key: key(), code: joinCode, name: '王小明' }),
	seatAnswer: () => ({}),
	openClass: () => ({ key: key(), title: '新的一堂', caseId: 'river-books', teamCount: 2 }),
	openPractice: () => ({ key: key() }),
	giveStudentNumber: (state) => ({ ...named(state), studentNumber: `B${asked}` }),
	makeRecoveryCode: named,
	chooseTeam: team,
	submitDesign: named,
	beginRevision: named,
	answerComment: (state) => ({
		...named(state),
		...{ number: 1, commentId: 'c1', kind: 'adopted', reason: '', version: 0 },
	}),
	openPhase: (state) => ({
		...seen(state),
		phase: state.phase === 'lobby' ? 'brief' : 'lobby',
		minutes: 5,
	}),
	undoPhase: seen,
	moveDeadline: (state) => ({ ...seen(state), endsAt: Date.now() + 600_000 }),
	closeClass: seen,
	reopenClass: seen,
	answerSeat: (state) => ({ ...named(state), requestId: 'nobodyasked', isConfirmed: true }),
	sendMessage: (state) => ({ ...team(state), text: '還有五分鐘' }),
	withdrawMessage: (state) => ({ ...named(state), id: 1 }),
	whoWrote: team,
	listSnapshots: team,
	readSnapshot: (state) => ({ ...team(state), label: state.snapshot }),
	restoreSnapshot: (state) => ({ ...team(state), label: state.snapshot }),
	deleteClass: (state) => ({ ...named(state), title: '星期三的課' }),
	askStudentNumber: (state) => ({ ...named(state), asks: true }),
	placeByList: (state) => ({ ...named(state), list: '還沒來的人,1' }),
	lockJoining: (state) => ({ ...named(state), locked: true }),
	placeMember: (state) => ({
		...named(state),
		memberId: state.waiting.memberId,
		teamId: state.red,
	}),
	drawTeams: named,
	removeMember: (state) => ({ ...named(state), memberIds: [state.waiting.memberId] }),
	releaseSeat: (state) => ({ ...named(state), memberId: state.waiting.memberId }),
	openReview: team,
	sendBack: team,
	saveReview: review,
	returnDesign: review,
	approveDesign: review,
	undoApproval: team,
};

/** What an action answers where the table alone does not tell. */
interface Further {
	/** Table says yes: whether the machine does too. */
	agrees?: (now: { phase: Phase; status: TeamStatus }) => boolean;
	/** Table says yes, and the answer is a no that has nothing to do with rights. */
	refusedWith?: number;
	/** Table says no, and yet there is an answer that gives nothing new. */
	harmless?: (role: Role) => boolean;
}

export const further: Partial<Record<Action, Further>> = {
	// The link is one-time, and this one was never printed.
	setUp: { refusedWith: 403 },
	// These classes ask for none; one that does is tried in server/student-number.test.ts.
	giveStudentNumber: { refusedWith: 409 },
	// Nobody has asked; who has is let in or sent away in server/seats.test.ts.
	answerSeat: { refusedWith: 409 },
	// Nothing was said; what was is taken back in server/messages.test.ts.
	withdrawMessage: { refusedWith: 409 },
	// A first hand-in has its phase; which status it goes with is the machine's word.
	submitDesign: {
		agrees: ({ phase, status }) =>
			decideTeam(
				{ value: status, context: { submissions: 1 } },
				{ type: 'design.submitted', phase, missing: [] },
			) !== null,
	},
	// Who has a seat is led back to it, also in a class that has ended: nobody new comes in.
	joinClass: { harmless: (role) => role === 'member' || role === 'otherTeam' },
};
