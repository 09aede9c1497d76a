import { longestName, nameKey, readStudentNumber } from './identity.ts';

/**
 * A list of who belongs to which team, as a lecturer pastes it: a line a person with the team last,
 * out of a spreadsheet or typed, or a block a team under its number. Read here for the preview in
 * the browser and again on the server.
 */

/** One person of the list: what he is called there, a name, a student number or both. */
export interface RosterEntry {
	line: number;
	who: string[];
	team: number;
}

/** A name or number that stands for more than one line, and so finds nobody where a line has another. */
export interface Repeated {
	called: string;
	lines: number[];
}

export type Roster =
	{ entries: RosterEntry[]; repeated: Repeated[]; problem?: undefined } | { problem: string };

/** Somebody in the class, as far as a list can know him. */
export interface RosterMember {
	id: string;
	name: string;
	studentNumber: string | null;
}

export interface RosterMatch {
	/** In the class already. */
	placed: { memberId: string; team: number }[];
	/** Not in the class yet, or written otherwise than he joined. */
	planned: RosterEntry[];
	/** More than one person could be meant, or one is meant twice. */
	unclear: RosterEntry[];
}

const mostLines = 400;

const hanDigits = '零一二三四五六七八九';

/** 3, 三, 十二; null for what is no number up to 99. */
function readCount(text: string): number | null {
	if (/^\d{1,2}$/.test(text)) return Number(text);
	const parts = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
	if (!parts || text === '') return null;
	const [, before, ten, after] = parts;
	const digit = (letter: string | undefined) => (letter ? hanDigits.indexOf(letter) : 0);
	if (ten) return (before ? digit(before) : 1) * 10 + digit(after);
	return before && !after ? digit(before) : null;
}

const number = '([0-9]{1,2}|[一二三四五六七八九十]{1,3})';
const heads = [
	new RegExp(`^第?\\s*${number}\\s*組\\s*[:：]?(.*)$`),
	new RegExp(`^(?:組別?|group|team)\\s*${number}(?![0-9])\\s*[:：]?(.*)$`, 'i'),
];

/** A line that begins with a team, and whoever follows it there: 「第1組：王小明、林小美」. */
function readHead(line: string): { team: number; rest: string } | null {
	for (const pattern of heads) {
		const found = pattern.exec(line);
		const team = readCount(found?.[1] ?? '');
		if (found && team !== null) return { team, rest: found[2] ?? '' };
	}
	return null;
}

/** A team at the end of a line: 3, 三, 第3組, Team 3. */
function readTeam(cell: string): number | null {
	const head = readHead(cell);
	return head?.rest.trim() === '' ? head.team : readCount(cell);
}

const cellsOf = (line: string): string[] =>
	line
		.split(line.includes('\t') ? /\t/ : /[,，;；]/)
		.map((cell) => cell.trim())
		.filter((cell) => cell !== '');

const looksLikeNumber = (cell: string): boolean =>
	/\d/.test(cell) && readStudentNumber(cell) !== null;

/** The people on a line of a block: 、 parts people; beside a student number stands its owner's name. */
function peopleOf(line: string): string[][] {
	return line.split('、').flatMap((part) => {
		const cells = cellsOf(part);
		const isOne = cells.length === 2 && cells.filter(looksLikeNumber).length === 1;
		return isOne ? [cells] : cells.map((cell) => [cell]);
	});
}

/** The person and team on a line of its own; null when there is no team at its end. */
function readLine(line: string): { who: string[]; team: number } | null {
	const cells = cellsOf(line);
	const team = cells.length > 1 ? readTeam(cells.at(-1) ?? '') : null;
	if (team !== null) return { who: cells.slice(0, -1), team };
	const spaced = cells.length === 1 ? /^(.+?)\s+(\S+)$/.exec(cells[0] ?? '') : null;
	const spacedTeam = readTeam(spaced?.[2] ?? '');
	return spaced?.[1] && spacedTeam !== null ? { who: [spaced[1]], team: spacedTeam } : null;
}

const isHeading = (line: string): boolean => {
	const last = cellsOf(line).at(-1) ?? '';
	return cellsOf(line).length > 1 && /^(組別?|小組|team|group)$/i.test(last);
};

/** Leaves out what stands beside many people, as a department does, and so names none of them. */
function withoutCommon(entries: readonly RosterEntry[]): RosterEntry[] {
	const counts = new Map<string, number>();
	for (const called of entries.flatMap(({ who }) => who.map(nameKey)))
		counts.set(called, (counts.get(called) ?? 0) + 1);
	return entries.map((entry) => {
		const own = entry.who.filter((called) => counts.get(nameKey(called)) === 1);
		return own.length === 0 ? entry : { ...entry, who: own };
	});
}

/** More lines than this share what is no name, as a department. */
const mostNamesakes = 3;

