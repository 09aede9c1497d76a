import { ActionError } from 'astro:actions';
import { refusals, type RefusalCode } from '#workflow/refusals.ts';

// The services run outside the bundle these pages are built into, so their Refusal is another
// class of the same name: it is known by its code, not by `instanceof`.
function refusalIn(error: unknown): { code: RefusalCode; sentence: string } | null {
	if (!(error instanceof Error) || error.name !== 'Refusal' || !('code' in error)) return null;
	const { code, message } = error;
	if (typeof code !== 'string' || !(code in refusals)) return null;
	return { code: code as RefusalCode, sentence: message };
}

const brokenSentence = '伺服器剛才沒有完成這一步，什麼都沒有改變；請再試一次，還是不行就告訴老師。';

/** Does it, and turns a refusal into a status with its sentence; a bug is logged, never shown. */
export async function refusing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} catch (error) {
		const refusal = refusalIn(error);
		if (refusal)
			throw new ActionError({ code: refusals[refusal.code].status, message: refusal.sentence });
		console.error(error);
		throw new ActionError({ code: 'INTERNAL_SERVER_ERROR', message: brokenSentence });
	}
}
