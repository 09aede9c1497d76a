import { join } from 'node:path';
import type { Server } from 'node:http';
import { readContent } from './content.ts';
import { createHost } from './host.ts';
import { provideServices } from './services.ts';
import { loadEnvironment, readSettings, StartProblem } from './settings.ts';
import { openStore } from './store/store.ts';

interface ViteServer {
	config: { root: string };
	httpServer: Pick<Server, 'on' | 'once' | 'address'> | null;
}

/**
 * Starts the services beside `astro dev` and puts the socket on the same port. Editing a file in
 * src/server takes a restart: the running object is not replaced.
 */
export async function startDevelopment(vite: ViteServer): Promise<void> {
	try {
		await start(vite);
	} catch (error) {
		if (!(error instanceof StartProblem)) throw error;
		console.error(`\n${error.message}\n`);
		process.exit(1);
	}
}

async function start(vite: ViteServer): Promise<void> {
	loadEnvironment(vite.config.root);
	const settings = readSettings(process.env);
	// What is tried out while building never mixes with a real class.
	const folder = process.env['DATA_DIR']
		? settings.dataFolder
		: join(settings.dataFolder, 'development');
	const words = readContent(join(vite.config.root, 'content'));
	const store = await openStore(folder, new Date());
	const port = (): number => {
		const address = vite.httpServer?.address();
		return typeof address === 'object' && address ? address.port : settings.port;
	};
	const host = createHost({ store, words, settings, port });
	provideServices(host.services);
	if (vite.httpServer) host.socket.attach(vite.httpServer);
	vite.httpServer?.once('close', () => void host.close());
	const token = await host.people.newSetUpToken();
	vite.httpServer?.once('listening', () => {
		void host.resumePractice().catch((error: unknown) => console.error(error));
		host.watchTheClock();
		if (token) console.log(`\n第一次使用，請開 http://localhost:${port()}/setup#${token}\n`);
	});
}
