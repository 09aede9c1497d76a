import type { Rubric, Review, Comment } from '#workflow/submission.ts';
import type { DesignField } from '#workflow/design.ts';
import { scoreReceipt } from '#workflow/submission.ts';
import { Autosave, type DraftLight, type Saved } from './autosave.ts';
import { isDesignField } from '#presentation/design-rows.ts';

/** What travels when a review is saved or handed out. */
export interface ReviewContent {
	scores: Record<string, number>;
	comments: Comment[];
	summary: string;
}

/** A review while it is being written: scores, a comment a field, a summary, and its save light. */
export class ReviewDraft {
	scores = $state<Record<string, number>>({});
	/** Comment by field; no entry and an empty text are the same. */
	notes = $state<Partial<Record<DesignField, string>>>({});
	summary = $state('');
	light = $state.raw<DraftLight>({ kind: 'untouched' });
	readonly receipt = $derived.by(() => scoreReceipt(this.#rubric, this.scores));

	readonly #rubric: Rubric;
	readonly #autosave: Autosave<ReviewContent>;

	constructor(
		rubric: Rubric,
		review: Review | null,
		save: (content: ReviewContent) => Promise<Saved>,
	) {
		this.#rubric = rubric;
		this.scores = { ...review?.scores };
		this.summary = review?.summary ?? '';
		for (const { field, text } of review?.comments ?? []) {
			// The form has one box a field, and the summary for the whole.
			if (field === null) this.summary = [this.summary, text].filter(Boolean).join('\n');
			else this.notes[field] = [this.notes[field], text].filter(Boolean).join('\n');
		}
		if (review) this.light = { kind: 'saved', at: review.updatedAt };
		this.#autosave = new Autosave(save, (light) => (this.light = light));
	}

	get content(): ReviewContent {
		const comments = Object.entries(this.notes).flatMap(([field, text]) =>
			isDesignField(field) && text?.trim() ? [{ field, text: text.trim() }] : [],
		);
		return { scores: { ...this.scores }, comments, summary: this.summary.trim() };
	}

	get owes(): boolean {
		return this.#autosave.owes;
	}

	give(criterion: string, level: number): void {
		this.scores[criterion] = level;
		this.changed();
	}

	/** To be called after every change of notes or summary. */
	changed(): void {
		this.#autosave.changed(this.content);
	}

	save(): Promise<void> {
		return this.#autosave.flush();
	}

	stop(): void {
		this.#autosave.stop();
	}
}
