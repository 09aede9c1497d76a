import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { openUpTo, seatClass, type Student } from './class.ts';
import { laptop, newDevice, startBrowser } from './devices.ts';
import { saved, textBox } from './rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from './server.ts';

interface Room {
	readonly dataFolder: string;
	/** The site as it runs now; another one after it was killed. */
	readonly site: Site;
	readonly classId: string;
	/** Whose laptops are in the team's room before the first test. */
	readonly lin: Student;
	readonly chou: Student;
	/** Seated, in no team yet. */
	readonly late: Student;
	/** What browsers have complained of, all pages together. */
	readonly complaints: string[];
	/** A page that has a student's seat, and has gone nowhere yet. */
	seated(student: Student, options?: BrowserContextOptions): Promise<Page>;
	/** Goes into the room; resolves once there is something to write in. */
	open(page: Page): Promise<Page>;
	/** Kills the server; what it returns starts it again at the same address. */
	killed(): Promise<() => Promise<void>>;
}

/** Call at the top of a file: one class in its design phase, on the built site, for all its tests. */
export function teamRoom(): Room {
	const dataFolder = temporaryFolder();
	const complaints: string[] = [];
	let site: Site;
	let browser: Browser;
	let held: Awaited<ReturnType<typeof seatRoom>>;

	beforeAll(async () => {
		held = await prepareData(dataFolder, seatRoom);
		site = await startSite({ dataFolder });
		browser = await startBrowser();
	});
	afterAll(async () => {
		await browser.close();
		await site.stop();
	});

	return {
		dataFolder,
		complaints,
		get site() {
			return site;
		},
		get classId() {
			return held.classId;
		},
		get lin() {
			return held.lin;
		},
		get chou() {
			return held.chou;
		},
		get late() {
			return held.late;
		},
		async seated(student, options = laptop) {
			const page = await newDevice(browser, options, complaints);
			const seat = { name: 'seat', value: student.seatToken, url: site.origin };
			await page.context().addCookies([seat]);
			return page;
		},
		async open(page) {
			await page.goto(`${site.origin}/class/${held.classId}`);
			await textBox(page, '風險與退場').waitFor();
			await saved(page).waitFor();
			return page;
		},
		async killed() {
			await site.stop('SIGKILL');
			return async () => {
				site = await startSite({ dataFolder, environment: { PORT: String(site.port) } });
			};
		},
	};
}

async function seatRoom(host: Parameters<Parameters<typeof prepareData>[1]>[0]) {
	const { classId, teams, waiting } = await seatClass(host, {
		teams: { red: ['林子晴', '周予安'] },
		waiting: ['陳晚到'],
		caseId: 'half-hill-tea',
	});
	await openUpTo(host, classId, 'design');
	const [lin, chou] = teams.red.members;
	const [late] = waiting;
	if (!lin || !chou || !late) throw new Error('somebody has no seat');
	return { classId, lin, chou, late };
}
