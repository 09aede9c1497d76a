import type { TextField } from '#workflow/design.ts';
import { act, type Site } from './server.ts';
import { Device } from './socket.ts';

export interface Student {
	name: string;
	/** Number of the team, from 1 up. */
	team: number;
}

/** Where a crowd goes, and what it does there. */
export interface Errand {
	classId: string;
	code: string;
	teamIds: readonly string[];
	students: readonly Student[];
	/** The field that all write into, by its key and as it is called on the page. */
	field: { key: TextField; label: string };
	/** How often each writes a word. */
	everyMilliseconds: number;
}

/** Many students at once who write on whatever happens to the server. */
export interface Crowd {
	/** Everything that each has written, word by word. */
	written(): (Student & { words: readonly string[] })[];
	/** What stands in the field on each student's own screen, without white space. */
	screens(): (Student & { shown(): Promise<string> })[];
	/** Writes no more, and waits until all of it is on the disk. */
	settle(): Promise<void>;
	end(): Promise<void>;
}

/** Two crowds as one. */
export const together = (one: Crowd, other: Crowd): Crowd => ({
	written: () => [...one.written(), ...other.written()],
	screens: () => [...one.screens(), ...other.screens()],
	async settle() {
		await Promise.all([one.settle(), other.settle()]);
	},
	async end() {
		await Promise.all([one.end(), other.end()]);
	},
});

interface Typist extends Student {
	cookie: string;
	device: Device;
	words: string[];
}

let keys = 0;
const key = (): string => `crowd-key-${++keys}`;

/** A word nobody else writes. */
export const wordOf = (name: string, number: number): string => `〔${name}${number}〕`;

/**
 * Seats the students, each as his phone's socket, and lets each write a word now and then. Who loses
 * the line comes back by himself, with what he still holds.
 */
export async function gatherCrowd(
	site: Pick<Site, 'origin' | 'port'>,
	{ classId, code, teamIds, students, field, everyMilliseconds }: Errand,
): Promise<Crowd> {
	const connect = (cookie: string, doc?: Device['doc']): Device =>
		new Device({ port: site.port, classId, cookie }, doc);
	const typists: Typist[] = [];
	for (const { name, team } of students) {
		const joined = await act(site, 'joinClass', { key: key(), code, name });
		if (joined.status >= 300) throw new Error(`${name} did not get in: ${joined.message}`);
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
				device.type(field.key, word);
			}
		}
	}, everyMilliseconds);
	return {
		written: () => typists,
		screens: () =>
			typists.map(({ name, team, device }) => ({
				...{ name, team },
				shown: async () => device.read(field.key).replace(/\s/g, ''),
			})),
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
