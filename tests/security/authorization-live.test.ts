import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { packPresence } from '#server/live/presence.ts';
import { designText, materialise } from '#workflow/design.ts';
import { frame } from '#workflow/messages.ts';
import { hasDoor, may, permissions, roles, type Role } from '#workflow/roles.ts';
import { startHost, type TestHost } from '../support/class.ts';
import { createCookies, frames, type Frame } from '../support/rights/asked.ts';
import { guarded, prepareWorld, type State, type World } from '../support/rights/world.ts';
import { Device, listen } from '../support/socket.ts';

// The socket's half of workflow/roles.ts: every role at the handshake, and every kind of frame
// there is from whoever got in, in every phase with every state of a team.

type Kind = keyof typeof frame;
const kinds = Object.keys(frame) as Kind[];

let host: TestHost;
let http: Server;
let port: number;
let world: World;
let cookieOf: ReturnType<typeof createCookies>;
let tried = 0;

beforeAll(async () => {
	host = startHost();
	world = await prepareWorld(host);
	({ http, port } = await listen(host));
	cookieOf = createCookies(world);
});
afterAll(async () => {
	await host?.close();
	http?.close();
});

const connect = (role: Role, state: State, query = `&team=${state.red}`): Device => {
	tried += 1;
	return new Device({ port, classId: state.classId, cookie: cookieOf(role, state), query });
};

const rowOf = (kind: Kind): Frame | null =>
	`live:${kind}` in permissions ? (`live:${kind}` as Frame) : null;

/** What an honest device puts in a frame; a kind without a row gets an empty one. */
function bodyOf(kind: Kind, device: Device): Uint8Array {
	const bodies: Partial<Record<Kind, () => Uint8Array>> = {
		syncRequest: () => Y.encodeStateVector(new Y.Doc()),
		presence: () => packPresence(device.hello?.author ?? 1, 1, { field: 'risks' }).subarray(1),
		update: () => {
			const doc = new Y.Doc();
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(device.doc));
			doc.clientID = device.hello?.author ?? 1;
			const seen = Y.encodeStateVector(doc);
			designText(doc, 'measures').insert(0, '字');
			return Y.encodeStateAsUpdate(doc, seen);
		},
	};
	const body = bodies[kind];
	if (!body && rowOf(kind)) throw new Error(`${kind} has a row, and no honest frame in this test`);
	return body?.() ?? new Uint8Array();
}

/** Sends one frame, and waits for what tells the sender and the room that it was taken. */
async function isTaken(kind: Kind, device: Device, watcher: Device): Promise<void> {
	const [answers, presences] = [device.kinds.length, watcher.presence.length];
	const before = watcher.read('measures').length;
	device.send(frame[kind], bodyOf(kind, device));
	const signs: Partial<Record<Kind, [teller: Device, sign: () => boolean][]>> = {
		syncRequest: [[device, () => device.kinds.slice(answers).includes(frame.syncAnswer)]],
		presence: [[watcher, () => watcher.presence.length > presences]],
		update: [
			[device, () => device.acknowledged === 1],
			[watcher, () => watcher.read('measures').length === before + 1],
		],
	};
	if (!signs[kind])
		throw new Error(`${kind} has a row, and this test does not know what tells of it`);
	for (const [teller, sign] of signs[kind]) await teller.until(`${kind} taken`, sign);
}

test('a frame is taken from whom the table says, when it says so; any other one ends the connection', async () => {
	for (const state of world.states) {
		const watcher = connect('lecturer', state);
		await watcher.ready();
		for (const role of ['member', 'lecturer'] as const) {
			for (const kind of kinds) {
				const what = `${role} sends ${kind} in ${state.phase} with a team ${state.status}`;
				const device = connect(role, state);
				await device.ready();
				const told = device.notices.length;
				const row = rowOf(kind);
				if (row && may(role, row, state)) {
					await isTaken(kind, device, watcher);
				} else {
					const before = host.store.changes();
					device.send(frame[kind], bodyOf(kind, device));
					// In a closed class a member is told, and stays; whoever has no right at all goes.
					const isTold = row !== null && hasDoor(role, row);
					await device.until(what, () =>
						isTold ? device.notices.length > told : device.closed !== null,
					);
					if (isTold) expect(device.notices.at(-1)?.kind, what).toBe('readOnly');
					else
						expect(device.closed?.code, `${what}, which has no row in workflow/roles.ts`).toBe(
							1008,
						);
					expect(device.acknowledged, what).toBe(0);
					expect(host.store.changes(), what).toBe(before);
				}
				await device.end();
			}
		}
		await watcher.end();
	}
});

test('the handshake lets in whom the table says, and nobody into another team’s room', async () => {
	for (const state of world.states) {
		for (const role of roles) {
			const what = `${role} in ${state.phase} with a team ${state.status}`;
			const query = role === 'otherTeam' ? '' : undefined;
			const device = connect(role, state, query);
			if (!may(role, 'live:class', state)) {
				await device.until('refused', () => device.closed !== null);
				expect(device.closed?.code, what).toBe(404);
				expect(device.kinds, what).toEqual([]);
				continue;
			}
			await device.ready();
			const heard = JSON.stringify([device.views, materialise(device.doc)]);
			await device.end();
			const isReader = role !== 'otherTeam';
			expect(heard.includes(guarded.draft), what).toBe(isReader);
			const isOut = state.status !== 'drafting' && state.status !== 'submitted';
			const reads = isReader && isOut && (role === 'lecturer' || state.status !== 'inReview');
			expect(heard.includes(guarded.review), what).toBe(reads);
			if (!isReader) expect(heard.includes(guarded.handedIn), what).toBe(false);
			if (role === 'lecturer') continue;
			const spy = connect(role, state, `&team=${role === 'member' ? state.blue : state.red}`);
			await spy.until('refused', () => spy.closed !== null);
			expect(spy.closed?.code, what).toBe(404);
		}
	}
	console.log(`${tried} connections of ${frames.length} rows and ${kinds.length} kinds of frames`);
});
