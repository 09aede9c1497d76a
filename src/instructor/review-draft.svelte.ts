import { commandKey } from '#live/command.ts';
import { isDesignField } from '#presentation/design-rows.ts';
import type { CommentDraft, Patch } from '#workflow/comment.ts';
import { sameSetting } from '#workflow/same-setting.ts';
import type { Design, DesignField, NumberField } from '#workflow/design.ts';
import { scoreReceipt, type Review, type Rubric } from '#workflow/submission.ts';
import { Autosave, type DraftLight, type Saved } from './autosave.ts';

/** What travels when a review is saved or handed out. */
export interface ReviewContent {
	scores: Record<string, number>;
	comments: CommentDraft[];
	summary: string;
}

/** The comment beside one field while it is being written. */
export interface Note {
	/** Stays the same from the first word to the team's answer. */
	id: string;
	text: string;
	/** Where the team's sliders were moved to; null while they stand where the team left them. */
	patch: Patch | null;
}

/** A review while it is being written: scores, a comment a field, a summary, and its save light. */
export class ReviewDraft {
	scores = $state<Record<string, number>>({});
	/** Comment by field; none, and one without text and patch, are the same. */
	notes = $state<Partial<Record<DesignField, Note>>>({});
	summary = $state('');
	light = $state.raw<DraftLight>({ kind: 'untouched' });
	readonly receipt = $derived.by(() => scoreReceipt(this.#rubric, this.scores));

	readonly #rubric: Rubric;
	readonly #frozen: Design;
	readonly #autosave: Autosave<ReviewContent>;

	/** `frozen` is the design under review; `review` the draft that the server has, if any. */
	constructor(
		rubric: Rubric,
		frozen: Design,
		review: Review | null,
		save: (content: ReviewContent) => Promise<Saved>,
	) {
		this.#rubric = rubric;
		this.#frozen = frozen;
		this.scores = { ...review?.scores };
		this.summary = review?.summary ?? '';
		for (const { id, field, text, patch } of review?.comments ?? []) {
			// The form has one box a field, and the summary for the whole.
			if (field === null) this.summary = [this.summary, text].filter(Boolean).join('\n');
			else {
				const note = this.#note(field, id);
				note.text = [note.text, text].filter(Boolean).join('\n');
				note.patch = note.patch || patch ? { ...note.patch, ...patch } : null;
			}
		}
		if (review) this.light = { kind: 'saved', at: review.updatedAt };
		this.#autosave = new Autosave(save, (light) => (this.light = light));
	}

	/** The field's comment, begun when there is none. */
	#note(field: DesignField, id = commandKey()): Note {
		this.notes[field] ??= { id, text: '', patch: null };
		return this.notes[field];
	}

	get content(): ReviewContent {
		const comments = Object.entries(this.notes).flatMap(([field, note]): CommentDraft[] => {
			if (!isDesignField(field) || !note) return [];
			const { id, patch } = note;
			const text = note.text.trim();
			return text === '' && !patch ? [] : [{ id, field, text, patch: patch && { ...patch } }];
		});
		return { scores: { ...this.scores }, comments, summary: this.summary.trim() };
	}

	get owes(): boolean {
		return this.#autosave.owes;
	}

	give(criterion: string, level: number): void {
		this.scores[criterion] = level;
		this.changed();
	}

	write(field: DesignField, text: string): void {
		this.#note(field).text = text;
		this.changed();
	}

	/** Moves the team's slider; where the team left it means it is not moved. */
	move(field: NumberField, value: number): void {
		const note = this.#note(field);
		const { [field]: _, ...others } = note.patch ?? {};
		const moved = !sameSetting(value, this.#frozen.numbers[field]);
		const patch: Patch = moved ? { ...others, [field]: value } : others;
		note.patch = Object.keys(patch).length > 0 ? patch : null;
		this.changed();
	}

	/** To be called after every change of the summary. */
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
