import { expect, test } from 'vitest';
import { backupUnderLoad } from './scenarios/backup.ts';
import { fullDisk } from './scenarios/full-disk.ts';
import { slowDisk } from './scenarios/slow-disk.ts';

const sound = { lost: 0, opened: 1, failedToOpen: 0, problems: [] };

test('on a full disk nothing is acknowledged that is not stored, everybody is told, and it goes on', async () => {
	const found = await fullDisk(1);
	expect(found).toMatchObject(sound);
	expect(found.acknowledged).toBeGreaterThan(50);
}, 60_000);

test.each([10, 30])(
	'a disk slower by %i ms loses nothing and keeps the order',
	async (delay) => {
		const found = await slowDisk(delay, { rounds: 1, milliseconds: 1_500 });
		expect(found).toMatchObject(sound);
		expect(found.acknowledged).toBeGreaterThan(50);
	},
	60_000,
);

test('a backup made while twelve people type restores every design as it was then', async () => {
	const found = await backupUnderLoad(1);
	expect(found).toMatchObject(sound);
	expect(found.acknowledged).toBeGreaterThan(100);
}, 60_000);
