import { afterEach, expect } from 'vitest';
import { LiveConnection } from '../../src/live/connection.svelte.ts';
import { RoomDocument } from '../../src/live/document.svelte.ts';
import type { DeviceStore } from '../../src/live/local-copy.ts';
import { Rescues } from '../../src/live/rescues.svelte.ts';
import { fakeStore, type FakeServer } from './fake-server.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
	for (const cleanup of cleanups.splice(0)) cleanup();
});

export const of = { classId: 'c1', teamId: 't3', memberId: 'm1' };

/** A page that has the room open: its own document and connection, on the given server and store. */
export function openPage(server: FakeServer, store: DeviceStore = fakeStore(), teamId = of.teamId) {
	const connection = new LiveConnection(
		{ classId: 'c1', as: 'member', turnedAway: '你不在這堂課裡了。' },
		server.surroundings,
	);
	const document = new RoomDocument(connection, { ...of, teamId }, store);
	const stopDocument = document.start();
	const stopConnection = connection.start();
	const leave = () => {
		stopConnection();
		stopDocument();
	};
	cleanups.push(leave);
	return {
		connection,
		document,
		leave,
		write: (words: string) => {
			const text = document.doc.getText('text:risks');
			text.insert(text.length, words);
		},
		get text() {
			return document.doc.getText('text:risks').toString();
		},
	};
}

export async function openReadyPage(server: FakeServer, store?: DeviceStore, teamId = of.teamId) {
	server.room = teamId;
	const page = openPage(server, store, teamId);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
	return page;
}

/** What the page would offer from this device, as field → words. */
export async function offered(
	page: ReturnType<typeof openPage>,
	store: DeviceStore,
	teamId = of.teamId,
) {
	const rescues = new Rescues(store);
	const here = { ...of, teamId, epoch: page.document.epoch };
	await rescues.look(here, page.document.doc, page.document.left);
	const list = rescues.list.map(({ why, places, design }) => ({
		why,
		says: Object.fromEntries(places.map((place) => [place, design.text[place as 'risks']])),
	}));
	return { rescues, list };
}
