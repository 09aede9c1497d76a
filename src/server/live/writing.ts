import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createPace } from '../pace.ts';
import { largestFrameBytes } from '#workflow/messages.ts';
import type { Database } from '../store/schema.ts';
import type { Connection } from './connection.ts';
import { createCopies } from './copies.ts';
import { appendWrites, compactDocument, type Write } from './documents.ts';
import { packBytes } from './frames.ts';
import { fits, hasRoomAgain } from './full.ts';
import { Held, type HeldUpdate } from './held.ts';
import { createPump } from './pump.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { knownDeletions, onlyDeletes } from './validate.ts';

interface Needs {
	db: Database;
	clock: () => number;
	rooms: Rooms;
	/** Told after a team's document has changed on the disk. */
	changed: (room: Room) => void;
	/** Told when the disk stops taking writes, and when it takes them again. */
	trouble: (isBroken: boolean) => void;
	/** Another way to store, for tests of what happens when it fails or is slow. */
	store?: (writes: readonly Write[], now: number) => Promise<void>;
}

interface Underway {
	/** Null for what is known already: it only waits until that is on the disk. */
	write: Write | null;
	room: Room;
	from: Connection;
	charactersTaken: number;
	/** False for what is taken beside the count: the device learns of it when it comes again. */
	isCounted: boolean;
}

const compactAfterRows = 400;
const makeRoomEveryMilliseconds = 1_000;
/** What is still read of members who have been refused, in bytes: deletions are small. */
const refusedBytes = { atOnce: 2 * largestFrameBytes, perSecond: 16 * 1024 };
/** No struct or deletion is shorter; how many there are in truth is known once they have been read. */
const bytesPerStruct = 2;
/**
 * How many structs and deletions are read of one member: hundreds of times what anybody types, and at
 * once four of the largest frames, whatever is in them. What is known already costs its reading too.
 */
const structsRead = { atOnce: (4 * largestFrameBytes) / bytesPerStruct, perSecond: 2_000 };
/** What may wait in memory while the disk takes nothing, all rooms together. */
const mostWaiting = 20_000;

export const sentences = {
	closed: '這堂課已經結束，內容只能看、不能改。',
	full: '這一組的文件滿了，請先刪掉一些。新寫的還沒存進去，有了空間會自動補存；刪不掉的，請老師幫忙。',
	unreadable:
		'這一組的設計現在讀不出來，請老師在講台打開這一組，從「設計的留存與復原」復原；之後重新整理這一頁。',
	broken: '伺服器暫時存不進去。剛打的字留在這台裝置，恢復後會自動補存，請先不要關掉這一頁。',
	mended: '伺服器又能存檔了。',
} as const;

