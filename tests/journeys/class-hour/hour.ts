import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import type { TextField } from '#workflow/design.ts';
import { gatherPhones } from '../../support/crowd-phones.ts';
import { gatherCrowd, together, wordOf, type Crowd } from '../../support/crowd.ts';
import { laptop, newDevice, phone, startBrowser } from '../../support/devices.ts';
import { eventually } from '../../support/eventually.ts';
import * as rooms from '../../support/rooms.ts';
import { startSite, temporaryFolder, type Site } from '../../support/server.ts';
import { openWire, overhear, type Wire } from '../../support/wire.ts';

export const teamCount = 10;
export const names = ['林子晴', '周予安', '許雅筑', '陳柏宇', '吳承翰', '何佳穎'] as const;
export type Name = (typeof names)[number];
/** Where they sit at the end of the hour, when one has been moved. */
export const seatedAtLast: readonly (readonly Name[])[] = [
	['林子晴', '周予安', '許雅筑', '吳承翰'],
	['陳柏宇', '何佳穎'],
];
const perTeam = 3;
const crowdNames = Array.from({ length: 24 }, (_, index) => `同學${'甲乙丙'[index % 3]}${index}`);
export const mostBrowsers = names.length + crowdNames.length;

export const field = { key: 'risks' satisfies TextField, label: '風險與退場' } as const;

/** A socket writes as fast as a server must bear; a page at the pace of a thumb. */
const socketEveryMilliseconds = 700;
const pageEveryMilliseconds = 5_000;

export interface HourOptions {
	/** How many of the thirty are pages in a real browser, from six up; the others are sockets. */
	browsers: number;
	/** How long a page may take over anything, milliseconds. */
	patience: number;
	/** Hears in zh-TW how far the hour is. */
	tell?: (words: string) => void;
}

/** A class of thirty with all that belongs to it: server, browser, a wire that goes dead, desk, wall. */
export class Hour {
	readonly browsers: number;
	readonly patience: number;
	readonly tell: (words: string) => void;
	dataFolder = '';
	wall!: Page;
	desk!: Page;
	wire!: Wire;
	crowd: Crowd | null = null;
	classId = '';
	code = '';
	teamIds: string[] = [];
	/** What was acknowledged to a phone whose storage was then wiped. */
	readonly acknowledged = new Map<Name, string>();
	/** From a killed server's return until it has taken up a page's line again, milliseconds. */
	readonly backAfter: number[] = [];
	readonly #counts = new Map<Name, number>();
	/** The six phones by name; the first reaches the site through a wire that will go dead. */
	readonly #phones = new Map<Name, Page>();
	readonly #over = new AbortController();
	#browser: Promise<Browser> | null = null;
	#site: Promise<Site> | null = null;
	#restartedAt = 0;
	#stillAway = new Set<string>();

	constructor({ browsers, patience, tell = () => undefined }: HourOptions) {
		if (!Number.isInteger(browsers) || browsers < names.length || browsers > mostBrowsers)
			throw new RangeError(
				`browsers must be a whole number from ${names.length} to ${mostBrowsers}, got ${browsers}`,
			);
		this.browsers = browsers;
		this.patience = patience;
		this.tell = tell;
	}

