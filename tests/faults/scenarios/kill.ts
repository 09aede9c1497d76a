import { rmSync } from 'node:fs';
import { readDisk } from '../../support/disk.ts';
import type { Device } from '../../support/socket.ts';
import { countWords, nothingFound, openDevices, seatTeams, startOn, Typing } from './typing.ts';
import type { Found } from './typing.ts';

/**
 * Three people type in one field, and the server is killed in the middle of it, again and again on
 * the same data. Each time a process with nothing in memory reads the disk: every word that was
 * acknowledged or seen by a teammate, in any round so far, must be there, and once.
 */
export async function killUnderTyping(rounds: number): Promise<Found> {
	const found = nothingFound('kill -9 while three people type', rounds);
	const seated = await seatTeams(1);
	const promised = new Set<string>();
	try {
		for (let round = 0; round < rounds; round++) {
			const host = await startOn(seated);
			const [devices = []] = await openDevices(host, seated);
			const typing = new Typing(devices, String(round));
			const [first] = devices as [Device];
			const from = first.acknowledged;
			// Enough is promised, and more is underway; never at the same point twice.
			const least = from + 10 + (round % 5) * 4;
			await first.until('enough acknowledged', () => first.acknowledged >= least);
			await host.kill();
			typing.stop();
			for (const word of [...typing.acknowledged(), ...typing.seen()]) promised.add(word);
			const disk = await readDisk(seated.folder).catch(() => null);
			if (!disk) {
				found.failedToOpen += 1;
				continue;
			}
			found.opened += 1;
			const team = disk[seated.teams[0]?.id ?? ''];
			if (!team?.isWhole) found.problems.push(`round ${round}: a stored row cannot be read`);
			const counts = countWords(team?.texts.risks ?? '');
			const missing = [...promised].filter((word) => !counts.has(word));
			found.lost += missing.length;
			for (const word of missing) promised.delete(word);
			const repeated = [...counts].filter(([, count]) => count > 1);
			if (repeated.length > 0)
				found.problems.push(`round ${round}: ${repeated.length} words twice`);
		}
		found.acknowledged = promised.size + found.lost;
		return found;
	} finally {
		rmSync(seated.folder, { recursive: true, force: true });
	}
}
