import { scoreReceipt, type Rubric, type Submission } from '#workflow/submission.ts';
import type { Design } from '#workflow/design.ts';
import type { DesignWords } from '#workflow/words.ts';
import { formSections, labelOf, shortHash, valueOf } from './design-words.ts';

/** What goes into the file that a student takes home. */
export interface Keepsake {
	classTitle: string;
	teamName: string;
	company: string;
	members: readonly string[];
	design: Design;
	history: readonly Submission[];
	words: DesignWords;
	rubric: Rubric;
	/** The present moment in words; the file says when it was made. */
	madeAt: string;
	/** A moment (epoch milliseconds) in words. */
	when: (at: number) => string;
}

function designLines(design: Design, words: DesignWords): string[] {
	return formSections(words).flatMap((section) => [
		'',
		`${section.number}　${section.title}`,
		...section.fields.flatMap((field) => {
			const value = valueOf(design, field, words);
			return ['', `【${labelOf(words, field.field)}】`, value === '' ? '（未填）' : value];
		}),
	]);
}

function reviewLines({ review }: Submission, words: DesignWords, rubric: Rubric): string[] {
	if (!review || review.status === 'draft') return ['', '（還沒有講評）'];
	const receipt = scoreReceipt(rubric, review.scores);
	return [
		'',
		review.status === 'approved' ? '講評：已定稿' : '講評：已發還',
		...receipt.lines.map(({ criterion, level, points }) => {
			const row = rubric.criteria.find(({ id }) => id === criterion);
			return `${row?.name ?? criterion}　第${level}級　${points.toFixed(1)}分`;
		}),
		`合計　${receipt.total.toFixed(1)}分`,
		...(review.summary.trim() === '' ? [] : ['', review.summary.trim()]),
		...review.comments.map(
			({ field, text }) => `・${field === null ? '整份' : labelOf(words, field)}：${text.trim()}`,
		),
	];
}

/** The team's work as plain text: the draft as it stands, then every version with its review. */
export function keepsakeText(keepsake: Keepsake): string {
	const { design, history, words, rubric, when } = keepsake;
	return [
		`${keepsake.classTitle}　${keepsake.teamName}`,
		`公司：${keepsake.company}`,
		`組員：${keepsake.members.join('、')}`,
		`這份檔案存於${keepsake.madeAt}`,
		'',
		'════ 目前的設計 ════',
		...designLines(design, words),
		...history.flatMap((submission) => [
			'',
			`════ 第${submission.number}版　${when(submission.submittedAt)}繳交　編號${shortHash(submission.hash)} ════`,
			...designLines(submission.design, words),
			...reviewLines(submission, words, rubric),
		]),
		'',
	].join('\n');
}
