import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readContent } from './content.ts';
import { keepBackups } from './backups.ts';
import { createHost } from './host.ts';
import { createHttp, type Handler } from './http.ts';
import { provideServices } from './services.ts';
import { loadEnvironment, readSettings, StartProblem, type Settings } from './settings.ts';
import { holdLock } from './store/lock.ts';
import { makeFolder } from './store/private.ts';
import { openStore } from './store/store.ts';

export const root = join(import.meta.dirname, '..', '..');

/** How long a shutdown may take before it is cut short, in milliseconds. */
const shutdownMilliseconds = 10_000;

async function loadPages(): Promise<Handler> {
	const entry = join(root, 'dist', 'server', 'entry.mjs');
	if (!existsSync(entry)) {
		throw new StartProblem(
			'網站還沒有建置；請執行 npm start（會自動建置），或先執行 npm run build。',
		);
	}
	// Astro would open a server of its own otherwise.
	process.env['ASTRO_NODE_AUTOSTART'] = 'disabled';
	const pages = (await import(pathToFileURL(entry).href)) as { handler: Handler };
	return pages.handler;
}

function listen(http: Server, { port, host }: Settings): Promise<number> {
	return new Promise((resolve, reject) => {
		http.once('error', (error: NodeJS.ErrnoException) => {
			const told: Record<string, string> = {
				EADDRINUSE: `連接埠 ${port} 已經有別的程式在用；請先關掉它，或用 PORT 換一個，例如 PORT=${port + 1}。`,
				EACCES: `沒有權限使用連接埠 ${port}；請用 PORT 換一個 1024 以上的。`,
				EADDRNOTAVAIL: `這台電腦沒有「${host}」這個位址；請檢查 HOST。`,
				ENOTFOUND: `這台電腦沒有「${host}」這個位址；請檢查 HOST。`,
			};
			const sentence = told[error.code ?? ''];
			reject(sentence ? new StartProblem(sentence) : error);
		});
		http.listen(port, host, () => resolve((http.address() as AddressInfo).port));
	});
}

/**
 * Throws StartProblem when another process holds the data folder or the port: most likely this very
 * site is running, and whoever wants to start it again hears so before anything is touched.
 */
export async function requireFree(settings: Settings): Promise<void> {
	makeFolder(settings.dataFolder);
	holdLock(join(settings.dataFolder, 'lock.db'), settings.dataFolder)();
	const probe = createServer();
	await listen(probe, settings);
	await new Promise((resolve) => probe.close(resolve));
}

export interface Running {
	port: number;
	settings: Settings;
	/** Token of the one-time link for the first password; null once there is one. */
	setUpToken: string | null;
	close(): Promise<void>;
}

/**
 * Starts the built site with its services and socket on one port. Throws StartProblem with a
 * sentence for whoever started it; nothing is left open then.
 */
export async function serve(settings: Settings): Promise<Running> {
	const words = readContent(join(root, 'content'));
	const handler = await loadPages();
	const store = await openStore(settings.dataFolder, new Date());
	let port = settings.port;
	const host = createHost({ store, words, settings, port: () => port });
	provideServices(host.services);
	const http = createHttp({
		settings,
		handler,
		people: host.people,
		upgrade: host.socket.upgrade,
	});
	try {
		port = await listen(http, settings);
	} catch (error) {
		await host.close();
		throw error;
	}
	await host.resumePractice();
	host.watchTheClock();
	const backups = keepBackups(store, settings.dataFolder, Date.now);
	return {
		port,
		settings,
		setUpToken: await host.people.newSetUpToken(),
		async close() {
			http.close();
			http.closeIdleConnections();
			await host.close(backups.stop);
			http.closeAllConnections();
		},
	};
}

/** Ends the process in order on the first signal, at once on the second. */
function endOnSignal(running: Running): void {
	let isEnding = false;
	const end = (): void => {
		if (isEnding) process.exit(1);
		isEnding = true;
		setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
		running.close().then(
			() => process.exit(0),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			},
		);
	};
	process.on('SIGTERM', end);
	process.on('SIGINT', end);
}

/** Runs until a signal; a problem is one sentence and exit code 1. */
export async function run(greet: (running: Running) => void): Promise<void> {
	try {
		loadEnvironment(root);
		const running = await serve(readSettings(process.env));
		endOnSignal(running);
		greet(running);
	} catch (error) {
		if (!(error instanceof StartProblem)) throw error;
		console.error(error.message);
		process.exit(1);
	}
}

if (import.meta.main) {
	await run(({ port, setUpToken }) => {
		console.log(`http://localhost:${port}`);
		if (setUpToken) console.log(`http://localhost:${port}/setup#${setUpToken}`);
	});
}
