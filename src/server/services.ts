import type { LecturerView, StudentView } from '#workflow/messages.ts';
import type { OpenPhase } from '#workflow/class.machine.ts';
import type { CaseCompany, DesignWords, PhaseWords, PracticeWords } from '#workflow/words.ts';
import type { AnswerKind } from '#workflow/comment.ts';
import type { MergedReview, ReviewContent } from '#workflow/review-merge.ts';
import type { Rubric } from '#workflow/submission.ts';
import type { Design, TextField } from '#workflow/design.ts';
import type { Pace } from './pace.ts';

/**
 * What the doors (pages, actions, socket) may ask of the server. One object a process, made by
 * whoever starts first: pages are bundled while the host runs the sources, so the object is kept
 * on `globalThis` and both find the same one.
 */
export interface Services {
	people: People;
	classes: Classes;
	teams: Teams;
	seats: Seats;
	submissions: Submissions;
	answers: Answers;
	snapshots: Snapshots;
	practice: Practice;
	views: Views;
	papers: Papers;
	health: { look(): Promise<Health> };
	/** How often a member may ask for something to be done, whatever it is. */
	askingPace: Pace;
	/** What the activity's files say, read and checked once at start. */
	words: {
		cases: ReadonlyMap<string, CaseCompany>;
		design: DesignWords;
		phases: PhaseWords;
		rubric: Rubric;
		practice: PracticeWords;
	};
}

/**
 * A command that arrives twice is done once: whoever asks names it with a key of 8–64 characters,
 * and the same key from the same asker gets the first answer again. Refusals are not kept.
 */
export interface Once {
	/** Whose key it is, e.g. a lecturer's or member's id. */
	actor: string;
	key: string;
}

/** Who is asking, as the cookies say; made by the middleware, never taken from a request body. */
export interface Visitor {
	lecturer: { id: string; name: string } | null;
	/** The seats this device holds, one a class at most. */
	seats: { classId: string; memberId: string }[];
	/** Address of the asking device, for counting failed tries. */
	address: string;
	/** Whether what is typed travels encrypted or stays on this machine. */
	confidential: boolean;
	/** Where it came through a proxy that speaks https and is in no setting: that proxy's address. */
	undeclaredProxy: string | null;
}

export interface People {
	/** True until the first lecturer has set a password. */
	needsSetUp(): Promise<boolean>;
	setUp(input: {
		token: string;
		name: string;
		password: string;
		address: string;
	}): Promise<{ sessionToken: string }>;
	signIn(input: {
		name: string;
		password: string;
		address: string;
	}): Promise<{ sessionToken: string }>;
	signOut(sessionToken: string): Promise<void>;
	visitor(cookies: {
		session?: string;
		seat?: string;
	}): Promise<Pick<Visitor, 'lecturer' | 'seats'>>;
}

export interface Classes {
	open(
		lecturerId: string,
		input: { title: string; caseId: string; teamCount: number; asksStudentNumber?: boolean },
		once?: Once,
	): Promise<{ classId: string }>;
	listFor(
		lecturerId: string,
	): Promise<{ id: string; title: string; phase: string; openedAt: number; members: number }[]>;
	/** The lecturer's id; null when there is no such class. */
	ownerOf(classId: string): Promise<string | null>;
	openPhase(
		classId: string,
		input: { phase: OpenPhase; version: number; minutes: number | null; opensNext?: boolean },
		once?: Once,
	): Promise<void>;
	undoPhase(classId: string, input: { version: number }, once?: Once): Promise<void>;
	moveDeadline(
		classId: string,
		input: { version: number; endsAt: number | null },
		once?: Once,
	): Promise<void>;
	close(classId: string, input: { version: number }, once?: Once): Promise<void>;
	reopen(classId: string, input: { version: number }, once?: Once): Promise<void>;
	lockJoining(classId: string, locked: boolean, once?: Once): Promise<void>;
	/** Whether whoever joins from now on is asked for a student number. */
	askStudentNumber(classId: string, asks: boolean, once?: Once): Promise<void>;
	/**
	 * One line to a team's rooms, or with null to everybody's; it stands until the next one, or until
	 * the phase is over.
	 */
	sendMessage(
		classId: string,
		message: { teamId: string | null; text: string },
		once?: Once,
	): Promise<void>;
	/** Takes a message out of the rooms again; `id` is its number in the log. */
	withdrawMessage(classId: string, input: { id: number }, once?: Once): Promise<void>;
	/** Deletes a closed class for good; `title` is what its lecturer typed to say that he means it. */
	remove(lecturerId: string, input: { classId: string; title: string }, once?: Once): Promise<void>;
}

