import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page, Response } from 'playwright';
import { everyPage } from '../support/built.ts';
import { startBrowser } from '../support/devices.ts';
import { startSite } from '../support/server.ts';

/**
 * `npm run bench:pages`: what every page costs a phone on a slow network, measured, not tested. One
 * line a route; with `--json` one JSON object a line. Ends with 1 when a target is missed. Words after
 * the options pick the routes that contain one of them. Needs dist/.
 */
interface PageLine {
	route: string;
	/** As gzip sends them, in units of 1,024 bytes; scripts as they stand before the page is touched. */
	html_kb: number;
	css_kb: number;
	script_kb: number;
	font_kb: number;
	/** Largest contentful paint, milliseconds. */
	lcp_ms: number;
	/** Cumulative layout shift, the page scrolled through to its end. */
	cls: number;
	/** Total blocking time: what tasks took beyond 50 ms each until the page lay still, milliseconds. */
	tbt_ms: number;
	/** Requests that went to another host; there must be none. */
	foreign: number;
	missed: string[];
}

/** A phone of the middle class on a slow 4G network, as Lighthouse's mobile setting has it. */
const phone = {
	viewport: { width: 412, height: 823 },
	deviceScaleFactor: 1.75,
	isMobile: true,
	hasTouch: true,
};
const network = {
	offline: false,
	latency: 150,
	downloadThroughput: (1_638.4 * 1_024) / 8,
	uploadThroughput: (750 * 1_024) / 8,
};
const slowdown = 4;
const stillMilliseconds = 1_500;

const limits = { css: 14, font: 60, cls: 0.02 } as const;
/** A page that is opened to write in brings its editor, the model, the document that merges and, for a bad network, every form. */
const writing = 235;
/** A page that is nothing without its script: what it shows is made in the reader's own browser. */
const ownWork = 40;
/** Script before a hand comes, by kind of page; a page without interplay loads none. */
const scriptLimit = (route: string): number =>
	route.startsWith('/lessons/')
		? 30
		: route.startsWith('/simulators/')
			? 25
			: route === '/glossary'
				? 0
				: route === '/solo'
					? writing
					: route === '/mine' || route === '/search'
						? ownWork
						: 30;

const options = process.argv.slice(2);
const json = options.includes('--json');
const words = options.filter((option) => !option.startsWith('--'));

const routeOf = (file: string): string => `/${file.replace(/(^|\/)index\.html$|\.html$/, '')}`;
/** Decks and pages of errors are no places to arrive at. */
const routes = everyPage()
	.map(({ file }) => routeOf(file))
	.filter((route) => !/^\/(present|solo\/|404|500)/.test(route))
	.filter((route) => words.length === 0 || words.some((word) => route.includes(word)))
	.sort();

interface Vitals {
	lcp: number;
	cls: number;
	tbt: number;
}

/** Watches from before the first byte; Chromium sums nothing up by itself. */
const watchVitals = (): void => {
	const vitals = { lcp: 0, cls: 0, tbt: 0 };
	(globalThis as unknown as { vitals: Vitals }).vitals = vitals;
	const observe = (type: string, hear: (entry: PerformanceEntry) => void): void => {
		new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({
			type,
			buffered: true,
		});
	};
	observe('largest-contentful-paint', ({ startTime }) => (vitals.lcp = startTime));
	observe('layout-shift', (entry) => {
		const { value, hadRecentInput } = entry as PerformanceEntry & {
			value: number;
			hadRecentInput: boolean;
		};
		if (!hadRecentInput) vitals.cls += value;
	});
	observe('longtask', ({ duration }) => (vitals.tbt += Math.max(0, duration - 50)));
};

const readVitals = (page: Page): Promise<Vitals> =>
	page.evaluate(() => (globalThis as unknown as { vitals: Vitals }).vitals);

async function scrollThrough(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const frame = (): Promise<number> => new Promise(requestAnimationFrame);
		for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
			scrollTo({ top, behavior: 'instant' });
			await frame();
			await frame();
		}
	});
	await page.waitForLoadState('networkidle');
}

async function slowDown(session: CDPSession): Promise<void> {
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', network);
	await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

const kilobytes = (bytes: number): number => Math.round((bytes / 1_024) * 10) / 10;

async function lineOf(browser: Browser, origin: string, route: string): Promise<PageLine> {
	const context = await browser.newContext({ ...phone, locale: 'zh-TW' });
	const page = await context.newPage();
	await page.addInitScript(watchVitals);
	await slowDown(await context.newCDPSession(page));
	const bodies: Promise<{ kind: string; bytes: number }>[] = [];
	let foreign = 0;
	const hear = (response: Response): void => {
		const kind = response.request().resourceType();
		if (!response.url().startsWith(origin) && !/^(data|blob):/.test(response.url())) foreign++;
		bodies.push(
			response.body().then(
				(body) => ({ kind, bytes: kind === 'font' ? body.length : gzipSync(body).length }),
				() => ({ kind, bytes: 0 }),
			),
		);
	};
	page.on('response', hear);
	await page.goto(origin + route, { waitUntil: 'load' });
	// On so slow a machine the network falls silent before the page has asked for all it wants.
	await page.waitForTimeout(stillMilliseconds);
	await page.waitForLoadState('networkidle');
	const loaded = await Promise.all(bodies);
	const { lcp, tbt } = await readVitals(page);
	await scrollThrough(page);
	const { cls } = await readVitals(page);
	await context.close();

	const sum = (kind: string): number =>
		kilobytes(
			loaded.filter((each) => each.kind === kind).reduce((all, { bytes }) => all + bytes, 0),
		);
	const line: PageLine = {
		route,
		html_kb: sum('document'),
		css_kb: sum('stylesheet'),
		script_kb: sum('script'),
		font_kb: sum('font'),
		lcp_ms: Math.round(lcp),
		cls: Math.round(cls * 10_000) / 10_000,
		tbt_ms: Math.round(tbt),
		foreign,
		missed: [],
	};
	if (line.css_kb > limits.css) line.missed.push('css');
	if (line.script_kb > scriptLimit(route)) line.missed.push('script');
	if (line.font_kb > limits.font) line.missed.push('font');
	if (line.cls > limits.cls) line.missed.push('cls');
	if (line.foreign > 0) line.missed.push('foreign');
	return line;
}

const site = await startSite();
const browser = await startBrowser();
let missed = 0;
try {
	for (const route of routes) {
		const line = await lineOf(browser, site.origin, route);
		missed += line.missed.length;
		console.log(
			json
				? JSON.stringify(line)
				: `${line.missed.length > 0 ? '✗' : ' '} ${route}: HTML ${line.html_kb}, CSS ${line.css_kb}, script ${line.script_kb}, fonts ${line.font_kb} KB; LCP ${line.lcp_ms} ms, CLS ${line.cls}, TBT ${line.tbt_ms} ms ${line.missed.join(' ')}`,
		);
	}
} finally {
	await browser.close();
	await site.stop();
}
if (missed > 0) {
	console.error(`${missed} target${missed === 1 ? '' : 's'} missed`);
	process.exitCode = 1;
}
