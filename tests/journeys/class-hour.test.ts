import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { loadDocument } from '#server/live/documents.ts';
import { openStore } from '#server/store/store.ts';
import { designText, type TextField } from '#workflow/design.ts';
import { gatherCrowd, wordOf, type Crowd } from '../support/crowd.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import * as rooms from '../support/rooms.ts';
import { startSite, temporaryFolder, type Site } from '../support/server.ts';
import { Device, fillDesign } from '../support/socket.ts';
import { openWire, overhear, type Wire } from '../support/wire.ts';

/**
 * An hour of a class of thirty in a few minutes, on a bad network and a server that dies twice: six
 * phones in browsers and twenty-four as sockets, a lecturer and a projector, from opening to approval.
 */
const dataFolder = temporaryFolder();
const field = '風險與退場';
const key: TextField = 'risks';
const crowdNames = Array.from({ length: 24 }, (_, index) => `同學${'甲乙丙'[index % 3]}${index}`);
const deadMilliseconds = 60_000;

let site: Site;
let browser: Browser;
let wire: Wire;
let crowd: Crowd;
let desk: Page;
let wall: Page;
let classId = '';
let code = '';
let teamIds: string[] = [];
/** The six phones by name; the first reaches the site through a wire that will go dead. */
const phones = new Map<string, Page>();
const names = ['林子晴', '周予安', '許雅筑', '陳柏宇', '吳承翰', '何佳穎'] as const;
type Name = (typeof names)[number];
const counts = new Map<Name, number>();
/** What was acknowledged to a phone whose storage was then wiped. */
const acknowledged: string[] = [];

const of = (name: Name): Page => {
	const page = phones.get(name);
	if (!page) throw new Error(`${name} has no phone`);
	return page;
};
const originOf = (name: Name): string => (name === '林子晴' ? wire.origin : site.origin);

/** Writes words nobody else writes at the end of the shared field, as a thumb does. */
async function write(name: Name, words = 2): Promise<void> {
	const page = of(name);
	await rooms.textBox(page, field).click();
	await page.keyboard.press('Control+End');
	for (let word = 0; word < words; word += 1) {
		const count = counts.get(name) ?? 0;
		counts.set(name, count + 1);
		await page.keyboard.type(wordOf(name, count));
	}
}
const ready = async (name: Name): Promise<void> => {
	await rooms.textBox(of(name), field).waitFor();
	await rooms.saved(of(name)).waitFor({ timeout: 30_000 });
};

/** Pulls the plug, wipes one phone, and brings both back. */
async function killAndWipe(name: Name): Promise<void> {
	const before = of(name);
	const heard = overhear(before);
	await before.reload();
	await ready(name);
	await write(name, 3);
	const first = wordOf(name, (counts.get(name) ?? 0) - 3);
	await expect.poll(() => heard.words(), { timeout: 30_000 }).toContain(first);
	await site.stop('SIGKILL');
	acknowledged.push(heard.words());
	const cookies = await before.context().cookies();
	await before.context().close();
	site = await startSite({ dataFolder, environment: { PORT: String(site.port) } });
	const after = await newDevice(browser, phone, []);
	// The seat is what a student can get back; whatever else the device held is gone.
	await after.context().addCookies(cookies.filter((cookie) => cookie.name.includes('seat')));
	phones.set(name, after);
	await after.goto(`${site.origin}/class/${classId}`);
	await ready(name);
}

beforeAll(async () => {
	site = await startSite({ dataFolder });
	wire = await openWire(site.port);
	browser = await startBrowser();
	desk = await newDevice(browser, laptop, []);
	await rooms.setUp(desk, site.origin, `/setup#${site.setUpToken}`);
	code = await rooms.openClass(desk, '三十人的一堂', 10);
	classId = new URL(desk.url()).pathname.split('/')[2] ?? '';
});
afterAll(async () => {
	await crowd?.end();
	await browser?.close();
	wire?.close();
	await site?.stop();
	rmSync(dataFolder, { recursive: true, force: true });
});

