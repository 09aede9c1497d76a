import type { Database } from '../store/schema.ts';
import { createTally } from './cost/tangle.ts';
import { loadDocument, membersIn } from './documents.ts';
import { Room } from './room.ts';

/**
 * A document of that weight stays for a while when its last reader has left: however often somebody
 * comes and goes, it is not read from the disk each time.
 */
const heavyWeight = 8;
const lingerMilliseconds = 5_000;

/** The rooms that are open; a room leaves memory when nobody is in it and all it had is stored. */
export function createRooms(db: Database) {
	const open = new Map<string, Promise<Room>>();
	const loaded = new Map<string, Room>();
	const tally = createTally();

	async function load(id: string): Promise<Room> {
		const loading = { ...(await loadDocument(db, id)), members: await membersIn(db, id) };
		const room = new Room(id, loading, tally);
		loaded.set(id, room);
		return room;
	}

	return {
		/** The room with everything that is on the disk in it, held until it is left. */
		async enter(id: string): Promise<Room> {
			for (;;) {
				let opening = open.get(id);
				if (!opening) {
					opening = load(id);
					open.set(id, opening);
					opening.catch(() => open.delete(id));
				}
				const room = await opening;
				// While we waited the last one may have left and closed it.
				if (loaded.get(id) !== room) continue;
				room.holders += 1;
				return room;
			}
		},
		leave(room: Room): void {
			room.holders -= 1;
			if (room.holders > 0 || room.isOver || room.weight < heavyWeight)
				return this.closeIfEmpty(room);
			setTimeout(() => this.closeIfEmpty(room), lingerMilliseconds).unref();
		},
		/**
		 * Does something to the document on the disk while nobody is in its room: from here on the
		 * present room takes nothing, whoever comes waits, and whoever was in it is sent to come
		 * again. Throws what `work` throws, with everybody let in again.
		 */
		async renew(id: string, work: () => Promise<void>): Promise<void> {
			let before: Room | undefined;
			for (;;) {
				const opening = open.get(id);
				before = await opening;
				if (open.get(id) === opening) break;
			}
			if (before) before.isOver = true;
			loaded.delete(id);
			const working = work();
			const opening = working.catch(() => undefined).then(() => load(id));
			open.set(id, opening);
			opening.catch(() => open.delete(id));
			try {
				await working;
			} finally {
				const room = await opening.catch(() => null);
				for (const connection of [...(before?.connections ?? [])])
					connection.close(1012, 'room renewed');
				if (room) this.closeIfEmpty(room);
			}
		},
		/** The room if it is open. */
		find: (id: string): Room | undefined => loaded.get(id),
		closeIfEmpty(room: Room): void {
			if (room.holders > 0 || room.underway.length > 0) return;
			if (room.isOver) return room.close();
			if (loaded.get(room.id) !== room) return;
			open.delete(room.id);
			loaded.delete(room.id);
			room.close();
		},
	};
}
export type Rooms = ReturnType<typeof createRooms>;
