import { randomInt } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { frame, largestFrameBytes, type Hello } from '#workflow/messages.ts';
import { hasDoor } from '#workflow/roles.ts';
import { createPace } from '../pace.ts';
import type { Database } from '../store/schema.ts';
import { Connection } from './connection.ts';
import { authorsOf, epochOf, leaseAuthor } from './documents.ts';
import { packSyncAnswer, packText } from './frames.ts';
import type { Admission, Denial } from './handshake.ts';
import type { Hub } from './hub.ts';
import { PresenceRelay } from './presence.ts';
import { stateOf } from './readable.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { sentences, type Writing } from './writing.ts';

interface Needs {
	db: Database;
	clock: () => number;
	admit: (request: IncomingMessage) => Promise<Admission | Denial>;
	hub: Hub;
	rooms: Rooms;
	writing: Writing;
	/** What a member who comes into a room should be told of what was put back; null for nothing. */
	newsOf: (room: string) => { at: number; sentence: string } | null;
}

/** What a connection starts from. */
interface Beginning {
	epoch: number;
	isReadOnly: boolean;
}

export const livePath = '/live';
const pingEveryMilliseconds = 25_000;
const socketsPerPerson = 8;
/**
 * The work of writing documents out for one person, all his sockets together, in the weights of
 * `Room`. A team's document weighs one to ten, and a page asks for it once; one that is full weighs
 * more than a hundred, of its bytes or of its pieces.
 */
const documentsPerPerson = { atOnce: 1_000, perSecond: 100 };
/** A copy is written out, read and put together. */
const trialWeight = 4;
/** New author ids: one for each page that is opened. Each stays in the store as long as its class. */
const authorsPerPerson = { atOnce: 60, perSecond: 0.2 };
/** More often than any line breaks. */
const arrivalsPerPerson = { atOnce: 300, perSecond: 60 };
class TooOften extends Error {}

const reasons = {
	400: 'Bad Request',
	403: 'Forbidden',
	404: 'Not Found',
	429: 'Too Many Requests',
	503: 'Service Unavailable',
};

/** How long whoever is turned away has to hear it and hang up himself. */
const turnedAwayMilliseconds = 1_000;

