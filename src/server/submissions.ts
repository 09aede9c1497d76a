import type * as Y from 'yjs';
import { materialise, missingFields, overlongTexts, textFields } from '#workflow/design.ts';
import type { CaseCompany, DesignWords } from '#workflow/words.ts';
import { companyInputs } from './company.ts';
import { readComments, type Comment } from '#workflow/comment.ts';
import { Refusal } from '#workflow/refusals.ts';
import {
	emptyReview,
	mergeReviews,
	sameReview,
	type ReviewContent,
} from '#workflow/review-merge.ts';
import { scoreReceipt, type Rubric } from '#workflow/submission.ts';
import type { Command, Step } from './commands.ts';
import type { Effects } from './effects.ts';
import { freeze } from './freeze.ts';
import { loadDocument } from './live/documents.ts';
import { keepSnapshot } from './live/snapshots.ts';
import { beginRevision, moveTeam } from './moves.ts';
import { requirePermission } from './permit.ts';
import { readFrozen, runComments, settleComments } from './review-comments.ts';
import type { ReviewInput, Submissions } from './services.ts';
import { requireMember, requireTeam } from './standing.ts';
import type { Database, Tables } from './store/schema.ts';

interface Needs {
	db: Database;
	command: Command;
	/** Runs what comments ask for, when a review is handed out. */
	effects: Effects;
	/** Puts whatever the team has sent so far on the disk before it is read. */
	settle: (teamId: string) => Promise<void>;
	cases: ReadonlyMap<string, CaseCompany>;
	rubric: Rubric;
	/** What the fields are called, for refusals that name one. */
	labels: DesignWords['fields'];
}

