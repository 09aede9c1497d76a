/** A class, and as whom it is seen. */
export interface SeenIn {
	classId: string;
	as: 'member' | 'lecturer';
}

/**
 * Listens in a class until its lecturer deletes it, and then says so: what is deleted does not stay
 * on a screen. Call what it returns to stop. Without a line the talk goes on as it is.
 */
export function watchDeletion(seenIn: SeenIn, told: (sentence: string) => void): () => void {
	let stop: (() => void) | null = null;
	let isOver = false;
	void import('#live/connection.svelte.ts')
		.then(({ LiveConnection }) => {
			if (isOver) return;
			const line = new LiveConnection(seenIn);
			line.listen((message) => {
				if (message.kind === 'notice' && message.notice.gone) told(message.notice.message);
			});
			stop = line.start();
		})
		.catch(() => undefined);
	return () => {
		isOver = true;
		stop?.();
	};
}
