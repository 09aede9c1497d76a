import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeTurn } from '#server/build.ts';
import { temporaryFolder } from '../support/server.ts';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => {
	vi.restoreAllMocks();
	rmSync(folder, { recursive: true, force: true });
});

test('two who build in one folder take turns, and the second is told what he waits for', async () => {
	mkdirSync(join(folder, 'node_modules'));
	const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	const order: string[] = [];
	const first = await takeTurn(folder, 5);
	const second = takeTurn(folder, 5).then((unlock) => {
		order.push('second begins');
		unlock();
	});
	await vi.waitFor(() => expect(told).toHaveBeenCalledWith(expect.stringContaining('等它完成')));
	order.push('first ends');
	first();
	await second;
	expect(order).toEqual(['first ends', 'second begins']);
	expect(told).toHaveBeenCalledOnce();
});

test('without its packages it is told what to do first', async () => {
	await expect(takeTurn(folder)).rejects.toThrow('npm ci');
});
