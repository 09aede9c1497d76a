import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { peekDisk, readDisk } from '../../support/disk.ts';
import { Device } from '../../support/socket.ts';
import { countWords, nothingFound, openDevices, seatTeams, startOn, Typing } from './typing.ts';
import type { Found, Seated } from './typing.ts';

/** Long enough that a page of the database is full after a few words. */
const padding = '字'.repeat(200);
/** Two seconds, and one in which the pages that are there fill up. */
const toldWithinMilliseconds = 3_000;
const fullForMilliseconds = 1_500;

/**
 * The disk fills up while three people type, stays full, and has room again. While it is full
 * nothing may be acknowledged or shown that the disk does not hold, and everybody is told in a
 * sentence, also somebody who connects only now. Afterwards everything typed meanwhile is stored,
 * and a kill then loses nothing.
 */
export async function fullDisk(rounds: number): Promise<Found> {
	const found = nothingFound('full disk while three people type', rounds);
	const seated = await seatTeams(1);
	const promised = new Set<string>();
	try {
		for (let round = 0; round < rounds; round++) {
			const host = await startOn(seated);
			const [devices = []] = await openDevices(host, seated);
			const [first] = devices as [Device];
			const tab = await secondTab(host.port, seated);
			await tab.end();
			const typing = new Typing(devices, String(round), padding);
			await first.until('something acknowledged', () => first.acknowledged >= 5);
			await host.ask({ kind: 'setSpace', isFull: true });
			const since = performance.now();
			await Promise.all(devices.map(isTold));
			const passed = performance.now() - since;
			if (passed > toldWithinMilliseconds)
				found.problems.push(`round ${round}: told only after ${Math.round(passed)} ms`);
			await sleep(fullForMilliseconds);
			// First what is promised, then the disk: the other way round it could only look better.
			const early = [...typing.acknowledged(), ...typing.seen()];
			const stored = await wordsOf(seated, peekDisk);
			const lies = early.filter((word) => !stored.has(word));
			if (lies.length > 0) found.lost += lies.length;
			if (devices.some((device) => device.acknowledged === device.sent))
				found.problems.push(`round ${round}: everything acknowledged on a full disk`);
			const again = await secondTab(host.port, seated, tab.hello?.author);
			// His page knows of nothing before, so he must hear it too.
			await isTold(again).catch(() =>
				found.problems.push(`round ${round}: who came while the disk was full was not told`),
			);
			await host.ask({ kind: 'setSpace', isFull: false });
			await Promise.all([...devices, again].map(isToldOfTheEnd));
			typing.stop();
			await Promise.all(devices.map((device) => device.saved()));
			await Promise.all([...devices, again].map((device) => sameAs(first, device)));
			await host.kill();
			for (const word of [...typing.acknowledged(), ...typing.seen()]) promised.add(word);
			const after = await wordsOf(seated, readDisk).catch(() => null);
			if (!after) {
				found.failedToOpen += 1;
				continue;
			}
			found.opened += 1;
			found.lost += [...promised].filter((word) => !after.has(word)).length;
		}
		found.acknowledged = promised.size;
		return found;
	} finally {
		rmSync(seated.folder, { recursive: true, force: true });
	}
}

const isTold = (device: Device): Promise<void> =>
	device.until('the sentence that nothing is stored', () =>
		device.notices.some(({ kind, message }) => kind === 'failing' && message !== ''),
	);

const isToldOfTheEnd = (device: Device): Promise<void> =>
	device.until('the sentence that it is over', () => device.notices.at(-1)?.kind === 'told');

/** Each looks when it hears something, and either may be the last to. */
const sameAs = (one: Device, other: Device): Promise<void> =>
	Promise.any(
		[one, other].map((device) =>
			device.until('the same words', () => one.read('risks') === other.read('risks')),
		),
	);

async function wordsOf({ folder, teams }: Seated, read: typeof readDisk) {
	return countWords((await read(folder))[teams[0]?.id ?? '']?.texts.risks ?? '');
}

/** Another tab of a member, as it comes back: its author id is its own, so nothing is written. */
async function secondTab(port: number, { classId, teams }: Seated, author?: number | null) {
	const cookie = `seat=${teams[0]?.members[0]?.seatToken}`;
	const query = author ? `&author=${author}` : '';
	const device = new Device({ port, classId, cookie, query });
	await device.ready();
	return device;
}
