import type { AnswerKind } from '#workflow/comment.ts';
import type { Phase } from '#workflow/class.machine.ts';
import { asWritten, type Design, type TextField } from '#workflow/design.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import { charactersBy, whoWrote } from './authorship.ts';
import { loadDocument } from './live/documents.ts';
import { membersAtHandIn } from './members-at-hand-in.ts';
import { shownStudentNumber } from './names.ts';
import type { Database, Tables } from './store/schema.ts';

/** A moment as ISO 8601 in UTC, e.g. 2026-11-21T02:00:00.000Z. */
type Moment = string;

/**
 * Everything a class is, as one file for its lecturer to keep: `format` and `version` first, so that
 * a reader knows what it has. A later version may add to what is here; what is renamed or leaves
 * raises `version`. Ids are this database's own and join the lists with one another; nothing in the
 * file opens anything: no join code, no seat, no session, no password, and no hash of one.
 */
export interface ClassFile {
	format: 'loyalty-lab.class';
	version: 1;
	madeAt: Moment;
	class: {
		id: string;
		title: string;
		/** The case company: a file's name in content/cases. */
		caseId: string;
		lecturer: string;
		openedAt: Moment;
		phase: Phase;
		phaseSince: Moment;
		phaseEndsAt: Moment | null;
		joiningLocked: boolean;
		asksStudentNumber: boolean;
	};
	/** Every change of phase, oldest first; `minutes` is what was planned for it. */
	phases: { at: Moment; phase: Phase; minutes: number | null }[];
	/** Everyone who ever had a seat, also who was removed. */
	members: {
		id: string;
		name: string;
		/** As he typed it; null where none was asked for or given. */
		studentNumber: string | null;
		teamId: string | null;
		joinedAt: Moment;
		removedAt: Moment | null;
	}[];
	/** Whom the lecturer's list names who has not joined, and the number of his team. */
	planned: { who: string; team: number }[];
	teams: {
		id: string;
		number: number;
		status: TeamStatus;
		/**
		 * The design as it stood when the file was made, to the last word: a text may be longer than may
		 * be handed in. Null where nothing was ever written.
		 */
		draft: {
			design: Design;
			editedAt: Moment | null;
			editedBy: string | null;
			/** Edits that came after the deadline or the hand-in. */
			lateEdits: number;
			/** Who wrote how many characters of each text that stands there; null: of nobody known. */
			written: { field: TextField; memberId: string | null; characters: number }[];
		} | null;
	}[];
	/** Every version handed in, with the SHA-256 of `design`, a line feed and `state` as stored. */
	submissions: {
		id: string;
		teamId: string;
		number: number;
		submittedAt: Moment;
		submittedBy: string;
		/** Who was in the team then: the review's score is theirs. */
		members: string[];
		design: Design;
		/** The simulator state that the design was compiled to. */
		state: unknown;
		hash: string;
		review: {
			status: Tables['review']['status'];
			/** Version of the rubric in content/activity/rubric.yaml. */
			rubric: number;
			scores: Record<string, number>;
			comments: unknown[];
			summary: string;
			updatedAt: Moment;
		} | null;
		/** What the team said to each comment, by the comment's id. */
		answers: {
			commentId: string;
			kind: AnswerKind;
			reason: string;
			memberId: string;
			at: Moment;
		}[];
	}[];
	/** The log, oldest first; `actor` is a member's or the lecturer's id. */
	events: { seq: number; at: Moment; actor: string; type: string; body: unknown }[];
}

const moment = (at: number): Moment => new Date(at).toISOString();
const maybeMoment = (at: number | null): Moment | null => (at === null ? null : moment(at));

type Event = ClassFile['events'][number];

/** Where an event of the log left the class; null for all the others. */
function phaseAfter({ type, body }: Event): { phase: Phase; minutes: number | null } | null {
	const { phase, minutes } = body as { phase: Phase; minutes?: number | null };
	if (type === 'class.opened') return { phase: 'lobby', minutes: null };
	if (type === 'phase.opened' || type === 'phase.undone')
		return { phase, minutes: minutes ?? null };
	if (type === 'class.closed') return { phase: 'closed', minutes: null };
	if (type === 'class.reopened') return { phase: 'debrief', minutes: null };
	return null;
}

async function readDraft(tx: Database, teamId: string): Promise<ClassFile['teams'][0]['draft']> {
	const query = tx.selectFrom('document').selectAll().where('room', '=', teamId);
	const document = await query.executeTakeFirst();
	if (!document) return null;
	const { doc } = await loadDocument(tx, teamId);
	const design = asWritten(doc);
	doc.destroy();
	const texts = await whoWrote(tx, teamId);
	return {
		design,
		editedAt: maybeMoment(document.edited_at),
		editedBy: document.edited_by,
		lateEdits: document.late_edits,
		written: texts.flatMap((text) =>
			charactersBy(text).map((count) => ({ field: text.field, ...count })),
		),
	};
}

