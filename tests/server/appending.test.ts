import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendWrites, type Write } from '#server/live/documents.ts';
import { seatClass, startHost, type Student, type TestHost } from '../support/class.ts';

let host: TestHost;
beforeEach(() => void (host = startHost()));
afterEach(() => host.close());

test('of however many updates at once each is stored once, in order, and counted for its own document', async () => {
	const { teams } = await seatClass(host, {
		teams: { red: ['小明'], blue: ['小華'], green: ['小美'] },
	});
	const { db } = host.store;
	const people = Object.values(teams).flatMap(({ members }) => members);
	const sent: Write[] = [];
	const batches = [1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 85, 200];
	for (const [batch, count] of batches.entries()) {
		const writes = Array.from({ length: count }, (_, index): Write => {
			const place = (index * 7 + batch) % 5;
			const { memberId, teamId } = people[Math.min(place, 2)] as Student;
			const number = sent.length + index;
			const body = Uint8Array.of(batch, index, ...new Uint8Array(number % 4));
			return { room: teamId ?? '', author: number + 1, memberId, body };
		});
		await appendWrites(db, writes, 1_000 + batch);
		sent.push(...writes);
	}

	const rows = await db.selectFrom('document_update').selectAll().orderBy('id').execute();
	const written = rows.map(({ room, author, member_id: memberId, body }) => {
		return { room, author, memberId, body: new Uint8Array(body) };
	});
	expect(written).toEqual(sent);

	const documents = await db.selectFrom('document').selectAll().orderBy('room').execute();
	const rooms = [...new Set(sent.map(({ room }) => room))].sort();
	expect(rooms).toHaveLength(Object.keys(teams).length);
	expect(documents).toEqual(
		rooms.map((room) => {
			const own = sent.filter((write) => write.room === room);
			const touching = rows.filter((row) => row.room === room);
			const bytes = own.reduce((sum, { body }) => sum + body.length, 0);
			const version = new Set(touching.map(({ at }) => at)).size;
			const [edited_at, edited_by] = [touching.at(-1)?.at, own.at(-1)?.memberId];
			return { room, epoch: 1, version, bytes, late_edits: 0, edited_at, edited_by };
		}),
	);
});