/** A team's document as the disk has it, read beside the running server. */
async function disk(team: number) {
	await site.stop();
	const store = await openStore(dataFolder, new Date());
	const { doc, isWhole } = await loadDocument(store.db, teamIds[team - 1] ?? '');
	const leases = await store.db
		.selectFrom('author_lease')
		.innerJoin('member', 'member.id', 'author_lease.member_id')
		.select(['author_lease.author', 'member.name'])
		.where('room', '=', teamIds[team - 1] ?? '')
		.execute();
	await store.close();
	expect(isWhole).toBe(true);
	return { doc, text: designText(doc, key).toString(), leases };
}

test('thirty come in, six with a phone in hand; wall and desk count them', async () => {
	for (const [index, name] of names.entries()) {
		const page = await newDevice(browser, phone, []);
		phones.set(name, page);
		await rooms.join(page, originOf(name), code, name, index < 3 ? 1 : 2);
	}
	wall = await desk.context().newPage();
	await wall.setViewportSize({ width: 1920, height: 1080 });
	await wall.goto(`${site.origin}/wall/${classId}`);
	teamIds = await desk
		.locator('.ledger tbody tr a')
		.evaluateAll((links) =>
			links.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''),
		);
	expect(new Set(teamIds).size).toBe(10);
	crowd = await gatherCrowd(site, {
		...{ classId, code, teamIds, firstTeam: 3, names: crowdNames, field: key },
		everyMilliseconds: 700,
	});
	await desk.getByText('30／30人線上').waitFor();
	await rooms.openPhase(desk, '說明');
	await rooms.openPhase(desk, '設計');
	for (const name of names) await ready(name);
	await wall.getByText('設計').first().waitFor();
}, 120_000);

test('a minute without a network, two killed servers, a wiped phone each time, a move and reloads', async () => {
	for (const name of names) await write(name);
	for (const name of names) await ready(name);
	const lin = of('林子晴');
	await lin.getByText(wordOf('許雅筑', 1)).waitFor();

	wire.cut();
	const cutAt = Date.now();
	// Typing is what asks for an answer; the socket itself still looks open.
	await write('林子晴');
	await lin.getByText(/^離線/).first().waitFor({ timeout: 10_000 });
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	await write('周予安');
	// Reloaded while nothing gets through: whatever the browser shows, the words are on the device.
	await lin.goto(`${wire.origin}/class/${classId}`, { timeout: 5_000 }).catch(() => undefined);

	await of('陳柏宇').reload();
	await ready('陳柏宇');
	await write('陳柏宇');
	await desk.reload();
	const move = desk.getByLabel('把吳承翰排到');
	await desk.locator('.ledger tbody tr').nth(1).getByRole('link').click();
	await move.selectOption({ label: '第1組（3人）' });
	await of('吳承翰').getByText('老師把你換到另一組了').first().waitFor();
	await of('吳承翰').reload();
	await ready('吳承翰');
	await write('吳承翰');

	await killAndWipe('許雅筑');
	await write('許雅筑');
	await killAndWipe('何佳穎');
	await write('何佳穎');
	await desk
		.getByText(/\d+／30人線上/)
		.first()
		.waitFor();

	await expect
		.poll(() => Date.now() - cutAt, { timeout: deadMilliseconds + 5_000, interval: 500 })
		.toBeGreaterThan(deadMilliseconds);
	wire.mend();
	await expect
		.poll(
			() =>
				lin.goto(`${wire.origin}/class/${classId}`).then(
					() => true,
					() => false,
				),
			{
				timeout: 30_000,
			},
		)
		.toBe(true);
	await ready('林子晴');
	await write('林子晴', 1);
	for (const name of names) await ready(name);
	await crowd.settle();
}, 300_000);

test('all screens of a team agree', async () => {
	const shown = async (name: Name) => rooms.wordsIn(of(name), field);
	const teams: Name[][] = [
		['林子晴', '周予安', '許雅筑', '吳承翰'],
		['陳柏宇', '何佳穎'],
	];
	for (const [index, members] of teams.entries()) {
		const [first, ...others] = members as [Name, ...Name[]];
		for (const name of others) {
			await expect.poll(async () => (await shown(name)) === (await shown(first))).toBe(true);
		}
		const onDesk = await desk.context().newPage();
		await onDesk.goto(`${site.origin}/desk/${classId}/${teamIds[index]}`);
		const text = (await shown(first)).replace(/\s/g, '');
		await expect
			.poll(async () =>
				(await onDesk.locator('main').innerText()).replace(/\s/g, '').includes(text),
			)
			.toBe(true);
		await onDesk.close();
	}
});

