import { shortNumber } from '#ui/format.ts';
import type { LeftWork } from '#live/left-work.ts';
import { scoreReceipt, wasSentBack, type Rubric, type Submission } from '#workflow/submission.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import { assumptionsOf } from '#workflow/assumptions.ts';
import type { CaseInputs, Design } from '#workflow/design.ts';
import { claimsOf, evidenceFor, isClaimField, type Claim } from '#workflow/evidence.ts';
import { taiwanTime } from '#workflow/taiwan-time.ts';
import type { DesignWords } from '#workflow/words.ts';
import { fieldsOf } from '#workflow/comment.ts';
import { aboutWords, answerWords } from './answer-words.ts';
import { evidenceText, expectationsOf, movedWords } from './backing-words.ts';
import { resultLines, type ShownResults } from './results-text.ts';
import { runAddress } from './run-address.ts';
import { formSections, labelOf, shortHash, shownValue, valueOf } from './design-words.ts';
import { leftRows, leftTitle } from './left-words.ts';

/** What a device holds beside the design, and the number of the team that it was for. */
export interface LeftText {
	work: LeftWork;
	team: number | null;
}

/** What goes into the file that a student takes home. */
export interface Keepsake {
	classTitle: string;
	teamName: string;
	company: string;
	/** The company's customers and response, beside which moved assumptions are set. */
	caseInputs: CaseInputs;
	/** Who is in the team today; each version names those who handed it in. */
	members: readonly string[];
	design: Design;
	history: readonly Submission[];
	status: TeamStatus;
	/** The student's own score, where none of these versions has it. */
	ownScore?: string | null;
	/** What is said above a score that is not the student's own; null where it is. */
	notMine?: (submission: Submission) => string | null;
	/** What this device holds besides, with the number of the team it was written for. */
	left: readonly LeftText[];
	/** What the page shows of the results; null where it shows none. */
	results: ShownResults | null;
	words: DesignWords;
	rubric: Rubric;
	/** Of the site, before its addresses: at home there is no page that they are relative to. */
	origin: string;
	/** The present moment in words; the file says when it was made. */
	madeAt: string;
}

/** What every part of a file is written with. */
interface Writing {
	words: DesignWords;
	caseInputs: CaseInputs;
	origin: string;
}

function evidenceLines(design: Design, claim: Claim, { words, origin }: Writing): string[] {
	const evidence = evidenceFor(design, claim);
	if (evidence.length === 0) return claimsOf(design).includes(claim) ? ['　尚未佐證'] : [];
	return evidence.map((one) => `　佐證：${evidenceText(one, words, origin)}`);
}

/** The assumptions that were moved, and what is expected of strategies that have no parameter. */
function assumptionLines(design: Design, writing: Writing): string[] {
	const { caseInputs, words } = writing;
	const moved = assumptionsOf(design, caseInputs).filter((one) => one.moved);
	const expected = expectationsOf(design, words);
	if (moved.length + expected.length === 0) return [];
	return [
		'',
		`${words.sections.length + 1}　${words.assumptions.title}`,
		...moved.flatMap((one) => [
			'',
			movedWords(one),
			...evidenceLines(design, `assumption:${one.name}`, writing),
		]),
		...expected.flatMap(({ name, says }) => ['', `期待「${name}」${says}（不算進ROI）`]),
	];
}

function designLines(design: Design, writing: Writing): string[] {
	const { words } = writing;
	const fields = formSections(words).flatMap((section) => [
		'',
		`${section.number}　${section.title}`,
		...section.fields.flatMap((field) => {
			const value = valueOf(design, field, words);
			return [
				'',
				`【${labelOf(words, field.field)}】`,
				value === '' ? '（未填）' : value,
				...(isClaimField(field.field) ? evidenceLines(design, field.field, writing) : []),
			];
		}),
	]);
	return [...fields, ...assumptionLines(design, writing)];
}

