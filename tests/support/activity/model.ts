import { phases, type ClassEvent, type OpenPhase } from '#workflow/class.machine.ts';
import {
	decideClass,
	decideTeam,
	newClassStanding,
	newTeamStanding,
	type ClassStanding,
	type TeamStanding,
} from '#workflow/decide.ts';
import type { RefusalCode } from '#workflow/refusals.ts';
import { may, type Verb } from '#workflow/roles.ts';
import type { TeamEvent } from '#workflow/team.machine.ts';

/**
 * A class with one team as it ought to be: the machines and the table of rights, with a version, a
 * log and keys around them. No clock, no database; what the server does is held against it.
 */
export interface Activity {
	now: number;
	class: ClassStanding;
	version: number;
	team: TeamStanding;
	/** Whether every required field of the team's draft is filled. */
	isWhole: boolean;
	/** The standing of the review of each version, in their order; null before one is opened. */
	reviews: (null | 'draft' | 'returned' | 'approved')[];
	log: { type: string; body: object }[];
	/** What each of two browser tabs has last seen: the class's version, the team's latest one. */
	tabs: readonly [Seen, Seen];
	/** Keys of commands that were done, with the verb they were done for. */
	keys: Readonly<Record<string, Verb>>;
}

export interface Seen {
	version: number;
	number: number;
}

export const moveVerbs = [
	'openPhase',
	'undoPhase',
	'moveDeadline',
	'closeClass',
	'reopenClass',
] as const;
export const reviewVerbs = ['saveReview', 'returnDesign', 'approveDesign'] as const;
export const otherVerbs = [
	'submitDesign',
	'beginRevision',
	'openReview',
	'sendBack',
	'undoApproval',
] as const;
export const commandVerbs = [...moveVerbs, ...reviewVerbs, ...otherVerbs] as const;
export type CommandVerb = (typeof commandVerbs)[number];

/** One thing somebody does; whatever a verb does not need is passed over. */
export interface Press {
	kind: 'press';
	verb: CommandVerb;
	tab: 0 | 1;
	/** Whether the tab has heard of the latest changes before the button is pressed. */
	looks: boolean;
	/** How far from the present phase the one asked for is, round the ring of the open ones. */
	steps: number;
	minutes: number | null;
	/** Whether every criterion of the review has a level. */
	isScored: boolean;
	/** Sent under the key of the last press again, as after a lost answer. */
	isRepeated: boolean;
	/** Sent off before the one before it has been answered. */
	isHasty: boolean;
}
export type Happening =
	{ kind: 'wait'; milliseconds: number } | { kind: 'write'; isWhole: boolean } | Press;

/** A press as it is sent: with what the tab saw filled in. */
export interface Sent extends Press {
	key: string;
	phase: OpenPhase;
	seen: Seen;
	endsAt: number | null;
}

export const openPhases = phases.filter((phase): phase is OpenPhase => phase !== 'closed');

export const newActivity = (now: number): Activity => ({
	now,
	class: newClassStanding(now),
	version: 0,
	team: newTeamStanding(),
	isWhole: false,
	reviews: [],
	log: [],
	tabs: [
		{ version: 0, number: 0 },
		{ version: 0, number: 0 },
	],
	keys: {},
});

/** What a press comes to be, seen from its tab. */
export function sentAs(at: Activity, press: Press, key: string): Sent {
	const here = openPhases.indexOf(at.class.value as OpenPhase);
	const place = (Math.max(0, here) + press.steps + openPhases.length) % openPhases.length;
	const latest = { version: at.version, number: at.team.context.submissions };
	return {
		...press,
		key,
		phase: openPhases[place] as OpenPhase,
		seen: press.looks ? latest : at.tabs[press.tab],
		endsAt: press.minutes === null ? null : at.now + press.minutes * 60_000,
	};
}

export type Outcome = 'done' | RefusalCode;
type Next = Partial<Activity> & { logged?: Activity['log'][number] };

function moveClass(at: Activity, sent: Sent): RefusalCode | Next {
	const { verb, phase, minutes, endsAt, seen } = sent;
	if (seen.version !== at.version) return 'PHASE_MOVED';
	const isClosed = at.class.value === 'closed';
	if (!may('lecturer', verb, { phase: at.class.value })) {
		if (verb === 'undoPhase') return 'NOTHING_TO_UNDO';
		return isClosed ? 'CLASS_CLOSED' : 'PHASE_MOVED';
	}
	const { now } = at;
	const events: Partial<Record<CommandVerb, ClassEvent>> = {
		openPhase: { type: 'phase.opened', phase, endsAt, opensNext: false, now },
		undoPhase: { type: 'phase.undone', now },
		moveDeadline: { type: 'deadline.moved', endsAt, now },
		closeClass: { type: 'class.closed', now },
		reopenClass: { type: 'class.reopened', now },
	};
	const event = events[verb] as ClassEvent;
	const next = decideClass(at.class, event);
	if (!next) return verb === 'undoPhase' ? 'NOTHING_TO_UNDO' : 'PHASE_NOT_OPEN';
	const bodies: Partial<Record<ClassEvent['type'], object>> = {
		'phase.opened': { phase, minutes },
		'phase.undone': { phase: next.value },
		'deadline.moved': { endsAt },
	};
	return {
		class: next,
		version: at.version + (verb === 'moveDeadline' ? 0 : 1),
		logged: { type: event.type, body: bodies[event.type] ?? {} },
	};
}

