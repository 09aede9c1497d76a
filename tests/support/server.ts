import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#server/store/store.ts';
import { createClock, startHost, type TestHost } from './class.ts';

const root = join(import.meta.dirname, '..', '..');

/** The built site, running on a port of its own with data of its own. */
export interface Site {
	/** With the machine's own loopback address, so that a lecturer may sign in. */
	origin: string;
	port: number;
	dataFolder: string;
	/** Token of the first-run link; null once there is a lecturer. */
	setUpToken: string | null;
	/** Everything it has printed so far. */
	readonly output: string;
	/** Ends it with a signal, waits, and answers its exit code (null when it was killed). */
	stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'loyalty-lab-'));

/**
 * Fills a data folder before a site is started on it, with the services themselves: faster than
 * clicking, and the tokens it answers are cookies that the site knows.
 */
export async function prepareData<Prepared>(
	dataFolder: string,
	prepare: (host: TestHost) => Promise<Prepared>,
): Promise<Prepared> {
	const store = await openStore(dataFolder, new Date());
	const host = startHost({ store, clock: createClock(Date.now()) });
	try {
		return await prepare(host);
	} finally {
		await host.close();
	}
}

/** Starts the built site; dist/ has to be there. Ends and forgets its data when `stop` is called. */
export function startSite(
	given: { dataFolder?: string; environment?: Record<string, string> } = {},
): Promise<Site> {
	const dataFolder = given.dataFolder ?? temporaryFolder();
	const child = spawn(process.execPath, [join(root, 'src', 'server', 'main.ts')], {
		cwd: root,
		env: {
			...process.env,
			NODE_ENV: 'production',
			NODE_OPTIONS: '',
			PORT: '0',
			HOST: '127.0.0.1',
			DATA_DIR: dataFolder,
			...given.environment,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
	let output = '';
	return new Promise((resolve, reject) => {
		const read = (text: Buffer): void => {
			output += text.toString();
			const port = /http:\/\/localhost:(\d+)\n/.exec(output)?.[1];
			if (!port) return;
			resolve({
				origin: `http://127.0.0.1:${port}`,
				port: Number(port),
				dataFolder,
				get output() {
					return output;
				},
				get setUpToken() {
					return /\/setup#([\w-]+)/.exec(output)?.[1] ?? null;
				},
				async stop(signal = 'SIGTERM') {
					child.kill(signal);
					const code = await ended;
					if (!given.dataFolder) rmSync(dataFolder, { recursive: true, force: true });
					return code;
				},
			});
		};
		child.stdout.on('data', read);
		child.stderr.on('data', (text: Buffer) => (output += text.toString()));
		child.on('error', reject);
		void ended.then((code) => reject(new Error(`the site ended with ${code}: ${output}`)));
	});
}

export interface ActionAnswer {
	status: number;
	/** The zh-TW sentence of a refusal. */
	message: string | null;
	/** What came back; objects one level deep. */
	data: Record<string, unknown> | null;
	/** Cookies that were set, as they go into the next request's header. */
	cookie: string;
}

/** Sends one command as a page of the site would. */
export async function act(
	site: Pick<Site, 'origin'>,
	action: string,
	input: object,
	asked: { cookie?: string; origin?: string | null; headers?: Record<string, string> } = {},
): Promise<ActionAnswer> {
	const origin = asked.origin === undefined ? site.origin : asked.origin;
	const response = await fetch(`${site.origin}/_actions/${action}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(origin !== null && { origin }),
			...(asked.cookie && { cookie: asked.cookie }),
			...asked.headers,
		},
		body: JSON.stringify(input),
		redirect: 'manual',
	});
	const text = await response.text();
	const cookie = response.headers
		.getSetCookie()
		.map((line) => line.split(';', 1)[0])
		.join('; ');
	if (!response.ok) {
		const message = text.startsWith('{') ? (JSON.parse(text).message ?? null) : text;
		return { status: response.status, message, data: null, cookie };
	}
	// Astro writes answers flat: the first entry names the places of the others.
	const flat = text === '' ? null : (JSON.parse(text) as [Record<string, number>, ...unknown[]]);
	const data =
		flat && Object.fromEntries(Object.entries(flat[0]).map(([name, place]) => [name, flat[place]]));
	return { status: response.status, message: null, data, cookie };
}