function reviewLines(
	submission: Submission,
	{ words, rubric, notMine, status, history }: Keepsake,
): string[] {
	const { review, answers } = submission;
	if (wasSentBack(submission, { status, history })) return ['', '（老師退回這一版，沒有評分）'];
	if (!review || review.status === 'draft') return ['', '（還沒有講評）'];
	const receipt = scoreReceipt(rubric, review.scores);
	const silence = review.status === 'returned' ? ['　沒有回應'] : [];
	return [
		'',
		review.status === 'approved' ? '講評：已定稿' : '講評：已發還',
		...[notMine?.(submission) ?? []].flat(),
		...receipt.lines.map(({ criterion, level, points }) => {
			const row = rubric.criteria.find(({ id }) => id === criterion);
			return `${row?.name ?? criterion}　第${level}級　${shortNumber(points)}分`;
		}),
		`合計　${shortNumber(receipt.total)}分`,
		...(review.summary.trim() === '' ? [] : ['', review.summary.trim()]),
		...review.comments.flatMap((comment) => {
			const answer = answers.find(({ commentId }) => commentId === comment.id);
			const moved = fieldsOf(comment.patch).map(
				(field) =>
					`　老師把「${labelOf(words, field)}」移到${shownValue(field, comment.patch?.[field] ?? 0)}`,
			);
			return [
				`・${aboutWords(words, comment)}：${comment.text.trim()}`,
				...moved,
				...(answer
					? [`　${answerWords(answer)}${answer.reason && `：${answer.reason}`}`]
					: silence),
			];
		}),
	];
}

const leftLines = (left: LeftWork, { words, origin }: Omit<Writing, 'caseInputs'>): string[] =>
	leftRows(left, words, origin).flatMap(({ label, lines }) => ['', `【${label}】`, ...lines]);

/** One copy that was left on this device, as a text of its own. */
export const leftText = (
	{ work, team }: Keepsake['left'][number],
	words: DesignWords,
	{ head, origin }: { head: string; origin: string },
): string => [head, leftTitle(work, team), ...leftLines(work, { words, origin }), ''].join('\n');

/** A design that its reader made alone, as plain text. */
export const soloText = (
	design: Design,
	words: DesignWords,
	of: {
		company: { name: string; inputs: CaseInputs };
		madeAt: string;
		results: ShownResults;
		origin: string;
	},
): string =>
	[
		'自己設計的一份',
		`公司：${of.company.name}`,
		`這份檔案存於${of.madeAt}`,
		...designLines(design, { words, caseInputs: of.company.inputs, origin: of.origin }),
		...resultLines(of.results, of.origin),
		'',
	].join('\n');

/** The team's work as plain text: the draft as it stands, then every version with its review. */
export function keepsakeText(keepsake: Keepsake): string {
	const { design, history, origin, results } = keepsake;
	return [
		`${keepsake.classTitle}　${keepsake.teamName}`,
		`公司：${keepsake.company}`,
		`現在的組員：${keepsake.members.join('、')}`,
		...[keepsake.ownScore ?? []].flat(),
		`這份檔案存於${keepsake.madeAt}`,
		'',
		'════ 目前的設計 ════',
		...designLines(design, keepsake),
		...(results ? resultLines(results, origin) : []),
		...keepsake.left.flatMap(({ work, team }) => [
			'',
			`════ ${leftTitle(work, team)} ════`,
			...leftLines(work, keepsake),
		]),
		...history.flatMap((submission) => [
			'',
			`════ 第${submission.number}版　${taiwanTime(submission.submittedAt)}繳交　編號${shortHash(submission.hash)} ════`,
			`繳交那時的組員：${submission.members.join('、')}`,
			...designLines(submission.design, keepsake),
			'',
			`這一版在模擬器裡的設定：${origin}${runAddress(submission.state)}`,
			...reviewLines(submission, keepsake),
		]),
		'',
	].join('\n');
}
