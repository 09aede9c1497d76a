import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Connection } from '#server/live/connection.ts';
import { appendWrites } from '#server/live/documents.ts';
import { designText } from '#workflow/design.ts';
import { frame } from '#workflow/messages.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { raw } from '../support/raw-update.ts';
import type { Device } from '../support/socket.ts';

// A full document is put together before anybody is refused, and what waits for that, or comes
// after it, costs nobody else anything: it is bounded, has turns, and is not read again and again.

afterEach(async () => {
	vi.restoreAllMocks();
	await closeHosts();
});

const authorOf = (device: Device): number => device.hello?.author ?? 0;

/** Words of a device that its own document does not hold, in one frame. */
const words = (device: Device, clock: number, length: number): Uint8Array =>
	raw(authorOf(device), clock, [
		clock === 0
			? { text: 'text:risks', words: 'y'.repeat(length) }
			: { origin: [authorOf(device), clock - 1], words: 'y'.repeat(length) },
	]);

const frameLength = 65_000;

/** Fills a team's document so far that one more frame has no room; answers the device's clock. */
async function fill(device: Device): Promise<number> {
	let clock = 0;
	for (; clock + frameLength < 2 * 1024 * 1024; clock += frameLength) {
		device.sendUpdate(words(device, clock, frameLength));
		await device.saved();
	}
	return clock;
}

/** Whatever a device has sent, the server has looked at it: it answers in order. */
async function arrived(device: Device): Promise<void> {
	const answers = () => device.kinds.filter((kind) => kind === frame.syncAnswer).length;
	const before = answers();
	device.send(frame.syncRequest, Y.encodeStateVector(device.doc));
	await device.until('an answer', () => answers() > before);
}

/** A full team of a disk that can be made to wait, and with it whatever waits for room. */
async function fullTeam() {
	let gate = Promise.resolve();
	const at = await redAndBlue({
		storeWrites: (store) => async (writes, now) => {
			await gate;
			await appendWrites(store.db, writes, now);
		},
	});
	const filler = at.seatOf(at.ming);
	await filler.ready();
	const clock = await fill(filler);
	const [other, mate] = [at.seatOf(at.ming), at.seatOf(at.mei)];
	await Promise.all([other.ready(), mate.ready()]);
	/** From here on until what it answers is called nothing gets to the disk. */
	async function hold(): Promise<() => void> {
		const { promise, resolve } = Promise.withResolvers<void>();
		gate = promise;
		mate.type('measures', '隊友的字');
		await arrived(mate);
		return resolve;
	}
	return { ...at, filler, other, clock, mate, hold };
}

const isRefused = (device: Device): boolean => device.notices.some(({ kind }) => kind === 'full');

test('what waits of one member is bounded, all his lines together, and his mate’s words wait beside it', async () => {
	const { filler, other, clock, mate, hold } = await fullTeam();
	const release = await hold();
	// Two frames wait; a third, on whatever line, has no place there, nor has what follows it.
	filler.sendUpdate(words(filler, clock, frameLength));
	filler.sendUpdate(words(filler, clock + frameLength, frameLength));
	await arrived(filler);
	other.sendUpdate(words(other, 0, 5_000));
	other.sendUpdate(words(other, 5_000, 1));
	await arrived(other);
	mate.type('measures', '又寫的字');
	await arrived(mate);
	release();
	await mate.saved();
	await filler.until('refused', () => isRefused(filler));
	// He comes again with what had no place.
	await other.until('the end', () => other.closed !== null);
	expect(other.closed).toEqual({ code: 1013, reason: 'too much is waiting' });
	expect(other.acknowledged).toBe(0);
	expect(filler.closed).toBeNull();
});

test('between two updates that have waited everybody else is heard', async () => {
	const { filler, other, clock, hold } = await fullTeam();
	const turns: number[] = [];
	let turn = 0;
	const tell = Connection.prototype.tell;
	vi.spyOn(Connection.prototype, 'tell').mockImplementation(function (this: Connection, ...said) {
		if (said[0] === 'full') turns.push(turn);
		setImmediate(() => (turn += 1));
		return tell.apply(this, said);
	});
	const release = await hold();
	filler.sendUpdate(words(filler, clock, frameLength));
	other.sendUpdate(words(other, 0, frameLength));
	await Promise.all([arrived(filler), arrived(other)]);
	release();
	await filler.until('refused', () => isRefused(filler));
	await other.until('refused', () => isRefused(other));
	expect(turns).toHaveLength(2);
	expect(new Set(turns).size).toBe(2);
});

test('what comes of a member who has been refused is read no further than deletions go', async () => {
	const { filler, clock, mate } = await fullTeam();
	filler.sendUpdate(words(filler, clock, frameLength));
	await filler.until('refused', () => isRefused(filler));
	const read = vi.spyOn(Y.UpdateDecoderV1.prototype, 'readInfo');
	const pieces = Array.from({ length: 4_000 }, (_, place) => ({
		origin: [authorOf(filler), clock + place - 1] as const,
		words: 'x',
	}));
	const frames = 40;
	for (let sent = 0; sent < frames; sent += 1)
		filler.sendUpdate(raw(authorOf(filler), clock, pieces));
	await arrived(filler);
	expect(read.mock.calls.length).toBeLessThan((frames / 4) * pieces.length);
	// What he takes away is still taken away.
	const text = designText(mate.doc, 'risks');
	const before = text.length;
	filler.sendUpdate(raw(0, 0, [], [[authorOf(filler), [[0, 10]]]]));
	await mate.until('the deletion', () => text.length === before - 10);
});

test('a full document is put together again only once something has come into it', async () => {
	const { filler, other, clock, host, seated } = await fullTeam();
	const put = async () => {
		const row = await host.store.db
			.selectFrom('document_snapshot')
			.select('at')
			.where('room', '=', seated.teams.red.id)
			.where('label', '=', 'compacted')
			.executeTakeFirst();
		return row?.at;
	};
	filler.sendUpdate(words(filler, clock, frameLength));
	await filler.until('refused', () => isRefused(filler));
	const first = await put();
	host.clock.pass(1_000);
	other.sendUpdate(words(other, 0, frameLength));
	await other.until('refused', () => isRefused(other));
	expect(await put()).toBe(first);
});

test('one who fills the document takes no room from his mates, who go on writing', async () => {
	const { filler, clock, mate } = await fullTeam();
	for (const length of [frameLength, 2_000, 20]) {
		filler.sendUpdate(words(filler, clock, length));
		await filler.until('refused', () => isRefused(filler));
	}
	for (let line = 0; line < 20; line += 1) {
		mate.type('measures', `第${line}行，${'隊友的字'.repeat(50)}`);
		await mate.saved();
	}
	expect([mate.closed, mate.notices]).toEqual([null, []]);
});
