/** Opens the one worker script of the simulator; it answers jobs and questions alike. */
export const openWorker = (): Worker =>
	new Worker(new URL('./points.worker.ts', import.meta.url), { type: 'module' });
