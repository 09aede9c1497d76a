import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { frame } from '#workflow/messages.ts';
import { wordOf, type Crowd, type Errand, type Student } from './crowd.ts';
import * as rooms from './rooms.ts';

/**
 * The same crowd with a real page for each: all come in at once by the door, choose their team, and
 * type letter by letter. `greeted` is told whenever the server takes up the line of one of them.
 */
export async function gatherPhones(
	{
		origin,
		newPhone,
		greeted,
	}: { origin: string; newPhone: () => Promise<Page>; greeted?: (student: Student) => void },
	{ code, students, field, everyMilliseconds }: Errand,
): Promise<Crowd> {
	const stopped = new AbortController();
	const typists = await Promise.all(
		students.map(async (student) => {
			const page = await newPhone();
			page.on('websocket', (socket) =>
				socket.on('framereceived', ({ payload }) => {
					if (typeof payload !== 'string' && payload[0] === frame.hello) greeted?.(student);
				}),
			);
			await rooms.join(page, origin, code, student.name, student.team);
			return { ...student, page, words: [] as string[] };
		}),
	);
	const writing = Promise.all(
		typists.map(async ({ page, name, words }) => {
			while (!stopped.signal.aborted) {
				const word = wordOf(name, words.length);
				words.push(word);
				await rooms.writeOn(page, field.label, word);
				const { signal } = stopped;
				await pause(everyMilliseconds, undefined, { signal }).catch(() => undefined);
			}
		}),
	);
	// Who cannot write is heard of when all are to be done.
	writing.catch(() => undefined);
	return {
		written: () => typists,
		screens: () =>
			typists.map(({ name, team, page }) => ({
				...{ name, team },
				shown: () => rooms.wordsIn(page, field.label),
			})),
		async settle() {
			stopped.abort();
			await writing;
			for (const { page } of typists) await rooms.saved(page).waitFor();
		},
		async end() {
			stopped.abort();
			for (const { page } of typists) await page.context().close();
		},
	};
}