	/** Starts everything, and opens the class. */
	async open(): Promise<void> {
		this.dataFolder = temporaryFolder();
		const site = await this.#start();
		this.wire = await openWire(site.port);
		this.#over.signal.throwIfAborted();
		// Who is told to stop closes everything himself, in order.
		const quiet = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
		this.#browser = startBrowser(quiet);
		this.desk = await this.newPage(laptop);
		await rooms.setUp(this.desk, site.origin, `/setup#${site.setUpToken}`);
		this.code = await rooms.openClass(this.desk, '三十人的一堂', teamCount);
		this.classId = new URL(this.desk.url()).pathname.split('/')[2] ?? '';
		const links = this.desk.locator('.ledger tbody tr a');
		this.teamIds = await links.evaluateAll((all) =>
			all.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''),
		);
	}

	/** Ends whatever runs, also in the middle of a step. */
	async end(): Promise<void> {
		this.#over.abort(new Error('the hour was broken off'));
		await (await this.#browser?.catch(() => null))?.close();
		await this.crowd?.end().catch(() => undefined);
		await (await this.#site?.catch(() => null))?.stop();
		this.wire?.close();
		if (this.dataFolder) rmSync(this.dataFolder, { recursive: true, force: true });
	}

	get site(): Promise<Site> {
		if (!this.#site) throw new Error('the hour has not begun');
		return this.#site;
	}

	#start(port = 0): Promise<Site> {
		this.#over.signal.throwIfAborted();
		const { dataFolder } = this;
		this.#site = startSite({ dataFolder, environment: { PORT: String(port) } });
		return this.#site;
	}

	async newPage(options: BrowserContextOptions): Promise<Page> {
		const browser = await this.#browser;
		if (!browser) throw new Error('there is no browser');
		const page = await newDevice(browser, options, []);
		page.context().setDefaultTimeout(this.patience);
		return page;
	}

	until(what: string, isSo: () => boolean | Promise<boolean>, milliseconds = this.patience) {
		return eventually(what, isSo, { milliseconds, signal: this.#over.signal });
	}

	/** Brings in the six, and the crowd on the teams behind theirs. */
	async gather(): Promise<void> {
		const { classId, code, teamIds } = this;
		const { origin, port } = await this.site;
		for (const [index, name] of names.entries()) {
			const page = await this.newPage(phone);
			this.#phones.set(name, page);
			const door = name === '林子晴' ? this.wire.origin : origin;
			await rooms.join(page, door, code, name, index < 3 ? 1 : 2);
		}
		const students = crowdNames.map((name, index) => ({
			name,
			team: seatedAtLast.length + 1 + Math.floor(index / perTeam),
		}));
		const pages = this.browsers - names.length;
		this.crowd = together(
			await gatherPhones(
				{
					origin,
					newPhone: () => this.newPage(phone),
					greeted: ({ name }) => {
						if (this.#stillAway.delete(name)) this.backAfter.push(Date.now() - this.#restartedAt);
					},
				},
				{
					...{ classId, code, teamIds, field, students: students.slice(0, pages) },
					everyMilliseconds: pageEveryMilliseconds,
				},
			),
			await gatherCrowd(
				{ origin, port },
				{
					...{ classId, code, teamIds, field, students: students.slice(pages) },
					everyMilliseconds: socketEveryMilliseconds,
				},
			),
		);
	}

	phone(name: Name): Page {
		const page = this.#phones.get(name);
		if (!page) throw new Error(`${name} has no phone`);
		return page;
	}

	async ready(name: Name): Promise<void> {
		await rooms.textBox(this.phone(name), field.label).waitFor();
		await rooms.saved(this.phone(name)).waitFor();
	}

	/** Writes words nobody else writes at the end of the shared field. */
	async write(name: Name, words = 2): Promise<void> {
		const from = this.#counts.get(name) ?? 0;
		this.#counts.set(name, from + words);
		await rooms.writeOn(this.phone(name), field.label, this.wordsOf(name, from));
	}

	/** The words one of the six has written, in one. */
	wordsOf(name: Name, from = 0, to = this.#counts.get(name) ?? 0): string {
		const count = Math.max(0, to - from);
		return Array.from({ length: count }, (_, index) => wordOf(name, from + index)).join('');
	}

	/** All that was written by anybody, word by word. */
	everyWord(): string[] {
		const six = names.flatMap((name) => this.wordsOf(name).split(/(?<=〕)/));
		return [...six.filter(Boolean), ...(this.crowd?.written() ?? []).flatMap(({ words }) => words)];
	}

	/** Pulls the plug, wipes one phone, and brings both back. */
	async killAndWipe(name: Name): Promise<void> {
		const before = this.phone(name);
		const heard = overhear(before);
		await before.reload();
		await this.ready(name);
		const from = this.#counts.get(name) ?? 0;
		await this.write(name, 3);
		const first = wordOf(name, from);
		await this.until('a first word is acknowledged', () => heard.words().includes(first));
		const { port } = await this.site;
		await (await this.site).stop('SIGKILL');
		this.acknowledged.set(name, heard.words());
		const cookies = await before.context().cookies();
		await before.context().close();
		const { origin } = await this.#start(port);
		this.#restartedAt = Date.now();
		this.#stillAway = new Set(crowdNames.slice(0, this.browsers - names.length));
		const after = await this.newPage(phone);
		// The seat is what a student can get back; whatever else the device held is gone.
		await after.context().addCookies(cookies.filter((cookie) => cookie.name.includes('seat')));
		this.#phones.set(name, after);
		await after.goto(`${origin}/class/${this.classId}`);
		await this.ready(name);
	}
}
