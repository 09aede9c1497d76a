/**
 * Which lessons this reader has stamped. Kept in the reader's own browser, nowhere else:
 * `{"stamped":["goals","clv"],"last":"clv"}` under the key `progress`.
 *
 * A lesson is known by its word, so renumbering loses nothing; a word that no lesson has any more
 * is kept and simply not shown. Storage that is full or switched off means that nothing is
 * remembered, and the caller is told so (`false`).
 */
export interface Progress {
	stamped: string[];
	last: string | null;
}

const key = 'progress';

export function readProgress(): Progress {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
		const { stamped, last } = (stored ?? {}) as Partial<Record<keyof Progress, unknown>>;
		return {
			stamped: Array.isArray(stamped)
				? stamped.filter((word): word is string => typeof word === 'string')
				: [],
			last: typeof last === 'string' ? last : null,
		};
	} catch {
		return { stamped: [], last: null };
	}
}

function write(progress: Progress): boolean {
	try {
		localStorage.setItem(key, JSON.stringify(progress));
		return true;
	} catch {
		return false;
	}
}

export function setStamped(lesson: string, stamped: boolean): boolean {
	const progress = readProgress();
	const others = progress.stamped.filter((word) => word !== lesson);
	return write({ ...progress, stamped: stamped ? [...others, lesson] : others });
}

export function noteReading(lesson: string): void {
	write({ ...readProgress(), last: lesson });
}
