import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { Design } from '#workflow/design.ts';
import type { ClassSummary, Restoration, SeatRequest } from '#workflow/messages.ts';
import { readComments, type Answer } from '#workflow/comment.ts';
import type { Review, Submission } from '#workflow/submission.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { EventBody } from './events.ts';
import { namesAtHandIn } from './members-at-hand-in.ts';
import { shownStudentNumber } from './names.ts';
import { lastRestoration } from './restoration.ts';
import type { Database, Tables } from './store/schema.ts';

/** Everything stored about one class that some view shows, read once for all its views. */
export interface Picture {
	summary: ClassSummary;
	lecturerId: string;
	joinCode: string;
	joiningLocked: boolean;
	members: {
		id: string;
		name: string;
		teamId: string | null;
		studentNumber: string | null;
		/** When he was put on this team, or on none, from another one. */
		movedAt: number | null;
	}[];
	/** Each team's versions with their reviews, drafts of reviews too, oldest first. */
	teams: (Pick<Tables['team'], 'id' | 'number' | 'status' | 'submissions'> & {
		history: Submission[];
	})[];
	/** People whom the lecturer's list names and who have not joined yet. */
	planned: { who: string; team: number }[];
	documents: ReadonlyMap<string, Tables['document']>;
	events: { at: number; type: string; body: string }[];
	restored: Restoration | null;
	/** Devices that wait for the lecturer's word, also those whose time is over. */
	seatRequests: SeatRequest[];
	/** What the lecturer has said, newest first; `team` is a number, null for everybody. */
	messages: { id: number; at: number; by: string; team: number | null; text: string }[];
}

const shownEvents = 80;

type SubmissionRow = Omit<Tables['submission'], 'document'> & { submitted_by_name: string } & {
	[Column in keyof Tables['review']]: Tables['review'][Column] | null;
};

type StoredComments = Parameters<typeof readComments>[0];

function reviewOf(row: SubmissionRow): Review | null {
	if (row.status === null) return null;
	return {
		status: row.status,
		rubric: row.rubric ?? 0,
		scores: JSON.parse(row.scores ?? '{}') as Record<string, number>,
		comments: readComments(JSON.parse(row.comments ?? '[]') as StoredComments),
		summary: row.summary ?? '',
		updatedAt: row.updated_at ?? 0,
	};
}

const submissionOf = (row: SubmissionRow): Submission => ({
	id: row.id,
	number: row.number,
	submittedAt: row.submitted_at,
	submittedBy: row.submitted_by,
	submittedByName: row.submitted_by_name,
	design: JSON.parse(row.design) as Design,
	state: JSON.parse(row.state) as ModelState<PointsInputs>,
	hash: row.hash,
	members: [],
	review: reviewOf(row),
	answers: [],
});

/** Every answer that stands, by submission, in the order in which they were given. */
async function answersOf(db: Database, teamIds: string[]): Promise<Map<string, Answer[]>> {
	const rows = await db
		.selectFrom('comment_answer')
		.innerJoin('submission', 'submission.id', 'comment_answer.submission_id')
		.innerJoin('member', 'member.id', 'comment_answer.member_id')
		.select([
			'comment_answer.submission_id',
			'comment_answer.comment_id as commentId',
			'comment_answer.kind',
			'comment_answer.reason',
			'comment_answer.at',
			'comment_answer.version',
			'member.name as by',
		])
		.where('submission.team_id', 'in', teamIds)
		.orderBy('comment_answer.at')
		.orderBy('comment_answer.comment_id')
		.execute();
	const answers = new Map<string, Answer[]>();
	for (const { submission_id, kind, ...row } of rows) {
		if (kind === 'withdrawn') continue;
		answers.set(submission_id, [...(answers.get(submission_id) ?? []), { ...row, kind }]);
	}
	return answers;
}

/** A team's versions, oldest first. */
async function historiesOf(db: Database, teamIds: string[]): Promise<Map<string, Submission[]>> {
	const histories = new Map<string, Submission[]>(teamIds.map((id) => [id, []]));
	const rows = await db
		.selectFrom('submission')
		.innerJoin('member', 'member.id', 'submission.submitted_by')
		.leftJoin('review', 'review.submission_id', 'submission.id')
		.select([
			'submission.id',
			'submission.team_id',
			'submission.number',
			'submission.submitted_at',
			'submission.submitted_by',
			'member.name as submitted_by_name',
			'submission.design',
			'submission.state',
			'submission.hash',
			'review.submission_id',
			'review.status',
			'review.rubric',
			'review.scores',
			'review.comments',
			'review.summary',
			'review.updated_at',
		])
		.where('submission.team_id', 'in', teamIds)
		.orderBy('submission.number')
		.execute();
	const answers = await answersOf(db, teamIds);
	const names = await namesAtHandIn(db, teamIds);
	for (const row of rows) {
		histories.get(row.team_id)?.push({
			...submissionOf(row),
			members: names.get(row.id) ?? [],
			answers: answers.get(row.id) ?? [],
		});
	}
	return histories;
}

