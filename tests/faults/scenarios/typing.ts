import { seatClass, type Student } from '../../support/class.ts';
import { startHostChild, type HostChild } from '../../support/host-child.ts';
import { prepareData, temporaryFolder } from '../../support/server.ts';
import { Device } from '../../support/socket.ts';

/** What a scenario has found; the run fails on a lost edit, a database that does not open, or a problem. */
export interface Found {
	name: string;
	rounds: number;
	/** Edits that were said to be on the disk, or that a teammate has seen. */
	acknowledged: number;
	/** Those of them that the disk does not hold. */
	lost: number;
	/** How often the database was opened after the fault, and how often that failed. */
	opened: number;
	failedToOpen: number;
	/** Anything else that must not be, in words. */
	problems: string[];
}

export const nothingFound = (name: string, rounds: number): Found => ({
	name,
	rounds,
	acknowledged: 0,
	lost: 0,
	opened: 0,
	failedToOpen: 0,
	problems: [],
});

export interface Seated {
	folder: string;
	classId: string;
	teams: { id: string; members: Student[] }[];
}

const names = ['王小明', '林小美', '張大華'];

/** A data folder with a class of so many teams of three. */
export function seatTeams(count: number): Promise<Seated> {
	const folder = temporaryFolder();
	return prepareData(folder, async (host) => {
		const named = Array.from({ length: count }, (_, team) => {
			const members = names.map((name) => `${name}${team + 1}`);
			return [`team${team}`, members] as const;
		});
		const { classId, teams } = await seatClass(host, { teams: Object.fromEntries(named) });
		return { folder, classId, teams: Object.values(teams) };
	});
}

/** The team of each device stands in the same order as the teams. */
export async function openDevices(
	host: HostChild,
	{ classId, teams }: Seated,
): Promise<Device[][]> {
	const devices = teams.map(({ members }) =>
		members.map(
			({ seatToken }) => new Device({ port: host.port, classId, cookie: `seat=${seatToken}` }),
		),
	);
	await Promise.all(devices.flat().map((device) => device.ready()));
	return devices;
}

export const startOn = ({ folder }: Seated, commitDelay = 0): Promise<HostChild> =>
	startHostChild(folder, { commitDelay });

const betweenWords = 40;
const wordPattern = /\[[\d.]+\]/g;

/** Everybody in a team types words that occur once, one every 40 ms, until it is stopped. */
export class Typing {
	readonly #devices: readonly Device[];
	readonly #already: number[];
	readonly #typed: string[][];
	readonly #timer: NodeJS.Timeout;

	/** `round` tells the words of one typing from those of another; `padding` makes them longer. */
	constructor(devices: readonly Device[], round: string, padding = '') {
		this.#devices = devices;
		this.#already = devices.map((device) => device.sent);
		this.#typed = devices.map(() => []);
		this.#timer = setInterval(() => {
			for (const [index, device] of devices.entries()) {
				const word = `[${round}.${index}.${this.#typed[index]?.length}]`;
				this.#typed[index]?.push(word);
				device.type('risks', word + padding);
			}
		}, betweenWords);
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	/** The words whose author has been told that they are on the disk. */
	acknowledged(): string[] {
		return this.#devices.flatMap((device, index) =>
			(this.#typed[index] ?? []).slice(0, device.acknowledged - (this.#already[index] ?? 0)),
		);
	}

	/** The words that a teammate has before him. */
	seen(): string[] {
		return this.#devices.flatMap((device, index) => {
			const there = new Set(device.read('risks').match(wordPattern));
			const others = this.#typed.filter((_, author) => author !== index).flat();
			return others.filter((word) => there.has(word));
		});
	}

	/** All that each device has typed, in order. */
	typedBy(index: number): readonly string[] {
		return this.#typed[index] ?? [];
	}
}

/** How often each word stands in a text. */
export function countWords(text: string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const [word] of text.matchAll(wordPattern)) counts.set(word, (counts.get(word) ?? 0) + 1);
	return counts;
}
