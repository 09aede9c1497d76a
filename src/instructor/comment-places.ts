import { isDesignField } from '#presentation/design-rows.ts';
import { isAssumptionPlace, type CommentPlace } from '#workflow/comment.ts';

/** Whether a name is that of a field or of an assumption, which comments stand beside. */
export const isCommentPlace = (name: string): name is CommentPlace =>
	isDesignField(name) || isAssumptionPlace(name);