test('the team hands in, is reviewed and approved, and the wall knows', async () => {
	const seat = (await of('周予安').context().cookies()).find(({ name }) => name === 'seat');
	const tablet = new Device({ port: site.port, classId, cookie: `seat=${seat?.value}` });
	await tablet.ready();
	fillDesign(tablet.doc, '三十人的設計');
	await tablet.saved();
	await tablet.end();
	await ready('周予安');
	await of('周予安').getByRole('button', { name: '繳交', exact: true }).press('Enter');
	await of('周予安').getByRole('dialog').getByRole('button', { name: '繳交', exact: true }).click();
	for (const name of ['林子晴', '許雅筑', '吳承翰'] as const)
		await of(name).getByText('已繳交').first().waitFor();
	await rooms.review(desk, 1, 4);
	await desk.getByRole('button', { name: /^定稿/ }).click();
	await desk.getByRole('dialog').getByRole('button', { name: '定稿', exact: true }).click();
	await of('林子晴').getByText('已定稿').first().waitFor();
	await wall.reload();
	await wall.getByText(/1組已定稿/).waitFor();
}, 120_000);

/** What each member wrote of a text that stands there, in the order in which it stands. */
function ownTexts({ doc, leases }: Awaited<ReturnType<typeof disk>>): Map<string, string> {
	const nameOf = new Map(leases.map(({ author, name }) => [author, name]));
	const texts = new Map<string, string>();
	for (let item = designText(doc, key)._start; item !== null; item = item.right) {
		if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
		const name = nameOf.get(item.id.client) ?? 'nobody';
		texts.set(name, (texts.get(name) ?? '') + item.content.str);
	}
	return texts;
}

const wordsOf = (name: Name, from = 0, to = counts.get(name) ?? 0): string =>
	Array.from({ length: Math.max(0, to - from) }, (_, index) => wordOf(name, from + index)).join('');

test('every character that was acknowledged stands on the disk once, under its author’s name', async () => {
	const all = crowd.words();
	expect(all.length).toBeGreaterThan(500);
	await crowd.end();
	for (let team = 3; team <= 10; team += 1) {
		const { text } = await disk(team);
		const written = all.filter((one) => one.team === team);
		expect(written.filter(({ word }) => text.split(word).length !== 2)).toEqual([]);
	}
	const [red, blue] = [ownTexts(await disk(1)), ownTexts(await disk(2))];
	// Phones that kept their storage lose nothing, whatever they went through.
	for (const name of ['林子晴', '周予安'] as const) expect(red.get(name)).toBe(wordsOf(name));
	expect(blue.get('陳柏宇')).toBe(wordsOf('陳柏宇'));
	expect(blue.get('吳承翰')).toBe(wordsOf('吳承翰', 0, 2));
	expect(red.get('吳承翰')).toBe(wordsOf('吳承翰', 2));
	// A wiped one loses at most what had not been acknowledged when its server died.
	for (const [index, [name, own]] of (
		[
			['許雅筑', red.get('許雅筑') ?? ''],
			['何佳穎', blue.get('何佳穎') ?? ''],
		] as const
	).entries()) {
		const [before, cut, after] = [wordsOf(name, 0, 2), wordsOf(name, 2, 5), wordsOf(name, 5)];
		expect(own.startsWith(before)).toBe(true);
		expect(own.endsWith(after)).toBe(true);
		const kept = own.slice(before.length, own.length - after.length);
		expect(cut.startsWith(kept), `${kept} of ${cut}`).toBe(true);
		expect(kept.startsWith(acknowledged[index] ?? '?'), `${kept} has ${acknowledged[index]}`).toBe(
			true,
		);
	}
	expect([...red.keys(), ...blue.keys()].sort()).toEqual([...names, '吳承翰'].sort());
});
