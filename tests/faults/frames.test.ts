import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { loadDocument } from '#server/live/documents.ts';
import { openStore } from '#server/store/store.ts';
import { materialise } from '#workflow/design.ts';
import { createClock, openUpTo, seatClass, startHost } from '../support/class.ts';
import { amount, fuzzSeed, patience } from '../support/fuzz/amount.ts';
import { malformedFrame, type Ground } from '../support/fuzz/frames.ts';
import { Rogue } from '../support/fuzz/rogue.ts';
import { temporaryFolder } from '../support/server.ts';
import { Device, listen } from '../support/socket.ts';

// Whatever comes over the socket, the server goes on serving everybody else.

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Live memory after everything that can be thrown away has been, in bytes. */
function memory(): number {
	collect();
	collect();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

const { warn, error } = console;
let faults: unknown[][];
beforeEach(() => {
	faults = [];
	// Every refused frame is one line in the log; what matters is that none is a fault of ours.
	console.warn = () => undefined;
	console.error = (...told: unknown[]) => void faults.push(told);
});
afterEach(() => Object.assign(console, { warn, error }));

/**
 * Into one team's design. A longer one would only make the test slow: each frame is made from all
 * that is in it.
 */
const framesPerTeam = 10_000;
/** As many as it takes for none of a team to be told that he comes too often. */
const membersPerTeam = 12;
/** Beyond the burst that is allowed at once, frames are no longer looked at. */
const framesPerConnection = 100;
/** A word next door for so many, which is about as fast as somebody types. */
const visitsAtATime = 50;

test(
	'malformed frames of every kind hurt nobody but their sender',
	async () => {
		const frames = amount({ usual: 6_000, full: 100_000 });
		const folder = temporaryFolder();
		const host = startHost({
			store: await openStore(folder, new Date()),
			clock: createClock(Date.now()),
		});
		const { port, http } = await listen(host);
		const { classId, teams, lecturer } = await seatClass<string>(host, {
			teams: {
				blue: ['張大華'],
				...Object.fromEntries(
					Array.from({ length: Math.ceil(frames / framesPerTeam) }, (_, team) => [
						`red${team}`,
						Array.from({ length: membersPerTeam }, (_, place) => `搗蛋${team}之${place + 1}`),
					]),
				),
			},
		});
		await openUpTo(host, classId, 'design');
		const seatOf = (student?: { seatToken: string }) => `seat=${student?.seatToken}`;
		const { blue, ...red } = teams;
		const rogues = Object.values(red).map(({ id, members }) => ({
			id,
			seats: members.map(seatOf),
		}));
		const neighbour = new Device({ port, classId, cookie: seatOf(blue?.members[0]) });
		await neighbour.ready();

		const random = seededRandom(fuzzSeed);
		const stranger = neighbour.doc.clientID;
		const ground: Ground = { author: 1, stranger, doc: new Y.Doc() };
		let sent = 0;
		let connections = 0;
		const authors = new Map<string, number>();

		/** A misbehaving member of a team, or the lecturer in its room, until he is shown the door. */
		async function misbehave({ id, seats }: (typeof rogues)[number]): Promise<void> {
			const isMember = connections % 4 !== 3;
			const seat = seats[Math.floor(connections / 4) % seats.length] ?? '';
			const author = authors.get(seat);
			const asked = isMember && author !== undefined ? `&author=${author}` : '';
			const query = `class=${classId}&team=${id}${asked}`;
			const rogue = new Rogue(port, query, isMember ? seat : `ll=${lecturer.sessionToken}`);
			await rogue.begun;
			connections += 1;
			if (isMember && rogue.hello?.author) authors.set(seat, rogue.hello.author);
			ground.author = rogue.hello?.author ?? ground.author;
			while (!rogue.isOver && rogue.sent < framesPerConnection) {
				await rogue.send(malformedFrame(random, ground));
			}
			sent += rogue.sent;
			await rogue.end();
		}

		let beats = 0;
		/** The neighbour's word is on the disk, whatever is going on next door. */
		async function beat(): Promise<void> {
			neighbour.type('measures', '好');
			beats += 1;
			await neighbour.saved();
		}

		let before = 0;
		for (const [place, team] of rogues.entries()) {
			const most = Math.min(frames, (place + 1) * framesPerTeam);
			while (sent < most) {
				ground.doc.destroy();
				({ doc: ground.doc } = await loadDocument(host.store.db, team.id));
				const visits = async () => {
					for (let visit = 0; visit < visitsAtATime; visit++) await misbehave(team);
				};
				await Promise.all([visits(), beat()]);
				// The first round fills what is filled only once.
				if (before === 0) before = memory();
			}
		}
		const grown = () => (memory() - before) / 2 ** 20;
		// A socket that was shut stays for some seconds, in case its other end does not say goodbye.
		await expect.poll(grown, { interval: 500 }).toBeLessThan(50);
		expect(neighbour.closed).toBeNull();
		expect(neighbour.read('measures')).toBe('好'.repeat(beats));

		// Who misbehaved may come back and go on like anybody else.
		const again = new Device({ port, classId, cookie: rogues[0]?.seats[0] ?? '' });
		await again.ready();
		again.type('planName', '還在');
		await again.saved();
		await again.end();
		await neighbour.end();
		await host.close();
		http.close();
		expect(faults).toEqual([]);

		const opened = await openStore(folder, new Date());
		const documents = await Promise.all(
			[blue, ...Object.values(red)].map((team) => loadDocument(opened.db, team?.id ?? '')),
		);
		expect(documents.filter(({ isWhole }) => !isWhole)).toEqual([]);
		const [words = '', firstPlan = ''] = documents.map(({ doc }) => {
			const { text } = materialise(doc);
			return text.measures + text.planName;
		});
		expect(words).toBe('好'.repeat(beats));
		expect(firstPlan).toContain('還在');
		await opened.close();
		rmSync(folder, { recursive: true, force: true });
		console.log(
			`${sent} frames over ${connections} connections, ${beats} words next door, ${grown().toFixed(1)} MB more`,
		);
	},
	patience,
);
