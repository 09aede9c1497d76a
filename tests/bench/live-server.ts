import { serve } from '#server/main.ts';
import { readSettings } from '#server/settings.ts';

/** What the server has used so far: CPU time of all its threads, and memory, in bytes. */
export interface Usage {
	cpuMilliseconds: number;
	rssBytes: number;
}

// The built site exactly as it is served, in a process of its own that also tells what it uses.
const running = await serve(readSettings(process.env));
process.on('message', () => {
	const { user, system } = process.cpuUsage();
	const usage: Usage = {
		cpuMilliseconds: (user + system) / 1_000,
		rssBytes: process.memoryUsage.rss(),
	};
	process.send?.(usage);
});
process.on('SIGTERM', () => void running.close().then(() => process.exit(0)));
process.send?.({ port: running.port });
