import type * as Y from 'yjs';
import { classesOf, findLeftWork, type LeftCopy, type LeftWork } from './left-work.ts';
import { deviceStore, type DeviceStore } from './local-copy.ts';

/** What this device still holds from elsewhere, offered until its owner does not want it any more. */
export class Rescues {
	list = $state.raw<readonly LeftWork[]>([]);
	readonly #store: DeviceStore;
	readonly #dismissed = new Set<string>();
	#look = 0;

	constructor(store: DeviceStore = deviceStore) {
		this.#store = store;
	}

	/** Looks again: on coming in, and whenever a document has been left or begun. */
	async look(
		here: Parameters<typeof findLeftWork>[1],
		present: Y.Doc | null,
		inMemory: readonly LeftCopy[] = [],
	): Promise<void> {
		this.#look += 1;
		const look = this.#look;
		const found = await findLeftWork(this.#store, here, present, inMemory);
		if (look !== this.#look) return;
		this.list = found.filter(({ name }) => !this.#dismissed.has(name));
	}

	/** Looks for the words of seats that this device has lost, in every class but those given. */
	async lookWithoutSeat(seated: readonly string[]): Promise<void> {
		const names = await this.#store.names().catch(() => []);
		const found = await Promise.all(
			classesOf(names)
				.filter((classId) => !seated.includes(classId))
				.map((classId) =>
					findLeftWork(this.#store, { classId, memberId: null, teamId: null, epoch: null }, null),
				),
		);
		this.list = found.flat();
	}

	/** Takes a copy off this device for good, and those that were offered with it. */
	async dismiss(name: string): Promise<void> {
		const also = this.list.find((one) => one.name === name)?.also ?? [];
		this.list = this.list.filter((one) => one.name !== name);
		for (const each of [name, ...also]) {
			this.#dismissed.add(each);
			// Where it cannot be removed it is offered again at the next visit.
			await this.#store.remove(each).catch(() => undefined);
		}
	}
}