/** Names and numbers that stand on several lines by mistake, which would find nobody, unsaid. */
function repeatedIn(entries: readonly RosterEntry[]): Repeated[] {
	const found = new Map<string, Repeated>();
	for (const { line, who } of entries) {
		for (const called of new Set(who)) {
			const one = found.get(nameKey(called)) ?? { called, lines: [] };
			one.lines.push(line);
			found.set(nameKey(called), one);
		}
	}
	return [...found.values()].filter(({ called, lines }) => {
		if (lines.length < 2 || lines.length > mostNamesakes) return false;
		const isOnEvery = lines.length === entries.length;
		return !isOnEvery || looksLikeNumber(called) || entries.every(({ who }) => who.length === 1);
	});
}

/** What is wrong with the people read, in one sentence; null when nothing is. */
function problemIn(entries: readonly RosterEntry[], teamCount: number): string | null {
	const teamOf = new Map<string, RosterEntry>();
	for (const entry of entries) {
		const { line, who, team } = entry;
		if (team < 1 || team > teamCount) return `第${line}行寫第${team}組，這堂課只有${teamCount}組。`;
		for (const called of who) {
			if ([...called].length > longestName) return `第${line}行的名字太長，請看一下是不是貼錯了。`;
			const before = teamOf.get(nameKey(called));
			if (before && before.team !== team) {
				return `「${called}」在名單上有兩組：第${before.line}行是第${before.team}組，第${line}行是第${team}組；請留一個。`;
			}
			teamOf.set(nameKey(called), before ?? entry);
		}
	}
	return null;
}

/** Reads a list; what cannot be read is told in one sentence, with its line. */
export function readRoster(text: string, teamCount: number): Roster {
	const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
	if (lines.length > mostLines)
		return { problem: `名單最多${mostLines}行，這份有${lines.length}行。` };
	const entries: RosterEntry[] = [];
	let block: number | null = null;
	let isFirst = true;
	for (const [index, raw] of lines.entries()) {
		// Full-width digits, letters and commas are read as plain ones.
		const line = raw.normalize('NFKC').trim();
		if (line === '') continue;
		if (isFirst && isHeading(line)) continue;
		isFirst = false;
		const place = index + 1;
		const head = readHead(line);
		const alone = head ? null : readLine(line);
		if (head) block = head.team;
		if (alone && (block === null || cellsOf(line).length > 1)) {
			entries.push({ line: place, ...alone });
			continue;
		}
		if (block === null) {
			return {
				problem: `第${place}行「${line.slice(0, 20)}」看不出是哪一組；請寫成「名字,組別」，或在上面加一行「第1組」。`,
			};
		}
		for (const who of peopleOf(head ? head.rest : line))
			entries.push({ line: place, who, team: block });
	}
	if (entries.length === 0) return { problem: '名單是空的；一行一個人，例如「王小明,3」。' };
	const people = withoutCommon(entries);
	const problem = problemIn(people, teamCount);
	return problem === null ? { entries: people, repeated: repeatedIn(entries) } : { problem };
}

/** Finds the people of a list among those in the class, by name or student number. */
export function matchRoster(
	entries: readonly RosterEntry[],
	members: readonly RosterMember[],
): RosterMatch {
	const holders = new Map<string, Set<string>>();
	for (const { id, name, studentNumber } of members) {
		for (const called of [name, ...(studentNumber === null ? [] : [studentNumber])]) {
			holders.set(nameKey(called), (holders.get(nameKey(called)) ?? new Set()).add(id));
		}
	}
	const found = entries.map((entry) => {
		const ids = new Set(entry.who.flatMap((called) => [...(holders.get(nameKey(called)) ?? [])]));
		return { entry, ids: [...ids] };
	});
	const teamsOf = new Map<string, Set<number>>();
	for (const { entry, ids } of found) {
		for (const id of ids) teamsOf.set(id, (teamsOf.get(id) ?? new Set()).add(entry.team));
	}
	const isUnclear = (ids: readonly string[]): boolean =>
		ids.length > 1 || ids.some((id) => (teamsOf.get(id)?.size ?? 0) > 1);
	const placed = new Map<string, number>();
	for (const { entry, ids } of found) {
		const [id] = ids;
		if (id !== undefined && !isUnclear(ids)) placed.set(id, entry.team);
	}
	// Whoever is written twice comes once.
	const later = new Map(
		found
			.filter(({ ids }) => ids.length === 0)
			.toReversed()
			.map(({ entry }) => [entry.who.map(nameKey).join(' '), entry]),
	);
	return {
		placed: [...placed].map(([memberId, team]) => ({ memberId, team })),
		planned: [...later.values()].toReversed(),
		unclear: found.filter(({ ids }) => isUnclear(ids)).map(({ entry }) => entry),
	};
}

/** A part of what somebody is called, a student number as it is shown everywhere. */
const spelled = (part: string): string =>
	looksLikeNumber(part) ? (readStudentNumber(part) ?? part) : part;

/** How an entry is called where one name has to do. */
export const calledOn = ({ who }: Pick<RosterEntry, 'who'>): string => who.map(spelled).join(' ');

/** What a list calls one person, taken apart again: 「B101 王小明」. */
export function namedOn(called: string): { name: string; studentNumber: string } {
	const parts = called.split(' ');
	return {
		name: parts.filter((part) => !looksLikeNumber(part)).join(' '),
		studentNumber: spelled(parts.find(looksLikeNumber) ?? ''),
	};
}
