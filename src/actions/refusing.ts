import { ActionError } from 'astro:actions';
import { refusals, type RefusalCode } from '#workflow/refusals.ts';

// The services run outside the bundle these pages are built into, so their Refusal is another
// class of the same name: it is known by its code, not by `instanceof`.
function codeOf(error: unknown): RefusalCode | null {
	if (!(error instanceof Error) || error.name !== 'Refusal' || !('code' in error)) return null;
	const { code } = error;
	return typeof code === 'string' && code in refusals ? (code as RefusalCode) : null;
}

const brokenSentence = '伺服器剛才沒有完成這一步，什麼都沒有改變；請再試一次，還是不行就告訴老師。';

/** Does it, and turns a refusal into a status with its sentence; a bug is logged, never shown. */
export async function refusing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} catch (error) {
		const code = codeOf(error);
		if (code)
			throw new ActionError({ code: refusals[code].status, message: refusals[code].message });
		console.error(error);
		throw new ActionError({ code: 'INTERNAL_SERVER_ERROR', message: brokenSentence });
	}
}
