/** Something that waits to be put on the disk. */
interface Needs<Item> {
	/** Stores a batch, all of it or nothing; resolves once it is on the disk. */
	store: (batch: readonly Item[]) => Promise<void>;
	/** Shows and acknowledges a batch; called after it is stored and never before. */
	stored: (batch: readonly Item[]) => void | Promise<void>;
	/** Told when storing begins to fail, and again when it works. */
	trouble: (isBroken: boolean, error: unknown) => void;
	windowMilliseconds?: number;
	retryMilliseconds?: number;
}

/**
 * The one way from a keystroke to everybody else: collected for a few milliseconds, put on the
 * disk together, and only then shown and acknowledged. What cannot be stored waits here, in order,
 * and is tried again.
 */
export function createPump<Item>({
	store,
	stored,
	trouble,
	windowMilliseconds = 5,
	retryMilliseconds = 500,
}: Needs<Item>) {
	let queue: Item[] = [];
	let timer: NodeJS.Timeout | null = null;
	let running: Promise<void> | null = null;
	let isBroken = false;
	let isStopped = false;
	let pushedCount = 0;
	let storedCount = 0;

	async function putOnDisk(): Promise<void> {
		const batch = queue;
		queue = [];
		try {
			await store(batch);
		} catch (error) {
			queue = [...batch, ...queue];
			if (!isBroken) trouble(true, error);
			isBroken = true;
			return;
		}
		if (isBroken) trouble(false, null);
		isBroken = false;
		storedCount += batch.length;
		await stored(batch);
	}

	function begin(): Promise<void> {
		if (timer) clearTimeout(timer);
		timer = null;
		running ??= putOnDisk().finally(() => {
			running = null;
			if (queue.length > 0) schedule();
		});
		return running;
	}

	function schedule(): void {
		if (timer || running || isStopped) return;
		timer = setTimeout(() => void begin(), isBroken ? retryMilliseconds : windowMilliseconds);
	}

	return {
		push(item: Item): void {
			queue.push(item);
			pushedCount += 1;
			schedule();
		},
		/** Resolves once everything pushed so far is on the disk; throws when it cannot be. */
		async settle(): Promise<void> {
			const upTo = pushedCount;
			while (storedCount < upTo || running) {
				await begin();
				if (storedCount >= upTo) return;
				if (isBroken) throw new Error('the store does not take writes');
			}
		},
		/** Gives up what could not be stored; it was never acknowledged, so its devices still hold it. */
		stop(): void {
			isStopped = true;
			if (timer) clearTimeout(timer);
			queue = [];
		},
		/** How many wait; a store that fails must not fill the memory. */
		waiting: () => queue.length,
		/** Whether the last try to store failed. */
		isFailing: () => isBroken,
	};
}
export type Pump<Item> = ReturnType<typeof createPump<Item>>;