/** What is said where a team does not stand as the verb needs it. */
const wrongStatus = {
	beginRevision: 'NOTHING_TO_REVISE',
	openReview: 'NOT_IN_REVIEW',
	sendBack: 'NOT_IN_REVIEW',
	saveReview: 'NOT_IN_REVIEW',
	returnDesign: 'NOT_IN_REVIEW',
	approveDesign: 'NOT_IN_REVIEW',
	undoApproval: 'NOT_APPROVED',
} as const satisfies Partial<Record<CommandVerb, RefusalCode>>;

const teamEvents = {
	submitDesign: 'design.submitted',
	beginRevision: 'revision.begun',
	openReview: 'review.opened',
	sendBack: 'submission.sentBack',
	returnDesign: 'review.returned',
	approveDesign: 'review.approved',
	undoApproval: 'approval.undone',
} as const satisfies Partial<Record<CommandVerb, TeamEvent['type']>>;

const reviewAfter = {
	openReview: 'draft',
	sendBack: null,
	saveReview: 'draft',
	returnDesign: 'returned',
	approveDesign: 'approved',
	undoApproval: 'draft',
} as const;

function moveTeam(at: Activity, { verb, isScored, seen }: Sent): RefusalCode | Next {
	const { value: status, context } = at.team;
	const phase = at.class.value;
	const isMembers = verb === 'submitDesign' || verb === 'beginRevision';
	if (!may(isMembers ? 'member' : 'lecturer', verb, { phase, status })) {
		if (phase === 'closed') return 'CLASS_CLOSED';
		if (verb !== 'submitDesign') return wrongStatus[verb as keyof typeof wrongStatus];
		return status === 'returned' ? 'REVISE_FIRST' : 'ALREADY_SUBMITTED';
	}
	const isAboutVersion = (reviewVerbs as readonly CommandVerb[]).includes(verb);
	if (isAboutVersion && seen.number !== context.submissions) return 'REVIEW_OF_OLDER_VERSION';
	const isEnding = verb === 'returnDesign' || verb === 'approveDesign';
	if (isEnding && !isScored) return 'REVIEW_INCOMPLETE';
	if (verb === 'submitDesign' && status === 'drafting' && phase !== 'design') {
		return 'NOT_DESIGN_PHASE';
	}
	let team: TeamStanding | null = at.team;
	const missing = at.isWhole ? [] : ['risks'];
	const type = verb === 'saveReview' ? null : teamEvents[verb as keyof typeof teamEvents];
	if (type) team = decideTeam(at.team, { type, phase, missing } as TeamEvent);
	if (!team) return 'DESIGN_INCOMPLETE';
	const number = team.context.submissions;
	const reviews = verb === 'submitDesign' ? [...at.reviews, null] : [...at.reviews];
	const review = reviewAfter[verb as keyof typeof reviewAfter] as
		Activity['reviews'][number] | undefined;
	if (review !== undefined) reviews[number - 1] = review;
	if (!type) return { team, reviews };
	const named = isMembers ? { name: '王小明' } : {};
	const numbered = verb === 'beginRevision' ? {} : { number };
	return { team, reviews, logged: { type, body: { team: 1, ...numbered, ...named } } };
}

const isMove = (verb: CommandVerb): boolean => (moveVerbs as readonly CommandVerb[]).includes(verb);

/** Does what was sent, or says why not; a refusal leaves everything but the tabs as it was. */
export function press(at: Activity, sent: Sent): { outcome: Outcome; next: Activity } {
	const tabs = at.tabs.map((tab, index) =>
		index === sent.tab ? sent.seen : tab,
	) as unknown as Activity['tabs'];
	const stays = { ...at, tabs };
	const before = at.keys[sent.key];
	if (before) return { outcome: before === sent.verb ? 'done' : 'BAD_INPUT', next: stays };
	const answer = isMove(sent.verb) ? moveClass(at, sent) : moveTeam(at, sent);
	if (typeof answer === 'string') return { outcome: answer, next: stays };
	const { logged, ...changed } = answer;
	const log = logged ? [...at.log, logged] : at.log;
	const keys = { ...at.keys, [sent.key]: sent.verb };
	return { outcome: 'done', next: { ...stays, ...changed, log, keys } };
}
