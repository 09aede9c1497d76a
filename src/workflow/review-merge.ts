import type { CommentDraft, Patch } from './comment.ts';
import { sameSetting } from './same-setting.ts';

/**
 * One review written in two windows. What each wrote since it last heard from the server is put
 * together place by place, so that a window which has not looked for a while wipes nothing out.
 */

/** What a review says while it is being written; what travels when it is saved or handed out. */
export interface ReviewContent {
	/** Level by criterion id, 1–5. */
	scores: Record<string, number>;
	comments: CommentDraft[];
	summary: string;
}

export const emptyReview: ReviewContent = { scores: {}, comments: [], summary: '' };

/** Something that is changed by itself: a level, a comment's words, where it moves sliders, 總評. */
export type ReviewPlace = `score:${string}` | `text:${string}` | `patch:${string}` | 'summary';
export type ReviewValue = number | string | Patch;

/** What was written at a place where something else stands now. */
export interface Rival {
	place: ReviewPlace;
	value: ReviewValue;
}

export interface MergedReview {
	content: ReviewContent;
	/** Places where the other side's change was taken over. */
	taken: ReviewPlace[];
	/** Both sides changed it: mine stands in `content`, the other side's here. */
	rivals: Rival[];
}

type Named = Pick<CommentDraft, 'id' | 'field'>;

/** The review by its places; the empty ones left out. */
function placesOf({ scores, comments, summary }: ReviewContent) {
	const values = new Map<ReviewPlace, ReviewValue>();
	/** A field has one comment in the form; one more, or one on the whole, goes by its own name. */
	const named = new Map<string, Named>();
	for (const [criterion, level] of Object.entries(scores)) values.set(`score:${criterion}`, level);
	for (const { id, field, text, patch } of comments) {
		const key = field !== null && !named.has(field) ? field : id;
		named.set(key, { id, field });
		if (text.trim() !== '') values.set(`text:${key}`, text);
		if (patch && Object.keys(patch).length > 0) values.set(`patch:${key}`, patch);
	}
	if (summary.trim() !== '') values.set('summary', summary);
	return { values, named };
}

function same(one: ReviewValue | undefined, other: ReviewValue | undefined): boolean {
	if (typeof one !== 'object' || typeof other !== 'object') return one === other;
	const fields = Object.keys({ ...one, ...other }) as (keyof Patch)[];
	return fields.every((field) => sameSetting(one[field] ?? NaN, other[field] ?? NaN));
}

const holds = (one: ReviewValue, other: ReviewValue): boolean =>
	typeof one === 'string' && typeof other === 'string' && one.includes(other);

/**
 * Three ways: `base` is what mine was begun from. A place that only one side changed is as that side
 * has it; of two changes mine stands, as the later, and the other's is handed back. Words win over
 * an emptied box, whoever emptied it.
 */
export function mergeReviews(
	base: ReviewContent,
	mine: ReviewContent,
	theirs: ReviewContent,
): MergedReview {
	const [before, own, other] = [placesOf(base), placesOf(mine), placesOf(theirs)];
	const merged = new Map<ReviewPlace, ReviewValue>();
	const taken: ReviewPlace[] = [];
	const rivals: Rival[] = [];
	for (const place of new Set([
		...before.values.keys(),
		...other.values.keys(),
		...own.values.keys(),
	])) {
		const [was, is, came] = [
			before.values.get(place),
			own.values.get(place),
			other.values.get(place),
		];
		let value = is;
		if (!same(is, came) && !same(came, was)) {
			if (same(is, was) || is === undefined) {
				value = came;
				taken.push(place);
			} else if (came !== undefined && !holds(is, came)) rivals.push({ place, value: came });
		}
		if (value !== undefined) merged.set(place, value);
	}
	// What is stored comes first and keeps its names; what is new follows it.
	const named = new Map([...other.named, ...own.named, ...other.named]);
	return { content: contentOf(merged, named), taken, rivals };
}

function contentOf(
	values: ReadonlyMap<ReviewPlace, ReviewValue>,
	named: ReadonlyMap<string, Named>,
): ReviewContent {
	const content: ReviewContent = { scores: {}, comments: [], summary: '' };
	for (const [place, value] of values) {
		if (place.startsWith('score:') && typeof value === 'number')
			content.scores[place.slice('score:'.length)] = value;
		if (place === 'summary' && typeof value === 'string') content.summary = value;
	}
	for (const [key, { id, field }] of named) {
		const [text, patch] = [values.get(`text:${key}`), values.get(`patch:${key}`)];
		if (text === undefined && patch === undefined) continue;
		content.comments.push({
			...{ id, field },
			text: typeof text === 'string' ? text : '',
			patch: typeof patch === 'object' ? patch : null,
		});
	}
	return content;
}

/** Whether two reviews say the same, whatever their comments are called. */
export const sameReview = (one: ReviewContent, other: ReviewContent): boolean => {
	const { taken } = mergeReviews(one, one, other);
	return taken.length === 0;
};

/** Whether what was written at a place stands there already, by itself or among other words. */
export function isThere(content: ReviewContent, { place, value }: Rival): boolean {
	const stands = valueAt(content, place);
	return stands !== undefined && (same(stands, value) || holds(stands, value));
}

/** The value that stands at a place; undefined where there is nothing. */
export const valueAt = (content: ReviewContent, place: ReviewPlace): ReviewValue | undefined =>
	placesOf(content).values.get(place);