const latestSubmission = ({ tx }: Step, teamId: string) =>
	tx
		.selectFrom('submission')
		.select(['id', 'number'])
		.where('team_id', '=', teamId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();

/** The version a review is about, as long as it is the latest: an old tab must not write on a new one. */
async function reviewedSubmission(step: Step, teamId: string, { number }: ReviewInput) {
	const latest = await latestSubmission(step, teamId);
	if (latest.number !== number) throw new Refusal('REVIEW_OF_OLDER_VERSION');
	return latest;
}

/** What a stored review says, without what the server works out for itself. */
const draftOf = (
	stored: Pick<Tables['review'], 'scores' | 'comments' | 'summary'>,
): ReviewContent => ({
	scores: JSON.parse(stored.scores) as ReviewContent['scores'],
	comments: readComments(JSON.parse(stored.comments) as Comment[]).map(
		({ result: _, ...comment }) => comment,
	),
	summary: stored.summary,
});

async function storedDraft({ tx }: Step, submissionId: string) {
	const row = await tx
		.selectFrom('review')
		.select(['scores', 'comments', 'summary', 'updated_at'])
		.where('submission_id', '=', submissionId)
		.executeTakeFirst();
	return row
		? { content: draftOf(row), updatedAt: row.updated_at }
		: { content: emptyReview, updatedAt: 0 };
}

/** Handing in, reviewing, returning, sending back, revising, approving: each step one transaction. */
export function createSubmissions(needs: Needs): Submissions {
	const { db, command, effects, settle, cases, rubric, labels } = needs;

	/** Keeps only what the rubric knows, so that a stray criterion is never stored. */
	function readScores(given: Record<string, number>): Record<string, number> {
		const { lines } = scoreReceipt(rubric, given);
		return Object.fromEntries(lines.map(({ criterion, level }) => [criterion, level]));
	}

	/** A text that has grown too long is shortened by its team, never cut off behind its back. */
	function requireLimits(doc: Y.Doc): void {
		const [first] = overlongTexts(doc);
		if (!first) return;
		const label = labels[first.field]?.label ?? first.field;
		const { most } = textFields[first.field];
		throw new Refusal('TEXT_TOO_LONG', `「${label}」最多${most}字，請刪${first.over}字再繳交。`);
	}

	async function writeReview(
		step: Step,
		submissionId: string,
		review: Pick<ReviewInput, 'scores' | 'summary'> & { comments: readonly Comment[] },
		status: 'draft' | 'returned' | 'approved',
		at = step.now,
	) {
		const row = {
			status,
			rubric: rubric.version,
			scores: JSON.stringify(readScores(review.scores)),
			comments: JSON.stringify(review.comments),
			summary: review.summary,
			updated_at: at,
		};
		await step.tx
			.insertInto('review')
			.values({ submission_id: submissionId, ...row })
			.onConflict((conflict) => conflict.column('submission_id').doUpdateSet(row))
			.execute();
	}

	/** The comments as they will be handed out; none for a version that is not there to be reviewed. */
	async function executed(teamId: string, review: ReviewInput): Promise<readonly Comment[]> {
		const frozen = await readFrozen(db, teamId, review.number);
		if (!frozen) return [];
		return runComments(settleComments(review.comments, frozen), frozen, effects);
	}

	async function release(
		step: Step,
		input: {
			classId: string;
			teamId: string;
			review: ReviewInput;
			comments: readonly Comment[];
		},
		ending: { verb: 'returnDesign' | 'approveDesign'; status: 'returned' | 'approved' },
	): Promise<void> {
		const { classId, teamId, review, comments } = input;
		const team = await requireTeam(step.tx, classId, teamId);
		requirePermission('lecturer', ending.verb, team);
		const { id, number } = await reviewedSubmission(step, teamId, review);
		// Handing out cannot be taken back: not before another window's words have been seen.
		if (review.base && !sameReview(review.base, (await storedDraft(step, id)).content))
			throw new Refusal('REVIEW_MOVED');
		if (scoreReceipt(rubric, review.scores).missing.length > 0)
			throw new Refusal('REVIEW_INCOMPLETE');
		const type = `review.${ending.status}` as const;
		await moveTeam(step, team, { type, phase: team.phase }, 'NOT_IN_REVIEW');
		await writeReview(step, id, { ...review, comments }, ending.status);
		await step.log(classId, team.lecturerId, type, { team: team.number, number });
		step.announce({ classId, urgency: 'now' });
	}

	return {
		async submit(memberId, once) {
			await command('submitDesign', undefined, async ({ tx }) => requireMember(tx, memberId)).then(
				async ({ teamId }) => teamId && settle(teamId),
			);
			return command('submitDesign', once, async (step) => {
				const member = await requireMember(step.tx, memberId);
				if (member.teamId === null) throw new Refusal('NO_SUCH_TEAM');
				const team = await requireTeam(step.tx, member.classId, member.teamId);
				if (team.phase === 'closed') throw new Refusal('CLASS_CLOSED');
				requirePermission('member', 'submitDesign', team);
				if (team.status === 'drafting' && team.phase !== 'design')
					throw new Refusal('NOT_DESIGN_PHASE');
				const { doc } = await loadDocument(step.tx, team.id);
				requireLimits(doc);
				const design = materialise(doc);
				const missing = missingFields(design);
				const event = { type: 'design.submitted', phase: team.phase, missing } as const;
				await moveTeam(step, team, event, 'DESIGN_INCOMPLETE');
				const company = companyInputs(cases.get(team.caseId));
				const frozen = await freeze(step, team, memberId, doc, design, company);
				doc.destroy();
				const of = { kind: 'submission', number: frozen.number } as const;
				await keepSnapshot(step.tx, team.id, of, step.now);
				await step.log(member.classId, memberId, 'design.submitted', {
					team: team.number,
					number: frozen.number,
					name: member.name,
				});
				step.announce({ classId: member.classId, urgency: 'now' });
				return frozen;
			});
		},

		beginRevision: (memberId, once) =>
			command('beginRevision', once, async (step) => {
				const member = await requireMember(step.tx, memberId);
				if (member.teamId === null) throw new Refusal('NO_SUCH_TEAM');
				const team = await requireTeam(step.tx, member.classId, member.teamId);
				requirePermission('member', 'beginRevision', team);
				await beginRevision(step, team, member);
				step.announce({ classId: member.classId, urgency: 'now' });
			}),

		openReview: (classId, teamId, once) =>
			command('openReview', once, async (step) => {
				const team = await requireTeam(step.tx, classId, teamId);
				requirePermission('lecturer', 'openReview', team);
				await moveTeam(step, team, { type: 'review.opened', phase: team.phase }, 'NOT_IN_REVIEW');
				const { id, number } = await latestSubmission(step, teamId);
				await writeReview(step, id, { scores: {}, comments: [], summary: '' }, 'draft');
				await step.log(classId, team.lecturerId, 'review.opened', { team: team.number, number });
				step.announce({ classId, urgency: 'now' });
			}),

		sendBack: (classId, teamId, once) =>
			command('sendBack', once, async (step) => {
				const team = await requireTeam(step.tx, classId, teamId);
				requirePermission('lecturer', 'sendBack', team);
				const type = 'submission.sentBack';
				await moveTeam(step, team, { type, phase: team.phase }, 'NOT_IN_REVIEW');
				const { id, number } = await latestSubmission(step, teamId);
				await step.tx.deleteFrom('review').where('submission_id', '=', id).execute();
				await step.log(classId, team.lecturerId, type, { team: team.number, number });
				step.announce({ classId, urgency: 'now' });
			}),

		saveReview: (classId, teamId, review, once) =>
			command('saveReview', once, async (step) => {
				const team = await requireTeam(step.tx, classId, teamId);
				requirePermission('lecturer', 'saveReview', team);
				const { id } = await reviewedSubmission(step, teamId, review);
				const frozen = await readFrozen(step.tx, teamId, review.number);
				const before = await storedDraft(step, id);
				const { base = emptyReview } = review;
				const { content, taken, rivals } = mergeReviews(base, review, before.content);
				const comments = frozen ? settleComments(content.comments, frozen) : [];
				// Two saves within one tick of the clock are told apart all the same.
				const savedAt = Math.max(step.now, before.updatedAt + 1);
				await writeReview(step, id, { ...content, comments }, 'draft', savedAt);
				step.announce({ classId, urgency: 'soon' });
				const { content: stored } = await storedDraft(step, id);
				return { savedAt, stored, taken, rivals };
			}),

		async returnDesign(classId, teamId, review, once) {
			const comments = await executed(teamId, review);
			const input = { classId, teamId, review, comments };
			return command('returnDesign', once, (step) =>
				release(step, input, { verb: 'returnDesign', status: 'returned' }),
			);
		},

		async approve(classId, teamId, review, once) {
			const comments = await executed(teamId, review);
			const input = { classId, teamId, review, comments };
			return command('approveDesign', once, (step) =>
				release(step, input, { verb: 'approveDesign', status: 'approved' }),
			);
		},

		undoApproval: (classId, teamId, once) =>
			command('undoApproval', once, async (step) => {
				const team = await requireTeam(step.tx, classId, teamId);
				requirePermission('lecturer', 'undoApproval', team);
				await moveTeam(step, team, { type: 'approval.undone', phase: team.phase }, 'NOT_APPROVED');
				const { id, number } = await latestSubmission(step, teamId);
				const change = step.tx.updateTable('review').set({ status: 'draft', updated_at: step.now });
				await change.where('submission_id', '=', id).execute();
				await step.log(classId, team.lecturerId, 'approval.undone', { team: team.number, number });
				step.announce({ classId, urgency: 'now' });
			}),
	};
}
