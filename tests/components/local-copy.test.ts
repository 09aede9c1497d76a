import { expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import * as Y from 'yjs';
import { deviceStore } from '../../src/live/local-copy.ts';

test('the copy in this browser’s own store is there for the next page', async () => {
	const name = `test:${Date.now()}`;
	const copy = await deviceStore.open(name);
	const doc = new Y.Doc();
	doc.getText('text:risks').insert(0, '字');
	const update = Y.encodeStateAsUpdate(doc);
	await copy.keep(update);
	await copy.noteArrived(7, 12);
	copy.close();
	const again = await deviceStore.open(name);
	expect(again.updates).toEqual([update]);
	expect([...again.arrived]).toEqual([[7, 12]]);
	expect(await deviceStore.names()).toContain(name);
	again.close();
	await deviceStore.remove(name);
	expect(await deviceStore.names()).not.toContain(name);
});

test('a copy of many updates is folded into one and forgets nothing', async () => {
	const name = `test:${Date.now()}`;
	const doc = new Y.Doc();
	const copy = await deviceStore.open(name);
	const kept: Promise<void>[] = [copy.noteArrived(7, 12)];
	doc.on('update', (update: Uint8Array) => kept.push(copy.keep(update)));
	for (let number = 0; number < 250; number += 1) doc.getText('text:risks').insert(0, '字');
	await Promise.all(kept);
	copy.close();
	(await deviceStore.open(name)).close();
	const again = await deviceStore.open(name);
	expect(again.updates.length).toBe(1);
	expect([...again.arrived]).toEqual([[7, 12]]);
	again.close();
	await deviceStore.remove(name);
});

/** The browser's own way of clearing a site's data, as by hand or when the disk is full. */
const wipe = () =>
	cdp().send('Storage.clearDataForOrigin', {
		origin: location.origin,
		storageTypes: 'indexeddb',
	} as never);

test('a copy that the browser clears away says so at once, and keeps nothing from then on', async () => {
	const copy = await deviceStore.open(`test:${Date.now()}`);
	const gone = vi.fn();
	copy.whenGone(gone);
	await wipe();
	await expect.poll(() => gone.mock.calls).toEqual([['browser']]);
	await expect(copy.keep(new Uint8Array([0, 0]))).rejects.toThrow();
});

test('a copy that another tab removes says that it was a tab', async () => {
	const name = `test:${Date.now()}`;
	const copy = await deviceStore.open(name);
	const gone = vi.fn();
	copy.whenGone(gone);
	await deviceStore.remove(name);
	expect(gone.mock.calls).toEqual([['tab']]);
});
