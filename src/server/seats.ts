import type { Step } from './commands.ts';
import { hashOf, newToken } from './tokens.ts';

/** Where a seat's devices stand in the tables: who sits there, who could, and who asks to. */
export const ofASeat = ['seat', 'recovery_code', 'seat_request'] as const;

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
 * A new token for a device that is about to win a seat, with the seats and the question of the one it
 * holds. The old one may have been put on the device by somebody who has it too, so it must not win
 * anything; it keeps what it had, for an answer may get lost and two tabs may ask at once.
 */
export async function newKey({ tx }: Step, held: string | null): Promise<string> {
	const token = newToken();
	if (held === null) return token;
	const [before, after] = [hashOf(held), { token_hash: hashOf(token) }];
	const seats = await tx.selectFrom('seat').selectAll().where('token_hash', '=', before).execute();
	if (seats.length > 0) {
		const kept = seats.map((seat) => ({ ...seat, ...after }));
		await tx.insertInto('seat').values(kept).execute();
	}
	await tx.updateTable('seat_request').set(after).where('token_hash', '=', before).execute();
	return token;
}

/** The seat that this device already has in the class, if any. */
export async function heldSeat({ tx }: Step, classId: string, token: string | null) {
	if (token === null) return undefined;
	const query = tx.selectFrom('seat').select('member_id').where('token_hash', '=', hashOf(token));
	return (await query.where('class_id', '=', classId).executeTakeFirst())?.member_id;
}
