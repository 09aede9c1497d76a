import { randomInt } from 'node:crypto';
import { seatRequestMilliseconds } from '#workflow/messages.ts';
import { Refusal, type RefusalCode } from '#workflow/refusals.ts';
import type { Command, Step } from './commands.ts';
import { cleanName, nameKey } from './names.ts';
import { giveSeat, heldSeat, tokenToKeep } from './seats.ts';
import type { Seats } from './services.ts';
import { requireMember } from './standing.ts';
import type { Database } from './store/schema.ts';
import { hashOf, newId, newRecoveryCode, readJoinCode, readRecoveryCode } from './tokens.ts';
import type { Tries } from './tries.ts';

interface Needs {
	db: Database;
	clock: () => number;
	command: Command;
	/** Shared with joining: whoever guesses codes may guess here no oftener than there. */
	joinTries: Tries;
}

/** How many may wait for the lecturer's word at once: in a class, and for one seat. */
const mostWaiting = { class: 20, seat: 3 } as const;

const counted: readonly RefusalCode[] = ['NO_SUCH_CLASS', 'NO_SUCH_SEAT', 'RECOVERY_CODE_WRONG'];

async function memberNamed({ tx }: Step, code: string, name: string) {
	const read = readJoinCode(code);
	const found = read
		? await tx.selectFrom('class').select('id').where('join_code', '=', read).executeTakeFirst()
		: undefined;
	if (!found) throw new Refusal('NO_SUCH_CLASS');
	const member = await tx
		.selectFrom('member')
		.select(['id', 'class_id as classId'])
		.where('class_id', '=', found.id)
		.where('name_key', '=', nameKey(name))
		.where('removed_at', 'is', null)
		.executeTakeFirst();
	if (!member) throw new Refusal('NO_SUCH_SEAT');
	return member;
}

async function requireRoomToWait(step: Step, member: { id: string; classId: string }) {
	const waiting = await step.tx
		.selectFrom('seat_request')
		.select('member_id')
		.where('class_id', '=', member.classId)
		.where('status', '=', 'waiting')
		.where('asked_at', '>', step.now - seatRequestMilliseconds)
		.execute();
	const forSeat = waiting.filter((request) => request.member_id === member.id).length;
	if (waiting.length >= mostWaiting.class || forSeat >= mostWaiting.seat)
		throw new Refusal('SEAT_ASKED_OFTEN');
}

/**
 * The same seat on another device: by a code that its owner has written down, or because the
 * lecturer says so. A name alone never opens a seat, and the old device keeps its own.
 */
