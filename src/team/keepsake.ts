import { shortNumber } from '#ui/format.ts';
import type { LeftWork } from '#live/left-work.ts';
import { scoreReceipt, type Rubric, type Submission } from '#workflow/submission.ts';
import { assumptionsOf } from '#workflow/assumptions.ts';
import type { CaseInputs, Design } from '#workflow/design.ts';
import { claimsOf, evidenceFor, isClaimField, type Claim } from '#workflow/evidence.ts';
import type { DesignWords } from '#workflow/words.ts';
import { fieldsOf } from '#workflow/comment.ts';
import { aboutWords, answerWords } from './answer-words.ts';
import { evidenceText, expectationsOf, movedWords } from './backing-words.ts';
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
	members: readonly string[];
	design: Design;
	history: readonly Submission[];
	/** What this device holds besides, with the number of the team it was written for. */
	left: readonly LeftText[];
	words: DesignWords;
	rubric: Rubric;
	/** The present moment in words; the file says when it was made. */
	madeAt: string;
	/** A moment (epoch milliseconds) in words. */
	when: (at: number) => string;
}

function evidenceLines(design: Design, claim: Claim, words: DesignWords): string[] {
	const evidence = evidenceFor(design, claim);
	if (evidence.length === 0) return claimsOf(design).includes(claim) ? ['　尚未佐證'] : [];
	return evidence.map((one) => `　佐證：${evidenceText(one, words)}`);
}

/** The assumptions that were moved, and what is expected of strategies that have no parameter. */
function assumptionLines(design: Design, caseInputs: CaseInputs, words: DesignWords): string[] {
	const moved = assumptionsOf(design, caseInputs).filter((one) => one.moved);
	const expected = expectationsOf(design, words);
	if (moved.length + expected.length === 0) return [];
	return [
		'',
		`${words.sections.length + 1}　${words.assumptions.title}`,
		...moved.flatMap((one) => [
			'',
			movedWords(one),
			...evidenceLines(design, `assumption:${one.name}`, words),
		]),
		...expected.flatMap(({ name, says }) => ['', `期待「${name}」${says}（不算進ROI）`]),
	];
}

function designLines(design: Design, words: DesignWords, caseInputs: CaseInputs): string[] {
	const fields = formSections(words).flatMap((section) => [
		'',
		`${section.number}　${section.title}`,
		...section.fields.flatMap((field) => {
			const value = valueOf(design, field, words);
			return [
				'',
				`【${labelOf(words, field.field)}】`,
				value === '' ? '（未填）' : value,
				...(isClaimField(field.field) ? evidenceLines(design, field.field, words) : []),
			];
		}),
	]);
	return [...fields, ...assumptionLines(design, caseInputs, words)];
}

function reviewLines(
	{ review, answers }: Submission,
	words: DesignWords,
	rubric: Rubric,
): string[] {
	if (!review || review.status === 'draft') return ['', '（還沒有講評）'];
	const receipt = scoreReceipt(rubric, review.scores);
	const silence = review.status === 'returned' ? ['　沒有回應'] : [];
	return [
		'',
		review.status === 'approved' ? '講評：已定稿' : '講評：已發還',
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

const leftLines = (left: LeftWork, words: DesignWords): string[] =>
	leftRows(left, words).flatMap(({ label, lines }) => ['', `【${label}】`, ...lines]);

/** One copy that was left on this device, as a text of its own. */
export const leftText = (
	{ work, team }: Keepsake['left'][number],
	words: DesignWords,
	classTitle: string,
): string => [classTitle, leftTitle(work, team), ...leftLines(work, words), ''].join('\n');

/** A design that its reader made alone, as plain text. */
export const soloText = (
	design: Design,
	words: DesignWords,
	{ company, madeAt }: { company: { name: string; inputs: CaseInputs }; madeAt: string },
): string =>
	[
		'自己設計的一份',
		`公司：${company.name}`,
		`這份檔案存於${madeAt}`,
		...designLines(design, words, company.inputs),
		'',
	].join('\n');

/** The team's work as plain text: the draft as it stands, then every version with its review. */
export function keepsakeText(keepsake: Keepsake): string {
	const { design, history, words, rubric, when, caseInputs } = keepsake;
	return [
		`${keepsake.classTitle}　${keepsake.teamName}`,
		`公司：${keepsake.company}`,
		`組員：${keepsake.members.join('、')}`,
		`這份檔案存於${keepsake.madeAt}`,
		'',
		'════ 目前的設計 ════',
		...designLines(design, words, caseInputs),
		...keepsake.left.flatMap(({ work, team }) => [
			'',
			`════ ${leftTitle(work, team)} ════`,
			...leftLines(work, words),
		]),
		...history.flatMap((submission) => [
			'',
			`════ 第${submission.number}版　${when(submission.submittedAt)}繳交　編號${shortHash(submission.hash)} ════`,
			...designLines(submission.design, words, caseInputs),
			...reviewLines(submission, words, rubric),
		]),
		'',
	].join('\n');
}
