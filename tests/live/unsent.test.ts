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
	expect(unsentWork(device, vector, update)).toEqual([]);
});

test('words written offline are sent, and only those', () => {
	const { server, device } = pair();
	device.getText('text:risks').insert(0, '離線寫的，');
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update);
	expect(unsent.length).toBe(1);
	const authors = new Set(
		unsent.flatMap((update) => Y.decodeUpdate(update).structs).map(({ id }) => id.client),
	);
	expect([...authors]).toEqual([device.clientID]);
	for (const update of unsent) Y.applyUpdate(server, update);
	expect(server.getText('text:risks').toString()).toBe('離線寫的，隊友寫的');
});

test('a deletion made offline is sent, though nothing was written', () => {
	const { server, device } = pair();
	device.getText('text:risks').delete(0, 2);
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update);
	expect(unsent.length).toBe(1);
	for (const update of unsent) Y.applyUpdate(server, update);
	expect(server.getText('text:risks').toString()).toBe('寫的');
});

test('a deletion that both sides know of is not sent again', () => {
	const { server, device } = pair();
	server.getText('text:risks').delete(0, 2);
	const { vector, update } = answered(server, device);
	expect(unsentWork(device, vector, update)).toEqual([]);
});

test('deletions that the server knows are left out of what is sent', () => {
	const { server, device } = pair();
	const text = server.getText('text:risks');
	for (let number = 0; number < 400; number += 1) {
		text.insert(number, '留刪');
		text.delete(number + 1, 1);
	}
	Y.applyUpdate(device, Y.encodeStateAsUpdate(server));
	device.getText('text:risks').insert(0, '一句');
	device.getText('text:risks').delete(5, 1);
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update);
	expect(unsent.length).toBe(1);
	expect(unsent[0]?.length).toBeLessThan(100);
	for (const one of unsent) Y.applyUpdate(server, one);
	expect(server.getText('text:risks').toString()).toBe(device.getText('text:risks').toString());
});

/** As a server does: a piece that leans on what has not come yet is an error. */
function takeInTurn(server: Y.Doc, pieces: readonly Uint8Array[]): void {
	for (const piece of pieces) {
		Y.applyUpdate(server, piece);
		expect(server.store.pendingStructs).toBeNull();
		expect(server.store.pendingDs).toBeNull();
	}
}

test('work of two tabs that lean on one another is sent in pieces that each fit what came before', () => {
	const { server, device } = pair();
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(device));
	for (let round = 0; round < 60; round += 1) {
		for (const [writer, reader] of [[device, other] as const, [other, device] as const]) {
			const text = writer.getText('text:risks');
			text.insert(Math.floor(text.length / 2), `第${round}回`);
			if (round % 3 === 0) text.delete(text.length - 2, 1);
			writer.getMap('values').set(`key${round % 7}`, round);
			Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
		}
	}
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update, { mostBytes: 400 });
	expect(unsent.length).toBeGreaterThan(5);
	expect(Math.max(...unsent.map(({ length }) => length))).toBeLessThanOrEqual(400);
	takeInTurn(server, unsent);
	const said = (doc: Y.Doc) => [doc.getText('text:risks').toJSON(), doc.getMap('values').toJSON()];
	expect(said(server)).toEqual(said(device));
});

test('one pasted text larger than a frame is cut, but not through a character', () => {
	const { server, device } = pair();
	const pasted = '忠誠😀'.repeat(8_000);
	device.getText('text:risks').insert(2, pasted);
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update);
	expect(unsent.length).toBeGreaterThan(1);
	expect(Math.max(...unsent.map(({ length }) => length))).toBeLessThan(64 * 1024);
	takeInTurn(server, unsent);
	expect(server.getText('text:risks').toString()).toBe(`隊友${pasted}寫的`);
});

test('for a server without room, what it can delete comes before any word', () => {
	const { server, device } = pair();
	const text = device.getText('text:risks');
	text.insert(4, '離線寫了又刪的，');
	text.delete(2, 4);
	const { vector, update } = answered(server, device);
	const unsent = unsentWork(device, vector, update, { deletionsFirst: true });
	const [first, ...rest] = unsent.map((piece) => Y.decodeUpdate(piece));
	expect(first?.structs).toEqual([]);
	expect(rest.some(({ structs }) => structs.length > 0)).toBe(true);
	const [deletions, ...words] = unsent;
	if (!deletions) throw new Error('nothing is deleted');
	Y.applyUpdate(server, deletions);
	// Nothing in it leans on words that the server does not have.
	expect(server.store.pendingDs).toBeNull();
	expect(server.getText('text:risks').toString()).toBe('隊友');
	for (const piece of words) Y.applyUpdate(server, piece);
	expect(server.getText('text:risks').toString()).toBe(text.toString());
});

test('what waits for words that never came is nobody’s to send', () => {
	const { server, device } = pair();
	const mate = new Y.Doc();
	Y.applyUpdate(mate, Y.encodeStateAsUpdate(server));
	mate.getText('text:risks').insert(0, '讀不出來的，');
	const before = Y.encodeStateVector(mate);
	mate.getText('text:risks').insert(0, '靠著它的，');
	Y.applyUpdate(device, Y.encodeStateAsUpdate(mate, before));
	device.getText('text:measures').insert(0, '自己的');
	const { vector, update } = answered(server, device);
	for (const unsent of unsentWork(device, vector, update)) Y.applyUpdate(server, unsent);
	expect(server.getText('text:measures').toString()).toBe('自己的');
	expect([...server.store.clients.keys()]).not.toContain(mate.clientID);
	expect(server.store.pendingStructs).toBeNull();
});