export function createSeatsElsewhere({ db, clock, command, joinTries }: Needs): Seats {
	/** Wrong codes and names count, and only those: a whole class may sit behind one address. */
	async function counting<Answer>(address: string, work: () => Promise<Answer>): Promise<Answer> {
		try {
			return await work();
		} catch (error) {
			if (error instanceof Refusal && counted.includes(error.code)) joinTries.begin(address);
			throw error;
		}
	}

	return {
		// Done anew when it is sent again: the code that was on its way is nowhere but in that answer.
		makeRecoveryCode: (memberId) =>
			command('makeRecoveryCode', undefined, async (step) => {
				const { classId } = await requireMember(step.tx, memberId);
				const code = newRecoveryCode();
				const kept = { code_hash: hashOf(code), made_at: step.now };
				await step.tx
					.insertInto('recovery_code')
					.values({ member_id: memberId, class_id: classId, ...kept })
					.onConflict((row) => row.column('member_id').doUpdateSet(kept))
					.execute();
				return { code };
			}),

		recover: ({ code, address, seatToken }, once) =>
			counting(address, async () => {
				let token: string | null = null;
				const sit = async (step: Step) => {
					const read = readRecoveryCode(code);
					const found = await step.tx
						.selectFrom('recovery_code')
						.select('member_id')
						.where('code_hash', '=', hashOf(read ?? ''))
						.executeTakeFirst();
					if (!read || !found) throw new Refusal('RECOVERY_CODE_WRONG');
					const member = await requireMember(step.tx, found.member_id);
					token = await tokenToKeep(step, seatToken);
					const tokenHash = hashOf(token);
					await giveSeat(step, { classId: member.classId, memberId: member.id, tokenHash });
					return member;
				};
				const { classId } = await command('recoverSeat', once, async (step) => {
					const member = await sit(step);
					await step.log(member.classId, member.id, 'seat.recovered', { name: member.name });
					step.announce({ classId: member.classId, urgency: 'soon' });
					return { classId: member.classId };
				});
				// The token is never stored, so a repeated request gets a new one to the same seat.
				if (token === null) await command('recoverSeat', undefined, sit);
				return { classId, seatToken: token ?? '' };
			}),

		ask: ({ code, name, address, seatToken }, once) =>
			counting(address, async () => {
				const named = cleanName(name);
				let token: string | null = null;
				const asked = await command('askForSeat', once, async (step) => {
					const member = await memberNamed(step, code, named);
					token = await tokenToKeep(step, seatToken);
					if ((await heldSeat(step, member.classId, token)) === member.id)
						return { requestId: null, number: null, classId: member.classId };
					// One question a device: asking again takes the last one back.
					for (const held of [token, seatToken ?? token])
						await step.tx
							.deleteFrom('seat_request')
							.where('token_hash', '=', hashOf(held))
							.execute();
					await requireRoomToWait(step, member);
					const requestId = newId();
					const number = String(randomInt(10, 100));
					await step.tx
						.insertInto('seat_request')
						.values({
							id: requestId,
							class_id: member.classId,
							member_id: member.id,
							token_hash: hashOf(token),
							number,
							status: 'waiting',
							asked_at: step.now,
						})
						.execute();
					step.announce({ classId: member.classId, urgency: 'now' });
					return { requestId, number, classId: null };
				});
				if (token === null) {
					await command('askForSeat', undefined, async (step) => {
						token = await tokenToKeep(step, seatToken);
						if (asked.requestId === null) return;
						await step.tx
							.updateTable('seat_request')
							.set({ token_hash: hashOf(token) })
							.where('id', '=', asked.requestId)
							.where('status', '=', 'waiting')
							.execute();
					});
				}
				const { number, classId } = asked;
				return { number, classId, seatToken: token ?? '' };
			}),

		async answerTo(seatToken) {
			if (seatToken === null) return { state: 'none' };
			const request = await db
				.selectFrom('seat_request')
				.select(['class_id', 'number', 'status', 'asked_at'])
				.where('token_hash', '=', hashOf(seatToken))
				.executeTakeFirst();
			if (!request) return { state: 'none' };
			const { status, number } = request;
			if (status === 'confirmed') return { state: 'confirmed', classId: request.class_id };
			if (status === 'denied') return { state: 'denied' };
			const isOver = request.asked_at <= clock() - seatRequestMilliseconds;
			return isOver ? { state: 'expired' } : { state: 'waiting', number };
		},

		answer: (classId, { requestId, isConfirmed }, once) =>
			command('answerSeat', once, async (step) => {
				const request = await step.tx
					.selectFrom('seat_request')
					.select(['member_id', 'token_hash'])
					.where('id', '=', requestId)
					.where('class_id', '=', classId)
					.where('status', '=', 'waiting')
					.where('asked_at', '>', step.now - seatRequestMilliseconds)
					.executeTakeFirst();
				if (!request) throw new Refusal('SEAT_REQUEST_GONE');
				const member = await requireMember(step.tx, request.member_id, classId);
				await step.tx
					.updateTable('seat_request')
					.set({ status: isConfirmed ? 'confirmed' : 'denied' })
					.where('id', '=', requestId)
					.execute();
				if (isConfirmed) {
					const tokenHash = request.token_hash;
					await giveSeat(step, { classId, memberId: member.id, tokenHash });
				}
				const type = isConfirmed ? 'seat.confirmed' : 'seat.denied';
				await step.log(classId, member.lecturerId, type, { name: member.name });
				step.announce({ classId, urgency: 'now' });
			}),
	};
}
