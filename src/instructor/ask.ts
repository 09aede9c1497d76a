/** What an action answers, as far as the desk cares. */
interface Answer<Data> {
	data?: Data | undefined;
	error?: { message: string; code?: string } | undefined;
}

export type Asked<Data> = { ok: true; data: Data | undefined } | { ok: false; sentence: string };

/**
 * A name for one press of a button, so that a command that travels twice happens once.
 * Lecture-hall addresses are plain http, where randomUUID does not exist; getRandomValues does.
 */
export function commandKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const unreachable = '連不到伺服器，這一步還沒有做；請看一下網路再按一次。';

/**
 * Sends a command. When the network fails it goes out once more under the same key, so a command
 * that did arrive is not done twice. The sentence is what people read.
 */
export async function ask<Data>(
	send: (key: string) => Promise<Answer<Data>>,
): Promise<Asked<Data>> {
	const key = commandKey();
	for (let attempt = 0; attempt < 2; attempt++) {
		try {
			const { data, error } = await send(key);
			return error ? { ok: false, sentence: error.message } : { ok: true, data };
		} catch {
			// The next attempt, or the sentence below, says what happened.
		}
	}
	return { ok: false, sentence: unreachable };
}
