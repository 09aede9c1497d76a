import type { Step } from './commands.ts';
import { hashOf, newToken } from './tokens.ts';

/** Makes a device's token the key to a member's seat; one seat a class, the last one given. */
export async function giveSeat(
	{ tx, now }: Step,
	seat: { classId: string; memberId: string; tokenHash: string },
): Promise<void> {
	const { memberId } = seat;
	await tx
		.insertInto('seat')
		.values({
			token_hash: seat.tokenHash,
			class_id: seat.classId,
			member_id: memberId,
			given_at: now,
		})
		.onConflict((row) =>
			row.columns(['token_hash', 'class_id']).doUpdateSet({ member_id: memberId }),
		)
		.execute();
}

/**
 * The token a device goes on with: its own when some seat was given to it here, else a new one. One
 * that somebody else put on the device must not become the key to this student's seat.
 */
export async function tokenToKeep({ tx }: Step, held: string | null): Promise<string> {
	if (held === null) return newToken();
	const query = tx.selectFrom('seat').select('class_id').where('token_hash', '=', hashOf(held));
	return (await query.limit(1).executeTakeFirst()) ? held : newToken();
}

/** The seat that this device already has in the class, if any. */
export async function heldSeat({ tx }: Step, classId: string, token: string | null) {
	if (token === null) return undefined;
	const query = tx.selectFrom('seat').select('member_id').where('token_hash', '=', hashOf(token));
	return (await query.where('class_id', '=', classId).executeTakeFirst())?.member_id;
}
