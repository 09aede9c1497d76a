import type { PracticeTeam, PracticeWords } from '#workflow/words.ts';
import type { StudentView } from '#workflow/messages.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Announcement, Command } from '../commands.ts';
import type { Answers, Classes, Once, Practice, Submissions, Teams } from '../services.ts';
import type { Database } from '../store/schema.ts';
import {
	adoptedPatch,
	adoptedTexts,
	answerKind,
	isUnread,
	nextAnswer,
	practiceMove,
	revised,
} from './decide.ts';
import { PracticeDevice } from './device.ts';
import { requirePracticeRoom } from './room.ts';
import { earlierTexts, nextBacking, nextPiece, writingOrder } from './writing.ts';

interface Needs {
	db: Database;
	clock: () => number;
	command: Command;
	classes: Classes;
	teams: Teams;
	submissions: Submissions;
	answers: Answers;
	words: PracticeWords;
	/** This server's own address; known once it listens. */
	origin: () => string;
	/** How long a simulated student takes over each thing he does, in milliseconds. */
	paceMilliseconds?: number;
}

/** Seats are found again by the key of the command that gave them, which is kept for a day. */
const resumedMilliseconds = 24 * 3600 * 1000;
/** How long a student whose connections fail waits at most. */
const longestWaitMilliseconds = 30_000;
/** The team left free for whoever joins with a phone of his own. */
const freeTeams = 1;

/** How many moves long somebody reads a comment before he does the next thing. */
const movesPerAnswer = 8;
/** How many moves a revision takes at least, so that a lecturer sees that they revise. */
const movesPerRevision = 100;

/** One simulated student. */
interface Student {
	readonly classId: string;
	readonly team: PracticeTeam;
	/** Which team of the class, from 1. */
	readonly teamNumber: number;
	readonly place: number;
	device: PracticeDevice | null;
	isGone: boolean;
	/** Connections in a row that ended before anything was seen, and when to try again. */
	failures: number;
	notBefore: number;
	/** When he first saw that his team revises; null while it does not. */
	revisingSince: number | null;
}

/**
 * Practice classes: a lecturer opens one alone, and simulated students join it, design, hand in and
 * revise, through the same doors and at about the pace of people. What each does next follows from
 * what is on his screen, so a restart goes on where it was.
 */
