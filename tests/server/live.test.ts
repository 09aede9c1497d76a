import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { frame } from '#workflow/messages.ts';
import type { Student } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { Device } from '../support/socket.ts';

afterEach(closeHosts);

test('a device hears hello first, then its view, and may write under an author id of its own', async () => {
	const { seated, seatOf, ming } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	expect(device.kinds[0]).toBe(frame.hello);
	expect(device.hello?.room).toBe(seated.teams.red.id);
	expect(device.hello?.author).toBeGreaterThan(0);
	expect(device.view).toMatchObject({ role: 'member', me: { name: '王小明' } });
});

test('what one types reaches the teammate and is acknowledged; the other team never sees it', async () => {
	const { seatOf, ming, mei, hua } = await redAndBlue();
	const [one, two, other] = [seatOf(ming), seatOf(mei), seatOf(hua)];
	await Promise.all([one.ready(), two.ready(), other.ready()]);
	one.type('planName', '書香');
	await one.saved();
	await two.until('the teammate’s words', () => two.read('planName') === '書香');
	await two.until(
		'the plan’s name in the view',
		() => two.view?.role === 'member' && two.view.team?.planName === '書香',
	);
	const later = seatOf(hua);
	await later.ready();
	expect(JSON.stringify([...other.views, ...later.views])).not.toContain('書香');
	expect(other.kinds).not.toContain(frame.update);
	expect(other.read('planName')).toBe('');
});

test('two people in one field both keep every character', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const [one, two] = [seatOf(ming), seatOf(mei)];
	await Promise.all([one.ready(), two.ready()]);
	for (let round = 0; round < 20; round++) {
		one.type('risks', '甲');
		two.type('risks', '乙');
	}
	await Promise.all([one.saved(), two.saved()]);
	const whole = (device: Device) => [...device.read('risks')].sort().join('');
	const expected = '乙'.repeat(20) + '甲'.repeat(20);
	await one.until('both', () => one.read('risks').length === 40);
	await two.until('both', () => two.read('risks') === one.read('risks'));
	expect(whole(one)).toBe([...expected].sort().join(''));
});

test('an author id is kept over a reconnect, and never given to a second open connection', async () => {
	const { seatOf, ming } = await redAndBlue();
	const first = seatOf(ming);
	await first.ready();
	const author = first.hello?.author;
	const second = seatOf(ming, `&author=${author}`);
	await second.ready();
	expect(second.hello?.author).not.toBe(author);
	await first.end();
	const again = seatOf(ming, `&author=${author}`);
	await again.ready();
	expect(again.hello?.author).toBe(author);
});

test('work left unsent under an earlier author id of the same member is taken', async () => {
	const { seatOf, ming } = await redAndBlue();
	const first = seatOf(ming);
	await first.ready();
	await first.end();
	// Typed while away, under the old id, and handed in by the next connection.
	first.type('measures', '回購率');
	const next = seatOf(ming);
	await next.ready();
	next.sendUpdate(Y.encodeStateAsUpdate(first.doc));
	await next.saved();
	expect(next.closed).toBeNull();
});

test('a member who is removed is cut, and his seat opens nothing any more', async () => {
	const { host, seated, seatOf, ming } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	await host.services.teams.remove(seated.classId, [ming.memberId]);
	await device.until('the cut', () => device.closed !== null);
	expect(device.notices.at(-1)?.kind).toBe('cut');
	const again = seatOf(ming);
	await again.until('refused', () => again.closed !== null);
	expect(again.closed?.code).toBe(404);
});

test('a member who is moved is cut; one who gets his first team comes back to its document', async () => {
	const { host, seated, seatOf, ming, chun } = await redAndBlue();
	const [moved, placed] = [seatOf(ming), seatOf(chun)];
	await moved.ready();
	await placed.until('the view', () => placed.view !== undefined);
	expect(placed.hello).toMatchObject({ author: null, room: null });
	await host.services.teams.place(seated.classId, ming.memberId, seated.teams.blue.id);
	await host.services.teams.place(seated.classId, chun.memberId, seated.teams.blue.id);
	await moved.until('the cut', () => moved.closed !== null);
	await placed.until('the restart', () => placed.closed !== null);
	expect(moved.notices.at(-1)?.kind).toBe('cut');
	expect(placed.closed?.code).toBe(1012);
	const again = seatOf(chun);
	await again.ready();
	expect(again.hello?.author).toBeGreaterThan(0);
});

test('a phase reaches every device at once; a closed class is read only until it is opened again', async () => {
	const { host, seated, seatOf, ming, desk } = await redAndBlue();
	const [device, lecturer] = [seatOf(ming), desk()];
	await device.ready();
	await lecturer.until('the view', () => lecturer.view !== undefined);
	const { classId } = seated;
	await host.services.classes.openPhase(classId, { phase: 'brief', version: 0, minutes: 8 });
	await device.until('the phase', () => device.view?.class.phase === 'brief');
	await lecturer.until('the phase', () => lecturer.view?.class.phase === 'brief');

	await host.services.classes.close(classId, { version: 1 });
	await device.until('read only', () => device.notices.at(-1)?.kind === 'readOnly');
	device.type('risks', '太晚了');
	await device.until('still open', () => device.view?.class.phase === 'closed');
	expect(device.acknowledged).toBe(0);
	await host.services.classes.reopen(classId, { version: 2 });
	await device.until('the restart', () => device.closed?.code === 1012);
	// Nothing typed is lost: the next connection hands in what was not taken.
	const again = new Device(
		{ port: await portOf(device), classId, cookie: `seat=${ming.seatToken}` },
		device.doc,
	);
	await again.ready();
	await again.saved();
	const other = seatOf(seated.teams.red.members[1] as Student);
	await other.ready();
	expect(other.read('risks')).toBe('太晚了');
});

const portOf = async (device: Device): Promise<number> => Number(new URL(device.socket.url).port);
