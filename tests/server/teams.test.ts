import { expect, test } from 'vitest';
import { cleanName } from '#server/names.ts';
import { readJoinCode } from '#server/tokens.ts';
import { openUpTo, seatClass, startHost, type Student } from '../support/class.ts';

async function threeTeams(waiting: string[] = []) {
	const host = startHost();
	const seated = await seatClass(host, {
		teams: { red: ['王小明'], blue: [], green: [] },
		waiting,
	});
	const join = (name: string, more: object = {}) =>
		host.services.teams.join({
			code: seated.joinCode,
			name,
			address: '10.0.0.7',
			seatToken: null,
			...more,
		});
	return { host, join, ...seated, service: host.services.teams };
}

test('two hundred joins under a hundred names, all at once behind one address, seat a hundred', async () => {
	const { host, join, classId } = await threeTeams();
	const names = Array.from({ length: 200 }, (_, index) => `學生${index % 100}`);
	const answers = await Promise.allSettled(names.map((name) => join(name)));
	expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
	const { waiting } = await host.services.views.forLecturer(classId);
	expect(new Set(waiting.map(({ name }) => name)).size).toBe(100);
});

test('the class is full at three hundred', async () => {
	const { join } = await threeTeams();
	for (let index = 1; index < 300; index++) await join(`學生${index}`);
	await expect(join('多出來的人')).rejects.toMatchObject({ code: 'CLASS_FULL' });
});

test('a device that has a seat comes back to it, even when joining is locked, and gets no other', async () => {
	const { host, join, classId, teams, service } = await threeTeams();
	const [ming] = teams.red.members as [Student];
	await host.services.classes.lockJoining(classId, true);
	const again = await join(' 王小明 ', { seatToken: ming.seatToken });
	expect(again).toEqual({ classId, seatToken: ming.seatToken });
	const other = join('別的名字', { seatToken: ming.seatToken });
	await expect(other).rejects.toMatchObject({
		code: 'DEVICE_SEATED',
		message: expect.stringContaining('以「王小明」加入'),
	});
	await expect(join('新來的')).rejects.toMatchObject({ code: 'JOINING_LOCKED' });
	await service.remove(classId, [ming.memberId]);
	const gone = join('王小明', { seatToken: ming.seatToken });
	await expect(gone).rejects.toMatchObject({ code: 'JOINING_LOCKED' });
});

test('a join that is sent twice gives two tokens to one seat', async () => {
	const { host, classId, joinCode, service } = await threeTeams();
	const asked = { code: joinCode, name: '林小美', address: '10.0.0.7', seatToken: null };
	const once = { actor: 'joining', key: 'join-00001' };
	const [first, second] = [await service.join(asked, once), await service.join(asked, once)];
	const seats = await Promise.all(
		[first, second].map(({ seatToken }) => host.services.people.visitor({ seat: seatToken })),
	);
	expect(seats[0]?.seats).toEqual(seats[1]?.seats);
	const stranger = service.join({ ...asked, name: '不是她' }, once);
	await expect(stranger).rejects.toMatchObject({ code: 'BAD_INPUT' });
	const { waiting } = await host.services.views.forLecturer(classId);
	expect(waiting.map(({ name }) => name)).toEqual(['林小美']);
});

