import { sql } from 'kysely';
import { appendWrites, type Write } from '#server/live/documents.ts';
import { openStore, type Store } from '#server/store/store.ts';
import { createClock, startHost } from './class.ts';
import { listen } from './socket.ts';
import type { Asked } from './host-child.ts';

// The server without pages as a process of its own, to be killed: tells its port once it listens.
const store = await openStore(process.env['DATA_DIR'] ?? '', new Date());
const commitDelay = Number(process.env['COMMIT_DELAY_MILLISECONDS'] ?? 0);
const nothing = new Int32Array(new SharedArrayBuffer(4));

/** As a slow disk does: nothing else goes on while it takes its time. */
const storeWrites =
	({ db }: Store) =>
	(writes: readonly Write[], now: number): Promise<void> => {
		Atomics.wait(nothing, 0, 0, commitDelay);
		return appendWrites(db, writes, now);
	};

const { port } = await listen(
	startHost({
		store,
		clock: createClock(Date.now()),
		...(commitDelay > 0 && { storeWrites }),
	}),
);

/**
 * What SQLite itself takes for a full disk: no page more than there are, or as many as it likes.
 * Pages that hold nothing any more would still take words, so they are given back first.
 */
async function setSpace(isFull: boolean): Promise<void> {
	if (isFull) await sql`vacuum`.execute(store.db);
	const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
	const most = isFull ? (rows[0]?.page_count ?? 1) : 2 ** 31;
	await sql`pragma max_page_count = ${sql.lit(most)}`.execute(store.db);
}

process.on('message', async (asked: Asked) => {
	if (asked.kind === 'backUp') await store.backUp(asked.path);
	else await setSpace(asked.isFull);
	process.send?.('done');
});
process.send?.({ port });