/**
 * The messages that may still stand in a room: of those that were sent in the present phase and not
 * taken back, the last one to each team, and the last one to everybody.
 */
async function messagesOf(
	db: Database,
	classId: string,
	since: number,
): Promise<Picture['messages']> {
	const rows = await db
		.selectFrom('class_event')
		.innerJoin('account', 'account.id', 'class_event.actor')
		.select(['class_event.seq', 'class_event.at', 'class_event.type', 'class_event.body'])
		.select('account.name as by')
		.where('class_event.class_id', '=', classId)
		.where('class_event.type', 'in', ['message.sent', 'message.withdrawn'])
		.where('class_event.at', '>=', since)
		.orderBy('class_event.seq', 'desc')
		.execute();
	const last = new Map<number | null, Picture['messages'][0]>();
	const withdrawn = new Set<number>();
	for (const { seq, at, type, body, by } of rows) {
		if (type === 'message.withdrawn') {
			withdrawn.add((JSON.parse(body) as EventBody<'message.withdrawn'>).id);
			continue;
		}
		if (withdrawn.has(seq)) continue;
		const { team, text } = JSON.parse(body) as EventBody<'message.sent'>;
		if (!last.has(team)) last.set(team, { id: seq, at, by, team, text });
	}
	return [...last.values()];
}

/** Reads a class; NOT_FOUND when there is none. */
export async function readPicture(db: Database, classId: string): Promise<Picture> {
	const found = await db
		.selectFrom('class')
		.selectAll()
		.where('id', '=', classId)
		.executeTakeFirst();
	if (!found) throw new Refusal('NOT_FOUND');
	const teams = await db
		.selectFrom('team')
		.select(['id', 'number', 'status', 'submissions'])
		.where('class_id', '=', classId)
		.orderBy('number')
		.execute();
	const teamIds = teams.map(({ id }) => id);
	const members = await db
		.selectFrom('member')
		.select([
			'id',
			'name',
			'team_id as teamId',
			'student_number as studentNumber',
			'moved_at as movedAt',
		])
		.where('class_id', '=', classId)
		.where('removed_at', 'is', null)
		.orderBy('joined_at')
		.orderBy('id')
		.execute();
	const planned = await db
		.selectFrom('planned_team')
		.innerJoin('team', 'team.id', 'planned_team.team_id')
		.select(['planned_team.who', 'team.number as team'])
		.distinct()
		.where('planned_team.class_id', '=', classId)
		.orderBy('team.number')
		.orderBy('planned_team.who')
		.execute();
	const documents = await db
		.selectFrom('document')
		.selectAll()
		.where('room', 'in', teamIds)
		.execute();
	const events = await db
		.selectFrom('class_event')
		.select(['at', 'type', 'body'])
		.where('class_id', '=', classId)
		.orderBy('seq', 'desc')
		.limit(shownEvents)
		.execute();
	const seatRequests = await db
		.selectFrom('seat_request')
		.innerJoin('member', 'member.id', 'seat_request.member_id')
		.select([
			'seat_request.id',
			'member.name',
			'seat_request.number',
			'seat_request.asked_at as askedAt',
		])
		.where('seat_request.class_id', '=', classId)
		.where('seat_request.status', '=', 'waiting')
		.orderBy('seat_request.asked_at')
		.execute();
	const messages = await messagesOf(db, classId, found.changed_at);
	const histories = await historiesOf(db, teamIds);
	return {
		summary: {
			id: found.id,
			title: found.title,
			caseId: found.case_id,
			phase: found.phase,
			version: found.version,
			previous: found.previous,
			changedAt: found.changed_at,
			endsAt: found.ends_at,
			opensNext: found.opens_next === 1,
			asksStudentNumber: found.asks_student_number === 1,
		},
		lecturerId: found.lecturer_id,
		joinCode: found.join_code,
		joiningLocked: found.joining_locked === 1,
		members: members.map((member) => ({
			...member,
			studentNumber: shownStudentNumber(member.studentNumber),
		})),
		teams: teams.map((team) => ({ ...team, history: histories.get(team.id) ?? [] })),
		planned,
		documents: new Map(documents.map((document) => [document.room, document])),
		events,
		restored: await lastRestoration(db),
		seatRequests,
		messages,
	};
}
