import { byteOrderMark, csvText } from '#models/csv.ts';
import { scoreReceipt, type Rubric, type Submission } from '#workflow/submission.ts';
import { statusWordOf } from '#workflow/status-word.ts';
import { taiwanTime } from '#workflow/taiwan-time.ts';
import type { DesignWords } from '#workflow/words.ts';
import { commentAbout } from './comment-about.ts';
import type { Picture } from './picture.ts';
import {
	expectedOn,
	gradedIn,
	goneWithScore,
	isSame,
	type Graded,
	type HandInPeople,
	type Member,
	type Team,
} from './whose-score.ts';

type Cell = string | number;

/** Points as they are shown; a third of a point has no end. */
const shown = (points: number): number => Number(points.toFixed(2));

/**
 * What a lecturer said of the newest of some versions: the overall word, else what stands beside
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

/** `present` is the team that the row stands under: a version of another one is called by its team. */
function gradeCells(
	rubric: Rubric,
	labels: DesignWords['fields'],
	graded: Graded | undefined,
	present: Team | undefined,
): Cell[] {
	const version = graded?.versions.at(-1);
	const { review } = version ?? {};
	if (!graded || !version || !review)
		return ['', ...rubric.criteria.flatMap(() => ['', '']), '', ''];
	const { lines, total, missing } = scoreReceipt(rubric, review.scores);
	const scores = rubric.criteria.flatMap(({ id }): Cell[] => {
		const line = lines.find(({ criterion }) => criterion === id);
		return line ? [line.level, shown(line.points)] : ['', ''];
	});
	// A rubric that has grown since leaves a sum of some of it, which is no total.
	const sum = missing.length === 0 ? shown(total) : '';
	const { team, versions } = graded;
	const called = team === present ? version.number : `第${team.number}組第${version.number}版`;
	return [called, ...scores, sum, remark(versions, labels)];
}

/**
 * The class's grade book as CSV, one row a student; whoever has no team, and whose team has handed
 * nothing in, stands there with empty cells, and so does whoever is on the lecturer's list and never
 * came. Grades are those of reviews handed out, never of drafts.
 *
 * A score belongs to those who were in the team when that version was handed in. So a student has
 * that of the last graded version, of whichever team, that was handed in while he was in the team:
 * moving anybody changes nobody's, and whoever was moved gets another once a later version of his
 * new team is graded. Whoever was put out of the class keeps his row as long as he has a score.
 *
 * No student number stands in two rows, for whoever reads the file by it would take either. Whoever
 * was put out and came in again, or is on the list to, is one person by his number: one row, where he
 * stands now, with the last graded version of all his times in the class. Without a number on either
 * side a name alone does not tell: the old row stays and says that somebody has the same name.
 *
 * Both of these take the file as it is. Moodle (Grades → Import → CSV) asks which column is which:
 * map「學號 SIS Login ID」to "ID number" and「總分」to the grade item. Canvas reads its own names at
 * the start of the header: Student, ID (its own number, empty here), SIS Login ID, Section; it takes
 * every further column for an assignment, so all but「總分」are set to "do not import".
 */
export function gradeBook(
	picture: Picture,
	people: HandInPeople,
	rubric: Rubric,
	labels: DesignWords['fields'],
): string {
	const { members, teams, documents } = picture;
	const teamOf = new Map(teams.map((team) => [team.id, team]));
	const place = (teamId: string | null) =>
		teamOf.get(teamId ?? '')?.number ?? Number.POSITIVE_INFINITY;
	const inOrder = members.toSorted((one, other) =>
		one.teamId === other.teamId ? 0 : place(one.teamId) - place(other.teamId),
	);
	const rowOf = (
		member: Member,
		team: Team | undefined,
		graded: Graded | undefined,
		status?: string,
	): Cell[] => {
		const latest = team?.history.at(-1);
		const stands = team && statusWordOf(team.status, documents.get(team.id)?.edited_at ?? null);
		return [
			member.name,
			'',
			member.studentNumber ?? '',
			team ? `第${team.number}組` : '',
			latest?.number ?? '',
			latest ? taiwanTime(latest.submittedAt) : '',
			status ?? stands ?? '',
			...gradeCells(rubric, labels, graded, team),
		];
	};
	const idsOf = (person: Pick<Member, 'studentNumber'>): string[] =>
		people.removed.filter((gone) => isSame(gone, person)).map(({ id }) => id);
	const rows = inOrder.map((member) => {
		const graded = gradedIn([member.id, ...idsOf(member)], teams, people);
		return rowOf(member, teamOf.get(member.teamId ?? ''), graded);
	});
	const gone = goneWithScore(picture, people).map(({ last, graded, isAlike }) =>
		rowOf(last, undefined, graded, isAlike ? '已移出（同名，請自己核對）' : '已移出'),
	);
	const absent = expectedOn(picture).map(({ name, studentNumber, team }): Cell[] => {
		const graded = gradedIn(idsOf({ studentNumber }), teams, people);
		const grades = gradeCells(rubric, labels, graded, undefined);
		return [name, '', studentNumber, `第${team}組`, '', '', '還沒加入', ...grades];
	});
	return byteOrderMark + csvText([head(rubric), ...rows, ...gone, ...absent]);
}
