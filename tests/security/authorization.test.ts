import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phases } from '#workflow/class.machine.ts';
import { frame } from '#workflow/messages.ts';
import { refusals } from '#workflow/refusals.ts';
import { hasDoor, may, permissions, roles, type Permission, type Role } from '#workflow/roles.ts';
import { commandNames, inputNames } from '../support/commands.ts';
import {
	actions,
	createCookies,
	frames,
	further,
	inputs,
	isLecturer,
	pages,
	type Action,
	type Page,
} from '../support/rights/asked.ts';
import { guarded, prepareWorld, type State, type World } from '../support/rights/world.ts';
import { act, prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { KeptTables } from '../support/tables.ts';

// One list, workflow/roles.ts, tried from outside: every role at every door, in every phase with
// every state of a team. What the table says is what the running server does.

const folder = temporaryFolder();
const source = join(import.meta.dirname, '..', '..', 'src');
const sentences = new Set<string>(Object.values(refusals).map(({ message }) => message));
let world: World;
let site: Site;
let kept: KeptTables;
let cookieOf: ReturnType<typeof createCookies>;

beforeAll(async () => {
	world = await prepareData(folder, prepareWorld);
	site = await startSite({ dataFolder: folder });
	cookieOf = createCookies(world);
	kept = new KeptTables(folder);
});
afterAll(async () => {
	kept?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const nameOf = ({ phase, status }: State, role: Role, verb: string): string =>
	`${role} → ${verb} in ${phase} with a team ${status}`;

test('every command, made page and socket frame there is has a row in the table', () => {
	expect(
		[...actions].sort(),
		'a command without a row in workflow/roles.ts, or a row too many',
	).toEqual([...commandNames].sort());
	const made = readdirSync(join(source, 'pages'), { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(astro|ts)$/.test(file) && !/(^|[\\/])_/.test(file))
		.filter((file) => /prerender = false/.test(readFileSync(join(source, 'pages', file), 'utf8')))
		.map((file) => `/${file.replaceAll('\\', '/').replace(/(\/index)?\.(astro|ts)$/, '')}`);
	expect(
		[...pages].sort(),
		'a made page without a row in workflow/roles.ts, or a row too many',
	).toEqual(made.sort());
	const kinds = ['class', ...Object.keys(frame)].map((kind) => `live:${kind}`);
	expect(frames.filter((verb) => !kinds.includes(verb))).toEqual([]);
});

/** Whether a command is about one class, and so about its phase and its teams. */
const isOfAClass = (action: Action): boolean =>
	['classId', 'teamId', 'code'].some((name) => inputNames(action).includes(name));

const statesFor = (action: Action): State[] =>
	isOfAClass(action) ? world.states : world.states.slice(0, 1);

const ask = async (action: Action, role: Role, state: State) => {
	const input = inputs[action]?.(state, role);
	if (!input) throw new Error(`${action} has no input in tests/support/rights/asked.ts`);
	return act(site, action, input, { cookie: cookieOf(role, state, action) });
};

/** Practice students go on by themselves, so that nothing stands still to be compared afterwards. */
const goesOn: readonly Action[] = ['openPractice'];

let tried = 0;

test('whoever has no right to a command is told so, and not a byte changes', async () => {
	for (const action of actions) {
		for (const state of statesFor(action)) {
			const denied = roles.filter((role) => !hasDoor(role, action));
			await Promise.all(
				denied.map(async (role) => {
					const answer = await ask(action, role, state);
					const { roles: mayAsk } = permissions[action] as Permission;
					const isLecturers = mayAsk.every(isLecturer);
					const expected = isLecturers && isLecturer(role) ? [404] : [401];
					// Somebody on another team acts on his own, whose state says no.
					if (!isLecturers && role === 'otherTeam') expected.push(409);
					expect(expected, nameOf(state, role, action)).toContain(answer.status);
					expect(sentences, nameOf(state, role, action)).toContain(answer.message);
				}),
			);
			tried += denied.length;
			expect(kept.changed(), nameOf(state, 'anonymous', action)).toEqual([]);
		}
	}
	expect(kept.compared()).toEqual([]);
});

test('whoever has a right to a command is heard when the table says so, and at no other time', async () => {
	for (const action of actions.filter((each) => !goesOn.includes(each))) {
		const { agrees, refusedWith, harmless } = further[action] ?? {};
		let done = 0;
		for (const state of statesFor(action)) {
			for (const role of roles.filter((each) => hasDoor(each, action))) {
				const what = nameOf(state, role, action);
				if (action === 'undoPhase') {
					kept.arrange('class', 'changed_at = ? where id = ?', Date.now(), state.classId);
				}
				const { status, message } = await ask(action, role, state);
				tried += 1;
				const changed = kept.changed();
				if (may(role, action, state)) {
					const isDone = status === 200 || status === 204;
					const isAgreed = refusedWith === undefined && (agrees?.(state) ?? true);
					expect(isDone, `${what}: ${status} ${message}`).toBe(isAgreed);
					if (!isDone) expect(status, what).toBe(refusedWith ?? 409);
					if (isDone) done += 1;
					else expect(changed, what).toEqual([]);
				} else if (harmless?.(role)) {
					expect(changed, what).toEqual(['idempotency']);
				} else {
					expect(status, what).toBe(409);
					expect(sentences, what).toContain(message);
					expect(changed, what).toEqual([]);
				}
				kept.putBack(changed);
			}
		}
		// A command that never once did anything has not been tried.
		if (refusedWith === undefined) expect(done, action).toBeGreaterThan(0);
	}
	expect(kept.compared()).toEqual([]);
});

function addressOf(page: Page, { classId, red }: State): string {
	const address = page.replace('[class]', classId).replace('[team]', red);
	if (address.includes('[')) throw new Error(`${page} has a part that this test cannot fill in`);
	return address;
}

const stage = '/class/[class]/stage/[team]';

/** Who may read the guarded words of the red team, on any page. */
function readersOf(secret: keyof typeof guarded, page: Page, state: State): readonly Role[] {
	if (secret === 'draft') return ['member', 'lecturer'];
	if (secret === 'review')
		return state.status === 'inReview' ? ['lecturer'] : ['member', 'lecturer'];
	return page === stage && may('otherTeam', page, state)
		? ['member', 'otherTeam', 'lecturer']
		: ['member', 'lecturer'];
}

test('a page opens for whom the table says; the others find nothing, and no word of what it guards', async () => {
	const read = new Set<string>();
	for (const page of pages) {
		const states = page.includes('[') ? world.states : world.states.slice(0, 1);
		for (const state of states) {
			await Promise.all(
				roles.map(async (role) => {
					tried += 1;
					const what = nameOf(state, role, page);
					const answer = await fetch(site.origin + addressOf(page, state), {
						headers: { cookie: cookieOf(role, state) },
						redirect: 'manual',
					});
					const text = await answer.text();
					expect(answer.headers.get('cache-control'), what).toBe('no-store');
					if (!may(role, page, state)) {
						// Whoever might be somebody, had he signed in or joined, is sent to do so.
						const to = answer.headers.get('location') ?? '';
						const isSent = answer.status === 302 && /^\/(sign-in|join)\b/.test(to);
						const isNothing = answer.status === 404;
						const isTooSoon = hasDoor(role, page) && answer.status === 409;
						expect(isSent || isNothing || isTooSoon, `${what}: ${answer.status} ${to}`).toBe(true);
						if (role === 'otherLecturer') expect(isSent && to.startsWith('/sign-in')).toBe(false);
					} else if (page === stage && role === 'otherTeam' && state.status === 'drafting') {
						expect(answer.status, what).toBe(409);
					} else if (page.includes('[') || page === '/desk') expect(answer.status, what).toBe(200);
					else expect(answer.status, what).toBeLessThan(400);
					for (const [secret, words] of Object.entries(guarded)) {
						const readers = readersOf(secret as keyof typeof guarded, page, state);
						const mayRead = readers.includes(role) && may(role, page, state);
						if (!mayRead) expect(text.includes(words), `${what}: ${secret}`).toBe(false);
						else if (text.includes(words)) read.add(`${role} ${secret}`);
					}
					const isDesk = may(role, page, state) && role === 'lecturer';
					const code = `${state.joinCode.slice(0, 3)}-${state.joinCode.slice(3)}`;
					if (!isDesk) expect(text.includes(code), `${what}: join code`).toBe(false);
					if (!hasDoor(role, page)) expect(text.includes('星期三的課'), what).toBe(false);
				}),
			);
		}
	}
	// Words that nobody at all was shown would have been guarded by nothing but a spelling mistake.
	expect([...read].sort()).toEqual([
		'lecturer draft',
		'lecturer handedIn',
		'lecturer review',
		'member draft',
		'member handedIn',
		'member review',
		'otherTeam handedIn',
	]);
	expect(kept.compared()).toEqual([]);
});

test('the two lecturers open a practice class each', async () => {
	const [state] = world.states as [State];
	for (const action of goesOn) {
		for (const role of roles.filter((each) => hasDoor(each, action))) {
			expect((await ask(action, role, state)).status, nameOf(state, role, action)).toBe(200);
			tried += 1;
		}
	}
	console.log(
		`${tried} combinations of ${roles.length} roles, ${actions.length} commands, ${pages.length} pages, ${phases.length} phases and 6 states of a team`,
	);
});
