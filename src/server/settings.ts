import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the environment decides; every one may be left out. */
export interface Settings {
	port: number;
	host: string;
	dataFolder: string;
	/** Scheme, host and port that the world knows this site by; null when it has no fixed one. */
	publicOrigin: string | null;
	/** Addresses whose X-Forwarded-* headers are believed. */
	trustedProxies: readonly string[];
	/** A lecturer may sign in from another machine without https. */
	allowHttpSignIn: boolean;
	/** Browsers may keep the course to read it offline; otherwise they throw away what they kept. */
	offlineCopies: boolean;
}

/** Why the server cannot start, in a zh-TW sentence for whoever started it. */
export class StartProblem extends Error {
	constructor(sentence: string) {
		super(sentence);
		this.name = 'StartProblem';
	}
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where an application keeps its data on this kind of machine; a clone may be deleted, this stays. */
function usualDataFolder(environment: Environment): string {
	if (process.platform === 'win32') {
		return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'loyalty-lab');
	}
	if (process.platform === 'darwin') {
		return join(homedir(), 'Library', 'Application Support', 'loyalty-lab');
	}
	return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'loyalty-lab');
}

function portOf(text: string | undefined): number {
	if (text === undefined || text === '') return 4321;
	const port = Number(text);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new StartProblem(`PORT 要是 0 到 65535 之間的整數，現在是「${text}」。`);
}

function originOf(text: string | undefined): string | null {
	if (!text) return null;
	if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text).origin;
	throw new StartProblem(`PUBLIC_ORIGIN 要像 https://lab.example.edu.tw，現在是「${text}」。`);
}

/** Reads the settings; throws StartProblem naming the one that cannot be used. */
export function readSettings(environment: Environment): Settings {
	return {
		port: portOf(environment['PORT']),
		host: environment['HOST'] || '0.0.0.0',
		dataFolder: resolve(environment['DATA_DIR'] || usualDataFolder(environment)),
		publicOrigin: originOf(environment['PUBLIC_ORIGIN']),
		trustedProxies: (environment['TRUSTED_PROXY'] ?? '')
			.split(',')
			.map((address) => address.trim())
			.filter((address) => address !== ''),
		allowHttpSignIn: environment['ALLOW_HTTP_SIGN_IN'] === '1',
		offlineCopies: environment['OFFLINE_COPIES'] !== '0',
	};
}

/** What a public site still lacks, in zh-TW; null when nothing is missing. */
export function hintAbout({ publicOrigin, trustedProxies }: Settings): string | null {
	if (publicOrigin?.startsWith('https:') && trustedProxies.length === 0)
		return 'PUBLIC_ORIGIN 是 https，但沒有設定 TRUSTED_PROXY，老師從那個網址不能登入；請填上反向代理的位址，例如 TRUSTED_PROXY=127.0.0.1。';
	if (publicOrigin === null && trustedProxies.length > 0)
		return '設定了 TRUSTED_PROXY，但沒有 PUBLIC_ORIGIN，給學生的網址不會是對外的那一個；請兩個一起填。';
	return null;
}

/** Takes what stands in the folder's .env into the environment; what is set already stays. */
export function loadEnvironment(folder: string): void {
	const file = join(folder, '.env');
	if (existsSync(file)) process.loadEnvFile(file);
}
