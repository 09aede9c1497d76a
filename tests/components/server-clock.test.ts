import { afterEach, expect, test, vi } from 'vitest';
import { LiveConnection } from '../../src/live/connection.svelte.ts';
import { ServerClock } from '../../src/live/server-clock.svelte.ts';
import { FakeServer } from './fake-server.ts';

afterEach(() => vi.restoreAllMocks());

const threeDays = 3 * 24 * 3_600_000;
/** Somebody sets the device's own clock. */
function setClock(by: number): void {
	const real = Date.now.bind(Date);
	vi.spyOn(Date, 'now').mockImplementation(() => real() + by);
}

test.each([threeDays, -threeDays])(
	'a device whose clock is set by %i ms counts on as before, and knows that it was set',
	(by) => {
		const clock = new ServerClock();
		clock.hear(5_000_000);
		expect(clock.hasJumped()).toBe(false);
		setClock(by);
		expect(clock.read()).toBeGreaterThanOrEqual(5_000_000);
		expect(clock.read()).toBeLessThan(5_001_000);
		expect(clock.hasJumped()).toBe(true);
		clock.hear(5_002_000);
		expect(clock.read()).toBeLessThan(5_003_000);
		expect(clock.hasJumped()).toBe(false);
	},
);

test('a device that wakes with its clocks apart asks the server for the time at once', async () => {
	const server = new FakeServer();
	const connection = new LiveConnection({ classId: 'c1', as: 'member' }, server.surroundings);
	const stop = connection.start();
	server.socket.welcome();
	await expect.poll(() => connection.status).toBe('live');
	document.dispatchEvent(new Event('visibilitychange'));
	expect(server.sockets).toHaveLength(1);
	setClock(threeDays);
	document.dispatchEvent(new Event('visibilitychange'));
	expect(server.sockets).toHaveLength(2);
	stop();
});
