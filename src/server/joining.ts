import { Refusal } from '#workflow/refusals.ts';
import type { Command, Step } from './commands.ts';
import { cleanName, cleanStudentNumber, nameKey } from './names.ts';
import { requirePermission } from './permit.ts';
import { takePlannedTeam } from './planned-teams.ts';
import { giveSeat, heldSeat, newKey } from './seats.ts';
import type { Teams } from './services.ts';
import { requireMember } from './standing.ts';
import type { Database } from './store/schema.ts';
import { hashOf, newId, readJoinCode } from './tokens.ts';
import type { Tries } from './tries.ts';

interface Needs {
	db: Database;
	command: Command;
	joinTries: Tries;
	/** Counts those who came in, by class and address. */
	newcomers: Tries;
}

const mostMembers = 300;

/** The class behind a code, as long as it takes people in. */
async function classToJoin(db: Database, code: string) {
	const read = readJoinCode(code);
	const row = read
		? await db
				.selectFrom('class')
				.select(['id', 'phase', 'joining_locked', 'asks_student_number as asksStudentNumber'])
				.where('join_code', '=', read)
				.executeTakeFirst()
		: undefined;
	if (!row) throw new Refusal('NO_SUCH_CLASS');
	return row;
}

function requireNumber(typed: string | undefined): string {
	if (typed === undefined || typed.trim() === '') throw new Refusal('STUDENT_NUMBER_NEEDED');
	return cleanStudentNumber(typed);
}

/** Throws where somebody else in the class has this number already. */
async function requireFreeNumber(
	{ tx }: Step,
	{ classId, number, besides }: { classId: string; number: string; besides?: string },
): Promise<void> {
	const holder = await tx
		.selectFrom('member')
		.select('id')
		.where('class_id', '=', classId)
		.where('removed_at', 'is', null)
		.where('student_number_key', '=', nameKey(number))
		.executeTakeFirst();
	if (holder && holder.id !== besides) throw new Refusal('STUDENT_NUMBER_TAKEN');
}

/** Whether the class would take him for its lecturer, whose messages carry that name. */
async function isLecturers({ tx }: Step, classId: string, name: string): Promise<boolean> {
	const lecturer = await tx
		.selectFrom('class')
		.innerJoin('account', 'account.id', 'class.lecturer_id')
		.select('account.name')
		.where('class.id', '=', classId)
		.executeTakeFirstOrThrow();
	return nameKey(lecturer.name) === nameKey(name);
}

async function addMember(
	step: Step,
	classId: string,
	{ name, studentNumber }: { name: string; studentNumber: string | null },
	countNewcomer: () => void,
): Promise<string> {
	const members = step.tx
		.selectFrom('member')
		.where('class_id', '=', classId)
		.where('removed_at', 'is', null);
	const { count } = await members
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	if (Number(count) >= mostMembers) throw new Refusal('CLASS_FULL');
	const alike = members.select('id').where('name_key', '=', nameKey(name));
	if (await alike.executeTakeFirst()) throw new Refusal('NAME_TAKEN');
	if (await isLecturers(step, classId, name)) throw new Refusal('NAME_OF_LECTURER');
	if (studentNumber !== null) await requireFreeNumber(step, { classId, number: studentNumber });
	countNewcomer();
	const id = newId();
	await step.tx
		.insertInto('member')
		.values({
			id,
			class_id: classId,
			team_id: null,
			name,
			name_key: nameKey(name),
			joined_at: step.now,
			removed_at: null,
			student_number: studentNumber,
			student_number_key: studentNumber === null ? null : nameKey(studentNumber),
		})
		.execute();
	await step.log(classId, id, 'member.joined', { name });
	await takePlannedTeam(step, { classId, id, name, studentNumber });
	step.announce({ classId, urgency: 'soon' });
	return id;
}

/** A device has one seat a class: throws where it came in under another name. */
async function requireSameName({ tx }: Step, memberId: string, named: string): Promise<void> {
	const { name } = await requireMember(tx, memberId);
	if (nameKey(name) === nameKey(named)) return;
	throw new Refusal(
		'DEVICE_SEATED',
		`這台裝置已經以「${name}」加入這堂課；重新整理這一頁就有回到座位的連結，要換名字請老師先把「${name}」移出。`,
	);
}

/** Coming into a class: by its code, under a name, and with a student number where it asks for one. */
export function createJoining({
	db,
	command,
	joinTries,
	newcomers,
}: Needs): Pick<Teams, 'join' | 'askBeforeJoining' | 'giveStudentNumber'> {
	/** Wrong codes count, and only those: a whole class may sit behind one address. */
	async function countingWrongCodes<Answer>(
		address: string,
		work: () => Promise<Answer>,
	): Promise<Answer> {
		try {
			return await work();
		} catch (error) {
			if (error instanceof Refusal && error.code === 'NO_SUCH_CLASS') joinTries.begin(address);
			throw error;
		}
	}

	return {
		join: ({ code, name, studentNumber, address, seatToken }, once) =>
			countingWrongCodes(address, async () => {
				// The token itself is never stored, so a repeated request gets a new one to the same seat.
				let token = '';
				const named = cleanName(name);
				let isRepeated = true;
				const seat = await command('joinClass', once, async (step) => {
					isRepeated = false;
					const found = await classToJoin(step.tx, code);
					const held = await heldSeat(step, found.id, seatToken);
					if (held && seatToken !== null) {
						await requireSameName(step, held, named);
						token = seatToken;
						return { classId: found.id, memberId: held };
					}
					if (found.phase === 'closed') throw new Refusal('CLASS_ENDED');
					requirePermission('anonymous', 'joinClass', found);
					if (found.joining_locked) throw new Refusal('JOINING_LOCKED');
					const number = found.asksStudentNumber ? requireNumber(studentNumber) : null;
					const who = { name: named, studentNumber: number };
					const memberId = await addMember(step, found.id, who, () =>
						newcomers.begin(`${found.id} ${address}`),
					);
					token = await newKey(step, seatToken);
					const tokenHash = hashOf(token);
					await giveSeat(step, { classId: found.id, memberId, tokenHash });
					return { classId: found.id, memberId };
				});
				if (isRepeated) {
					await command('joinClass', undefined, async (step) => {
						const member = await requireMember(step.tx, seat.memberId, seat.classId);
						if (nameKey(member.name) !== nameKey(named)) throw new Refusal('BAD_INPUT');
						token = await newKey(step, seatToken);
						await giveSeat(step, { ...seat, tokenHash: hashOf(token) });
					});
				}
				return { classId: seat.classId, seatToken: token };
			}),

		askBeforeJoining: ({ code, address }) =>
			countingWrongCodes(address, async () => {
				const { asksStudentNumber } = await classToJoin(db, code);
				return { asksStudentNumber: asksStudentNumber === 1 };
			}),

		giveStudentNumber: (memberId, studentNumber, once) =>
			command('giveStudentNumber', once, async (step) => {
				const number = cleanStudentNumber(studentNumber);
				const { classId, phase, asksStudentNumber } = await requireMember(step.tx, memberId);
				requirePermission('member', 'giveStudentNumber', { phase });
				if (!asksStudentNumber) throw new Refusal('STUDENT_NUMBER_UNASKED');
				await requireFreeNumber(step, { classId, number, besides: memberId });
				await step.tx
					.updateTable('member')
					.set({ student_number: number, student_number_key: nameKey(number) })
					.where('id', '=', memberId)
					.execute();
				step.announce({ classId, urgency: 'now' });
			}),
	};
}
