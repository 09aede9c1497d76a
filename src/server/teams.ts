import { randomInt } from 'node:crypto';
import { Refusal } from '#workflow/refusals.ts';
import type { Command, Step } from './commands.ts';
import { cleanName, nameKey } from './names.ts';
import { requirePermission } from './permit.ts';
import type { Teams } from './services.ts';
import { requireMember, requireTeam } from './standing.ts';
import { hashOf, newId, newToken, readJoinCode } from './tokens.ts';
import type { Tries } from './tries.ts';

interface Needs {
	command: Command;
	joinTries: Tries;
	/** A whole number from 0 up to, not including, its argument: the lot. */
	lot?: (below: number) => number;
}

const mostMembers = 300;

/** The class behind a code, as long as it takes people in. */
async function classToJoin({ tx }: Step, code: string) {
	const read = readJoinCode(code);
	const row = read
		? await tx
				.selectFrom('class')
				.select(['id', 'phase', 'joining_locked'])
				.where('join_code', '=', read)
				.executeTakeFirst()
		: undefined;
	if (!row) throw new Refusal('NO_SUCH_CLASS');
	return row;
}

async function giveSeat({ tx, now }: Step, classId: string, memberId: string, token: string) {
	const seat = { token_hash: hashOf(token), class_id: classId, member_id: memberId };
	await tx
		.insertInto('seat')
		.values({ ...seat, given_at: now })
		.onConflict((row) =>
			row.columns(['token_hash', 'class_id']).doUpdateSet({ member_id: memberId }),
		)
		.execute();
}

/**
 * The token a device goes on with: its own when some seat was given to it here, else a new one. One
 * that somebody else put on the device must not become the key to this student's seat.
 */
async function tokenToKeep({ tx }: Step, held: string | null): Promise<string> {
	if (held === null) return newToken();
	const query = tx.selectFrom('seat').select('class_id').where('token_hash', '=', hashOf(held));
	return (await query.limit(1).executeTakeFirst()) ? held : newToken();
}

/** The seat that this device already has in the class, if any. */
async function heldSeat({ tx }: Step, classId: string, token: string | null) {
	if (token === null) return undefined;
	const query = tx.selectFrom('seat').select('member_id').where('token_hash', '=', hashOf(token));
	return (await query.where('class_id', '=', classId).executeTakeFirst())?.member_id;
}

async function addMember(step: Step, classId: string, name: string): Promise<string> {
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
		})
		.execute();
	await step.log(classId, id, 'member.joined', { name });
	step.announce({ classId, urgency: 'soon' });
	return id;
}

/** Who is in the class and on which team. */
export function createTeams({ command, joinTries, lot = randomInt }: Needs): Teams {
	async function setTeam(step: Step, memberId: string, teamId: string | null): Promise<void> {
		const change = step.tx.updateTable('member').set({ team_id: teamId });
		await change.where('id', '=', memberId).execute();
	}

	return {
		async join({ code, name, address, seatToken }, once) {
			// The token itself is never stored, so a repeated request gets a new one to the same seat.
			let token = '';
			const named = cleanName(name);
			let isRepeated = true;
			try {
				const seat = await command('joinClass', once, async (step) => {
					isRepeated = false;
					const found = await classToJoin(step, code);
					token = await tokenToKeep(step, seatToken);
					const held = await heldSeat(step, found.id, seatToken);
					if (held) return { classId: found.id, memberId: held };
					requirePermission('anonymous', 'joinClass', found);
					if (found.joining_locked) throw new Refusal('JOINING_LOCKED');
					const memberId = await addMember(step, found.id, named);
					await giveSeat(step, found.id, memberId, token);
					return { classId: found.id, memberId };
				});
				if (isRepeated) {
					await command('joinClass', undefined, async (step) => {
						const member = await requireMember(step.tx, seat.memberId, seat.classId);
						if (nameKey(member.name) !== nameKey(named)) throw new Refusal('BAD_INPUT');
						token = await tokenToKeep(step, seatToken);
						await giveSeat(step, seat.classId, seat.memberId, token);
					});
				}
				return { classId: seat.classId, seatToken: token };
			} catch (error) {
				if (error instanceof Refusal && error.code === 'NO_SUCH_CLASS') joinTries.begin(address);
				throw error;
			}
		},

		choose: (memberId, teamId, once) =>
			command('chooseTeam', once, async (step) => {
				const member = await requireMember(step.tx, memberId);
				requirePermission('member', 'chooseTeam', member);
				if (member.teamId === teamId) return;
				if (member.teamId !== null) throw new Refusal('TEAM_CHOSEN');
				const team = await requireTeam(step.tx, member.classId, teamId);
				await setTeam(step, memberId, teamId);
				await step.log(member.classId, memberId, 'member.chose', {
					name: member.name,
					team: team.number,
				});
				const moved = { memberId, from: null };
				step.announce({ classId: member.classId, urgency: 'soon', moved });
			}),

		place: (classId, memberId, teamId, once) =>
			command('placeMember', once, async (step) => {
				const member = await requireMember(step.tx, memberId, classId);
				requirePermission('lecturer', 'placeMember', member);
				if (member.teamId === teamId) return;
				const team = teamId === null ? null : await requireTeam(step.tx, classId, teamId);
				await setTeam(step, memberId, teamId);
				await step.log(classId, member.lecturerId, 'member.placed', {
					name: member.name,
					team: team?.number ?? null,
				});
				step.announce({ classId, urgency: 'now', moved: { memberId, from: member.teamId } });
			}),

		draw: (classId, once) =>
			command('drawTeams', once, async (step) => {
				const found = await step.tx
					.selectFrom('class')
					.select(['phase', 'lecturer_id'])
					.where('id', '=', classId)
					.executeTakeFirst();
				if (!found) throw new Refusal('NOT_YOURS');
				requirePermission('lecturer', 'drawTeams', found);
				const members = await step.tx
					.selectFrom('member')
					.select(['id', 'team_id'])
					.where('class_id', '=', classId)
					.where('removed_at', 'is', null)
					.orderBy('joined_at')
					.orderBy('id')
					.execute();
				const teams = await step.tx
					.selectFrom('team')
					.select('id')
					.where('class_id', '=', classId)
					.orderBy('number')
					.execute();
				const sizes = teams.map(({ id }) => ({
					id,
					size: members.filter((member) => member.team_id === id).length,
				}));
				const waiting = members.filter((member) => member.team_id === null);
				for (let left = waiting.length; left > 0; left--) {
					const [drawn] = waiting.splice(lot(left), 1);
					const smallest = sizes.reduce((least, team) => (team.size < least.size ? team : least));
					if (!drawn) break;
					smallest.size += 1;
					await setTeam(step, drawn.id, smallest.id);
					const moved = { memberId: drawn.id, from: null };
					step.announce({ classId, urgency: 'now', moved });
				}
				const drawnCount = members.filter((member) => member.team_id === null).length;
				if (drawnCount === 0) return;
				await step.log(classId, found.lecturer_id, 'teams.drawn', { members: drawnCount });
			}),

		remove: (classId, memberId, once) =>
			command('removeMember', once, async (step) => {
				const member = await requireMember(step.tx, memberId, classId);
				const change = step.tx.updateTable('member').set({ removed_at: step.now, team_id: null });
				await change.where('id', '=', memberId).execute();
				await step.tx.deleteFrom('seat').where('member_id', '=', memberId).execute();
				await step.log(classId, member.lecturerId, 'member.removed', { name: member.name });
				step.announce({ classId, urgency: 'now', removed: memberId });
			}),
	};
}
