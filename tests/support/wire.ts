import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Page } from 'playwright';
import * as Y from 'yjs';
import { frame } from '#workflow/messages.ts';

/** A piece of network between a phone and the site, which can go dead without closing anything. */
export interface Wire {
	/** Where a phone reaches the site through it. */
	origin: string;
	/** Nothing gets through any more, either way; every socket goes on looking open. */
	cut(): void;
	/** It carries again; what was underway when it was cut is gone, as on a phone that moved on. */
	mend(): void;
	close(): void;
}

/** Opens a wire to a port of this machine. */
export async function openWire(port: number): Promise<Wire> {
	const ends = new Set<Socket>();
	let isCut = false;
	const server = createServer((near) => {
		ends.add(near);
		near.on('error', () => undefined);
		near.on('close', () => ends.delete(near));
		if (isCut) return void near.pause();
		const far = connect(port, '127.0.0.1');
		far.on('error', () => near.destroy());
		far.on('close', () => {
			if (!isCut) near.destroy();
		});
		near.on('close', () => far.destroy());
		near.on('data', (bytes) => isCut || far.write(bytes));
		far.on('data', (bytes) => isCut || near.write(bytes));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		cut: () => (isCut = true),
		mend() {
			isCut = false;
			for (const end of ends) end.destroy();
		},
		close() {
			for (const end of ends) end.destroy();
			server.close();
		},
	};
}

/** Listens on a page's socket: what it sent, and how much of it the server said was on disk. */
export function overhear(page: Page) {
	let sent: Uint8Array[] = [];
	let acknowledged = 0;
	page.on('websocket', (socket) => {
		// The count begins anew with each connection.
		sent = [];
		acknowledged = 0;
		socket.on('framesent', ({ payload }) => {
			if (typeof payload !== 'string' && payload[0] === frame.update)
				sent.push(payload.subarray(1));
		});
		socket.on('framereceived', ({ payload }) => {
			if (typeof payload !== 'string' && payload[0] === frame.acknowledged) {
				acknowledged = new DataView(payload.buffer, payload.byteOffset).getUint32(1);
			}
		});
	});
	return {
		/** How many updates of the present connection are on the disk. */
		count: () => acknowledged,
		/** What this page wrote on this connection and was told to be on disk, in the order of writing. */
		words: (): string =>
			sent
				.slice(0, acknowledged)
				.flatMap((update) => Y.decodeUpdate(update).structs)
				.map((struct) =>
					struct instanceof Y.Item && struct.content instanceof Y.ContentString
						? struct.content.str
						: '',
				)
				.join(''),
	};
}