export interface Teams {
	/**
	 * Gives a seat; `seatToken` is what the device holds, if anything. The token to keep comes back:
	 * the same where the device sits there already, else a new one with the device's other seats.
	 */
	join(
		input: {
			code: string;
			name: string;
			/** Read only where the class asks for it. */
			studentNumber?: string;
			address: string;
			seatToken: string | null;
		},
		once?: Once,
	): Promise<{ classId: string; seatToken: string }>;
	/** What the class behind a code wants to know of whoever joins. */
	askBeforeJoining(input: {
		code: string;
		address: string;
	}): Promise<{ asksStudentNumber: boolean }>;
	/** A member's own number, given later or put right. */
	giveStudentNumber(memberId: string, studentNumber: string, once?: Once): Promise<void>;
	choose(memberId: string, teamId: string, once?: Once): Promise<void>;
	place(classId: string, memberId: string, teamId: string | null, once?: Once): Promise<void>;
	/**
	 * Puts people on teams by a pasted list; whoever has not joined yet is put there when he does. A
	 * new list takes the place of what was planned before, null plans nothing any more.
	 */
	placeByList(classId: string, list: string | null, once?: Once): Promise<void>;
	/** Spreads those without a team evenly over the teams, or over the first so many, by lot. */
	draw(classId: string, input?: { teams?: number | undefined }, once?: Once): Promise<void>;
	/** Puts people out of the class; those who are not in it any more are passed over. */
	remove(classId: string, memberIds: readonly string[], once?: Once): Promise<void>;
}

/** What has become of a device's question to the lecturer; `none` where it never asked. */
export type SeatAnswer =
	| { state: 'none' | 'denied' | 'expired' }
	| { state: 'waiting'; number: string }
	| { state: 'confirmed'; classId: string };

/** The same seat on another device; the old one keeps its own. */
export interface Seats {
	/** A new code to the member's own seat; the one before opens nothing any more. */
	makeRecoveryCode(memberId: string): Promise<{ code: string }>;
	/** Gives the device the seat behind a code; the token to keep comes back. */
	recover(
		input: { code: string; address: string; seatToken: string | null },
		once?: Once,
	): Promise<{ classId: string; seatToken: string }>;
	/**
	 * Asks the lecturer for a seat by the name on it; the number is shown on both screens. A device
	 * that has this seat already gets its class instead.
	 */
	ask(
		input: { code: string; name: string; address: string; seatToken: string | null },
		once?: Once,
	): Promise<{ number: string | null; classId: string | null; seatToken: string }>;
	answerTo(seatToken: string | null): Promise<SeatAnswer>;
	/** The lecturer's word: it is him, or it is not. Without a request: it is none of those who wait. */
	answer(
		classId: string,
		answer: { requestId: string | null; isConfirmed: boolean },
		once?: Once,
	): Promise<void>;
	/**
	 * Signs every device out of a seat; the member, his team and his words stay. Meant for the
	 * lecturer: a student who could do it would, on a device that should not be there, shut the
	 * owner out.
	 */
	release(classId: string, memberId: string, once?: Once): Promise<void>;
}

export interface ReviewInput extends ReviewContent {
	/** The version it is about; refused when the team has handed in another since. */
	number: number;
	/**
	 * The draft as the writer last had it from the server: what differs from it was written here.
	 * Left out, a save puts all of it beside what is stored, and handing out is not held against it.
	 */
	base?: ReviewContent;
}

/** What a save came to: the draft as it now stands, and what of it came from elsewhere. */
export interface SavedReview extends Omit<MergedReview, 'content'> {
	/** Grows with every change of the draft. */
	savedAt: number;
	stored: ReviewContent;
}

