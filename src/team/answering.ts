import type { AnswerKind, Comment } from '#workflow/comment.ts';
import type { Design } from '#workflow/design.ts';

/** How the comments of the last review can be answered now. */
export interface Answering {
	/** The draft as it stands. */
	draft: Design;
	/** False while nothing can be sent. */
	ready: boolean;
	/** What the server said to the last answer, and to which comment it was. */
	refused: { commentId: string; sentence: string } | null;
	/** Sends an answer, or takes the present one back; true when it is stored. */
	onanswer: (comment: Comment, kind: AnswerKind | 'withdrawn', reason: string) => Promise<boolean>;
	/** Moves the sliders to where the lecturer left them, once more. */
	onmove: (comment: Comment) => void;
}
