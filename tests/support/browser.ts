import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { chromium } from 'playwright';

/** The same Chromium without the window around it, which costs more than most pages in it. */
const shell = { path: '/usr/bin/chromium-headless-shell', package: 'chromium-headless-shell' };

const systemPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
	linux: [
		shell.path,
		'/usr/bin/chromium',
		'/usr/bin/chromium-browser',
		'/usr/bin/google-chrome',
		'/usr/bin/google-chrome-stable',
		'/snap/bin/chromium',
	],
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
	],
	win32: [
		'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
		'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
		'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
	],
};

const install = (packages: string[]): boolean =>
	spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
		stdio: 'ignore',
		timeout: 300_000,
	}).status === 0;

/** A Chromium that can be started: the environment's, the system's, then Playwright's own. */
export function findChromium(): string | null {
	const named = process.env['CHROMIUM_PATH'];
	if (named) return existsSync(named) ? named : null;
	const places = [...(systemPlaces[platform()] ?? []), chromium.executablePath()];
	return places.find((place) => place && existsSync(place)) ?? null;
}

const isDebianRoot = (): boolean => existsSync('/etc/debian_version') && process.getuid?.() === 0;

/** True where Chinese would be drawn as empty boxes. Only asked on Linux; elsewhere there are fonts. */
const lacksChineseFonts = (): boolean => {
	if (platform() !== 'linux') return false;
	const listed = spawnSync('fc-list', [':lang=zh-tw'], { encoding: 'utf8' });
	return listed.status !== 0 || listed.stdout.trim() === '';
};

/**
 * Finds a browser, or installs Debian's with fonts for Chinese where that is possible.
 * Throws one sentence that says how to get one.
 */
export function ensureChromium(): string {
	const isNamed = Boolean(process.env['CHROMIUM_PATH']);
	if (isDebianRoot()) {
		const lacksShell = !isNamed && !existsSync(shell.path);
		if (lacksShell || lacksChineseFonts()) {
			console.log(`安裝測試要用的 ${shell.package} 與中文字型…`);
			spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', timeout: 120_000 });
			if (lacksShell && !install([shell.package]) && !findChromium()) install(['chromium']);
			if (lacksChineseFonts()) install(['fonts-noto-cjk', 'fontconfig']);
		}
	}
	const found = findChromium();
	if (found) return found;
	throw new Error(
		'測試需要 Chromium：請安裝 Chrome、Chromium 或 Edge，或執行 npx playwright install chromium，也可以用環境變數 CHROMIUM_PATH 指出位置。',
	);
}

/** Root may not use Chromium's sandbox; nothing may ask the network for anything. */
export const chromiumArguments = [
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-quic',
	'--no-first-run',
];
