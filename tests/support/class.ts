import { join } from 'node:path';
import { readContent } from '#server/content.ts';
import { createHost, type Host } from '#server/host.ts';
import { readSettings } from '#server/settings.ts';
import { openMemoryStore, type Store } from '#server/store/store.ts';
import type { Write } from '#server/live/documents.ts';

/** The words of the activity as they are in content/. */
export const words = readContent(join(import.meta.dirname, '..', '..', 'content'));

/** A clock that stands until it is moved. */
export interface TestClock {
	(): number;
	pass(milliseconds: number): void;
}

export function createClock(now = Date.UTC(2026, 10, 21, 2, 0, 0)): TestClock {
	const clock = () => now;
	clock.pass = (milliseconds: number) => {
		now += milliseconds;
	};
	return clock;
}

export interface TestHost extends Host {
	store: Store;
	clock: TestClock;
}

/** The whole server but for http, in memory, with a clock of its own. */
export function startHost(
	given: {
		store?: Store;
		clock?: TestClock;
		storeWrites?: (store: Store) => (writes: readonly Write[], now: number) => Promise<void>;
		port?: () => number;
		practicePaceMilliseconds?: number;
	} = {},
): TestHost {
	const store = given.store ?? openMemoryStore();
	const clock = given.clock ?? createClock();
	const host = createHost({
		store,
		clock,
		words,
		settings: readSettings({ HOST: '127.0.0.1' }),
		port: given.port ?? (() => 4321),
		...(given.practicePaceMilliseconds && {
			practicePaceMilliseconds: given.practicePaceMilliseconds,
		}),
		...(given.storeWrites && { storeWrites: given.storeWrites(store) }),
	});
	return { ...host, store, clock };
}

export const lecturerPassword = 'tea-and-rain-9';

/** A seated student: who he is and the token his device keeps. */
export interface Student {
	name: string;
	memberId: string;
	seatToken: string;
	teamId: string | null;
}

/**
 * A class with a lecturer and seated students. `teams: { red: ['王小明'] }` gives each team of that
 * name its members, in order of number; `waiting` have a seat and no team.
 */
export async function seatClass<Team extends string>(
	host: TestHost,
	given: { teams: Record<Team, string[]>; waiting?: string[]; lecturer?: string; caseId?: string },
) {
	const { services, people, store } = host;
	const lecturerName = given.lecturer ?? '陳老師';
	const lecturerId = await people.addLecturer(lecturerName, lecturerPassword);
	const signedIn = await services.people.signIn({
		name: lecturerName,
		password: lecturerPassword,
		address: '127.0.0.1',
	});
	const teamNames = Object.keys(given.teams) as Team[];
	const { classId } = await services.classes.open(lecturerId, {
		title: '星期三的課',
		caseId: given.caseId ?? 'river-books',
		teamCount: teamNames.length,
	});
	const { joinCode } = await services.views.forLecturer(classId);
	if (joinCode === null) throw new Error('a new class takes people in');
	const teamRows = await store.db
		.selectFrom('team')
		.select('id')
		.where('class_id', '=', classId)
		.orderBy('number')
		.execute();

	async function seat(name: string, teamId: string | null): Promise<Student> {
		const asked = { code: joinCode ?? '', name, address: '10.0.0.7', seatToken: null };
		// One after the other, so that lists stand in the order they were given in.
		host.clock.pass(1);
		const { seatToken } = await services.teams.join(asked);
		const { seats } = await services.people.visitor({ seat: seatToken });
		const memberId = seats[0]?.memberId ?? '';
		if (teamId) await services.teams.choose(memberId, teamId);
		return { name, memberId, seatToken, teamId };
	}

	const teams = {} as Record<Team, { id: string; members: Student[] }>;
	for (const [index, team] of teamNames.entries()) {
		const id = teamRows[index]?.id ?? '';
		const members: Student[] = [];
		for (const name of given.teams[team]) members.push(await seat(name, id));
		teams[team] = { id, members };
	}
	const waiting: Student[] = [];
	for (const name of given.waiting ?? []) waiting.push(await seat(name, null));
	return {
		classId,
		joinCode,
		teams,
		waiting,
		lecturer: { id: lecturerId, sessionToken: signedIn.sessionToken },
	};
}

/** Moves a class to a phase, one step at a time as the rules have it. */
export async function openUpTo(
	{ services }: TestHost,
	classId: string,
	phase: 'brief' | 'design' | 'share' | 'feedback' | 'debrief',
): Promise<void> {
	const order = ['lobby', 'brief', 'design', 'share', 'feedback', 'debrief'] as const;
	for (const next of order.slice(1, order.indexOf(phase) + 1)) {
		const { class: seen } = await services.views.forLecturer(classId);
		if (order.indexOf(seen.phase as 'lobby') >= order.indexOf(next)) continue;
		await services.classes.openPhase(classId, {
			phase: next,
			version: seen.version,
			minutes: null,
		});
	}
}

/** Opens one phase, from any that leads there, a second after whatever came before. */
export async function openAfterASecond(
	{ services, clock }: TestHost,
	classId: string,
	phase: 'share' | 'design',
): Promise<void> {
	clock.pass(1_000);
	const { class: seen } = await services.views.forLecturer(classId);
	await services.classes.openPhase(classId, { phase, version: seen.version, minutes: null });
}
