import { clampInputs, type ModelState } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import type { ProgrammeEffect } from '#models/points/range.ts';
import {
	assumptionKey,
	assumptionNames,
	assumptionOfKey,
	type AssumptionKey,
} from './assumptions.ts';
import {
	numberFields,
	requiredFields,
	type Design,
	type DesignField,
	type NumberField,
} from './design.ts';
import { sameSetting } from './same-setting.ts';

/**
 * What a lecturer says about a design, and what its team says back. A comment may be executable:
 * the lecturer moves the team's own sliders, and where they were left is kept as a patch.
 */

/** Where the lecturer left the team's sliders, each in its row's own unit and range. */
export type Patch = Partial<Record<NumberField, number>>;

/** What the frozen version comes to, and what it would come to with the patch. */
export interface PatchResult {
	before: ProgrammeEffect;
	after: ProgrammeEffect;
}

/** What a comment may stand beside: a field of the form, or an assumption that the team moved. */
export type CommentPlace = DesignField | AssumptionKey;

/** The assumptions as places of comments. */
export const assumptionPlaces: readonly AssumptionKey[] = assumptionNames.map(assumptionKey);
export const isAssumptionPlace = (place: string): place is AssumptionKey =>
	assumptionOfKey(place) !== null;

/** Every place that a comment may stand beside, in the order in which the form is read. */
const placesInOrder: readonly CommentPlace[] = [...requiredFields, ...assumptionPlaces];

export interface Comment {
	/** Names it within its review, for good; answers refer to it. */
	id: string;
	/** What it is about; null when it is about the whole. */
	field: CommentPlace | null;
	text: string;
	/** Null when it only says something. */
	patch: Patch | null;
	/** Worked out by the server when the review is handed out; null before, and without a patch. */
	result: PatchResult | null;
}

/** A comment as it is written: whatever it comes to is not the writer's to say. */
export type CommentDraft = Omit<Comment, 'result'>;

/** A team takes a comment up, or says why not. */
export type AnswerKind = 'adopted' | 'rebutted';

export interface Answer {
	commentId: string;
	kind: AnswerKind;
	/** Why not; empty when adopted. */
	reason: string;
	/** Name of the member who pressed, also once he has left the class. */
	by: string;
	/** Epoch milliseconds. */
	at: number;
	/** Grows by one each time this comment's answer is given, replaced or taken back. */
	version: number;
}

/** How long a rebuttal's reason may be, in characters. */
export const longestReason = 300;

/** The most comments of one review that may carry a patch: each is two runs of the simulator. */
export const mostPatches = 12;

export const isNumberField = (field: string | null): field is NumberField =>
	field !== null && Object.hasOwn(numberFields, field);

/** The fields that a patch moves, in the order of the form. */
export const fieldsOf = (patch: Patch | null): NumberField[] =>
	(Object.keys(numberFields) as NumberField[]).filter((field) => patch?.[field] !== undefined);

/** Every place a comment concerns: the one it stands beside, and those whose sliders it moves. */
export function fieldsConcerned({
	field,
	patch,
}: Pick<Comment, 'field' | 'patch'>): CommentPlace[] {
	const moved = fieldsOf(patch);
	return field === null || moved.some((one) => one === field) ? moved : [field, ...moved];
}

/**
 * Reads a patch for a design: values put into their rows, unknown names passed over, sliders that
 * stand where the team left them left out. Null when nothing is moved.
 */
export function readPatch(
	given: Readonly<Record<string, unknown>> | null | undefined,
	design: Pick<Design, 'numbers'>,
): Patch | null {
	const named = (Object.keys(numberFields) as NumberField[]).filter((field) => {
		const value = given?.[field];
		return typeof value === 'number' && Number.isFinite(value);
	});
	const { inputs } = clampInputs(numberFields, given ?? {});
	const moved = named.filter((field) => !sameSetting(inputs[field], design.numbers[field]));
	return moved.length === 0
		? null
		: Object.fromEntries(moved.map((field) => [field, inputs[field]]));
}

/** The simulator state of a frozen version with a patch put in; an input it lacks is the usual one. */
export function patchedState(
	state: ModelState<PointsInputs>,
	patch: Patch | null,
): ModelState<PointsInputs> {
	return { ...state, inputs: clampInputs(pointsInputs, { ...state.inputs, ...patch }).inputs };
}

/** Whether every slider of a patch stands where the patch asks. */
export const standsAsAsked = ({ numbers }: Pick<Design, 'numbers'>, patch: Patch): boolean =>
	fieldsOf(patch).every((field) => sameSetting(numbers[field], patch[field] ?? Number.NaN));

type Stored = Partial<Comment> & Pick<Comment, 'field' | 'text'>;

/** Where in the form a comment stands; one on the whole comes after all. */
const placeInForm = ({ field }: Pick<Comment, 'field'>): number => {
	const place = field === null ? -1 : placesInOrder.indexOf(field);
	return place < 0 ? placesInOrder.length : place;
};

/**
 * Comments as they are stored, the empty ones left out, in the order of the form: the order in which
 * they happened to be written tells a team nothing. One from before comments had names is named
 * by its place (`c1` for the first), and so is the second of two that bear the same name.
 */
export function readComments(stored: readonly Stored[]): Comment[] {
	const taken = new Set(stored.map(({ id }) => id));
	const seen = new Set<string>();
	const named = stored.map((comment, index): Comment => {
		let id = comment.id ?? '';
		if (id === '' || seen.has(id)) {
			id = `c${index + 1}`;
			while (taken.has(id) || seen.has(id)) id += 'x';
		}
		seen.add(id);
		const { field, text, patch = null, result = null } = comment;
		return { id, field, text, patch, result };
	});
	return named
		.filter(({ text, patch }) => text.trim() !== '' || patch !== null)
		.sort((one, other) => placeInForm(one) - placeInForm(other));
}

/** The comments that nobody has answered, in the order of the review. */
export function unanswered(
	comments: readonly Comment[],
	answers: readonly Pick<Answer, 'commentId'>[],
): Comment[] {
	const answered = new Set(answers.map(({ commentId }) => commentId));
	return comments.filter(({ id }) => !answered.has(id));
}