test('three hundred a minute come in through one address, and no more', async () => {
	const { host, join, classId, service } = await threeTeams();
	const waiting = async () => (await host.services.views.forLecturer(classId)).waiting;
	const from = { address: '10.9.9.9' };
	for (let index = 1; index < 300; index++) await join(`假人${index}`, from);
	await expect(join('假人1', from)).rejects.toMatchObject({ code: 'CLASS_FULL' });
	const fakes = (await waiting()).map(({ id }) => id);
	await service.remove(classId, [...fakes, 'nosuchmember']);
	expect(await waiting()).toEqual([]);
	const { log } = await host.services.views.forLecturer(classId);
	expect(log[0]?.sentence).toBe('一次把299人移出課堂');
	await join('假人1', from);
	await expect(join('假人2', from)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await join('真的學生');
	host.clock.pass(60_001);
	await join('假人2', from);
});

test('names that look alike are taken; a removed member’s name is free again', async () => {
	const { join, classId, teams, service } = await threeTeams();
	await join('Amy Lin');
	await expect(join('ａｍｙ ｌｉｎ')).rejects.toMatchObject({ code: 'NAME_TAKEN' });
	await expect(join('王\u200b小明')).rejects.toMatchObject({ code: 'NAME_TAKEN' });
	const [ming] = teams.red.members as [Student];
	await service.remove(classId, [ming.memberId]);
	await join('王小明');
});

test('a name has one to forty characters, none of them invisible', () => {
	expect(cleanName('  林 \t 小美 ')).toBe('林 小美');
	expect(cleanName('\u202e小明')).toBe('小明');
	expect(cleanName('小\u3164明')).toBe('小明');
	expect(cleanName('Christopher Alexander')).toBe('Christopher Alexander');
	for (const bad of [
		'',
		'   ',
		'\u200b',
		'\u3164',
		'\u2800\u2800',
		'\u115f\ufe0f',
		'長'.repeat(41),
	]) {
		expect(() => cleanName(bad)).toThrow(expect.objectContaining({ code: 'NAME_EMPTY' }));
	}
});

test('nobody comes in under his lecturer’s name, or under marks that look like another’s', async () => {
	const { host, join } = await threeTeams();
	const { name } = await host.store.db
		.selectFrom('account')
		.select('name')
		.executeTakeFirstOrThrow();
	for (const typed of [name, ` ${name} `, `${name}\u200b`])
		await expect(join(typed)).rejects.toMatchObject({ code: 'NAME_OF_LECTURER' });
	for (const bad of ['\u0301', '乙\u0301', '王小\u20dd明', '。', '、、', '😀', '-'])
		expect(() => cleanName(bad)).toThrow(expect.objectContaining({ code: 'NAME_EMPTY' }));
	for (const good of ['José', 'Jose\u0301', '小明2', '7', '阿美‧古拉斯', 'สมชาย', 'ㄅㄆ'])
		expect(() => cleanName(good)).not.toThrow();
});

test('a code is read in any case, in full width, with spaces and dashes', () => {
	expect(readJoinCode(' abc-d2ef ')).toBe('ABCD2EF');
	expect(readJoinCode('ＡＢＣ－Ｄ２ＥＦ')).toBe('ABCD2EF');
	expect(readJoinCode('ABC D2E')).toBeNull();
	expect(readJoinCode('ABC-D2E0')).toBeNull();
});

test('after three hundred wrong codes an address waits a minute; a right code passes all the same', async () => {
	const { host, join } = await threeTeams();
	const address = '10.9.9.9';
	const wrong = () => join('猜的人', { code: 'ZZZ-ZZZZ', address });
	for (let index = 0; index < 300; index++) {
		await expect(wrong()).rejects.toMatchObject({ code: 'NO_SUCH_CLASS' });
	}
	await expect(wrong()).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await join('林小美', { address });
	host.clock.pass(60_001);
	await expect(wrong()).rejects.toMatchObject({ code: 'NO_SUCH_CLASS' });
});

test('a token that this server has not given out is not taken for a seat', async () => {
	const { host, join, classId, joinCode, service } = await threeTeams();
	const planted = 'chosen-by-somebody-else-0001';
	const { seatToken } = await join('林小美', { seatToken: planted });
	expect(seatToken).not.toBe(planted);
	expect((await host.services.people.visitor({ seat: planted })).seats).toEqual([]);
	const asked = { code: joinCode, name: '張大華', address: '10.0.0.7', seatToken: planted };
	const once = { actor: 'joining', key: 'join-00002' };
	for (const each of [await service.join(asked, once), await service.join(asked, once)]) {
		expect(each.seatToken).not.toBe(planted);
	}
	expect((await host.services.people.visitor({ seat: planted })).seats).toEqual([]);
	// One that it has given out may have been planted too: it wins nothing, and keeps what it had.
	const other = await seatClass(host, { teams: { pink: [] }, lecturer: '吳老師' });
	const next = await join('林小美', { code: other.joinCode, seatToken });
	const classesOf = async (seat: string) =>
		(await host.services.people.visitor({ seat })).seats.map((held) => held.classId).sort();
	expect(await classesOf(next.seatToken)).toEqual([classId, other.classId].sort());
	expect(await classesOf(seatToken)).toEqual([classId]);
});

test('a student chooses once; changing is the lecturer’s', async () => {
	const { host, classId, teams, service } = await threeTeams();
	const [ming] = teams.red.members as [Student];
	await service.choose(ming.memberId, teams.red.id);
	const second = service.choose(ming.memberId, teams.blue.id);
	await expect(second).rejects.toMatchObject({ code: 'TEAM_CHOSEN' });
	await service.place(classId, ming.memberId, teams.blue.id);
	const view = await host.services.views.forMember(ming.memberId);
	expect(view.me.teamId).toBe(teams.blue.id);
	await expect(service.place(classId, ming.memberId, 'nosuchteam12')).rejects.toMatchObject({
		code: 'NO_SUCH_TEAM',
	});
});

test('whoever is moved from a team to another or to none is told when, and nobody who had none', async () => {
	const { host, classId, teams, waiting, service } = await threeTeams(['黃小春', '林小美']);
	const { red, blue, green } = teams;
	const [ming] = red.members as [Student];
	const [chun, mei] = waiting as [Student, Student];
	const movedAt = async ({ memberId }: Student) =>
		(await host.services.views.forMember(memberId)).me.movedAt;
	await service.choose(chun.memberId, red.id);
	await service.place(classId, mei.memberId, red.id);
	expect([await movedAt(ming), await movedAt(chun), await movedAt(mei)]).toEqual([
		null,
		null,
		null,
	]);
	host.clock.pass(1_000);
	await service.place(classId, ming.memberId, blue.id);
	expect(await movedAt(ming)).toBe(host.clock());
	const first = host.clock();
	host.clock.pass(1_000);
	await service.placeByList(classId, '王小明\t2\n黃小春\t3');
	expect([await movedAt(ming), await movedAt(chun)]).toEqual([first, host.clock()]);
	host.clock.pass(1_000);
	await service.place(classId, chun.memberId, null);
	expect(await movedAt(chun)).toBe(host.clock());
	await service.choose(chun.memberId, red.id);
	expect(await movedAt(chun)).toBeNull();
	await service.place(classId, chun.memberId, null);
	await service.place(classId, chun.memberId, green.id);
	expect([await movedAt(chun), await movedAt(mei)]).toEqual([null, null]);
});

test('the lot spreads those who wait so that no team is larger than another by two', async () => {
	const waiting = Array.from({ length: 12 }, (_, index) => `學生${index}`);
	const { host, classId, service } = await threeTeams(waiting);
	await service.draw(classId);
	const view = await host.services.views.forLecturer(classId);
	const sizes = view.teams.map(({ members }) => members.length);
	expect(view.waiting).toEqual([]);
	expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
	expect(view.log[0]?.sentence).toBe('抽籤分組，12人有了組別');
});

test('a lot over the first teams leaves the others as they were', async () => {
	const { host, classId, teams, service } = await threeTeams(['甲', '乙', '丙', '丁', '戊']);
	const view = () => host.services.views.forLecturer(classId);
	const before = (await view()).teams.map(({ members }) => members.length);
	expect(Object.keys(teams)).toHaveLength(3);
	await service.draw(classId, { teams: 2 });
	const after = (await view()).teams.map(({ members }) => members.length);
	expect(after[2]).toBe(before[2]);
	expect(Math.abs((after[0] ?? 0) - (after[1] ?? 0))).toBeLessThanOrEqual(1);
	expect((await view()).waiting).toEqual([]);
});

test('a member or team of another class looks as if it were not there', async () => {
	const { host, classId, teams, service } = await threeTeams();
	const other = await seatClass(host, { teams: { pink: ['張大華'] }, lecturer: '吳老師' });
	const [hua] = other.teams.pink.members as [Student];
	await expect(service.remove(classId, [hua.memberId])).rejects.toMatchObject({
		code: 'NOT_YOURS',
	});
	await expect(service.place(classId, hua.memberId, teams.red.id)).rejects.toMatchObject({
		code: 'NOT_YOURS',
	});
	const [ming] = teams.red.members as [Student];
	await expect(service.choose(ming.memberId, other.teams.pink.id)).rejects.toMatchObject({
		code: 'TEAM_CHOSEN',
	});
	await openUpTo(host, classId, 'brief');
	expect((await host.services.views.forLecturer(other.classId)).class.phase).toBe('lobby');
});
