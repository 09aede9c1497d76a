import * as Y from 'yjs';
import { frame, type Hello, type Notice } from '#workflow/messages.ts';
import { Changeover } from './changeover.svelte.ts';
import type { LiveConnection, Lost } from './connection.svelte.ts';
import { DeviceCopy } from './device-copy.ts';
import type { Incoming } from './frames.ts';
import { isHoldingBack, writeHeldBack } from './held-back.svelte.ts';
import { asideName, copyName, type CopyOf, type LeftCopy } from './left-work.ts';
import { deviceStore, type DeviceStore } from './local-copy.ts';
import { NoRoom } from './no-room.ts';
import { Outbox } from './outbox.ts';
import { PresenceBoard } from './presence.svelte.ts';
import {
	isOwing,
	lightOf,
	newLedger,
	record,
	type SaveEvent,
	type SaveLedger,
	whileComposing,
} from './save-light.ts';
import { unsentWork } from './unsent.ts';

/** Work that stays unacknowledged this long on a living line is compared anew, in milliseconds. */
const overdueMilliseconds = 10_000;

const fromServer = Symbol('from the server');
const fromDevice = Symbol('from this device');

/** The light has room for what is wrong; what to do about it stands in the notice itself. */
const firstSentence = (message: string): string => /^[^。]*。?/.exec(message)?.[0] ?? message;

