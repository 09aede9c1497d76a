import type { ShownRival } from './review-draft.svelte.ts';

/**
 * What two windows wrote at one place outlives turning to another team and loading the page anew:
 * it is kept with the tab until the lecturer has put it away, or the review is handed out.
 */
const nameOf = (submissionId: string) => `ll:rivals:${submissionId}`;

export function keptRivals(submissionId: string): ShownRival[] {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(submissionId)) ?? '[]');
		return Array.isArray(kept) ? (kept as ShownRival[]) : [];
	} catch {
		return [];
	}
}

export function keepRivals(submissionId: string, rivals: readonly ShownRival[]): void {
	try {
		if (rivals.length === 0) sessionStorage.removeItem(nameOf(submissionId));
		else sessionStorage.setItem(nameOf(submissionId), JSON.stringify(rivals));
	} catch {
		// Without storage it is kept as long as the sheet is open.
	}
}
