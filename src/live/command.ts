import { refusals } from '#workflow/refusals.ts';

/** What an action answers, as far as a room cares. */
interface Answer<Data> {
	data?: Data | undefined;
	error?: { message: string; type?: string } | undefined;
}

export type Told<Data> = { ok: true; data: Data | undefined } | { ok: false; sentence: string };

/**
 * A name for one press of a button, so that a command that travels twice happens once.
 * Lecture-hall addresses are plain http, where randomUUID does not exist; getRandomValues does.
 */
export function commandKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Said where no answer came; true no more once the line is back. */
export const unreachable = '連不到伺服器，這一步還沒有確定做好；請看一下網路，等連上線再按一次。';

/**
 * Sends a command; when the network fails, once more under the same key. A refusal comes back as
 * its sentence, never as an exception.
 */
export async function tell<Data>(
	send: (key: string) => Promise<Answer<Data>>,
): Promise<Told<Data>> {
	const key = commandKey();
	for (let attempt = 0; attempt < 2; attempt++) {
		try {
			const { data, error } = await send(key);
			if (!error) return { ok: true, data };
			const unread = error.type === 'AstroActionInputError';
			return { ok: false, sentence: unread ? refusals.BAD_INPUT.message : error.message };
		} catch {
			// No answer at all: the next attempt, or the sentence below, says so.
		}
	}
	return { ok: false, sentence: unreachable };
}
