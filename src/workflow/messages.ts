import type { OpenPhase, Phase } from './class.machine.ts';
import type { DesignField } from './design.ts';
import type { Submission } from './submission.ts';
import type { TeamStatus } from './team.machine.ts';

/**
 * What travels on the socket, typed once. Frames are binary; the first byte names the kind.
 *
 * From client: syncRequest, update, presence.
 * From server: all of them; `hello`, `view` and `notice` carry JSON (UTF-8).
 * Every uint32 is big-endian, as DataView reads it unless told otherwise.
 */
export const frame = {
	/** client → server: my state vector, please send what I lack. */
	syncRequest: 0,
	/** server → client: [length of vector as uint32][server state vector][update the client lacks]. */
	syncAnswer: 1,
	/** client → server and server → teammates: one Yjs V1 update. */
	update: 2,
	/** server → client: uint32 n; the first n updates of this connection are on disk. */
	acknowledged: 3,
	/** Presence (y-protocols awareness); relayed, never stored; the server stamps name and person. */
	presence: 4,
	/** server → client: the whole view of whoever is connected; later ones replace earlier ones. */
	view: 5,
	/** server → client: the connection's author id and room epoch, before anything else. */
	hello: 6,
	/** server → client: one sentence and what it means for the connection. */
	notice: 7,
} as const;

/** The largest frame that is read, in bytes. */
export const largestFrameBytes = 64 * 1024;

export interface Hello {
	/** The Yjs client id that this connection may write as; null for those who only read. */
	author: number | null;
	/** A restored room starts a new epoch; local copies of an older one are kept apart. */
	epoch: number;
	/** The team whose document this connection follows; null for none. */
	room: string | null;
	/** Server clock at sending, epoch milliseconds: what every timer on screen goes by. */
	now: number;
}

export interface Notice {
	/**
	 * `failing`: nothing is stored for now, until a later `told` says otherwise.
	 * `full`: this connection takes no more words; on a new one deletions go in, and words after them.
	 * `cut`: the connection is closed and will not be reopened by itself.
	 */
	kind: 'told' | 'failing' | 'full' | 'readOnly' | 'cut';
	message: string;
	/** With `cut`: the class is no more, so there is no way back in. */
	gone?: true;
	/** With `cut`: the seat was taken back from all its devices, and its code for another one is void. */
	released?: true;
	/** With `cut`: the way on is another team's room, to which the page goes when nothing is unsent. */
	moved?: true;
	/** With `told`: the design was put back to a state that was kept, and when (epoch ms). */
	putBackAt?: number;
}

export interface ClassSummary {
	id: string;
	title: string;
	caseId: string;
	phase: Phase;
	/** Grows by one with every change of phase; commands name the version they saw. */
	version: number;
	previous: OpenPhase | null;
	changedAt: number;
	endsAt: number | null;
	/** Whether the next phase opens by itself at `endsAt`. */
	opensNext: boolean;
	/** Whether whoever joins is asked for a student number. */
	asksStudentNumber: boolean;
}

export interface MemberView {
	id: string;
	name: string;
	online: boolean;
}

/** What anyone in the class may know of a team. */
export interface TeamOutline {
	id: string;
	number: number;
	/**
	 * The plan's name: as handed in, else empty. The team itself sees its draft's, and the desk until
	 * one is handed in.
	 */
	planName: string;
	status: TeamStatus;
	members: MemberView[];
	/** Number of versions handed in. */
	submissions: number;
}

/** How long the lecturer may take to let a device in to a seat, in milliseconds. */
export const seatRequestMilliseconds = 10 * 60_000;

/** Somebody who says on another device that a seat is his. */
export interface SeatRequest {
	id: string;
	/** Whose seat it is. */
	name: string;
	/** Three digits that the other device shows, and no other that waits in this class. */
	number: string;
	askedAt: number;
}

/** The longest message a lecturer sends, in characters. */
export const longestMessage = 200;

/** A line the lecturer has said to a student's team or to everybody. */
export interface RoomMessage {
	/** Grows with each message of a class: a device remembers by it which one was put away. */
	id: number;
	text: string;
	at: number;
	/** The lecturer's name. */
	by: string;
	toAll: boolean;
}

