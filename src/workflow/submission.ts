import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { Answer, Comment } from './comment.ts';
import type { Design, DesignField } from './design.ts';
import type { TeamStatus } from './team.machine.ts';

/** A design as it was handed in; never changed afterwards. */
export interface Submission {
	id: string;
	/** 1 for the first version of a team, 2 for the next … */
	number: number;
	submittedAt: number;
	submittedBy: string;
	/** What he is called, also once he is on another team or in the class no more. */
	submittedByName: string;
	/** What those are called who were in the team then, and so whose it is. */
	members: string[];
	design: Design;
	state: ModelState<PointsInputs>;
	/** SHA-256 of the frozen design, in hex; printed in short on the stub. */
	hash: string;
	review: Review | null;
	/** What the team has answered to the review's comments, at most one answer each. */
	answers: Answer[];
}

export type ReviewStatus = 'draft' | 'returned' | 'approved';

export interface Review {
	status: ReviewStatus;
	/** Version of the rubric it was scored with. */
	rubric: number;
	/** Level by criterion id, 1–5. */
	scores: Record<string, number>;
	comments: Comment[];
	/** The overall word to the team. */
	summary: string;
	updatedAt: number;
}

/**
 * Whether a team writes on because its last version was sent back without a grade: whoever begins
 * a revision otherwise has been given a review of that version.
 */
export const isSentBack = (team: {
	status: TeamStatus;
	history: readonly Pick<Submission, 'number' | 'review'>[];
}): boolean =>
	team.status === 'revising' &&
	team.history.toSorted((one, other) => one.number - other.number).at(-1)?.review === null;

/**
 * Whether one version was sent back without a grade: it was never reviewed, and its team has gone on
 * from it, whether or not the next one is handed in.
 */
export const wasSentBack = (
	{ number, review }: Pick<Submission, 'number' | 'review'>,
	team: Parameters<typeof isSentBack>[0],
): boolean =>
	review === null && (isSentBack(team) || team.history.some((one) => one.number > number));

/**
 * Whether there are slides of a team to show: of what it has handed in, also where its people have
 * gone since, or of the draft of those who are there.
 */
export const hasSlides = (team: { submissions: number; members: readonly unknown[] }): boolean =>
	team.submissions > 0 || team.members.length > 0;

export interface Criterion {
	id: string;
	name: string;
	/** Share of the total, all criteria together 1. */
	weight: number;
	/** One sentence for each level from 1 to 5. */
	levels: readonly string[];
}

export interface Rubric {
	version: number;
	levelNames: readonly string[];
	criteria: readonly Criterion[];
}

/**
 * The score as a receipt: one line a criterion (weight × level), lines adding up to the total.
 * Points run 0–100: level 1 earns 20 % of a criterion's weight, level 5 all of it.
 * Criteria without a level are left out of `lines` and named in `missing`.
 */
export function scoreReceipt(
	rubric: Rubric,
	scores: Readonly<Record<string, number>>,
): {
	lines: { criterion: string; level: number; points: number }[];
	total: number;
	missing: string[];
} {
	const lines: { criterion: string; level: number; points: number }[] = [];
	const missing: string[] = [];
	for (const { id, weight, levels } of rubric.criteria) {
		const level = scores[id];
		if (level === undefined || !Number.isInteger(level) || level < 1 || level > levels.length) {
			missing.push(id);
		} else {
			lines.push({ criterion: id, level, points: (100 * weight * level) / levels.length });
		}
	}
	return { lines, total: lines.reduce((sum, line) => sum + line.points, 0), missing };
}

/** One field that differs between two versions of a design. */
export interface Change {
	field: DesignField;
	before: string;
	after: string;
}

const shown = (design: Design, field: DesignField): string => {
	if (field === 'weakestFactor') return design.weakestFactor ?? '';
	if (field === 'chosenStrategies') return design.chosenStrategies.join(' ');
	if (field in design.numbers) return String(design.numbers[field as keyof Design['numbers']]);
	return design.text[field as keyof Design['text']];
};

/** What changed from one version to the next, in the order of the form. */
export function changesBetween(before: Design, after: Design): Change[] {
	const fields: DesignField[] = [
		...(Object.keys(after.text) as DesignField[]),
		'weakestFactor',
		'chosenStrategies',
		...(Object.keys(after.numbers) as DesignField[]),
	];
	return fields
		.map((field) => ({ field, before: shown(before, field), after: shown(after, field) }))
		.filter((change) => change.before !== change.after);
}
