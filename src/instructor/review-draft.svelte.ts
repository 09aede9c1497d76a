import { commandKey } from '#live/command.ts';
import type { CommentDraft, CommentPlace, Patch } from '#workflow/comment.ts';
import {
	emptyReview,
	isThere,
	mergeReviews,
	sameReview,
	valueAt,
	type MergedReview,
	type ReviewContent,
	type ReviewPlace,
	type ReviewValue,
	type Rival,
} from '#workflow/review-merge.ts';
import { sameSetting } from '#workflow/same-setting.ts';
import type { Design, NumberField } from '#workflow/design.ts';
import { scoreReceipt, type Review, type Rubric } from '#workflow/submission.ts';
import { Autosave, type DraftLight } from './autosave.ts';
import { isCommentPlace } from './comment-places.ts';
import { keepDraft, keptDraft } from './kept-draft.ts';
import { keptRivals, keepRivals } from './kept-rivals.ts';

/** The server's answer to a save: the draft as it now stands, and what came from another window. */
export type SavedDraft =
	| { ok: true; at: number; stored: ReviewContent; taken: ReviewPlace[]; rivals: Rival[] }
	| { ok: false; reason: string };

/** What stood at a place that two windows wrote at, kept until the lecturer puts it away. */
export interface ShownRival extends Rival {
	/** Whether it was written here and the other window's stands now, or the other way round. */
	isOwn: boolean;
}

/** The comment beside one field, or one moved assumption, while it is being written. */
export interface Note {
	/** Stays the same from the first word to the team's answer. */
	id: string;
	text: string;
	/** Where the team's sliders were moved to; null while they stand where the team left them. */
	patch: Patch | null;
}

interface Setting {
	rubric: Rubric;
	/** The version under review. */
	submission: { id: string; design: Design; review: Review | null };
	/** Saves what is written here on top of what the server said last. */
	save: (content: ReviewContent, base: ReviewContent) => Promise<SavedDraft>;
}

const contentOf = ({ scores, comments, summary }: Review): ReviewContent => ({
	scores,
	comments: comments.map(({ result: _, ...comment }) => comment),
	summary,
});

/**
 * A review while it is being written: scores, a comment a field, a summary, and its save light. It
 * may be open in another window too; what is written there comes in place by place, and where both
 * wrote, nothing of either is lost.
 */
