import { afterEach, expect, test } from 'vitest';
import { longestOverdueMilliseconds } from '#workflow/class.machine.ts';
import type { TestHost } from '../support/class.ts';
import { seatClass, startHost, words } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';

afterEach(closeHosts);

const minute = 60_000;
const seen = async ({ services }: TestHost, classId: string) => {
	const { class: now, log } = await services.views.forLecturer(classId);
	return { ...now, said: log[0]?.sentence };
};

async function briefing(opensNext: boolean) {
	const host = startHost();
	const { classId } = await seatClass(host, { teams: { red: ['王小明'] } });
	const open = { phase: 'brief', version: 0, minutes: 8, opensNext } as const;
	await host.services.classes.openPhase(classId, open);
	return { host, classId, classes: host.services.classes };
}

test('the next phase opens when the time has come, with its own planned time', async () => {
	const { host, classId } = await briefing(true);
	const { name } = words.phases.brief;
	expect(await seen(host, classId)).toMatchObject({
		opensNext: true,
		said: `開放「${name}」，預定8分鐘，時間到自動開放下一個`,
	});
	host.clock.pass(8 * minute - 1);
	await host.lookAtTheClock();
	expect((await seen(host, classId)).phase).toBe('brief');
	host.clock.pass(1);
	await host.lookAtTheClock();
	const { minutes } = words.phases.design;
	expect(await seen(host, classId)).toMatchObject({
		phase: 'design',
		version: 2,
		opensNext: false,
		endsAt: minutes === null ? null : host.clock() + minutes * minute,
	});
	expect((await seen(host, classId)).said).toMatch(/^時間到，開放「設計」/);
	await host.lookAtTheClock();
	expect((await seen(host, classId)).version).toBe(2);
});

test('nothing opens by itself unless it was asked for', async () => {
	const { host, classId } = await briefing(false);
	host.clock.pass(9 * minute);
	await host.lookAtTheClock();
	expect(await seen(host, classId)).toMatchObject({ phase: 'brief', version: 1, opensNext: false });
});

test('it can be taken back for ten seconds, and is not done again', async () => {
	const { host, classId, classes } = await briefing(true);
	host.clock.pass(8 * minute);
	await host.lookAtTheClock();
	host.clock.pass(9_000);
	await classes.undoPhase(classId, { version: 2 });
	await host.lookAtTheClock();
	expect(await seen(host, classId)).toMatchObject({ phase: 'brief', opensNext: false });
});

test('a moved end is waited for', async () => {
	const { host, classId, classes } = await briefing(true);
	const endsAt = host.clock() + 13 * minute;
	await classes.moveDeadline(classId, { version: 1, endsAt });
	host.clock.pass(8 * minute);
	await host.lookAtTheClock();
	expect((await seen(host, classId)).phase).toBe('brief');
	host.clock.pass(5 * minute);
	await host.lookAtTheClock();
	expect((await seen(host, classId)).phase).toBe('design');
});

test('after a restart it is made up for, or, when it is long past, left and told', async () => {
	for (const [late, phase] of [
		[longestOverdueMilliseconds, 'design'],
		[longestOverdueMilliseconds + 1, 'brief'],
	] as const) {
		const { host, classId } = await briefing(true);
		host.clock.pass(8 * minute + late);
		const restarted = startHost({ store: host.store, clock: host.clock });
		restarted.watchTheClock();
		await expect.poll(async () => (await seen(host, classId)).opensNext).toBe(false);
		expect((await seen(host, classId)).phase).toBe(phase);
		if (phase === 'brief') expect((await seen(host, classId)).said).toMatch(/沒有自動開放「設計」/);
		await restarted.close();
	}
});

test('the last open phase never closes the class by itself', async () => {
	const { host, classId, classes } = await briefing(false);
	for (const phase of ['design', 'share', 'feedback', 'debrief'] as const) {
		const { version } = await seen(host, classId);
		await classes.openPhase(classId, { phase, version, minutes: 1, opensNext: true });
	}
	expect((await seen(host, classId)).opensNext).toBe(false);
	host.clock.pass(2 * minute);
	await host.lookAtTheClock();
	expect((await seen(host, classId)).phase).toBe('debrief');
});

test('every device in the class sees it at once', async () => {
	const { host, seated, ming, seatOf } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	const open = { phase: 'brief', version: 0, minutes: 1, opensNext: true } as const;
	await host.services.classes.openPhase(seated.classId, open);
	host.clock.pass(minute);
	await host.lookAtTheClock();
	await device.until('the next phase', () => device.view?.class.phase === 'design');
});
