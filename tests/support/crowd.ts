import type { TextField } from '#workflow/design.ts';
import { act, type Site } from './server.ts';
import { Device } from './socket.ts';

/** Many students at once, as their phones' sockets, who write on whatever happens to the server. */
export interface Crowd {
	/** Every word that somebody wrote, with who and on which team. */
	words(): { word: string; name: string; team: number }[];
	/** Writes no more, and waits until all of it is on the disk. */
	settle(): Promise<void>;
	end(): Promise<void>;
}

interface Typist {
	name: string;
	team: number;
	cookie: string;
	device: Device;
	words: string[];
}

let keys = 0;
const key = (): string => `crowd-key-${++keys}`;

/** A word nobody else writes. */
export const wordOf = (name: string, number: number): string => `〔${name}${number}〕`;

/**
 * Seats `names` on teams, so many a team from `firstTeam` on, and lets each write a word into one
 * field every now and then. Who loses the line comes back by himself, with what he still holds.
 */
export async function gatherCrowd(
	site: Pick<Site, 'origin' | 'port'>,
	given: {
		classId: string;
		code: string;
		teamIds: readonly string[];
		firstTeam: number;
		names: readonly string[];
		field: TextField;
		everyMilliseconds: number;
	},
): Promise<Crowd> {
	const { classId, code, teamIds, firstTeam, names, field, everyMilliseconds } = given;
	const perTeam = Math.ceil(names.length / (teamIds.length - firstTeam + 1));
	const connect = (cookie: string, doc?: Device['doc']): Device =>
		new Device({ port: site.port, classId, cookie }, doc);
	const typists: Typist[] = [];
	for (const [index, name] of names.entries()) {
		const joined = await act(site, 'joinClass', { key: key(), code, name });
		if (joined.status >= 300) throw new Error(`${name} did not get in: ${joined.message}`);
		const team = firstTeam + Math.floor(index / perTeam);
		const { cookie } = joined;
		const input = { key: key(), classId, teamId: teamIds[team - 1] };
		const chosen = await act(site, 'chooseTeam', input, { cookie });
		if (chosen.status >= 300) throw new Error(`${name} found no team: ${chosen.message}`);
		typists.push({ name, team, cookie, device: connect(cookie), words: [] });
	}
	let isWriting = true;
	const beat = setInterval(() => {
		for (const typist of typists) {
			const { device, name, words, cookie } = typist;
			if (device.closed) typist.device = connect(cookie, device.doc);
			else if (isWriting && device.isSynced) {
				const word = wordOf(name, words.length);
				words.push(word);
				device.type(field, word);
			}
		}
	}, everyMilliseconds);
	return {
		words: () =>
			typists.flatMap(({ words, name, team }) => words.map((word) => ({ word, name, team }))),
		async settle() {
			isWriting = false;
			for (const typist of typists) {
				// A device that comes back sends what was never acknowledged, all in one.
				await typist.device.ready();
				await typist.device.saved();
			}
		},
		async end() {
			clearInterval(beat);
			for (const { device } of typists) await device.end();
		},
	};
}
