import type { ProgrammeEffect } from '#models/points/range.ts';
import {
	fieldsConcerned,
	isNumberField,
	standsAsAsked,
	type Answer,
	type Comment,
	type CommentPlace,
} from './comment.ts';
import { assumptionKey } from './assumptions.ts';
import { backingChanges, type BackingChange } from './backing-changes.ts';
import type { Design, DesignField, NumberField } from './design.ts';
import { sameSetting } from './same-setting.ts';
import { changesBetween, type Submission } from './submission.ts';

/**
 * The revision ledger: what changed from one version to the next, and what became of each comment.
 * It is worked out from the two frozen versions and the answers alone, so it tells what was really
 * handed in: a comment may be called adopted while its slider never moved, and the ledger says so.
 */

interface Answering {
	/** Ids of the adopted comments that this change takes up; empty when nobody asked for it. */
	answers: string[];
	/** Ids of the comments that concern it though they were rebutted, or never answered. */
	despite: string[];
}

/** A text or choice that reads differently; choices by their names in the code. */
export interface WordChange extends Answering {
	field: DesignField;
	before: string;
	after: string;
}

/** A slider that stands elsewhere, in its row's unit. */
export interface NumberChange extends Answering {
	field: NumberField;
	before: number;
	after: number;
}

/** What a version comes to: NT$ a customer, share gone in twelve months, return on the cost. */
export interface Figures {
	clv: number;
	/** Null when fewer than twelve months are looked at. */
	churn12: number | null;
	/** Null when the programme costs nothing. */
	roi: number | null;
	/** What is left after all costs, NT$; null for results stored before it was reckoned. */
	net: number | null;
}

export type Applied =
	/** Every slider the patch moves stands where the lecturer left it. */
	| 'asAsked'
	/** Something the comment concerns changed, but not to what the patch asks. */
	| 'otherwise'
	/** The comment had no patch, and what it concerns was rewritten. */
	| 'inWords'
	/** Nothing the comment concerns changed. */
	| 'nothing';

export type Outcome =
	| { kind: 'adopted'; applied: Applied; answer: Answer }
	| { kind: 'rebutted'; reason: string; answer: Answer }
	| { kind: 'unanswered' };

export interface CommentEntry {
	comment: Comment;
	/** Every field it concerns; empty for a comment on the whole. */
	fields: CommentPlace[];
	/** Those of them that changed, or whose evidence did, whatever was answered. */
	changed: CommentPlace[];
	outcome: Outcome;
}

export interface Ledger {
	/** Numbers of the two versions. */
	from: number;
	to: number;
	words: WordChange[];
	numbers: NumberChange[];
	/** Evidence, moved assumptions and expectations that differ. */
	backing: BackingChange[];
	/** What both versions come to; null until it has been worked out. */
	results: { before: Figures; after: Figures } | null;
	/** Every comment of the earlier version's review, in its order. */
	comments: CommentEntry[];
	/** Fields that changed though the comments on them were rebutted or left without an answer. */
	despite: DesignField[];
	/** Fields that changed though no comment at all concerns them. */
	unasked: DesignField[];
	/** Assumptions that were moved, or moved back, and of these the ones no comment stands beside. */
	moved: number;
	movedUnasked: number;
}

type Version = Pick<Submission, 'number' | 'design'>;

export interface LedgerOf {
	before: Version;
	after: Version;
	/** The comments on `before`, as handed out. */
	comments: readonly Comment[];
	answers: readonly Answer[];
	results?: Ledger['results'];
}

/** The central figures of an effect with the programme running. */
export const figuresOf = ({ clv, churn12, roi, net }: ProgrammeEffect): Figures => ({
	clv: clv.with,
	churn12: churn12?.with ?? null,
	roi: roi?.value ?? null,
	net: net ?? null,
});

function outcomeOf(
	{ patch, field }: Comment,
	answer: Answer | undefined,
	after: Design,
	changed: { here: number; anywhere: number },
): Outcome {
	if (!answer) return { kind: 'unanswered' };
	if (answer.kind === 'rebutted') return { kind: 'rebutted', reason: answer.reason, answer };
	const touched = patch === null && field === null ? changed.anywhere : changed.here;
	const applied =
		patch !== null && standsAsAsked(after, patch)
			? 'asAsked'
			: touched === 0
				? 'nothing'
				: patch === null
					? 'inWords'
					: 'otherwise';
	return { kind: 'adopted', applied, answer };
}

/**
 * Balances two versions. Every field that differs stands once, in `words` or in `numbers`; every
 * comment stands once; an answer to a comment that is not there is passed over.
 */
export function ledgerOf({ before, after, comments, answers, results = null }: LedgerOf): Ledger {
	const changes = changesBetween(before.design, after.design).filter(
		({ field }) =>
			!isNumberField(field) ||
			!sameSetting(before.design.numbers[field], after.design.numbers[field]),
	);
	const backing = backingChanges(before.design, after.design);
	const supported = new Set<string>(
		backing.flatMap((change) => {
			if (change.kind === 'evidence') return [change.claim];
			return change.kind === 'assumption' ? [assumptionKey(change.name)] : [];
		}),
	);
	const answerOf = new Map(answers.map((answer) => [answer.commentId, answer]));
	const entries = comments.map((comment): CommentEntry => {
		const fields = fieldsConcerned(comment);
		const changed = fields.filter(
			(field) => supported.has(field) || changes.some((change) => change.field === field),
		);
		const touched = { here: changed.length, anywhere: changes.length + backing.length };
		const outcome = outcomeOf(comment, answerOf.get(comment.id), after.design, touched);
		return { comment, fields, changed, outcome };
	});
	const answering = (field: DesignField): Answering => {
		const about = entries.filter(({ changed }) => changed.includes(field));
		const ids = (isAdopted: boolean) =>
			about
				.filter(({ outcome }) => (outcome.kind === 'adopted') === isAdopted)
				.map(({ comment }) => comment.id);
		return { answers: ids(true), despite: ids(false) };
	};
	const words: WordChange[] = [];
	const numbers: NumberChange[] = [];
	for (const { field, ...values } of changes) {
		if (isNumberField(field)) {
			const [was, is] = [before.design.numbers[field], after.design.numbers[field]];
			numbers.push({ field, before: was, after: is, ...answering(field) });
		} else words.push({ field, ...values, ...answering(field) });
	}
	const moved = backing.flatMap((change) =>
		change.kind === 'assumption' ? [assumptionKey(change.name)] : [],
	);
	const ofNobody = [...words, ...numbers].filter(({ answers }) => answers.length === 0);
	return {
		from: before.number,
		to: after.number,
		words,
		numbers,
		backing,
		results,
		comments: entries,
		despite: ofNobody.filter(({ despite }) => despite.length > 0).map(({ field }) => field),
		unasked: ofNobody.filter(({ despite }) => despite.length === 0).map(({ field }) => field),
		moved: moved.length,
		movedUnasked: moved.filter((key) => !entries.some(({ changed }) => changed.includes(key)))
			.length,
	};
}

/** The ledger of a version, by its team's history; null for a first version. */
export function ledgerIn(
	history: readonly Submission[],
	number: number,
	results: Ledger['results'] = null,
): Ledger | null {
	const before = history.find((one) => one.number === number - 1);
	const after = history.find((one) => one.number === number);
	if (!before || !after) return null;
	const comments = before.review?.comments ?? [];
	return ledgerOf({ before, after, comments, answers: before.answers, results });
}
