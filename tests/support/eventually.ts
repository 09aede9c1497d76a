import { setTimeout as pause } from 'node:timers/promises';

const betweenMilliseconds = 100;

/** Asks until it is so; fails in words when that takes too long, and at once when `signal` says so. */
export async function eventually(
	what: string,
	isSo: () => boolean | Promise<boolean>,
	within: { milliseconds: number; signal?: AbortSignal },
): Promise<void> {
	const latest = Date.now() + within.milliseconds;
	while (!(await isSo())) {
		within.signal?.throwIfAborted();
		if (Date.now() > latest) throw new Error(`not within ${within.milliseconds} ms: ${what}`);
		await pause(betweenMilliseconds);
	}
}
