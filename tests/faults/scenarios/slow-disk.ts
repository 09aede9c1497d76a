import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDisk } from '../../support/disk.ts';
import { nothingFound, openDevices, seatTeams, startOn, Typing, type Found } from './typing.ts';

/**
 * Every commit takes so many milliseconds more, during which the server does nothing else, as with
 * a slow disk. Six people type; a kill in the middle loses nothing that was acknowledged, and what
 * each has written stands on the disk in the order it was typed in.
 */
export async function slowDisk(
	commitDelay: number,
	{ rounds, milliseconds }: { rounds: number; milliseconds: number },
): Promise<Found> {
	const found = nothingFound(`disk slower by ${commitDelay} ms`, rounds);
	const seated = await seatTeams(2);
	try {
		for (let round = 0; round < rounds; round++) {
			const host = await startOn(seated, commitDelay);
			const teams = await openDevices(host, seated);
			const typings = teams.map((devices) => new Typing(devices, String(round)));
			await sleep(milliseconds);
			await host.kill();
			for (const typing of typings) typing.stop();
			const disk = await readDisk(seated.folder).catch(() => null);
			if (!disk) {
				found.failedToOpen += 1;
				continue;
			}
			found.opened += 1;
			for (const [index, typing] of typings.entries()) {
				const team = disk[seated.teams[index]?.id ?? ''];
				const text = team?.texts.risks ?? '';
				const promised = new Set([...typing.acknowledged(), ...typing.seen()]);
				found.acknowledged += promised.size;
				found.lost += [...promised].filter((word) => !text.includes(word)).length;
				for (const [place, { doc }] of (teams[index] ?? []).entries()) {
					const stored = team?.authors[doc.clientID] ?? '';
					if (!typing.typedBy(place).join('').startsWith(stored))
						found.problems.push(`round ${round}: the words of one author are not in order`);
				}
			}
		}
		return found;
	} finally {
		rmSync(seated.folder, { recursive: true, force: true });
	}
}
