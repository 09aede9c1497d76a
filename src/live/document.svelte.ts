import * as Y from 'yjs';
import { frame, largestFrameBytes, type Hello } from '#workflow/messages.ts';
import type { LiveConnection, Lost } from './connection.svelte.ts';
import type { Incoming } from './frames.ts';
import { openLocalCopy, type LocalCopy } from './local-copy.ts';
import { PresenceBoard } from './presence.svelte.ts';
import {
	isOwing,
	lightOf,
	newLedger,
	record,
	type SaveEvent,
	type SaveLedger,
} from './save-light.ts';
import { unsentWork } from './unsent.ts';

/** Edits made within this time travel in one frame, in milliseconds. */
const gatherMilliseconds = 60;
/** Work that stays unacknowledged this long on a living line is compared anew, in milliseconds. */
const overdueMilliseconds = 10_000;

const fromServer = Symbol('from the server');
const fromDevice = Symbol('from this device');

/** Whose document it is; the three ids keep this device's copies apart. */
export interface DocumentOf {
	classId: string;
	teamId: string;
	memberId: string;
}

const distrust = '伺服器沒有收下這台裝置的修改；請先下載我的作品，再重新整理這一頁';
const tooMuch = '一次寫得太多，送不出去；請先下載我的作品，再分段貼上';

/**
 * A team's document on this device: kept here, sent to the server, merged with what comes back.
 *
 * Every page load writes under an author id of its own, so that no two tabs ever write as one.
 * What a tab left behind unsent is in this device's copy, and the next one hands it in: the server
 * takes work under any id that it has given to the same member.
 */
export class RoomDocument {
	/** Replaced when a restored server starts a new epoch: views must follow it. */
	doc = $state.raw(new Y.Doc());
	presence: PresenceBoard;
	/** True once this device has compared states with the server and holds an author id. */
	ready = $state(false);
	/** True while the server says that nothing may be changed. */
	readOnly = $state(false);
	/** What this device held from before the server was restored; null in every ordinary life. */
	beforeRestore = $state.raw<Y.Doc | null>(null);