export interface AnswerInput {
	/** The version whose review the comment stands in: the team's latest, and returned. */
	number: number;
	commentId: string;
	/** `withdrawn` takes the present answer back. */
	kind: AnswerKind | 'withdrawn';
	/** Why not, 1–300 characters; passed over unless it is a rebuttal. */
	reason: string;
	/** Version of the answer that was seen, 0 for none; only taking one back asks for it. */
	version: number;
}

export interface Submissions {
	submit(memberId: string, once?: Once): Promise<{ number: number }>;
	beginRevision(memberId: string, once?: Once): Promise<void>;
	openReview(classId: string, teamId: string, once?: Once): Promise<void>;
	/**
	 * Gives a version back without a grade, and the team revises at once; what was written of a review
	 * of it goes.
	 */
	sendBack(classId: string, teamId: string, once?: Once): Promise<void>;
	saveReview(
		classId: string,
		teamId: string,
		review: ReviewInput,
		once?: Once,
	): Promise<SavedReview>;
	returnDesign(classId: string, teamId: string, review: ReviewInput, once?: Once): Promise<void>;
	approve(classId: string, teamId: string, review: ReviewInput, once?: Once): Promise<void>;
	undoApproval(classId: string, teamId: string, once?: Once): Promise<void>;
}

export interface Snapshots {
	/** The states of a team's design that were kept, the newest first. */
	list(
		classId: string,
		teamId: string,
	): Promise<
		{
			label: string;
			at: number;
			/** What it was kept for, in words. */
			words: string;
			planName: string;
			/** How many of the required fields were filled. */
			filled: number;
			characters: number;
		}[]
	>;
	/** What one said, to be read before it is put back. */
	read(classId: string, asked: { teamId: string; label: string }): Promise<Design>;
	/**
	 * Puts one back. The present state is kept first; the team's devices come in anew and offer what
	 * they hold that is no longer there.
	 */
	restore(classId: string, asked: { teamId: string; label: string }, once?: Once): Promise<void>;
}

export interface Practice {
	/** Opens a class that simulated students join; one team is left free for a phone of one's own. */
	open(lecturerId: string, once?: Once): Promise<{ classId: string }>;
}

export interface Answers {
	/**
	 * A team's answer to one comment: the later of two teammates' stands, and both are in the log.
	 * Adopting begins the revision where it has not begun; the document is the asker's to edit.
	 * Answers the version that the answer now has.
	 */
	answer(memberId: string, input: AnswerInput, once?: Once): Promise<{ version: number }>;
}

export interface Views {
	forMember(memberId: string): Promise<StudentView>;
	forLecturer(classId: string): Promise<LecturerView>;
	/**
	 * What a team presents: its latest submission. While it has none, its draft, for the team itself
	 * and the lecturer (`withDraft`); null for everybody else.
	 */
	presentation(
		teamId: string,
		shown: { withDraft: boolean },
	): Promise<{
		teamNumber: number;
		design: Design;
		members: string[];
		submission: { number: number; submittedAt: number; hash: string } | null;
	} | null>;
}

/** What whoever watches the machine is told; nothing of what is stored. */
export type Health =
	{ ok: true; schema: number; uptimeMinutes: number } | { ok: false; problem: string };

/** A file for the lecturer to take away. */
export interface Paper {
	/** What it is called, without a folder and with its ending. */
	name: string;
	text: string;
}

/** One text of a design in the stretches that one member wrote, in the order of reading. */
export interface WrittenText {
	field: TextField;
	/** `memberId` and `name` are null where no member is known any more. */
	stretches: { memberId: string | null; name: string | null; text: string }[];
}

export interface Papers {
	/** Everything of a class as JSON; `server/class-file.ts` says what is in it. */
	classFile(classId: string): Promise<Paper>;
	/** The grade book as CSV, a row a student; `server/grade-book.ts` says what is in it. */
	grades(classId: string): Promise<Paper>;
	/** Who wrote what stands in a team's texts now; refused where the class has no such team. */
	whoWrote(classId: string, teamId: string): Promise<WrittenText[]>;
}

const key = Symbol.for('loyalty-lab.services');
const shelf = globalThis as typeof globalThis & { [key]?: Services };

/** The running services; throws when nothing has started them. */
export function services(): Services {
	const running = shelf[key];
	if (!running) throw new Error('services have not been started');
	return running;
}

export function provideServices(running: Services): void {
	shelf[key] = running;
}