/** From a socket's update to the disk, and from the disk to everyone who may see it. */
export function createWriting(needs: Needs) {
	const { db, clock, rooms } = needs;
	const copies = createCopies({ db, clock });
	const store =
		needs.store ?? ((writes: readonly Write[], now: number) => appendWrites(db, writes, now));

	async function compact(room: Room): Promise<void> {
		try {
			const bytes = await compactDocument(db, room.id, clock());
			// Where it could not be, the log stays, and it is not worth another try before long.
			room.logRows = 0;
			if (bytes !== null) room.bytes = bytes;
		} catch (error) {
			// The log is still whole; it is put together after a later edit.
			console.error(`文件 ${room.id} 這次沒有整理成：`, error);
		}
	}

	/** Only what is on the disk is applied, shown and acknowledged. */
	function show({ write, room, from, charactersTaken }: Underway): void {
		if (!write) return;
		copies.beforeUpdate(room, charactersTaken);
		room.logRows += 1;
		try {
			room.arrive();
		} catch (error) {
			// What this document cannot take no teammate's could.
			console.error(`文件 ${room.id} 有一筆更新套用不了：`, error);
			return;
		}
		const packed = packBytes('update', write.body);
		for (const other of room.connections) if (other !== from) other.send(packed);
	}

	/** Shows a batch to everybody in its rooms and acknowledges it, each connection in one go. */
	function tell(batch: readonly Underway[]): void {
		const counts = new Map<Connection, number>();
		for (const { from, isCounted } of batch)
			if (isCounted) counts.set(from, (counts.get(from) ?? 0) + 1);
		const rooms = new Set(batch.map(({ room }) => room));
		const reached = new Set(counts.keys());
		for (const { connections } of rooms) for (const each of connections) reached.add(each);
		for (const connection of reached) connection.hold();
		try {
			batch.forEach(show);
			for (const [connection, count] of counts) connection.acknowledge(count);
		} finally {
			for (const connection of reached) connection.release();
		}
	}

	const pump = createPump<Underway>({
		store: (batch) =>
			store(
				batch.flatMap(({ write }) => write ?? []),
				clock(),
			),
		async stored(batch) {
			tell(batch);
			const touched = new Set(batch.flatMap(({ write, room }) => (write ? room : [])));
			copies.afterUpdates(touched);
			for (const room of touched) {
				needs.changed(room);
				if (room.logRows >= compactAfterRows) await compact(room);
				void askAgain(room);
				rooms.closeIfEmpty(room);
			}
		},
		trouble(isBroken, error) {
			if (isBroken) console.error('資料存不進去：', error);
			needs.trouble(isBroken);
		},
	});

	function refuse(connection: Connection, sentence: string): void {
		connection.isReadOnly = true;
		connection.tell('readOnly', sentence);
	}

	/** What waits in rooms that are being put together. */
	const held = new Map<Room, Held>();
	const readOfRefused = createPace(refusedBytes);
	const read = createPace(structsRead);
	const mostStructsIn = (body: Uint8Array): number => Math.ceil(body.length / bytesPerStruct);

	/** Stores what has come in and puts the log together, unless it is already; false when it cannot. */
	async function putTogether(room: Room): Promise<boolean> {
		try {
			// However fast somebody fills it, putting it together leaves time for everybody else.
			const since = performance.now() - room.madeRoomAt;
			await sleep(Math.max(0, makeRoomEveryMilliseconds - since), undefined, { ref: false });
			await pump.settle();
			if (room.logRows > 0) await compact(room);
			return true;
		} catch (error) {
			console.error(`文件 ${room.id} 滿了，這次沒有整理成：`, error);
			return false;
		} finally {
			room.madeRoomAt = performance.now();
		}
	}

	/**
	 * A long log takes more room than the words in it: what has come in is stored, the log put
	 * together, and only then is it known whether there is room for what waits.
	 */
	async function makeRoom(room: Room, first?: HeldUpdate): Promise<void> {
		const waiting = new Held();
		held.set(room, waiting);
		if (first) waiting.add(first);
		do {
			const isStored = await putTogether(room);
			await goThrough(room, waiting, isStored);
		} while (waiting.first);
		held.delete(room);
		// Who has been refused comes again anyway, once there is room.
		for (const connection of waiting.passedOver)
			if (!connection.isFull) connection.close(1013, 'too much is waiting');
	}

	/**
	 * Takes what waits, as far as it is known whether there is room for it. Each has a turn of its
	 * own: however many wait, everybody else is heard in between.
	 */
	async function goThrough(room: Room, waiting: Held, isStored: boolean): Promise<void> {
		let isChanged = false;
		for (let next = waiting.first; next; next = waiting.first) {
			const { connection, body } = next;
			const hasRoom = connection.isFull || fits(connection.person.id, room, body);
			// Those who have been let in may have filled it with what the log need not keep.
			if (!hasRoom && isChanged) return;
			waiting.drop();
			const taken = connection.taken;
			if (!isStored) connection.close(1013, 'store is failing');
			else if (!connection.isOver) takeInTurn(connection, room, { body, hasRoom });
			isChanged ||= connection.taken > taken;
			await nextTurn();
		}
	}

	function takeInTurn(
		connection: Connection,
		room: Room,
		{ body, hasRoom }: { body: Uint8Array; hasRoom: boolean },
	): void {
		if (room.isOver) connection.close(1012, 'room renewed');
		else if (connection.isReadOnly) return;
		else if (connection.isFull) takeAway(connection, room, body);
		else if (hasRoom) push(connection, room, { body, isCounted: true });
		else {
			connection.isFull = true;
			connection.refusedBytes = body.length;
			connection.tell('full', sentences.full);
		}
	}

	/**
	 * Once deletions have made room, those who were refused are sent to come again: only from the
	 * beginning of a connection on is it clear which of their words are here.
	 */
	async function askAgain(room: Room): Promise<void> {
		const isRefused = [...room.connections].some(({ isFull }) => isFull);
		if (!isRefused || held.has(room)) return;
		await makeRoom(room);
		for (const connection of [...room.connections]) {
			const { isFull, person, refusedBytes } = connection;
			if (isFull && hasRoomAgain(person.id, room, refusedBytes))
				connection.close(1012, 'room again');
		}
	}

	/** Takes one update of a connection; ends the connection when it is none of an honest client. */
	function take(connection: Connection, body: Uint8Array, isClassClosed: boolean): void {
		const { room, person } = connection;
		if (!room || person.role !== 'member' || connection.author === null) {
			connection.close(1008, 'read only');
			return;
		}
		// What it still holds it keeps, and offers when it has come again.
		if (room.isOver) return connection.close(1012, 'room renewed');
		if (connection.isReadOnly) return;
		if (isClassClosed) return refuse(connection, sentences.closed);
		if (connection.isFull) return takeAway(connection, room, body);
		if (!read.take(person.id, mostStructsIn(body)))
			return connection.close(1013, 'too much at once');
		const waiting = held.get(room);
		if (waiting) waiting.add({ connection, body });
		else if (!fits(person.id, room, body)) void makeRoom(room, { connection, body });
		// What a socket hands over lies in what it reads into again.
		else push(connection, room, { body: new Uint8Array(body), isCounted: true });
	}

	/**
	 * Of a connection that has been refused, what it deletes of what is here. It leans on nothing
	 * that was refused; and it is not acknowledged, since that would name the update that was. What
	 * is more than anybody deletes is not even read: it comes again with all the rest.
	 */
	function takeAway(connection: Connection, room: Room, asked: Uint8Array): void {
		if (!readOfRefused.take(connection.person.id, asked.length)) return;
		// Words that are put in the place of others come with them or not at all.
		if (!onlyDeletes(asked)) return;
		const body = knownDeletions(asked, (author) => room.clockOf(author));
		if (body === null || !fits(connection.person.id, room, body)) return;
		push(connection, room, { body, isCounted: false });
	}

	/** Sends an update on its way to the disk; ends the connection when it cannot be one of a device. */
	function push(
		connection: Connection,
		room: Room,
		{ body, isCounted }: { body: Uint8Array; isCounted: boolean },
	): void {
		if (pump.waiting() >= mostWaiting) {
			if (isCounted) connection.close(1013, 'store is failing');
			return;
		}
		const { own, person } = connection;
		const checked = room.take(body, own, person.id);
		if (checked.problem !== undefined) {
			console.warn(`更新被拒絕（${checked.problem}）：成員 ${person.id}，文件 ${room.id}`);
			connection.close(1007, checked.problem);
			return;
		}
		if (isCounted) {
			connection.taken += 1;
			read.charge(person.id, checked.read - mostStructsIn(body));
		}
		const author = checked.author ?? connection.author ?? 0;
		const { body: fresh } = checked;
		pump.push({
			write: fresh && { room: room.id, author, memberId: person.id, body: fresh },
			room,
			from: connection,
			charactersTaken: checked.charactersTaken,
			isCounted,
		});
	}

	return {
		take,
		/** Resolves once everything taken so far is on the disk; throws when it cannot be. */
		settle: pump.settle,
		/** Resolves once no copy is waiting to be kept; the last thing before the store is closed. */
		finishCopies: copies.finish,
		stop: pump.stop,
		/** Whether nothing that is typed now gets to the disk. */
		isFailing: pump.isFailing,
	};
}
export type Writing = ReturnType<typeof createWriting>;