export class ReviewDraft {
	scores = $state<Record<string, number>>({});
	/** Comment by field; none, and one without text and patch, are the same. */
	notes = $state<Partial<Record<CommentPlace, Note>>>({});
	summary = $state('');
	light = $state.raw<DraftLight>({ kind: 'untouched' });
	/** Places that another window has changed since this one was opened, the newest last. */
	news = $state.raw<readonly ReviewPlace[]>([]);
	rivals = $state.raw<readonly ShownRival[]>([]);
	readonly receipt = $derived.by(() => scoreReceipt(this.#setting.rubric, this.scores));

	readonly #setting: Setting;
	readonly #autosave: Autosave<ReviewContent>;
	/** The draft as the server last had it. */
	#base = emptyReview;
	#baseAt = 0;
	/** What came in while a save was on its way, to be looked at once it is answered. */
	#arrived: Review | null = null;
	/** Where something has been written in this window. */
	readonly #written = new Set<ReviewPlace>();

	constructor(setting: Setting) {
		this.#setting = setting;
		const { id, review } = setting.submission;
		if (review?.status === 'draft') this.#begin(review);
		this.#autosave = new Autosave(
			() => this.content,
			(content) => this.#save(content),
			(light) => {
				this.light = light;
				if (this.#arrived && !this.#autosave.isTravelling) this.receive(this.#arrived);
			},
		);
		this.#keep(keptRivals(id));
		if (review === null || review.status === 'draft') this.#takeKept();
	}

	/** Goes on from what a page that died had not saved, on top of what has been saved since. */
	#takeKept(): void {
		const { id } = this.#setting.submission;
		const kept = keptDraft(id);
		if (!kept) return;
		const { content, rivals } = mergeReviews(kept.base, kept.content, this.#base);
		const { taken } = mergeReviews(this.#base, this.#base, content);
		if (taken.length === 0) return keepDraft(id, null);
		for (const place of taken) this.#set(place, valueAt(content, place));
		this.#keepTheirs(rivals);
		for (const place of taken) this.#changed(place);
	}

	#begin(review: Review): void {
		this.#base = contentOf(review);
		this.#baseAt = review.updatedAt;
		this.scores = { ...review.scores };
		this.summary = review.summary;
		for (const { id, field, text, patch } of review.comments) {
			// The form has one box a field, and the summary for the whole.
			if (field === null) this.summary = [this.summary, text].filter(Boolean).join('\n');
			else {
				const note = this.#note(field, id);
				note.text = [note.text, text].filter(Boolean).join('\n');
				note.patch = note.patch || patch ? { ...note.patch, ...patch } : null;
			}
		}
		this.light = { kind: 'saved', at: review.updatedAt };
	}

	/** The field's comment, begun when there is none. */
	#note(field: CommentPlace, id = commandKey()): Note {
		this.notes[field] ??= { id, text: '', patch: null };
		return this.notes[field];
	}

	get content(): ReviewContent {
		const comments = Object.entries(this.notes).flatMap(([field, note]): CommentDraft[] => {
			if (!isCommentPlace(field) || !note) return [];
			const { id, patch } = note;
			const text = note.text.trim();
			return text === '' && !patch ? [] : [{ id, field, text, patch: patch && { ...patch } }];
		});
		return { scores: { ...this.scores }, comments, summary: this.summary.trim() };
	}

	/** The draft as the server last had it; what is handed out must stand on it. */
	get base(): ReviewContent {
		return this.#base;
	}

	get owes(): boolean {
		return this.#autosave.owes;
	}

	give(criterion: string, level: number): void {
		this.scores[criterion] = level;
		this.#changed(`score:${criterion}`);
	}

	write(field: CommentPlace, text: string): void {
		this.#note(field).text = text;
		this.#changed(`text:${field}`);
	}

	/** Moves the team's slider; where the team left it means it is not moved. */
	move(field: NumberField, value: number): void {
		const note = this.#note(field);
		const { [field]: _, ...others } = note.patch ?? {};
		const moved = !sameSetting(value, this.#setting.submission.design.numbers[field]);
		const patch: Patch = moved ? { ...others, [field]: value } : others;
		note.patch = Object.keys(patch).length > 0 ? patch : null;
		this.#changed(`patch:${field}`);
	}

	sumUp(text: string): void {
		this.summary = text;
		this.#changed('summary');
	}

	#changed(place: ReviewPlace): void {
		this.#written.add(place);
		keepDraft(this.#setting.submission.id, { content: this.content, base: this.#base });
		this.#autosave.changed();
	}

	save(): Promise<void> {
		return this.#autosave.flush();
	}

	stop(): void {
		this.#autosave.stop();
		keepDraft(this.#setting.submission.id, null);
		this.#keep([]);
	}

	async #save(content: ReviewContent): Promise<SavedDraft> {
		const saved = await this.#setting.save(content, this.#base);
		if (!saved.ok) return saved;
		// What differs from what was sent came from elsewhere, or is how the server writes it.
		const merged = mergeReviews(content, this.content, saved.stored);
		this.#take(merged, saved.taken);
		this.#keepTheirs([...saved.rivals, ...merged.rivals]);
		this.#base = saved.stored;
		this.#baseAt = saved.at;
		this.#keep(this.rivals);
		const isStored = sameReview(saved.stored, this.content);
		keepDraft(
			this.#setting.submission.id,
			isStored ? null : { content: this.content, base: this.#base },
		);
		return saved;
	}

	/** The draft as the class's view has it; what another window has saved meanwhile comes in. */
	receive(review: Review | null): void {
		if (review?.status !== 'draft' || review.updatedAt <= this.#baseAt) return;
		this.#arrived = review;
		if (this.#autosave.isTravelling) return;
		this.#arrived = null;
		const came = contentOf(review);
		const merged = mergeReviews(this.#base, this.content, came);
		this.#take(merged, merged.taken);
		this.#keepTheirs(merged.rivals);
		this.#base = came;
		this.#baseAt = review.updatedAt;
		this.#keep(this.rivals);
		if (!this.owes) this.light = { kind: 'saved', at: review.updatedAt };
	}

	/** Puts into the boxes what the other side changed. */
	#take({ content, taken }: MergedReview, news: readonly ReviewPlace[]): void {
		const own = this.content;
		const replaced: ShownRival[] = [];
		for (const place of taken) {
			const was = valueAt(own, place);
			const is = valueAt(content, place);
			this.#set(place, is);
			const isGone = was !== undefined && !(typeof is === 'string' && is.includes(String(was)));
			if (isGone && news.includes(place) && this.#written.has(place))
				replaced.push({ place, value: was, isOwn: true });
		}
		for (const { id, field } of content.comments) {
			const note = field === null ? undefined : this.notes[field];
			if (note) note.id = id;
		}
		if (replaced.length > 0) this.#keep([...this.rivals, ...replaced]);
		if (news.length > 0) this.news = [...this.news.filter((one) => !news.includes(one)), ...news];
	}

	#set(place: ReviewPlace, value: ReviewValue | undefined): void {
		const [kind, name = ''] = place.split(/:(.*)/s);
		if (kind === 'summary') this.summary = typeof value === 'string' ? value : '';
		else if (kind === 'score' && typeof value === 'number') this.scores[name] = value;
		else if (kind === 'score') delete this.scores[name];
		else if (isCommentPlace(name)) {
			const note = this.#note(name);
			if (kind === 'text') note.text = typeof value === 'string' ? value : '';
			else note.patch = typeof value === 'object' ? { ...value } : null;
		} else if (typeof value === 'string') {
			// A comment that has no box of its own here: on the whole, or a field's second.
			this.summary = [this.summary, value].filter(Boolean).join('\n');
		}
	}

	#keepTheirs(rivals: readonly Rival[]): void {
		const shown = rivals.map((rival) => ({ ...rival, isOwn: false }));
		if (shown.length > 0) this.#keep([...this.rivals, ...shown]);
	}

	/** What stands at its place by now, as when the other window has put it in, is no rival. */
	#keep(rivals: readonly ShownRival[]): void {
		const { content } = this;
		this.rivals = rivals.filter((rival) => !isThere(content, rival));
		keepRivals(this.#setting.submission.id, this.rivals);
	}

	/** Puts away what stood at a place where two windows wrote. */
	dismiss(rival: ShownRival): void {
		this.#keep(this.rivals.filter((one) => one !== rival));
	}

	/** Takes it after all: words after what stands there, a level or a slider in its stead. */
	use(rival: ShownRival): void {
		const { place, value } = rival;
		const stands = valueAt(this.content, place);
		const isText = typeof value === 'string' && typeof stands === 'string';
		this.#set(place, isText ? `${stands}\n${value}` : value);
		this.#changed(place);
		this.dismiss(rival);
	}

	/** The news has been read. */
	read(): void {
		this.news = [];
	}
}
