import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packPresence } from '#server/live/presence.ts';
import { frame } from '#workflow/messages.ts';
import { hasDoor, permissions, roles, type Role, type Verb } from '#workflow/roles.ts';
import { openUpTo, seatClass } from '../support/class.ts';
import { act, prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { Device } from '../support/socket.ts';

// One list, workflow/roles.ts, tried from outside: every role at every door.

const folder = temporaryFolder();
const source = join(import.meta.dirname, '..', '..', 'src');
let site: Site;
let at: Awaited<ReturnType<typeof prepare>>;

const prepare = () =>
	prepareData(folder, async (host) => {
		const here = await seatClass(host, {
			teams: { red: ['王小明'], blue: ['張大華'] },
			waiting: ['黃小春'],
		});
		const elsewhere = await seatClass(host, { teams: { pink: ['吳小莉'] }, lecturer: '吳老師' });
		const removable = await seatClass(host, { teams: { grey: [] }, lecturer: '林老師' });
		// Presentations open at share; everything else in the table is tried there too.
		await openUpTo(host, here.classId, 'share');
		return { here, elsewhere, removable };
	});

beforeAll(async () => {
	at = await prepare();
	site = await startSite({ dataFolder: folder });
});
afterAll(async () => {
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** Each role's cookie, as seen from the red team of the first class. */
function cookieOf(role: Role): string {
	const { here, elsewhere } = at;
	const seat = (student: { seatToken: string } | undefined) => `seat=${student?.seatToken}`;
	const cookies: Record<Role, string> = {
		anonymous: '',
		member: seat(here.teams.red.members[0]),
		otherTeam: seat(here.teams.blue.members[0]),
		outsider: seat(elsewhere.teams.pink.members[0]),
		lecturer: `ll=${here.lecturer.sessionToken}`,
		otherLecturer: `ll=${elsewhere.lecturer.sessionToken}`,
	};
	return cookies[role];
}

const key = () => `key-${Math.random().toString(36).slice(2)}-${performance.now()}`;

type Action = Exclude<Verb, `/${string}` | `live:${string}`>;
const isAction = (verb: Verb): verb is Action => !verb.startsWith('/') && !verb.startsWith('live:');

/** A request that would do something, if the asker may. */
function inputOf(action: Action): object {
	const { classId, teams, waiting } = at.here;
	const named = { key: key(), classId };
	const seen = { ...named, version: 3 };
	const team = { ...named, teamId: teams.red.id };
	const review = { ...team, number: 1, scores: {}, comments: [], summary: '' };
	const inputs: Record<Action, object> = {
		setUp: { token: 'x'.repeat(43), name: '冒牌', password: 'tea-and-rain-9' },
		signIn: { name: '陳老師', password: 'not-the-password' },
		signOut: {},
		joinClass: {
			key: key(),
			code: at.here.joinCode,
			name: `生${performance.now() % 100_000}`.slice(0, 20),
		},
		askBeforeJoining: { code: at.here.joinCode },
		giveStudentNumber: { ...named, studentNumber: 'B10901001' },
		openClass: { key: key(), title: '新的一堂', caseId: 'river-books', teamCount: 2 },
		chooseTeam: team,
		submitDesign: named,
		beginRevision: named,
		openPractice: { key: key() },
		answerComment: {
			...named,
			number: 1,
			commentId: 'c1',
			kind: 'adopted',
			reason: '',
			version: 0,
		},
		openPhase: { ...seen, phase: 'feedback', minutes: 5 },
		undoPhase: seen,
		moveDeadline: { ...seen, endsAt: null },
		closeClass: seen,
		reopenClass: seen,
		deleteClass: { ...named, title: '星期三的課' },
		lockJoining: { ...named, locked: false },
		askStudentNumber: { ...named, asks: false },
		placeMember: { ...named, memberId: waiting[0]?.memberId, teamId: teams.red.id },
		placeByList: { ...named, list: '還沒來的人,1' },
		drawTeams: named,
		removeMember: { ...named, memberId: waiting[0]?.memberId },
		openReview: team,
		saveReview: review,
		returnDesign: review,
		approveDesign: review,
		undoApproval: team,
	};
	return inputs[action];
}

/** Everything a command could change, as text. */
function stored(): string {
	const file = new DatabaseSync(join(folder, 'lab.db'), { readOnly: true });
	const tables = [
		'class',
		'team',
		'member',
		'class_event',
		'submission',
		'review',
		'comment_answer',
		'document',
		'account',
	];
	const text = JSON.stringify(
		tables.map((table) => file.prepare(`select * from "${table}"`).all()),
	);
	file.close();
	return text;
}

const actions = (Object.keys(permissions) as Verb[]).filter(isAction);
const deniedActions = actions.flatMap((action) =>
	roles.filter((role) => !hasDoor(role, action)).map((role) => ({ action, role })),
);

test.each(deniedActions)(
	'$role may not $action, and trying changes nothing',
	async ({ action, role }) => {
		const before = stored();
		const answer = await act(site, action, inputOf(action), { cookie: cookieOf(role) });
		// Somebody on another team acts on his own team only: there the state says no, not the door.
		const ownTeam =
			role === 'otherTeam' &&
			['chooseTeam', 'submitDesign', 'beginRevision', 'answerComment'].includes(action);
		expect(ownTeam ? [409] : [401, 404]).toContain(answer.status);
		expect(stored()).toBe(before);
	},
);

const pages = (Object.keys(permissions) as Verb[]).filter((verb) => verb.startsWith('/'));

const addressOf = (page: string): string =>
	page.replace('[class]', at.here.classId).replace('[team]', at.here.teams.red.id);

test.each(pages.flatMap((page) => roles.map((role) => ({ page: page as Verb, role }))))(
	'$role at $page',
	async ({ page, role }) => {
		const { status, headers } = await fetch(site.origin + addressOf(page), {
			headers: { cookie: cookieOf(role) },
			redirect: 'manual',
		});
		const isTurnedAway = status === 404 || (status >= 300 && status < 400) || status === 401;
		if (!hasDoor(role, page)) expect(isTurnedAway).toBe(true);
		else if (!['/setup', '/sign-in', '/join'].includes(page)) expect([200, 409]).toContain(status);
		else expect(status).toBeLessThan(400);
		expect(headers.get('cache-control')).toBe('no-store');
	},
);

test('a draft is presented to its team and the lecturer; the others see what was handed in', async () => {
	const words = '只在草稿裡的計畫';
	const stageOf = async (role: Role) => {
		const page = addressOf('/class/[class]/stage/[team]');
		const answer = await fetch(site.origin + page, { headers: { cookie: cookieOf(role) } });
		return { status: answer.status, text: await answer.text() };
	};
	const device = roomOf('member');
	await device.ready();
	device.type('planName', words);
	await device.saved();
	await device.end();
	for (const role of ['member', 'lecturer'] as const) {
		const { status, text } = await stageOf(role);
		expect([status, text.includes(words)]).toEqual([200, true]);
	}
	const other = await stageOf('otherTeam');
	expect(other.status).toBe(409);
	expect(other.text).toContain('第1組還沒有繳交');
	const room = await fetch(site.origin + addressOf('/class/[class]'), {
		headers: { cookie: cookieOf('otherTeam') },
	});
	for (const text of [other.text, await room.text()]) expect(text).not.toContain(words);
});

function roomOf(role: Role): Device {
	const query = role === 'lecturer' || role === 'member' ? `&team=${at.here.teams.red.id}` : '';
	return new Device({
		port: site.port,
		classId: at.here.classId,
		cookie: cookieOf(role),
		query,
		origin: site.origin,
	});
}

test.each(roles)('the socket and its frames for %s', async (role) => {
	const device = roomOf(role);
	if (!hasDoor(role, 'live:class')) {
		await device.until('refused', () => device.closed !== null);
		expect(device.closed?.code).toBe(404);
		return;
	}
	await device.ready();
	const spy = new Device({
		port: site.port,
		classId: at.here.classId,
		cookie: cookieOf(role),
		query: `&team=${at.here.teams.blue.id}`,
		origin: site.origin,
	});
	// The other team's room is open to its own members and to the lecturer.
	if (role === 'member') {
		await spy.until('refused', () => spy.closed !== null);
		expect(spy.closed?.code).toBe(404);
	} else await spy.end();
	if (role === 'lecturer') {
		const before = stored();
		device.type('risks', '代筆');
		await device.until('the end', () => device.closed !== null);
		expect(device.closed?.code).toBe(1008);
		const watcher = roomOf(role);
		await watcher.ready();
		watcher.send(frame.presence, packPresence(1, 1, {}).subarray(1));
		await watcher.until('the end', () => watcher.closed !== null);
		expect(watcher.closed?.code).toBe(1008);
		expect(stored()).toBe(before);
	} else {
		device.type('measures', '自己的組');
		await device.saved();
		await device.end();
	}
});

// Last, since what is allowed happens: a stranger who joins is a stranger no more.
const allowedActions = actions.flatMap((action) =>
	roles.filter((role) => hasDoor(role, action)).map((role) => ({ action, role })),
);

test.each(allowedActions.filter(({ action }) => !['setUp', 'signIn', 'signOut'].includes(action)))(
	'$role is heard when asking to $action',
	async ({ action, role }) => {
		const answer = await act(site, action, inputOf(action), { cookie: cookieOf(role) });
		// Done, or refused for the state things are in: never for who is asking.
		const isGone = action === 'placeMember' || action === 'removeMember' || action === 'drawTeams';
		expect(isGone ? [200, 204, 404, 409] : [200, 204, 409]).toContain(answer.status);
	},
);

test('every command, made page and socket frame there is has a row in the table', () => {
	const folderOfActions = join(source, 'actions');
	const defined = readdirSync(folderOfActions).flatMap((file) =>
		[
			...readFileSync(join(folderOfActions, file), 'utf8').matchAll(/^\t(\w+): defineAction\(/gm),
		].map(([, name]) => name),
	);
	expect(defined.sort()).toEqual([...actions].sort());
	const made = readdirSync(join(source, 'pages'), { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(astro|ts)$/.test(file) && !file.includes('_'))
		.filter((file) => /prerender = false/.test(readFileSync(join(source, 'pages', file), 'utf8')))
		.map((file) => `/${file.replaceAll('\\', '/').replace(/(\/index)?\.\w+$/, '')}`);
	expect(made.sort()).toEqual([...pages].sort());
});
