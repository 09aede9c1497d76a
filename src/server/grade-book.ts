import { byteOrderMark, csvText } from '#models/csv.ts';
import { scoreReceipt, type Rubric, type Submission } from '#workflow/submission.ts';
import { namedOn } from '#workflow/roster.ts';
import { statusWordOf } from '#workflow/status-word.ts';
import { taiwanTime } from '#workflow/taiwan-time.ts';
import type { DesignWords } from '#workflow/words.ts';
import { commentAbout } from './comment-about.ts';
import type { Picture } from './picture.ts';

type Cell = string | number;
type Team = Picture['teams'][number];

/** Points as they are shown; a third of a point has no end. */
const shown = (points: number): number => Number(points.toFixed(2));

/** The versions whose reviews have been handed out; a team has been graded on the newest. */
const graded = (team: Team | undefined): Submission[] =>
	team?.history.filter(({ review }) => review !== null && review.status !== 'draft') ?? [];

/**
 * What a lecturer said of a team's newest graded version: the overall word, else what stands beside
 * the fields; where it has neither, the same of the version before, called by its number.
 */
function remark(versions: readonly Submission[], labels: DesignWords['fields']): string {
	const said = versions.map(({ number, review }) => {
		const comments = (review?.comments ?? []).map((comment) => {
			const about = commentAbout(comment, labels);
			const text = comment.text.trim() || '移動了滑桿';
			return about === null ? text : `${about}：${text}`;
		});
		const text = review?.summary.trim() || comments.join('；');
		return { number, text: text.replace(/\s+/g, ' ').trim() };
	});
	const last = said.findLast(({ text }) => text !== '');
	if (!last) return '';
	return last === said.at(-1) ? last.text : `（第${last.number}版）${last.text}`;
}

function head(rubric: Rubric): string[] {
	return [
		'姓名 Student',
		'ID',
		'學號 SIS Login ID',
		'組別 Section',
		'版本',
		'繳交時間（台北時間）',
		'狀態',
		'評分的版本',
		...rubric.criteria.flatMap(({ name }) => [`${name}（等級）`, `${name}（得分）`]),
		'總分',
		'評語摘要',
	];
}

function gradeCells(rubric: Rubric, labels: DesignWords['fields'], team: Team | undefined): Cell[] {
	const versions = graded(team);
	const version = versions.at(-1);
	const { review } = version ?? {};
	if (!version || !review) return ['', ...rubric.criteria.flatMap(() => ['', '']), '', ''];
	const { lines, total, missing } = scoreReceipt(rubric, review.scores);
	const scores = rubric.criteria.flatMap(({ id }): Cell[] => {
		const line = lines.find(({ criterion }) => criterion === id);
		return line ? [line.level, shown(line.points)] : ['', ''];
	});
	// A rubric that has grown since leaves a sum of some of it, which is no total.
	const sum = missing.length === 0 ? shown(total) : '';
	return [version.number, ...scores, sum, remark(versions, labels)];
}

/**
 * The class's grade book as CSV, one row a student; whoever has no team, and whose team has handed
 * nothing in, stands there with empty cells, and so does whoever is on the lecturer's list and never
 * came. Grades are those of reviews handed out, never of drafts.
 *
 * Both of these take the file as it is. Moodle (Grades → Import → CSV) asks which column is which:
 * map「學號 SIS Login ID」to "ID number" and「總分」to the grade item. Canvas reads its own names at
 * the start of the header: Student, ID (its own number, empty here), SIS Login ID, Section; it takes
 * every further column for an assignment, so all but「總分」are set to "do not import".
 */
export function gradeBook(
	{ members, teams, documents, planned }: Picture,
	rubric: Rubric,
	labels: DesignWords['fields'],
): string {
	const teamOf = new Map(teams.map((team) => [team.id, team]));
	const place = (teamId: string | null) =>
		teamOf.get(teamId ?? '')?.number ?? Number.POSITIVE_INFINITY;
	const inOrder = members.toSorted((one, other) =>
		one.teamId === other.teamId ? 0 : place(one.teamId) - place(other.teamId),
	);
	const rows = inOrder.map((member): Cell[] => {
		const team = teamOf.get(member.teamId ?? '');
		const latest = team?.history.at(-1);
		return [
			member.name,
			'',
			// As a school's own list has them, however a phone's keyboard began the line.
			(member.studentNumber ?? '').toUpperCase(),
			team ? `第${team.number}組` : '',
			latest?.number ?? '',
			latest ? taiwanTime(latest.submittedAt) : '',
			team ? statusWordOf(team.status, documents.get(team.id)?.edited_at ?? null) : '',
			...gradeCells(rubric, labels, team),
		];
	});
	const absent = planned.map(({ who, team }): Cell[] => {
		const { name, studentNumber } = namedOn(who);
		const grades = gradeCells(rubric, labels, undefined);
		return [name, '', studentNumber.toUpperCase(), `第${team}組`, '', '', '還沒加入', ...grades];
	});
	return byteOrderMark + csvText([head(rubric), ...rows, ...absent]);
}
