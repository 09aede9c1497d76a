import type { ReviewContent } from '#workflow/review-merge.ts';

/**
 * What of a review the server has not said that it has, and what it stands on: kept on this device
 * until then, so that a page that dies loses nothing.
 */
export interface KeptDraft {
	content: ReviewContent;
	base: ReviewContent;
}

const nameOf = (submissionId: string) => `ll:review:${submissionId}`;

function isContent(given: unknown): given is ReviewContent {
	if (typeof given !== 'object' || given === null) return false;
	const { scores, comments, summary } = given as Partial<ReviewContent>;
	return typeof scores === 'object' && Array.isArray(comments) && typeof summary === 'string';
}

export function keptDraft(submissionId: string): KeptDraft | null {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(nameOf(submissionId)) ?? '{}');
		const { content, base } = kept as Partial<KeptDraft>;
		return isContent(content) && isContent(base) ? { content, base } : null;
	} catch {
		return null;
	}
}

/** Keeps it in place of what was kept before; null once the server has everything. */
export function keepDraft(submissionId: string, draft: KeptDraft | null): void {
	try {
		if (draft === null) localStorage.removeItem(nameOf(submissionId));
		else localStorage.setItem(nameOf(submissionId), JSON.stringify(draft));
	} catch {
		// A full or forbidden storage: what is written is a few seconds from the server.
	}
}