async function readSubmissions(tx: Database, teamIds: string[]): Promise<ClassFile['submissions']> {
	const submissions = await tx
		.selectFrom('submission')
		.select(['id', 'team_id', 'number', 'submitted_at', 'submitted_by', 'design', 'state', 'hash'])
		.where('team_id', 'in', teamIds)
		.orderBy('submitted_at')
		.orderBy('id')
		.execute();
	const reviews = await tx
		.selectFrom('review')
		.innerJoin('submission', 'submission.id', 'review.submission_id')
		.selectAll('review')
		.where('submission.team_id', 'in', teamIds)
		.execute();
	const answers = await tx
		.selectFrom('comment_answer')
		.innerJoin('submission', 'submission.id', 'comment_answer.submission_id')
		.selectAll('comment_answer')
		.where('submission.team_id', 'in', teamIds)
		.orderBy('comment_answer.at')
		.orderBy('comment_answer.comment_id')
		.execute();
	const membersOf = await membersAtHandIn(tx, teamIds);
	const reviewOf = new Map(reviews.map((review) => [review.submission_id, review]));
	return submissions.map((row) => {
		const review = reviewOf.get(row.id);
		return {
			id: row.id,
			teamId: row.team_id,
			number: row.number,
			submittedAt: moment(row.submitted_at),
			submittedBy: row.submitted_by,
			members: [...(membersOf.get(row.id) ?? [])],
			design: JSON.parse(row.design),
			state: JSON.parse(row.state),
			hash: row.hash,
			review: review
				? {
						status: review.status,
						rubric: review.rubric,
						scores: JSON.parse(review.scores),
						comments: JSON.parse(review.comments),
						summary: review.summary,
						updatedAt: moment(review.updated_at),
					}
				: null,
			answers: answers
				.filter(({ submission_id: id, kind }) => id === row.id && kind !== 'withdrawn')
				.map(({ comment_id: commentId, kind, reason, member_id: memberId, at }) => ({
					...{ commentId, kind: kind as AnswerKind, reason, memberId },
					at: moment(at),
				})),
		};
	});
}

/** Reads a class into its file, all of it at one moment; NOT_FOUND when there is none. */
export async function readClassFile(
	db: Database,
	classId: string,
	now: number,
): Promise<ClassFile> {
	return db.transaction().execute(async (tx) => {
		const row = await tx
			.selectFrom('class')
			.innerJoin('account', 'account.id', 'class.lecturer_id')
			.selectAll('class')
			.select('account.name as lecturer')
			.where('class.id', '=', classId)
			.executeTakeFirst();
		if (!row) throw new Refusal('NOT_FOUND');
		const teamRows = await tx
			.selectFrom('team')
			.select(['id', 'number', 'status'])
			.where('class_id', '=', classId)
			.orderBy('number')
			.execute();
		const members = await tx
			.selectFrom('member')
			.selectAll()
			.where('class_id', '=', classId)
			.orderBy('joined_at')
			.orderBy('id')
			.execute();
		const eventRows = await tx
			.selectFrom('class_event')
			.selectAll()
			.where('class_id', '=', classId)
			.orderBy('seq')
			.execute();
		const planned = await tx
			.selectFrom('planned_team')
			.innerJoin('team', 'team.id', 'planned_team.team_id')
			.select(['planned_team.who', 'team.number as team'])
			.distinct()
			.where('planned_team.class_id', '=', classId)
			.execute();
		const teams: ClassFile['teams'] = [];
		for (const team of teamRows) teams.push({ ...team, draft: await readDraft(tx, team.id) });
		const events = eventRows.map(({ seq, at, actor, type, body }) => ({
			seq,
			at: moment(at),
			actor,
			type,
			body: JSON.parse(body) as unknown,
		}));
		return {
			format: 'loyalty-lab.class',
			version: 1,
			madeAt: moment(now),
			class: {
				id: row.id,
				title: row.title,
				caseId: row.case_id,
				lecturer: row.lecturer,
				openedAt: moment(row.opened_at),
				phase: row.phase,
				phaseSince: moment(row.changed_at),
				phaseEndsAt: maybeMoment(row.ends_at),
				joiningLocked: row.joining_locked === 1,
				asksStudentNumber: row.asks_student_number === 1,
			},
			phases: events.flatMap((event) => {
				const after = phaseAfter(event);
				return after ? [{ at: event.at, ...after }] : [];
			}),
			members: members.map((member) => ({
				id: member.id,
				name: member.name,
				studentNumber: shownStudentNumber(member.student_number),
				teamId: member.team_id,
				joinedAt: moment(member.joined_at),
				removedAt: maybeMoment(member.removed_at),
			})),
			planned,
			teams,
			submissions: await readSubmissions(
				tx,
				teamRows.map(({ id }) => id),
			),
			events,
		};
	});
}
