import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUpTo, seatClass } from '../support/class.ts';
import { commandNames, commands } from '../support/commands.ts';
import { amount, patience } from '../support/fuzz/amount.ts';
import { requests, validInputs, type Body } from '../support/fuzz/inputs.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';

// Whatever is sent to a command, it is answered, in our words, and never by a fault.

const folder = temporaryFolder();
let site: Site;
let at: Awaited<ReturnType<typeof prepare>>;

const prepare = () =>
	prepareData(folder, async (host) => {
		const teams = { red: ['王小明'], blue: ['張大華'] };
		const seated = await seatClass(host, { teams, waiting: ['黃小春'] });
		await openUpTo(host, seated.classId, 'design');
		return seated;
	});

beforeAll(async () => {
	at = await prepare();
	site = await startSite({ dataFolder: folder });
});
afterAll(async () => {
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const perCommand = amount({ usual: 96, full: 1_000 });
const together = 8;

/** What is really there, so that many an input gets further than the door. */
function known(): Record<string, unknown> {
	return {
		classId: at.classId,
		teamId: at.teams.red.id,
		memberId: at.waiting[0]?.memberId,
		caseId: 'river-books',
		code: at.joinCode,
		version: 2,
		number: 1,
		teamCount: 2,
	};
}

const isText = (value: unknown): value is string => typeof value === 'string';
const chinese = /[\u4e00-\u9fff]/;
/** Two words of English in a row, a trace, a place in a file: somebody else is speaking. */
const foreign = /[a-z]{3,} [a-z]{3,}|\n\s+at |node_modules|file:\/\/|\.[jt]s:\d+/i;

async function ask(command: string, cookie: string, { contentType, body, isToPage }: Body) {
	const path = isToPage ? `/join?_action=${command}` : `/_actions/${command}`;
	const response = await fetch(site.origin + path, {
		method: 'POST',
		headers: {
			origin: site.origin,
			...(contentType !== null && { 'content-type': contentType }),
			...(cookie && { cookie }),
		},
		// Bytes, since fetch would give a text a content type of its own.
		body: new TextEncoder().encode(body),
		redirect: 'manual',
		signal: AbortSignal.timeout(30_000),
	});
	return { status: response.status, text: await response.text(), isToPage };
}

/** What is wrong with an answer; null for a good one. */
function complaint({ status, text, isToPage }: Awaited<ReturnType<typeof ask>>): string | null {
	if (status >= 500) return 'a fault';
	if (status < 400) return null;
	if (isToPage) return /\n\s+at |node_modules|\.[jt]s:\d+/.test(text) ? 'a trace' : null;
	if (!text.startsWith('{'))
		return chinese.test(text) && !foreign.test(text) ? null : 'no words of ours';
	const {
		type,
		code,
		status: told,
		message,
		...more
	} = JSON.parse(text) as Record<string, unknown>;
	if (Object.keys(more).length > 0) return `tells more: ${Object.keys(more).join()}`;
	if (!isText(message) || !chinese.test(message)) return 'no sentence of ours';
	if (foreign.test(message)) return 'words that are not ours';
	return isText(type) && isText(code) && told === status ? null : 'no action’s error';
}

const statuses = new Map<number, number>();
let sent = 0;

test.each(commandNames)(
	'whatever %s is sent, it answers in our words',
	async (command) => {
		const member = `seat=${at.teams.red.members[0]?.seatToken}`;
		const lecturer = `ll=${at.lecturer.sessionToken}`;
		// Simulated students would go on joining in the background, and sessions end for good.
		const isLasting = command === 'openPractice' || command === 'signOut';
		const cookie = fc.constantFrom(
			...(isLasting ? [member, ''] : [lecturer, lecturer, member, '']),
		);
		const names = Object.keys(known());
		const plain = validInputs(command, commands[command]?.input);
		const valid = fc.tuple(plain, fc.subarray(names)).map(([input, taken]) => {
			const there = names.filter((name) => name in input && !taken.includes(name));
			return { ...input, ...Object.fromEntries(there.map((name) => [name, known()[name]])) };
		});
		const some = fc.array(fc.tuple(cookie, requests(valid)), {
			minLength: together,
			maxLength: together,
			size: 'max',
		});
		const wrong: string[] = [];
		const { seed = Date.now() % 2 ** 31 } = fc.readConfigureGlobal();
		// Counted rather than thrown: an input is long, and what is wrong with it is short.
		await fc.assert(
			fc.asyncProperty(some, async (asked) => {
				const answers = await Promise.all(
					asked.map(([holding, body]) => ask(command, holding, body)),
				);
				for (const [index, answer] of answers.entries()) {
					sent += 1;
					statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
					const found = complaint(answer);
					const input = JSON.stringify(asked[index]?.[1]).slice(0, 200);
					if (found)
						wrong.push(`${found}: ${answer.status} ${answer.text.slice(0, 200)} ← ${input}`);
				}
			}),
			{ seed, numRuns: Math.ceil(perCommand / together) },
		);
		expect(wrong.slice(0, 3), `${wrong.length} of them, seed ${seed}`).toEqual([]);
	},
	patience,
);

test('afterwards everything is where it was, and the log tells of no fault', async () => {
	const look = (path: string, cookie: string) =>
		fetch(site.origin + path, { headers: { cookie }, redirect: 'manual' });
	const lecturer = `ll=${at.lecturer.sessionToken}`;
	for (const path of ['/desk', `/desk/${at.classId}`, `/wall/${at.classId}`]) {
		expect((await look(path, lecturer)).status, path).toBe(200);
	}
	const seat = `seat=${at.teams.red.members[0]?.seatToken}`;
	expect((await look(`/class/${at.classId}`, seat)).status).toBe(200);
	expect(site.output).not.toMatch(/\n\s+at /);
	const counted = [...statuses].sort(([one], [other]) => one - other);
	console.log(`${sent} inputs for ${commandNames.length} commands: ${JSON.stringify(counted)}`);
});
