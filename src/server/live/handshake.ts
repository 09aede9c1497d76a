import type { IncomingMessage } from 'node:http';
import { hasDoor } from '#workflow/roles.ts';
import { cookieGetter, readCookies } from '../cookies.ts';
import { arrivalOf, isOwnHost, isOwnOrigin, type HeaderReader } from '../origin.ts';
import type { People } from '../services.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../store/schema.ts';
import { hashOf } from '../tokens.ts';
import type { Person } from './connection.ts';

/** What a socket asks for, once it has been looked at whether it may. */
export interface Admission {
	classId: string;
	person: Person;
	/** The team whose document it follows; null for none. */
	teamId: string | null;
	/** The Yjs author id it had before, if it asks for it again. */
	author: number | null;
	/** What the page calls itself, the same whenever it comes back; null where it does not say. */
	page: number | null;
}

/** The status to turn a handshake away with. */
export type Denial = 400 | 403 | 404;

interface Needs {
	db: Database;
	people: Pick<People, 'visitor'>;
	settings: Settings;
}

const headerReader =
	(request: IncomingMessage): HeaderReader =>
	(name) => {
		const value = request.headers[name];
		return Array.isArray(value) ? value.join(',') : (value ?? null);
	};

function readId(text: string | null): number | null {
	if (text === null || !/^\d{1,10}$/.test(text)) return null;
	const id = Number(text);
	return id < 2 ** 32 ? id : null;
}

/**
 * Decides who a socket belongs to and what it may follow, from the cookies and the database alone.
 * A device that holds both a seat and the lecturer's session says by `as=member` or `as=lecturer`
 * which it wants to be; otherwise the lecturer's comes first.
 */
export function createHandshake({ db, people, settings }: Needs) {
	async function asMember(classId: string, memberId: string): Promise<Person | null> {
		const row = await db
			.selectFrom('member')
			.select(['id', 'name', 'team_id'])
			.where('id', '=', memberId)
			.where('class_id', '=', classId)
			.where('removed_at', 'is', null)
			.executeTakeFirst();
		return row ? { role: 'member', id: row.id, name: row.name, teamId: row.team_id } : null;
	}

	async function isTeamOf(classId: string, teamId: string): Promise<boolean> {
		const query = db.selectFrom('team').select('id').where('id', '=', teamId);
		return (await query.where('class_id', '=', classId).executeTakeFirst()) !== undefined;
	}

	async function personOf(
		request: IncomingMessage,
		classId: string,
		as: string | null,
		secure: boolean,
	) {
		const header = headerReader(request);
		const cookies = readCookies(cookieGetter(header('cookie')), secure);
		const { lecturer, seats } = await people.visitor(cookies);
		const owner = await db
			.selectFrom('class')
			.select('lecturer_id')
			.where('id', '=', classId)
			.executeTakeFirst();
		const seat = seats.find((held) => held.classId === classId);
		const isOwner = lecturer !== null && owner?.lecturer_id === lecturer.id;
		if (isOwner && as !== 'member') {
			const sessionHash = hashOf(cookies.session ?? '');
			return { role: 'lecturer', id: lecturer.id, name: lecturer.name, sessionHash } as const;
		}
		return seat && as !== 'lecturer' ? asMember(classId, seat.memberId) : null;
	}

	return async function admit(request: IncomingMessage): Promise<Admission | Denial> {
		const header = headerReader(request);
		const arrival = arrivalOf(request.socket.remoteAddress ?? '', header, settings);
		if (!isOwnHost(arrival.host, settings)) return 403;
		if (!isOwnOrigin(header('origin'), arrival, settings)) return 403;
		const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
		const classId = query.get('class');
		if (!classId) return 400;
		const person = await personOf(request, classId, query.get('as'), arrival.secure);
		// Whether the class exists is nobody's business who does not belong to it.
		if (!person || !hasDoor(person.role, 'live:class')) return 404;
		const asked = query.get('team');
		const author = readId(query.get('author'));
		const page = readId(query.get('page'));
		if (person.role === 'member') {
			if (asked !== null && asked !== person.teamId) return 404;
			return { classId, person, teamId: person.teamId, author, page };
		}
		if (asked !== null && !(await isTeamOf(classId, asked))) return 404;
		return { classId, person, teamId: asked, author: null, page };
	};
}
