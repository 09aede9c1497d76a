import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { unsentWork } from '#live/unsent.ts';

/** What a server answers to a device: its vector and what the device lacks, applied there. */
function answered(server: Y.Doc, device: Y.Doc): { vector: Uint8Array; update: Uint8Array } {
	const update = Y.encodeStateAsUpdate(server, Y.encodeStateVector(device));
	Y.applyUpdate(device, update);
	return { vector: Y.encodeStateVector(server), update };
}

function pair(): { server: Y.Doc; device: Y.Doc } {
	const server = new Y.Doc();
	server.getText('text:risks').insert(0, '隊友寫的');
	const device = new Y.Doc();
	Y.applyUpdate(device, Y.encodeStateAsUpdate(server));
	return { server, device };
}

test('nothing is sent when both sides hold the same', () => {
	const { server, device } = pair();
	const { vector, update } = answered(server, device);
	expect(unsentWork(device, vector, update)).toBeNull();
});

test('words written offline are sent, and only those', () => {
	const { server, device } = pair();
	device.getText('text:risks').insert(0, '離線寫的，');
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update);
	if (!unsent) throw new Error('nothing was sent');
	const authors = new Set(Y.decodeUpdate(unsent).structs.map(({ id }) => id.client));
	expect([...authors]).toEqual([device.clientID]);
	Y.applyUpdate(server, unsent);
	expect(server.getText('text:risks').toString()).toBe('離線寫的，隊友寫的');
});

test('a deletion made offline is sent, though nothing was written', () => {
	const { server, device } = pair();
	device.getText('text:risks').delete(0, 2);
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update);
	if (!unsent) throw new Error('nothing was sent');
	Y.applyUpdate(server, unsent);
	expect(server.getText('text:risks').toString()).toBe('寫的');
});

test('a deletion that both sides know of is not sent again', () => {
	const { server, device } = pair();
	server.getText('text:risks').delete(0, 2);
	const { vector, update } = answered(server, device);
	expect(unsentWork(device, vector, update)).toBeNull();
});
