import { longestReason, readComments } from '#workflow/comment.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { DesignWords } from '#workflow/words.ts';
import type { Command, Step } from './commands.ts';
import { commentAbout } from './comment-about.ts';
import { beginRevision } from './moves.ts';
import { requirePermission } from './permit.ts';
import type { AnswerInput, Answers } from './services.ts';
import { requireMember, requireTeam } from './standing.ts';

interface Needs {
	command: Command;
	/** What the fields are called, for the log. */
	labels: DesignWords['fields'];
}

/** A rebuttal's reason without the blanks around it; an adoption has none. */
function readReason({ kind, reason }: AnswerInput): string {
	if (kind !== 'rebutted') return '';
	const text = reason.trim();
	if (text === '' || text.length > longestReason) throw new Refusal('REASON_NEEDED');
	return text;
}

/** The comment asked about, in the review of the team's latest version; no other may be answered. */
async function requireComment({ tx }: Step, teamId: string, asked: AnswerInput) {
	const latest = await tx
		.selectFrom('submission')
		.leftJoin('review', 'review.submission_id', 'submission.id')
		.select(['submission.id', 'submission.number', 'review.comments'])
		.where('submission.team_id', '=', teamId)
		.orderBy('submission.number', 'desc')
		.limit(1)
		.executeTakeFirst();
	// One that was sent back has no review, and what was said of the version before it is answered.
	const stored = latest?.number === asked.number ? (latest.comments ?? '[]') : '[]';
	const comments = readComments(JSON.parse(stored) as Parameters<typeof readComments>[0]);
	const comment = comments.find(({ id }) => id === asked.commentId);
	if (!latest || !comment) throw new Refusal('NO_SUCH_COMMENT');
	return { submissionId: latest.id, comment };
}

/** A team's answers to what its lecturer said, until the next version is handed in. */
export function createAnswers({ command, labels }: Needs): Answers {
	return {
		answer: (memberId, input, once) =>
			command('answerComment', once, async (step) => {
				const member = await requireMember(step.tx, memberId);
				if (member.teamId === null) throw new Refusal('NO_SUCH_TEAM');
				const team = await requireTeam(step.tx, member.classId, member.teamId);
				requirePermission('member', 'answerComment', team);
				const { submissionId, comment } = await requireComment(step, team.id, input);
				const { kind } = input;
				const reason = readReason(input);
				const before = await step.tx
					.selectFrom('comment_answer')
					.select(['kind', 'version'])
					.where('submission_id', '=', submissionId)
					.where('comment_id', '=', comment.id)
					.executeTakeFirst();
				const seen = before?.version ?? 0;
				const isThere = before !== undefined && before.kind !== 'withdrawn';
				if (kind === 'withdrawn' && (!isThere || seen !== input.version))
					throw new Refusal('ANSWER_MOVED');
				// Stored before anybody edits the document: should the device break down in between, the
				// ledger finds an adopted comment whose slider has not moved, and says so.
				if (kind === 'adopted' && team.status === 'returned')
					await beginRevision(step, team, member);
				const version = seen + 1;
				const row = { kind, reason, member_id: memberId, at: step.now, version };
				await step.tx
					.insertInto('comment_answer')
					.values({ submission_id: submissionId, comment_id: comment.id, ...row })
					.onConflict((conflict) =>
						conflict.columns(['submission_id', 'comment_id']).doUpdateSet(row),
					)
					.execute();
				await step.log(member.classId, memberId, 'comment.answered', {
					team: team.number,
					number: input.number,
					name: member.name,
					kind,
					about: commentAbout(comment, labels),
				});
				step.announce({ classId: member.classId, urgency: 'now' });
				return { version };
			}),
	};
}