/** Whose document it is; the three ids keep this device's copies apart. */
export type DocumentOf = Omit<CopyOf, 'epoch'>;

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
	/** True once this device has compared states with the server and holds an author id. */
	ready = $state(false);
	/** True once what the server has is here, whether or not it may be changed. */
	opened = $state(false);
	/** True while the server says that nothing may be changed. */
	readOnly = $state(false);

	#ledger = $state.raw<SaveLedger>(newLedger());
	readonly #shown = $derived(isHoldingBack(this.doc) ? whileComposing(this.#ledger) : this.#ledger);
	readonly light = $derived(lightOf(this.#shown));
	readonly owing = $derived(isOwing(this.#shown));

	readonly #connection: LiveConnection;
	readonly #of: DocumentOf;
	readonly #device: DeviceStore;
	readonly #documents: Changeover;
	/** Whether the present line follows this very team's document. */
	#isHere = false;
	#epoch: number | null = null;
	#mine: number | null = null;
	#distrusted = false;
	#hasBegunAfresh = false;
	#failing: string | null = null;
	#greeting = 0;
	/** Done once this device's copy of the document that was gone into last is in it. */
	#entered: Promise<void> = Promise.resolve();
	readonly #outbox = new Outbox({
		isOpen: () => this.#ledger.synced && !this.#distrusted && !this.#noRoom.isHere,
		send: (piece) => {
			const isSent = this.#connection.send(frame.update, piece, { answered: true });
			if (isSent) this.#note({ type: 'sent' });
			return isSent;
		},
		refuse: () => this.#note({ type: 'refused', reason: tooMuch }),
	});
	readonly #noRoom = new NoRoom(() => this.#connection.reconnect());
	#heardOfWorkAt = 0;
	#waiting: (() => void)[] = [];

	constructor(connection: LiveConnection, of: DocumentOf, device: DeviceStore = deviceStore) {
		this.#connection = connection;
		this.#of = of;
		this.#device = device;
		this.#documents = new Changeover({
			presence: (doc) => this.#newPresence(doc),
			copy: () => this.#newCopy(),
		});
	}

	/** Replaced when a restored server starts a new epoch: views must follow it. */
	get doc(): Y.Doc {
		return this.#documents.doc;
	}

	get presence(): PresenceBoard {
		return this.#documents.presence;
	}

	/** Documents that this page has had to leave behind: before a restore, or refused. */
	get left(): readonly LeftCopy[] {
		return this.#documents.left;
	}

	get #copy(): DeviceCopy {
		return this.#documents.copy;
	}

	/** What the line is about: what comes, or what is on screen. */
	get #current(): { doc: Y.Doc; presence: PresenceBoard } {
		return this.#documents.current;
	}

	/** The epoch of the room that the document on screen belongs to; null before the first hello. */
	get epoch(): number | null {
		return this.#documents.from ?? this.#epoch;
	}

	/** The author ids that this device has written under here, in this page and in earlier ones. */
	get authors(): ReadonlySet<number> {
		return new Set(this.#copy.arrived.keys());
	}

	/** Begins to listen; call what it returns to stop. Call before the connection starts. */
	start(): () => void {
		this.#connection.probe = () => Y.encodeStateVector(this.#current.doc);
		const silence = this.#connection.listen((message) => this.#hear(message));
		const overdue = setInterval(() => this.#lookForOverdue(), overdueMilliseconds);
		const flush = () => {
			writeHeldBack(this.doc);
			this.#outbox.flush();
		};
		const guard = (event: BeforeUnloadEvent) => {
			flush();
			if (this.owing) event.preventDefault();
		};
		globalThis.addEventListener?.('beforeunload', guard);
		globalThis.addEventListener?.('pagehide', flush);
		return () => {
			writeHeldBack(this.doc);
			silence();
			clearInterval(overdue);
			this.#noRoom.stop();
			this.#outbox.forget();
			globalThis.removeEventListener?.('beforeunload', guard);
			globalThis.removeEventListener?.('pagehide', flush);
			this.#connection.probe = null;
			this.#documents.stop();
		};
	}

	/**
	 * Waits until the server has everything written here; false when it takes longer than that,
	 * so that nobody hands in a design which lacks his last sentence.
	 */
	settle(milliseconds = 6_000): Promise<boolean> {
		writeHeldBack(this.doc);
		this.#outbox.flush();
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
		this.#noRoom.over();
		if (this.#mine !== null)
			this.#copy.noteArrived(this.#mine, Y.getState(this.#current.doc.store, this.#mine));
		for (const settled of this.#waiting.splice(0)) settled();
	}

	#hear(message: Incoming | Lost): void {
		if (message.kind === 'hello') this.#isHere = message.hello.room === this.#of.teamId;
		// Whoever was moved while away is led to another team's room: not one word of it belongs here.
		if (!this.#isHere && message.kind !== 'notice') return;
		switch (message.kind) {
			case 'hello':
				void this.#greet(message.hello);
				break;
			case 'syncAnswer':
				this.#compare(message.serverVector, message.update);
				break;
			case 'update':
				// The answer holds all that was told before it; only from there on is clear what is whose.
				if (this.#ledger.synced) this.#take(message.update);
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
				this.#current.presence.hear(message.payload);
				break;
			case 'notice':
				this.#heed(message.notice);
				break;
			case 'lost':
				this.#isHere = false;
				this.#lose(message.code);
				break;
		}
	}

	#heed({ kind, message }: Notice): void {
		if (kind === 'told') {
			if (this.#failing === null) return;
			this.#failing = null;
			if (!this.readOnly) this.#note({ type: 'refused', reason: null });
			return;
		}
		if (kind === 'failing') this.#failing = message;
		// The fields stay open: deleting is how it gets room again.
		else if (kind === 'full') this.#noRoom.refused();
		else this.readOnly = true;
		this.#note({ type: 'refused', reason: firstSentence(message) });
	}

	async #greet(hello: Hello): Promise<void> {
		this.#greeting += 1;
		const greeting = this.#greeting;
		this.#noRoom.greeted();
		this.readOnly = false;
		this.#failing = null;
		this.#note({ type: 'refused', reason: null });
		if (hello.epoch !== this.#epoch) this.#entered = this.#enter(hello.epoch);
		else if (this.#distrusted && !this.#hasBegunAfresh)
			this.#entered = this.#beginAfresh(hello.epoch);
		// Whoever comes again meanwhile waits as well: what is on the device is compared with the rest.
		await this.#entered;
		// The line may have broken and come back while the device's store was opening.
		if (greeting !== this.#greeting) return;
		const { author } = hello;
		if (author === null) this.readOnly = true;
		else if (author !== this.#mine) {
			this.#mine = author;
			this.#current.doc.clientID = author;
			this.#current.presence.adopt(author);
			if (!this.#copy.arrived.has(author)) this.#copy.noteArrived(author, 0);
		}
		this.#note({ type: 'connected' });
		this.#heardOfWorkAt = Date.now();
		this.#askForState();
		this.#current.presence.greet();
	}

	#askForState(): void {
		const vector = Y.encodeStateVector(this.#current.doc);
		this.#connection.send(frame.syncRequest, vector, { answered: true });
	}

	/**
	 * Goes into a room's epoch: a document of its own, filled from this device's copy of it. The one
	 * before is left behind under a name of its own, where one is given.
	 */
	async #enter(epoch: number, asName?: string): Promise<void> {
		const from = this.#epoch;
		if (from !== null) this.#prepare(from, asName ?? copyName({ ...this.#of, epoch: from }));
		this.#epoch = epoch;
		const { doc } = this.#current;
		const copy = this.#copy;
		doc.on('update', (update: Uint8Array, origin: unknown, _: Y.Doc, { deleteSet }) => {
			if (doc !== this.#current.doc) return this.#documents.writtenLate(update, doc, copy);
			if (deleteSet.clients.size > 0) this.#noRoom.deleted();
			this.#written(update, origin);
		});
		const name = copyName({ ...this.#of, epoch });
		await copy.open(name, doc, fromDevice, () => copy !== this.#copy);
	}

	/** Begins the document that takes the place of the one on screen: nothing of it is known yet. */
	#prepare(from: number, leaves: string): void {
		this.#documents.begin(from, leaves);
		this.#ledger = newLedger();
		this.#outbox.forget();
		// Who waits for these words to be stored must not be told that they are.
		this.#waiting = [];
		this.#mine = null;
	}

	/**
	 * The server does not believe this device's copy and never will: it is put aside, where its
	 * words can still be read, and what the server has is fetched anew. Once a page, so that two who
	 * go on disagreeing do not fill the device.
	 */
	async #beginAfresh(epoch: number): Promise<void> {
		const of = { ...this.#of, epoch };
		const name = asideName(of, this.#connection.clock.read());
		this.#hasBegunAfresh = true;
		try {
			await this.#copy.putAside(name, this.#current.doc);
		} catch {
			// It stays in this page's memory, and the copy as it was: the next page meets it again.
		}
		this.#distrusted = false;
		await this.#enter(epoch, name);
	}

	#newPresence(doc: Y.Doc): PresenceBoard {
		return new PresenceBoard(doc, this.#of.memberId, (payload) => {
			if (this.#mine === null || !this.#isHere || doc !== this.#current.doc) return;
			this.#connection.send(frame.presence, payload);
		});
	}

	/** A copy on this device; the light is told of the one in use alone. */
	#newCopy(): DeviceCopy {
		const copy: DeviceCopy = new DeviceCopy(this.#device, (event) => {
			if (copy === this.#copy) this.#note(event);
		});
		return copy;
	}

	#written(update: Uint8Array, origin: unknown): void {
		if (origin === fromDevice) return;
		const own = origin !== fromServer;
		this.#copy.keep(update, own);
		if (!own) return;
		this.#note({ type: 'edited' });
		this.#outbox.add(update);
	}

	/**
	 * Puts in what the server sent. Yjs picks another author id by itself when it meets words under
	 * its own that it did not write (as after a restore); the server would believe none of those,
	 * so a fresh one is asked for. False when that is under way.
	 */
	#take(update: Uint8Array): boolean {
		const { doc } = this.#current;
		Y.applyUpdate(doc, update, fromServer);
		if (this.#mine === null || doc.clientID === this.#mine) return true;
		this.#mine = null;
		if (this.#documents.from === null) this.ready = false;
		this.#connection.author = null;
		this.#connection.reconnect();
		return false;
	}

	/** States lie side by side: take what is new, hand in what the server lacks. */
	#compare(serverVector: Uint8Array, update: Uint8Array): void {
		if (!this.#take(update)) return;
		if (this.#documents.from !== null) this.#waiting = [];
		this.#documents.arrive();
		const now = this.#connection.clock.read();
		const deletionsFirst = this.#noRoom.isKnown;
		const unsent = unsentWork(this.doc, serverVector, update, { deletionsFirst });
		this.#outbox.forget();
		const there = Y.decodeStateVector(serverVector);
		for (const author of this.#copy.arrived.keys())
			this.#copy.noteArrived(author, there.get(author) ?? 0);
		this.#note({ type: 'synced', ahead: unsent.length > 0, now });
		if (this.#distrusted) {
			this.readOnly = true;
			this.#note({ type: 'refused', reason: distrust });
		} else if (this.#mine !== null && !this.readOnly && !this.#noRoom.isHere) {
			this.#outbox.send(unsent);
			this.#noRoom.offered();
		}
		this.ready = this.#mine !== null;
		this.opened = true;
	}

	#lose(code: number): void {
		this.#note({ type: 'disconnected' });
		this.#current.presence.forgetOthers();
		this.#outbox.forget();
		// 1007: the server does not believe what it was sent, and would not the next time.
		if (code === 1007) this.#distrusted = true;
	}

	#lookForOverdue(): void {
		if (!isOwing(this.#ledger) || !this.#ledger.synced || this.readOnly || this.#noRoom.isHere)
			return;
		if (Date.now() - this.#heardOfWorkAt < overdueMilliseconds) return;
		this.#askForState();
	}
}
