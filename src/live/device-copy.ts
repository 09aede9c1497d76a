import * as Y from 'yjs';
import type { DeviceStore, LocalCopy } from './local-copy.ts';
import type { SaveEvent } from './save-light.ts';

/** A document's copy on this device while it is written in; the light is told what becomes of it. */
export class DeviceCopy {
	/** How far the server is known to have each of this device's authors. */
	arrived = new Map<number, number>();
	readonly #device: DeviceStore;
	readonly #note: (event: SaveEvent) => void;
	#copy: LocalCopy | null = null;

	constructor(device: DeviceStore, note: (event: SaveEvent) => void) {
		this.#device = device;
		this.#note = note;
	}

	/**
	 * Opens the copy of that name and puts what it holds into the document, as of `origin`. Nothing
	 * happens where the document has been left by the time it is open.
	 */
	async open(name: string, doc: Y.Doc, origin: symbol, isLeft: () => boolean): Promise<void> {
		try {
			const copy = await this.#device.open(name);
			if (isLeft()) return copy.close();
			Y.transact(
				doc,
				() => {
					for (const update of copy.updates) Y.applyUpdate(doc, update, origin);
				},
				origin,
			);
			this.#copy = copy;
			this.arrived = new Map(copy.arrived);
			this.#note({ type: 'device.opened' });
			copy.whenGone((by) => {
				if (copy === this.#copy) this.#note({ type: 'device.gone', by });
			});
		} catch {
			if (!isLeft()) this.#note({ type: 'device.failed' });
		}
	}

	/** Keeps a change; only one's own is said to be on its way. */
	keep(update: Uint8Array, own: boolean): void {
		if (!this.#copy) return;
		if (own) this.#note({ type: 'device.writing' });
		this.#copy.keep(update).then(
			() => own && this.#note({ type: 'device.written' }),
			() => this.#note({ type: 'device.failed' }),
		);
	}

	/** Remembers on this device how far the server has what an author wrote here. */
	noteArrived(author: number, clock: number): void {
		const known = this.arrived.get(author);
		if (known !== undefined && known >= clock) return;
		this.arrived.set(author, clock);
		// Forgotten, it only means that words are offered which the server has.
		this.#copy?.noteArrived(author, clock).catch(() => undefined);
	}

	/**
	 * Puts the document into a copy of its own beside this one, and empties this one. What is still
	 * written into the document is kept there from then on.
	 */
	async putAside(name: string, doc: Y.Doc): Promise<void> {
		const aside = await this.#device.open(name);
		const emptied = this.#copy;
		this.#copy = aside;
		try {
			await aside.keep(Y.encodeStateAsUpdate(doc));
		} catch (error) {
			aside.close();
			this.#copy = emptied;
			throw error;
		}
		await emptied?.clear();
		emptied?.close();
	}

	/** Lets go of it; what it keeps stays on the device. */
	close(): void {
		this.#copy?.close();
		this.#copy = null;
		this.arrived = new Map();
	}
}
