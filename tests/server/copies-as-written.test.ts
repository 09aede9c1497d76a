import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { copyEveryMilliseconds, createCopies } from '#server/live/copies.ts';
import { loadDocument } from '#server/live/documents.ts';
import { Room } from '#server/live/room.ts';
import { bodyOf, namedSnapshots } from '#server/live/snapshots.ts';
import { loadState } from '#server/live/cost/tangle.ts';
import { designText, textFields } from '#workflow/design.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';

// A field may be written in beyond what is handed in, and those words can be lost like any others.

afterEach(async () => {
	vi.restoreAllMocks();
	await closeHosts();
});

const { most } = textFields.diagnosisPrice;
const field = 'diagnosisPrice';

/** A room of its own, with the copies that come of it, each kept before the next thing happens. */
async function alone(text: string) {
	const { host, seated, ming, seatOf } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	device.type(field, text);
	await device.saved();
	await device.end();
	const { db } = host.store;
	const red = seated.teams.red.id;
	const room = new Room(red, await loadDocument(db, red));
	const copies = createCopies({ db, clock: host.clock });
	const words = designText(room.doc, field);
	const wrote = async () => {
		copies.afterUpdates([room]);
		await copies.finish();
	};
	return {
		words,
		pass: host.clock.pass,
		async write(more: string) {
			words.insert(words.length, more);
			await wrote();
		},
		/** Takes the last of it away. */
		async take(length: number) {
			copies.beforeUpdate(room, length);
			words.delete(words.length - length, length);
			await wrote();
		},
		/** What there is to be put back, the oldest first. */
		async kept() {
			const states = await namedSnapshots(db, red);
			return Promise.all(
				states.map(async ({ label, kind }) => {
					const doc = loadState((await bodyOf(db, red, label)) ?? new Uint8Array());
					return { kind, text: doc && designText(doc, field).toString() };
				}),
			);
		},
	};
}

test('what is written beyond the limit of a field is in a copy like everything else', async () => {
	const { words, write, take, kept, pass } = await alone('字'.repeat(most + 5));
	await write('。');
	const sentences = ['第一句', '第二句', '第三句', '第四句'].map((each) => each.padEnd(20, '又'));
	for (const sentence of sentences) {
		pass(copyEveryMilliseconds);
		await write(sentence);
		expect((await kept()).at(-1)).toEqual({ kind: 'writing', text: words.toString() });
	}
	pass(copyEveryMilliseconds / 2);
	await write('最後一句'.padEnd(20, '又'));
	const whole = words.toString();
	await take(words.length - most - 5);
	expect((await kept()).map(({ text }) => text)).toContain(whole);
});

test('a copy that is not kept, since it reads as one that is, puts off no other', async () => {
	const { words, write, take, kept, pass } = await alone('字'.repeat(most));
	await write('。');
	const junk = 'z'.repeat(60);
	for (let round = 0; round < 2; round += 1) {
		pass(70_000);
		await write(junk);
		await take(junk.length);
	}
	const before = (await kept()).length;
	pass(10_000);
	await write('隊友剛寫的話'.repeat(10));
	const whole = words.toString();
	pass(10_000);
	await take(60);
	expect((await kept()).map(({ text }) => text)).toContain(whole);
	expect(await kept()).toHaveLength(before + 1);
});

test('what reads as a copy does is written out now and then, not at every key', async () => {
	const { write, take, pass } = await alone('字'.repeat(most));
	await write('。');
	pass(copyEveryMilliseconds);
	await write('z'.repeat(60));
	await take(60);
	pass(copyEveryMilliseconds);
	const writtenOut = vi.spyOn(Y.UpdateEncoderV1.prototype, 'toUint8Array');
	for (let round = 0; round < 20; round += 1) {
		await write('z'.repeat(60));
		await take(60);
	}
	expect(writtenOut.mock.calls.length).toBeLessThan(5);
});
