import { afterEach, expect, test } from 'vitest';
import type { StudentView } from '#workflow/messages.ts';
import { openUpTo } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import type { Device } from '../support/socket.ts';

afterEach(closeHosts);

const saidOn = ({ view }: Device) => (view as StudentView | undefined)?.messages ?? [];
const said = (device: Device) => saidOn(device)[0]?.text ?? null;

test('a message to one team is in its rooms at once, and in no other', async () => {
	const { host, seated, ming, hua, chun, seatOf } = await redAndBlue();
	const [red, blue, waiting] = [seatOf(ming), seatOf(hua), seatOf(chun)];
	for (const device of [red, blue, waiting]) await device.ready();
	const { classes, views } = host.services;
	await classes.sendMessage(seated.classId, {
		teamId: seated.teams.red.id,
		text: ' 先把\n必填的寫完 ',
	});
	await red.until('the message', () => said(red) === '先把 必填的寫完');
	expect(saidOn(red)).toMatchObject([{ by: '陳老師', toAll: false }]);
	expect([said(blue), said(waiting)]).toEqual([null, null]);
	// To everybody comes later, and leaves what was said to one team where it is.
	await classes.sendMessage(seated.classId, { teamId: null, text: '還有五分鐘' });
	for (const device of [red, blue, waiting])
		await device.until('the second', () => said(device) === '還有五分鐘');
	expect(saidOn(red).map(({ text }) => text)).toEqual(['還有五分鐘', '先把 必填的寫完']);
	expect([saidOn(blue), saidOn(waiting)]).toMatchObject([[{ toAll: true }], [{ toAll: true }]]);
	const { log } = await views.forLecturer(seated.classId);
	expect(log.slice(0, 2).map(({ sentence }) => sentence)).toEqual([
		'對全班說：「還有五分鐘」',
		'對第1組說：「先把 必填的寫完」',
	]);
});

test('it is there again after a reload, until another one is sent', async () => {
	const { host, seated, ming } = await redAndBlue();
	const { classes, views } = host.services;
	await classes.sendMessage(seated.classId, { teamId: null, text: '第一句' });
	const first = (await views.forMember(ming.memberId)).messages[0];
	host.clock.pass(1_000);
	await classes.sendMessage(seated.classId, { teamId: seated.teams.red.id, text: '第二句' });
	const second = (await views.forMember(ming.memberId)).messages[0];
	expect([first?.text, second?.text]).toEqual(['第一句', '第二句']);
	expect(second?.id).toBeGreaterThan(first?.id ?? Infinity);
	expect(second?.at).toBe(host.clock());
});

test('one key is one message; an empty one, a long one and a foreign team are refused', async () => {
	const { host, seated } = await redAndBlue();
	const { classes, views } = host.services;
	const once = { actor: seated.lecturer.id, key: 'message-0001' };
	for (let count = 0; count < 3; count++)
		await classes.sendMessage(seated.classId, { teamId: null, text: '一次就好' }, once);
	const sayings = async () =>
		(await views.forLecturer(seated.classId)).log.filter(({ sentence }) => /說：/.test(sentence));
	expect(await sayings()).toHaveLength(1);
	const refused = (teamId: string | null, text: string, code: string) =>
		expect(classes.sendMessage(seated.classId, { teamId, text })).rejects.toMatchObject({ code });
	await refused(null, ' \n ', 'MESSAGE_UNREADABLE');
	await refused(null, '字'.repeat(201), 'MESSAGE_UNREADABLE');
	await refused('nosuchteam', '有人嗎', 'NO_SUCH_TEAM');
	expect(await sayings()).toHaveLength(1);
	await classes.sendMessage(seated.classId, { teamId: null, text: '😀'.repeat(200) });
});

test('what is taken back, or was said in an earlier phase, stands in no room', async () => {
	const { host, seated, ming } = await redAndBlue();
	const { classes, views } = host.services;
	const { classId } = seated;
	const shown = async () => (await views.forMember(ming.memberId)).messages[0]?.text ?? null;
	const standing = async () => (await views.forLecturer(classId)).messages;
	await classes.sendMessage(classId, { teamId: null, text: '第一句' });
	await classes.sendMessage(classId, { teamId: seated.teams.red.id, text: '「第二句」' });
	expect((await standing()).map(({ team, text }) => [team, text])).toEqual([
		[1, '「第二句」'],
		[null, '第一句'],
	]);
	const [second] = await standing();
	await classes.withdrawMessage(classId, { id: second?.id ?? 0 });
	expect(await shown()).toBe('第一句');
	const { log } = await views.forLecturer(classId);
	expect(log[0]?.sentence).toBe('收回：「『第二句』」');
	await expect(classes.withdrawMessage(classId, { id: 1 })).rejects.toMatchObject({
		code: 'NO_SUCH_MESSAGE',
	});
	host.clock.pass(1_000);
	await openUpTo(host, classId, 'share');
	expect(await shown()).toBeNull();
	expect(await standing()).toEqual([]);
});
