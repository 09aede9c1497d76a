import * as Y from 'yjs';
import { isHoldingBack, writeHeldBack } from '#live/held-back.svelte.ts';
import { deviceStore, type DeviceStore, type LocalCopy } from '#live/local-copy.ts';
import {
	deviceLightOf,
	isTakenAway,
	newLedger,
	record,
	type SaveEvent,
	type SaveLedger,
	whileComposing,
} from '#live/save-light.ts';
import { soloName } from '#live/solo-copy.ts';
import { designText, designValues, textFields, type TextField } from '#workflow/design.ts';
import type { FormDocument } from '../form-document.ts';

const fromDevice = Symbol('from this device');
const fromTab = Symbol('from another tab');
const clearing = Symbol('cleared by hand');

/** What the tabs of one browser say to one another: a piece of work, or how much one has so far. */
type Said = { update: Uint8Array } | { vector: Uint8Array };

const everyText = (doc: Y.Doc): Y.Text[] =>
	(Object.keys(textFields) as TextField[]).map((field) => designText(doc, field));

/**
 * The design that a reader makes alone for one case company. It is kept on this device and goes
 * nowhere else; tabs that have it open at once pass their work to one another.
 */
export class SoloDocument implements FormDocument {
	readonly doc = new Y.Doc();
	readonly presence = null;
	/** True once what this device holds is in the document, or is known to be out of reach. */
	ready = $state(false);
	/** True while what was last cleared away can be brought back. */
	canRestore = $state(false);

	#ledger = $state.raw<SaveLedger>(newLedger());
	/** It speaks of all that this page shows, whichever tab wrote it. */
	readonly light = $derived(
		deviceLightOf(isHoldingBack(this.doc) ? whileComposing(this.#ledger) : this.#ledger),
	);
	readonly #cleared: Y.UndoManager;
	readonly #name: string;
	readonly #device: DeviceStore;
	#copy: LocalCopy | null = null;
	#tabs: BroadcastChannel | null = null;
	/** Pieces of work so far, and the last one of those that the device did not take. */
	#pieces = 0;
	#lost = 0;

	constructor(caseId: string, device: DeviceStore = deviceStore) {
		this.#name = soloName(caseId);
		this.#device = device;
		this.#cleared = new Y.UndoManager([...everyText(this.doc), designValues(this.doc)], {
			trackedOrigins: new Set([clearing]),
			captureTimeout: 0,
		});
	}

	/** Whether closing the page now would lose work for good. */
	get wouldLose(): boolean {
		const { deviceCopy, deviceWaiting } = this.#ledger;
		if (isTakenAway(deviceCopy))
			return (
				everyText(this.doc).some(({ length }) => length > 0) || designValues(this.doc).size > 0
			);
		return this.#pieces > 0 && (deviceCopy !== 'kept' || deviceWaiting > 0);
	}

	/** Opens it; call what it returns to leave it. */
	start(): () => void {
		this.doc.on('update', (update: Uint8Array, origin: unknown) => this.#written(update, origin));
		const guard = (event: BeforeUnloadEvent) => {
			writeHeldBack(this.doc);
			if (this.wouldLose) event.preventDefault();
		};
		globalThis.addEventListener?.('beforeunload', guard);
		// Before the device is read, so that nothing is written in between and heard by neither way.
		this.#tabs = new BroadcastChannel(this.#name);
		this.#tabs.onmessage = ({ data }: MessageEvent<Said>) => this.#hear(data);
		this.#say({ vector: Y.encodeStateVector(this.doc) });
		let left = false;
		void this.#open(() => left);
		return () => {
			writeHeldBack(this.doc);
			left = true;
			globalThis.removeEventListener?.('beforeunload', guard);
			this.#tabs?.close();
			this.#tabs = null;
			// What is on its way to the disk still gets there: the store closes behind it.
			this.#copy?.close();
			this.#cleared.destroy();
			this.doc.destroy();
		};
	}

	/** Empties every field, here and in the other tabs. */
	clear(): void {
		writeHeldBack(this.doc);
		this.doc.transact(() => {
			for (const text of everyText(this.doc)) text.delete(0, text.length);
			designValues(this.doc).clear();
		}, clearing);
		this.canRestore = this.#cleared.canUndo();
	}

	/** Brings back what was cleared away last; what was written since stays. */
	restore(): void {
		this.#cleared.undo();
		this.canRestore = this.#cleared.canUndo();
	}

	async #open(hasLeft: () => boolean): Promise<void> {
		try {
			const copy = await this.#device.open(this.#name);
			if (hasLeft()) return copy.close();
			this.doc.transact(() => {
				for (const update of copy.updates) Y.applyUpdate(this.doc, update, fromDevice);
			}, fromDevice);
			this.#copy = copy;
			this.#note({ type: 'device.opened' });
			copy.whenGone((by) => this.#note({ type: 'device.gone', by }));
			// Another tab was quicker than the disk: what it told is kept now.
			if (this.#pieces > 0) void this.#keep(copy, Y.encodeStateAsUpdate(this.doc));
		} catch {
			this.#note({ type: 'device.failed' });
		}
		this.ready = true;
	}

	#note(event: SaveEvent): void {
		this.#ledger = record(this.#ledger, event);
	}

	#say(said: Said): void {
		this.#tabs?.postMessage(said);
	}

	#hear(said: Said): void {
		if ('update' in said) Y.applyUpdate(this.doc, said.update, fromTab);
		else this.#say({ update: Y.encodeStateAsUpdate(this.doc, said.vector) });
	}

	#written(update: Uint8Array, origin: unknown): void {
		if (origin === fromDevice) return;
		if (origin !== fromTab) this.#say({ update });
		this.#pieces += 1;
		if (this.#copy) void this.#keep(this.#copy, update);
	}

	/**
	 * Writes a piece to the device. After one that it did not take, everything is written, because
	 * what came later is worth nothing without it.
	 */
	async #keep(copy: LocalCopy, update: Uint8Array): Promise<void> {
		const piece = this.#pieces;
		const whole = this.#lost > 0;
		this.#note({ type: 'device.writing' });
		try {
			await copy.keep(whole ? Y.encodeStateAsUpdate(this.doc) : update);
			if (whole && this.#lost <= piece) {
				this.#lost = 0;
				this.#note({ type: 'device.opened' });
			}
			this.#note({ type: 'device.written' });
		} catch {
			this.#lost = Math.max(this.#lost, piece);
			this.#note({ type: 'device.failed' });
		}
	}
}