export function createPractice(needs: Needs): Practice & {
	resume(): Promise<void>;
	heard(announcement: Announcement): void;
	stop(): Promise<void>;
} {
	const { db, clock, command, classes, teams, submissions, answers, words } = needs;
	const pace = needs.paceMilliseconds ?? 600;
	const students = new Set<Student>();
	/** Practice classes that this server knows of, open or closed. */
	const known = new Set<string>();
	let timer: NodeJS.Timeout | null = null;
	let underway = Promise.resolve();
	let isStopped = false;
	/** One after the other: a class counts only once the log says that it is for practice. */
	let opening: Promise<unknown> = Promise.resolve();

	function restAfterFailure(student: Student): void {
		const wait = Math.min(longestWaitMilliseconds, pace * 2 ** student.failures++);
		student.notBefore = performance.now() + wait;
	}

	/** Joins, or takes the seat up again; the lecturer may have put the student out meanwhile. */
	async function seat(student: Student): Promise<void> {
		const { classId, team, place, teamNumber } = student;
		const name = team.members[place] ?? '';
		const found = await db
			.selectFrom('class')
			.select('join_code as code')
			.where('id', '=', classId)
			.executeTakeFirst();
		if (!found) {
			student.isGone = true;
			return;
		}
		const { seatToken } = await teams.join(
			{ code: found.code, name, address: 'practice', seatToken: null },
			{ actor: 'practice', key: `${classId}.${teamNumber}.${place}` },
		);
		if (isStopped) return;
		student.device = new PracticeDevice({
			origin: needs.origin(),
			classId,
			seatToken,
			seen: () => (student.failures = 0),
			over: (again) => {
				student.device = null;
				student.isGone ||= !again;
				restAfterFailure(student);
			},
		});
	}

	/** Those of his team who are there now, he among them. */
	const present = ({ classId, teamNumber }: Student): Student[] =>
		[...students].filter(
			(other) => other.classId === classId && other.device?.view?.team?.number === teamNumber,
		);

	async function choose(student: Student, memberId: string): Promise<void> {
		const own = student.device?.view?.teams.find(({ number }) => number === student.teamNumber);
		if (own) await teams.choose(memberId, own.id);
	}

	async function answer(student: Student, view: StudentView): Promise<void> {
		const { team } = student;
		const next = nextAnswer(view);
		if (!next) return;
		const { version, comment } = next;
		const kind = answerKind(team, version, comment);
		const reason = kind === 'adopted' ? '' : isUnread(comment) ? words.unread : team.rebuttal;
		const given = { number: version.number, commentId: comment.id, kind, reason, version: 0 };
		await answers.answer(view.me.id, given);
		student.notBefore = performance.now() + pace * movesPerAnswer;
	}

	async function act(student: Student): Promise<void> {
		const { device, team } = student;
		if (performance.now() < student.notBefore) return;
		if (!device) return seat(student);
		const { view, doc } = device;
		if (!view) return;
		if (view.class.phase === 'closed') {
			student.isGone = true;
			return device.end();
		}
		// Moved to another team by the lecturer, he sits there and writes nothing.
		if (view.team && view.team.number !== student.teamNumber) return;
		const together = present(student);
		const isFirst = together[0] === student;
		const isRevision = view.team?.status === 'revising';
		if (!isRevision) student.revisingSince = null;
		else student.revisingSince ??= performance.now();
		const wanted = isRevision
			? revised(team, adoptedPatch(view), adoptedTexts(team, view))
			: team.first;
		const before = isRevision ? earlierTexts(team) : [];
		const left =
			nextPiece(doc, wanted, writingOrder, before) ?? (isRevision ? null : nextBacking(doc, team));
		const isWritten = left === null && together.every((each) => each.device?.isSettled);
		const isThoughtOver =
			performance.now() - (student.revisingSince ?? 0) >= pace * movesPerRevision;
		const move = practiceMove(view, { isFirst, isWritten, isThoughtOver });
		if (move === 'choose') return choose(student, view.me.id);
		if (move === 'submit') return void (await submissions.submit(view.me.id));
		if (move === 'answer') return answer(student, view);
		if (move === 'revise') return submissions.beginRevision(view.me.id);
		if (move === null || !device.isSettled) return;
		// Each has fields of his own, so that two never write one sentence.
		const share = together.indexOf(student);
		const own = writingOrder.filter((_, index) => index % together.length === share);
		const piece =
			nextPiece(doc, wanted, own, before) ??
			(isFirst && !isRevision ? nextBacking(doc, team) : null);
		piece?.();
	}

	/** Everybody does at most one thing; a refusal means that the screen is already another. */
	async function round(): Promise<void> {
		for (const student of students) {
			if (isStopped) return;
			if (student.isGone) students.delete(student);
			else
				await act(student).catch((error: unknown) => {
					if (error instanceof Refusal) student.isGone ||= student.device === null;
					else {
						console.error('練習課堂的學生停了一步：', error);
						restAfterFailure(student);
					}
				});
		}
	}

	function keepGoing(): void {
		if (timer || isStopped || students.size === 0) return;
		timer = setTimeout(() => {
			underway = round().finally(() => {
				timer = null;
				keepGoing();
			});
		}, pace);
		timer.unref();
	}

	function fill(classId: string): void {
		known.add(classId);
		if ([...students].some((one) => one.classId === classId && !one.isGone)) return;
		for (const [index, team] of words.teams.entries()) {
			for (const place of team.members.keys()) {
				const teamNumber = index + 1;
				const absent = {
					device: null,
					isGone: false,
					failures: 0,
					notBefore: 0,
					revisingSince: null,
				};
				students.add({ classId, team, teamNumber, place, ...absent });
			}
		}
		keepGoing();
	}

	async function openOne(lecturerId: string, once?: Once) {
		await command('openPractice', once, ({ tx }) => requirePracticeRoom(tx, lecturerId));
		const teamCount = words.teams.length + freeTeams;
		const input = { title: words.title, caseId: words.case, teamCount };
		const named = once && { ...once, key: `${once.key}.class` };
		const opened = await classes.open(lecturerId, input, named);
		if (known.has(opened.classId)) return opened;
		fill(opened.classId);
		await command('openPractice', undefined, (step) =>
			step.log(opened.classId, lecturerId, 'practice.opened', {}),
		);
		return opened;
	}

	return {
		open(lecturerId: string, once?: Once) {
			const opened = opening.then(() => openOne(lecturerId, once));
			opening = opened.catch(() => undefined);
			return opened;
		},

		/** Seats the students of the practice classes that a server before this one left open. */
		async resume() {
			const rows = await db
				.selectFrom('class_event')
				.innerJoin('class', 'class.id', 'class_event.class_id')
				.select('class.id')
				.where('class_event.type', '=', 'practice.opened')
				.where('class_event.at', '>', clock() - resumedMilliseconds)
				.where('class.phase', '!=', 'closed')
				.execute();
			for (const { id } of rows) fill(id);
		},

		/** A class that is opened again has its students again. */
		heard({ classId, phase }: Announcement): void {
			if (phase?.from === 'closed' && known.has(classId)) fill(classId);
		},

		/** Ends the simulated students' connections; the classes stay. */
		async stop() {
			isStopped = true;
			if (timer) clearTimeout(timer);
			await underway;
			for (const { device } of students) device?.end();
			students.clear();
		},
	};
}
