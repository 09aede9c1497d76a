import { seatRequestMilliseconds } from '#workflow/messages.ts';
import { Refusal, type RefusalCode } from '#workflow/refusals.ts';
import type { Command, Step } from './commands.ts';
import { cleanName, nameKey } from './names.ts';
import { giveSeat, heldSeat, newKey, ofASeat } from './seats.ts';
import type { Seats } from './services.ts';
import { requireMember } from './standing.ts';
import type { Database } from './store/schema.ts';
import { hashOf, newId, newRecoveryCode, readJoinCode, readRecoveryCode } from './tokens.ts';
import type { Tries } from './tries.ts';
import { createWaitingSeats } from './waiting-seats.ts';

interface Needs {
	db: Database;
	clock: () => number;
	command: Command;
	/** Shared with joining: whoever guesses codes may guess here no oftener than there. */
	joinTries: Tries;
	/** Counts questions to the lecturer: by class, and by address or the device that asks again. */
	questions: Tries;
}

/** How often a device may ask again within the minute. */
const mostOfADevice = 12;

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

/** What this device, or whoever put its token there, has asked in the class and still waits for. */
async function ownQuestion({ tx, now }: Step, classId: string, token: string | null) {
	if (token === null) return undefined;
	return tx
		.selectFrom('seat_request')
		.select(['id', 'member_id', 'number'])
		.where('token_hash', '=', hashOf(token))
		.where('class_id', '=', classId)
		.where('status', '=', 'waiting')
		.where('asked_at', '>', now - seatRequestMilliseconds)
		.executeTakeFirst();
}

async function denyAll(step: Step, classId: string): Promise<void> {
	const { numUpdatedRows } = await step.tx
		.updateTable('seat_request')
		.set({ status: 'denied' })
		.where('class_id', '=', classId)
		.where('status', '=', 'waiting')
		.executeTakeFirstOrThrow();
	const { lecturer_id: lecturerId } = await step.tx
		.selectFrom('class')
		.select('lecturer_id')
		.where('id', '=', classId)
		.executeTakeFirstOrThrow();
	const devices = Number(numUpdatedRows);
	if (devices > 0) await step.log(classId, lecturerId, 'seats.denied', { devices });
}

const withdraw = ({ tx }: Step, token: string) =>
	tx.deleteFrom('seat_request').where('token_hash', '=', hashOf(token)).execute();

/**
 * The same seat on another device: by a code that its owner has written down, or because the
 * lecturer says so. A name alone never opens a seat, and the old device keeps its own.
 */
export function createSeatsElsewhere({ db, clock, command, joinTries, questions }: Needs): Seats {
	const waitingSeats = createWaitingSeats();

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
					token = await newKey(step, seatToken);
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
					const { classId } = member;
					const seat = { classId, memberId: member.id };
					if ((await heldSeat(step, classId, seatToken)) === member.id) {
						token = seatToken;
						return { ...seat, requestId: null, number: null };
					}
					const before = await ownQuestion(step, classId, seatToken);
					// A device that waits is known by its number, and not held up by others of its address.
					if (before) questions.begin(`${classId} ${before.number}`, mostOfADevice);
					else questions.begin(`${classId} ${address}`);
					// One question a device: asking again takes the last one back, and keeps the number.
					if (seatToken !== null) await withdraw(step, seatToken);
					token = await newKey(step, seatToken);
					const same = before?.member_id === member.id ? before : undefined;
					const free = same?.number ?? (await waitingSeats.makeRoom(step, member));
					const number = before?.number ?? free;
					const requestId = same?.id ?? newId();
					await step.tx
						.insertInto('seat_request')
						.values({
							id: requestId,
							class_id: classId,
							member_id: member.id,
							token_hash: hashOf(token),
							number,
							status: 'waiting',
							asked_at: step.now,
						})
						.execute();
					waitingSeats.noteAddress(requestId, address, step.now);
					step.announce({ classId, urgency: 'soon' });
					return { ...seat, requestId, number };
				});
				// Sent again because the answer got lost: the token was nowhere but in that answer.
				if (token === null) {
					await command('askForSeat', undefined, async (step) => {
						const member = await memberNamed(step, code, named);
						if (member.id !== asked.memberId) throw new Refusal('BAD_INPUT');
						token = await newKey(step, seatToken);
						if (asked.requestId === null) return;
						await step.tx
							.deleteFrom('seat_request')
							.where('token_hash', '=', hashOf(token))
							.where('id', '!=', asked.requestId)
							.execute();
						await step.tx
							.updateTable('seat_request')
							.set({ token_hash: hashOf(token) })
							.where('id', '=', asked.requestId)
							.where('status', '=', 'waiting')
							.execute();
					});
				}
				const { number, requestId, classId } = asked;
				return { number, classId: requestId === null ? classId : null, seatToken: token ?? '' };
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
				step.announce({ classId, urgency: 'now' });
				if (requestId === null) {
					if (isConfirmed) throw new Refusal('BAD_INPUT');
					return denyAll(step, classId);
				}
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
					// Whoever else asks for it has to ask again, and finds the lecturer warned.
					await step.tx
						.deleteFrom('seat_request')
						.where('member_id', '=', member.id)
						.where('id', '!=', requestId)
						.execute();
				}
				const type = isConfirmed ? 'seat.confirmed' : 'seat.denied';
				await step.log(classId, member.lecturerId, type, { name: member.name });
			}),

		release: (classId, memberId, once) =>
			command('releaseSeat', once, async (step) => {
				const member = await requireMember(step.tx, memberId, classId);
				for (const table of ofASeat)
					await step.tx.deleteFrom(table).where('member_id', '=', memberId).execute();
				await step.log(classId, member.lecturerId, 'seat.released', { name: member.name });
				step.announce({ classId, urgency: 'now', released: memberId });
			}),
	};
}