	#ledger = $state.raw<SaveLedger>(newLedger());
	readonly light = $derived(lightOf(this.#ledger));
	readonly owing = $derived(isOwing(this.#ledger));

	readonly #connection: LiveConnection;
	readonly #of: DocumentOf;
	readonly #open: typeof openLocalCopy;
	#epoch: number | null = null;
	#copy: LocalCopy | null = null;
	#mine: number | null = null;
	#distrusted = false;
	#greeting = 0;
	#queue: Uint8Array[] = [];
	#gather: ReturnType<typeof setTimeout> | undefined;
	#heardOfWorkAt = 0;
	#waiting: (() => void)[] = [];

	/** `open` stands for this device's store; a test gives its own. */
	constructor(connection: LiveConnection, of: DocumentOf, open = openLocalCopy) {
		this.#connection = connection;
		this.#of = of;
		this.#open = open;
		this.presence = $state.raw(this.#newPresence());
	}

	/** Begins to listen; call what it returns to stop. Call before the connection starts. */
	start(): () => void {
		this.#connection.probe = () => Y.encodeStateVector(this.doc);
		const silence = this.#connection.listen((message) => this.#hear(message));
		const overdue = setInterval(() => this.#lookForOverdue(), overdueMilliseconds);
		const guard = (event: BeforeUnloadEvent) => {
			this.#flush();
			if (this.owing) event.preventDefault();
		};
		const flush = () => this.#flush();
		globalThis.addEventListener?.('beforeunload', guard);
		globalThis.addEventListener?.('pagehide', flush);
		return () => {
			silence();
			clearInterval(overdue);
			clearTimeout(this.#gather);
			globalThis.removeEventListener?.('beforeunload', guard);
			globalThis.removeEventListener?.('pagehide', flush);
			this.#connection.probe = null;
			this.presence.destroy();
			this.#copy?.close();
			this.doc.destroy();
		};
	}

	/**
	 * Waits until the server has everything written here; false when it takes longer than that,
	 * so that nobody hands in a design which lacks his last sentence.
	 */
	settle(milliseconds = 6_000): Promise<boolean> {
		this.#flush();
		if (!this.owing && this.#ledger.synced) return Promise.resolve(true);
		return new Promise((resolve) => {
			const late = setTimeout(() => resolve(false), milliseconds);
			this.#waiting.push(() => {
				clearTimeout(late);
				resolve(true);
			});
		});
	}

	#note(event: SaveEvent): void {
		this.#ledger = record(this.#ledger, event);
		if (isOwing(this.#ledger) || !this.#ledger.synced) return;
		for (const settled of this.#waiting.splice(0)) settled();
	}

	#hear(message: Incoming | Lost): void {
		switch (message.kind) {
			case 'hello':
				void this.#greet(message.hello);
				break;
			case 'syncAnswer':
				this.#compare(message.serverVector, message.update);
				break;
			case 'update':
				this.#take(message.update);
				break;
			case 'acknowledged':
				this.#heardOfWorkAt = Date.now();
				this.#note({
					type: 'acknowledged',
					count: message.count,
					now: this.#connection.clock.read(),
				});
				break;
			case 'presence':
				this.presence.hear(message.payload);
				break;
			case 'notice':
				if (message.notice.kind === 'readOnly') this.readOnly = true;
				this.#note({ type: 'refused', reason: message.notice.message });
				break;
			case 'lost':
				this.#lose(message.code);
				break;
		}
	}

	async #greet(hello: Hello): Promise<void> {
		this.#greeting += 1;
		const greeting = this.#greeting;
		this.readOnly = false;
		if (hello.epoch !== this.#epoch) await this.#enter(hello.epoch);
		// The line may have broken and come back while the device's store was opening.
		if (greeting !== this.#greeting) return;
		const { author } = hello;
		if (author === null) this.readOnly = true;
		else if (author !== this.#mine) {
			this.#mine = author;
			this.doc.clientID = author;
			this.presence.adopt(author);
		}
		this.#note({ type: 'connected' });
		this.#heardOfWorkAt = Date.now();
		this.#connection.send(frame.syncRequest, Y.encodeStateVector(this.doc), { answered: true });
		this.presence.greet();
	}

	/** Goes into a room's epoch: a document of its own, filled from this device's copy of it. */
	async #enter(epoch: number): Promise<void> {
		const before = this.doc;
		if (this.#epoch !== null) {
			this.ready = false;
			this.presence.destroy();
			this.#copy?.close();
			this.#copy = null;
			this.beforeRestore = before;
			this.doc = new Y.Doc();
			this.presence = this.#newPresence();
			this.#ledger = newLedger();
			this.#queue = [];
			this.#mine = null;
		}
		this.#epoch = epoch;
		const { classId, teamId, memberId } = this.#of;
		const doc = this.doc;
		doc.on('update', (update: Uint8Array, origin: unknown) => this.#written(update, origin));
		try {
			const copy = await this.#open(`ll:${classId}:${teamId}:${memberId}:${epoch}`);
			if (doc !== this.doc) return copy.close();
			Y.transact(
				doc,
				() => {
					for (const update of copy.updates) Y.applyUpdate(doc, update, fromDevice);
				},
				fromDevice,
			);
			this.#copy = copy;
			this.#note({ type: 'device.opened' });
		} catch {
			this.#note({ type: 'device.failed' });
		}
	}

	#newPresence(): PresenceBoard {
		return new PresenceBoard(this.doc, this.#of.memberId, (payload) => {
			if (this.#mine !== null) this.#connection.send(frame.presence, payload);
		});
	}

	#written(update: Uint8Array, origin: unknown): void {
		if (origin === fromDevice) return;
		const own = origin !== fromServer;
		this.#keep(update, own);
		if (!own) return;
		this.#note({ type: 'edited' });
		this.#queue.push(update);
		this.#gather ??= setTimeout(() => this.#flush(), gatherMilliseconds);
	}

	#keep(update: Uint8Array, own: boolean): void {
		if (!this.#copy) return;
		if (own) this.#note({ type: 'device.writing' });
		this.#copy.keep(update).then(
			() => own && this.#note({ type: 'device.written' }),
			() => this.#note({ type: 'device.failed' }),
		);
	}

	#flush(): void {
		clearTimeout(this.#gather);
		this.#gather = undefined;
		if (this.#queue.length === 0 || !this.#ledger.synced || this.#distrusted) return;
		const update = Y.mergeUpdates(this.#queue);
		this.#queue = [];
		this.#sendWork(update);
	}

	#sendWork(update: Uint8Array): void {
		if (update.length >= largestFrameBytes) {
			this.#note({ type: 'refused', reason: tooMuch });
			return;
		}
		if (this.#connection.send(frame.update, update, { answered: true }))
			this.#note({ type: 'sent' });
	}

	/**
	 * Puts in what the server sent. Yjs picks another author id by itself when it meets words under
	 * its own that it did not write (as after a restore); the server would believe none of those,
	 * so a fresh one is asked for. False when that is under way.
	 */
	#take(update: Uint8Array): boolean {
		Y.applyUpdate(this.doc, update, fromServer);
		if (this.#mine === null || this.doc.clientID === this.#mine) return true;
		this.#mine = null;
		this.ready = false;
		this.#connection.author = null;
		this.#connection.reconnect();
		return false;
	}

	/** States lie side by side: take what is new, hand in what the server lacks. */
	#compare(serverVector: Uint8Array, update: Uint8Array): void {
		if (!this.#take(update)) return;
		const now = this.#connection.clock.read();
		const unsent = unsentWork(this.doc, serverVector, update);
		this.#queue = [];
		this.#note({ type: 'synced', ahead: unsent !== null, now });
		if (this.#distrusted) {
			this.readOnly = true;
			this.#note({ type: 'refused', reason: distrust });
		} else if (unsent && this.#mine !== null && !this.readOnly) this.#sendWork(unsent);
		this.ready = this.#mine !== null;
	}

	#lose(code: number): void {
		this.#note({ type: 'disconnected' });
		this.presence.forgetOthers();
		clearTimeout(this.#gather);
		this.#gather = undefined;
		this.#queue = [];
		// 1007: the server does not believe what it was sent, and would not the next time.
		if (code === 1007) this.#distrusted = true;
	}

	#lookForOverdue(): void {
		if (!this.owing || !this.#ledger.synced || this.readOnly) return;
		if (Date.now() - this.#heardOfWorkAt < overdueMilliseconds) return;
		this.#connection.send(frame.syncRequest, Y.encodeStateVector(this.doc), { answered: true });
	}
}