/** Says no and hangs up: a line that the other side leaves open is nobody else's any more. */
function turnAway(socket: Duplex, status: keyof typeof reasons): void {
	socket.end(
		`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
	);
	// What still comes in is read and dropped, so that the answer is not lost behind it.
	socket.resume();
	setTimeout(() => socket.destroy(), turnedAwayMilliseconds).unref();
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0] ?? '';

/** The socket that every page of a class holds open; attached to whatever http server there is. */
export function createSocket({ db, clock, admit, hub, rooms, writing, newsOf }: Needs) {
	const server = new WebSocketServer({
		noServer: true,
		perMessageDeflate: false,
		maxPayload: largestFrameBytes,
	});
	let isClosing = false;
	const documents = createPace(documentsPerPerson);
	const newAuthors = createPace(authorsPerPerson);
	const arrivals = createPace(arrivalsPerPerson);

	async function lease(room: Room | null, { person, author }: Admission) {
		if (!room || person.role !== 'member') return null;
		const fresh = () => {
			if (!newAuthors.take(person.id)) throw new TooOften();
			return randomInt(1, 2 ** 32);
		};
		const asked = { room: room.id, memberId: person.id, now: clock() };
		const wanted = author !== null && room.isInUse(author) ? null : author;
		return leaseAuthor(db, { ...asked, wanted }, fresh);
	}

	async function isClosed(classId: string): Promise<boolean> {
		const query = db.selectFrom('class').select('phase').where('id', '=', classId);
		return (await query.executeTakeFirst())?.phase === 'closed';
	}

	/** A member may have been moved or removed while the handshake was under way. */
	async function recheck(connection: Connection): Promise<void> {
		const { person } = connection;
		if (person.role !== 'member') return;
		const query = db
			.selectFrom('member')
			.select(['team_id', 'removed_at'])
			.where('id', '=', person.id);
		const row = await query.executeTakeFirst();
		if (row?.removed_at !== null)
			connection.cut(
				'老師把你移出這堂課了。沒存到伺服器的字還在這台裝置上；要再進來，按「重新進入課堂」，用老師螢幕上的課堂碼加入。',
				{ released: true },
			);
		else if (row.team_id !== person.teamId) connection.close(1012, 'team changed');
	}

	/** A document that cannot be written out is no fault of whoever asks for it. */
	function answerSync(connection: Connection, doc: Y.Doc, vector: Uint8Array | undefined): void {
		try {
			const update = Y.encodeStateAsUpdate(doc, vector);
			connection.send(packSyncAnswer(Y.encodeStateVector(doc), update));
		} catch (error) {
			// Written out for anybody else, it is the question that was wrong.
			if (stateOf(doc) !== null) throw error;
			console.error(`文件 ${connection.room?.id} 寫不出來：`, error);
			connection.cut(sentences.unreadable);
		}
	}

	function receive(connection: Connection, presence: PresenceRelay, message: Uint8Array): void {
		const content = message.subarray(1);
		const { room, person } = connection;
		const kind = message[0];
		if (kind === frame.update && hasDoor(person.role, 'live:update')) {
			const trials = room?.trials ?? 0;
			writing.take(connection, content, hub.isClassClosed(connection.classId));
			if (room && room.trials > trials) documents.charge(person.id, trialWeight * room.weight);
		} else if (kind === frame.presence && hasDoor(person.role, 'live:presence')) {
			presence.take(content, performance.now());
		} else if (kind === frame.syncRequest && hasDoor(person.role, 'live:syncRequest')) {
			if (!documents.take(person.id, room?.weight)) return connection.close(1008, 'too fast');
			// Without a team there is nothing to tell, but the asker waits for an answer.
			const doc = room?.doc ?? new Y.Doc();
			answerSync(connection, doc, content.length === 0 ? undefined : content);
		} else {
			connection.close(1008, 'frame not allowed');
		}
	}

	function begin(socket: WebSocket, connection: Connection, given: Beginning): void {
		const presence = new PresenceRelay(connection);
		connection.room?.connections.add(connection);
		const { author, room } = connection;
		const hello: Hello = { author, epoch: given.epoch, room: room?.id ?? null, now: clock() };
		connection.send(packText('hello', JSON.stringify(hello)));
		hub.enter(connection);
		presence.greet();
		const news = room && connection.person.role === 'member' ? newsOf(room.id) : null;
		if (news) connection.tell('told', news.sentence, { putBackAt: news.at });
		if (given.isReadOnly && connection.person.role === 'member')
			connection.tell('readOnly', sentences.closed);
		// The others were told when it began; whoever comes now knows of nothing.
		if (writing.isFailing()) connection.tell('failing', sentences.broken);

		socket.on('message', (data, isBinary) => {
			if (isClosing || connection.isOver) return;
			if (!connection.takeToken(performance.now())) return connection.close(1008, 'too fast');
			if (!isBinary || !(data instanceof Buffer) || data.length === 0) {
				return connection.close(1003, 'binary frames only');
			}
			try {
				receive(connection, presence, data);
			} catch (error) {
				console.warn('讀不懂的訊框：', error instanceof Error ? error.message : error);
				connection.close(1007, 'unreadable frame');
			}
		});
		socket.on('pong', () => (connection.isAlive = true));
		// ws reports what it refuses (too large, not a frame) here and closes by itself.
		socket.on('error', () => undefined);
		socket.on('close', () => {
			connection.isOver = true;
			presence.close();
			hub.leave(connection);
			if (!connection.room) return;
			connection.room.connections.delete(connection);
			rooms.leave(connection.room);
		});
	}

	async function welcome(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const admission = await admit(request);
		if (typeof admission === 'number') return turnAway(socket, admission);
		const { classId, person, teamId, page } = admission;
		await hub.giveWay(classId, person.id, page);
		const isOften = hub.connectionsOf(person.id) >= socketsPerPerson || !arrivals.take(person.id);
		if (isOften) return turnAway(socket, 429);
		const room = teamId === null ? null : await rooms.enter(teamId);
		let isHeld = room !== null;
		try {
			let author = await lease(room, admission);
			const own = room ? await authorsOf(db, room.id, person.id) : new Set<number>();
			// Two tabs may have asked for the same id while we were reading.
			while (room && author !== null && room.isInUse(author)) {
				author = await lease(room, { ...admission, author: null });
			}
			if (author !== null) own.add(author);
			const epoch = room ? await epochOf(db, room.id) : 1;
			const isReadOnly = await isClosed(classId);
			hub.notePhase(classId, isReadOnly);
			if (isClosing || socket.destroyed) return turnAway(socket, 503);
			server.handleUpgrade(request, socket, head, (opened) => {
				isHeld = false;
				if (room?.isOver) {
					rooms.leave(room);
					return opened.close(1012, 'room renewed');
				}
				const given = { classId, person, room, author, page, own, wire: socket };
				const connection = new Connection(opened, { ...given, now: performance.now() });
				begin(opened, connection, { epoch, isReadOnly });
				recheck(connection).catch(() => connection.close(1011, 'not checked'));
			});
		} finally {
			if (isHeld && room) rooms.leave(room);
		}
	}

	/** Takes the upgrade requests for the socket's path; others go to whoever else listens. */
	function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
		if (pathOf(request) !== livePath) return false;
		socket.on('error', () => socket.destroy());
		if (isClosing) {
			turnAway(socket, 503);
			return true;
		}
		welcome(request, socket, head).catch((error: unknown) => {
			if (error instanceof TooOften) return turnAway(socket, 429);
			console.error('連線沒有接成：', error);
			turnAway(socket, 503);
		});
		return true;
	}

	const heartbeat = setInterval(
		() => hub.all().forEach((connection) => connection.ping()),
		pingEveryMilliseconds,
	);
	heartbeat.unref();

	return {
		upgrade,
		/** Beside Vite's own socket: takes its path and leaves the rest alone. */
		attach: (http: Pick<Server, 'on'>) => http.on('upgrade', upgrade),
		/** Ends every connection; clients know 1012 as "back in a moment" and come again. */
		close(): void {
			isClosing = true;
			clearInterval(heartbeat);
			for (const connection of hub.all()) connection.close(1012, 'restarting');
			server.close();
		},
	};
}