/** Everything was put back to a backup: when, and when that was made; null where its name tells no time. */
export interface Restoration {
	at: number;
	asOf: number | null;
}

/** Whose scores are whose, where the reviews on a student's page alone would mislead him or leave it out. */
export interface WhoseScore {
	/** Graded versions of his team that were handed in without him, so that he has no part in them. */
	notMine: number[];
	/** Those of them in which somebody put out of the class has, who may be he: the lecturer has to tell. */
	unsure: number[];
	/** The last graded version that is his, of this team or another, and its levels by criterion id. */
	mine: { team: number; number: number; scores: Record<string, number> } | null;
	/**
	 * Somebody put out of the class has a score of another team: he himself, as his number says, or
	 * perhaps he, as his name does. Which score is told by the lecturer, and never by a number he gave.
	 */
	earlier: 'his' | 'unsure' | null;
	/** Whether his student number would tell if he is that one. */
	numberTells: boolean;
}

/** What a student's device shows. */
export interface StudentView {
	role: 'member';
	now: number;
	class: ClassSummary;
	/** One's own student number is shown to oneself and the lecturer only. */
	me: {
		id: string;
		name: string;
		teamId: string | null;
		studentNumber: string | null;
		/** When the lecturer put him on this team, or on none, from another one; else null. */
		movedAt: number | null;
	};
	teams: TeamOutline[];
	/** The student's own team; null before one is chosen. Reviews appear once released. */
	team: (TeamOutline & { history: Submission[] }) | null;
	/** Left out where every graded version of the team is his, and no other. */
	whoseScore?: WhoseScore;
	/** What was said last to this student's team, and to everybody; the newest first. */
	messages: RoomMessage[];
	/** The last time that the class was put back to a backup; null where it never was. */
	restored: Restoration | null;
}

/** Somewhere a document says something else than the version handed in. */
export type LatePlace = DesignField | 'assumptions';

/**
 * How far a team's draft is, from the server's own reading of the document, and what its programme
 * comes to: the version handed in last, as on the wall, or the draft before there is one.
 */
export interface Progress {
	filled: number;
	required: number;
	missing: DesignField[];
	/** Last edit, epoch milliseconds; null while nothing is written. */
	editedAt: number | null;
	editedBy: string | null;
	/** Net result of the programme on the case: null until it has been computed. */
	roi: number | null;
	/** What came after the hand-in and is not in that version; none once a revision takes it up. */
	late: LatePlace[];
	/** Whether `roi` counts assumptions that the team has moved with evidence. */
	assumptionsMoved: boolean;
	/** The same at the case's own assumptions, where the team has moved some; null until it is known. */
	roiAtCase: number | null;
	/** Whether part of what is stored of it cannot be read. */
	isDamaged: boolean;
	/** Whether it rests on costs below the usual. */
	costsCheap: boolean;
	/** The ROI of a revision that is being written, at the case's own assumptions; else null. */
	draftRoi: number | null;
}

/** What the lecturer's desk shows. */
export interface LecturerView {
	role: 'lecturer';
	now: number;
	class: ClassSummary;
	/** Seven characters, shown as ABC-D2EF; null while joining is locked. */
	joinCode: string | null;
	/** Addresses students can reach, each with the join link. */
	joinLinks: string[];
	waiting: MemberView[];
	/** Student numbers by member id, of those who gave one. */
	studentNumbers: Record<string, string>;
	/** Whom the list names who has not joined yet, and the team he will be put on. */
	planned: { who: string; team: number }[];
	teams: (TeamOutline & { progress: Progress; history: Submission[] })[];
	/** Names that stand more than once in the grade book, and whose score only the lecturer can tell. */
	toCheck?: string[];
	/** Who waits to be let in to a seat from another device, the first to ask first. */
	seatRequests: SeatRequest[];
	/** What stands in the rooms now: to each team and to everybody (null) the last that was said. */
	messages: { id: number; team: number | null; text: string; at: number }[];
	/** Opened to practise in, with simulated students; told while the log still tells of it. */
	isPractice?: true;
	/** What happened, newest first, as sentences. */
	log: { at: number; sentence: string }[];
}

export type View = StudentView | LecturerView;

/** To a lecturer's page whose session is over. */
export const signedOutSentence = '你已經登出，或登入過期了；重新登入之後會回到這一頁。';
