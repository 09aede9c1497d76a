import { expect, test } from 'vitest';
import { codeAlphabet, hashOf } from '#server/tokens.ts';
import { sweepSeats } from '#server/sweep.ts';
import { seatRequestMilliseconds } from '#workflow/messages.ts';
import { seatClass, startHost, type Student } from '../support/class.ts';

const address = '10.0.0.7';
const day = 24 * 3600 * 1000;

async function seated() {
	const host = startHost();
	const here = await seatClass(host, { teams: { red: ['王小明'], blue: ['張大華'] } });
	const [ming] = here.teams.red.members as [Student];
	const [hua] = here.teams.blue.members as [Student];
	const { seats, people, views, classes, teams } = host.services;
	/** Whose seats a device with this token holds. */
	const holds = async (token: string) =>
		(await people.visitor({ seat: token })).seats.map(({ memberId }) => memberId);
	const requests = async () => (await views.forLecturer(here.classId)).seatRequests;
	const ask = (name = '王小明', seatToken: string | null = null, from = address) =>
		seats.ask({ code: here.joinCode, name, address: from, seatToken });
	const confirm = (requestId: string, isConfirmed = true) =>
		seats.answer(here.classId, { requestId, isConfirmed });
	return {
		host,
		...here,
		ming,
		hua,
		seats,
		views,
		classes,
		holds,
		requests,
		ask,
		confirm,
		service: teams,
	};
}

test("a student's own code opens his seat on another device, and the old one keeps it", async () => {
	const { seats, ming, holds, views, classId, host } = await seated();
	const { code } = await seats.makeRecoveryCode(ming.memberId);
	expect(code).toHaveLength(8);
	expect([...code].every((letter) => codeAlphabet.includes(letter))).toBe(true);
	const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
	const { seatToken } = await seats.recover({ code: typed, address, seatToken: null });
	expect(await holds(seatToken)).toEqual([ming.memberId]);
	expect(await holds(ming.seatToken)).toEqual([ming.memberId]);
	expect(seatToken).not.toBe(ming.seatToken);
	const { log } = await views.forLecturer(classId);
	expect(log[0]?.sentence).toBe('王小明用換裝置碼在另一台裝置坐回座位');
	const rows = await host.store.db.selectFrom('recovery_code').selectAll().execute();
	expect(rows).toMatchObject([{ member_id: ming.memberId, code_hash: hashOf(code) }]);
	expect(JSON.stringify(rows)).not.toContain(code);
	const answers = await host.store.db.selectFrom('idempotency').select('answer').execute();
	expect(JSON.stringify(answers)).not.toContain(code);
});

test('a new code takes the place of the old one', async () => {
	const { seats, ming } = await seated();
	const first = await seats.makeRecoveryCode(ming.memberId);
	const second = await seats.makeRecoveryCode(ming.memberId);
	const old = seats.recover({ code: first.code, address, seatToken: null });
	await expect(old).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
	await seats.recover({ code: second.code, address, seatToken: null });
});

test('the same request twice gives a seat twice and is told once', async () => {
	const { seats, ming, holds, views, classId } = await seated();
	const { code } = await seats.makeRecoveryCode(ming.memberId);
	const once = { actor: 'recovering', key: 'recover-0001' };
	for (let count = 0; count < 2; count++) {
		const { seatToken } = await seats.recover({ code, address, seatToken: null }, once);
		expect(await holds(seatToken)).toEqual([ming.memberId]);
	}
	// Whoever has only the key has no seat.
	const guess = seats.recover({ code: 'ABCD-EFGH', address, seatToken: null }, once);
	await expect(guess).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
	const { log } = await views.forLecturer(classId);
	expect(log.filter(({ sentence }) => sentence.includes('換裝置碼'))).toHaveLength(1);
});

test('wrong codes and names count like wrong class codes', async () => {
	const { seats, ask } = await seated();
	for (let count = 0; count < 299; count++) {
		const wrong = seats.recover({ code: 'ABCD-EFGH', address, seatToken: null });
		await expect(wrong).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
	}
	await expect(ask('沒有這個人')).rejects.toMatchObject({ code: 'NO_SUCH_SEAT' });
	await expect(ask('沒有這個人')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
});

test('a name alone opens nothing: the lecturer sees who asks and lets him in', async () => {
	const { seats, ask, requests, confirm, holds, ming, views, classId } = await seated();
	const asked = await ask();
	expect(asked.classId).toBeNull();
	expect(await holds(asked.seatToken)).toEqual([]);
	expect(await seats.answerTo(asked.seatToken)).toEqual({ state: 'waiting', number: asked.number });
	const [request] = await requests();
	expect(request).toMatchObject({ name: '王小明', number: asked.number });
	await confirm(request?.id ?? '');
	expect(await requests()).toEqual([]);
	expect(await seats.answerTo(asked.seatToken)).toEqual({ state: 'confirmed', classId });
	expect(await holds(asked.seatToken)).toEqual([ming.memberId]);
	expect(await holds(ming.seatToken)).toEqual([ming.memberId]);
	const { log } = await views.forLecturer(classId);
	expect(log[0]?.sentence).toBe('讓王小明在另一台裝置坐回座位');
	await expect(confirm(request?.id ?? '')).rejects.toMatchObject({ code: 'SEAT_REQUEST_GONE' });
});

test('whoever is not him gets no seat', async () => {
	const { seats, ask, requests, confirm, holds } = await seated();
	const { seatToken } = await ask();
	const [request] = await requests();
	await confirm(request?.id ?? '', false);
	expect(await seats.answerTo(seatToken)).toEqual({ state: 'denied' });
	expect(await holds(seatToken)).toEqual([]);
});

test('a question is over after ten minutes', async () => {
	const { host, seats, ask, requests, confirm, holds } = await seated();
	const { seatToken } = await ask();
	const [request] = await requests();
	host.clock.pass(seatRequestMilliseconds);
	expect(await requests()).toEqual([]);
	expect(await seats.answerTo(seatToken)).toEqual({ state: 'expired' });
	await expect(confirm(request?.id ?? '')).rejects.toMatchObject({ code: 'SEAT_REQUEST_GONE' });
	expect(await holds(seatToken)).toEqual([]);
});

test("another class's lecturer cannot answer; a key answers once", async () => {
	const { host, seats, ask, requests, classId } = await seated();
	const other = await seatClass(host, { teams: { pink: [] }, lecturer: '吳老師' });
	await ask();
	const [request] = await requests();
	const asked = { requestId: request?.id ?? '', isConfirmed: true };
	await expect(seats.answer(other.classId, asked)).rejects.toMatchObject({
		code: 'SEAT_REQUEST_GONE',
	});
	const once = { actor: 'lecturer', key: 'answer-0001' };
	await seats.answer(classId, asked, once);
	await seats.answer(classId, asked, once);
});

test('a token that somebody else put on a device never becomes the key to a seat', async () => {
	const { ask, requests, confirm, holds } = await seated();
	const planted = 'x'.repeat(43);
	const { seatToken } = await ask('王小明', planted);
	expect(seatToken).not.toBe(planted);
	await confirm((await requests())[0]?.id ?? '');
	expect(await holds(planted)).toEqual([]);
});

test('one question a device, and its number stays; whoever sits there goes straight in', async () => {
	const { ask, requests, ming, classId } = await seated();
	const { number, seatToken } = await ask();
	expect(number).toMatch(/^[1-9]\d\d$/);
	const again = await ask('王小明', seatToken);
	const other = await ask('張大華', again.seatToken);
	expect([again.number, other.number]).toEqual([number, number]);
	expect(await requests()).toMatchObject([{ name: '張大華', number }]);
	let { seatToken: token } = other;
	for (let count = 2; count < 12; count++) token = (await ask('王小明', token)).seatToken;
	await expect(ask('王小明', token)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	expect(await ask('王小明', ming.seatToken)).toEqual({
		...{ classId, number: null, seatToken: ming.seatToken },
	});
});

test('no two who wait in a class have one number', async () => {
	const { ask, requests, host, classId, joinCode, service } = await seated();
	for (let index = 0; index < 30; index++) {
		const asked = { code: joinCode, name: `生${index}`, address, seatToken: null };
		await service.join(asked);
		for (let device = 0; device < 2; device++) await ask(`生${index}`);
	}
	const numbers = (await requests()).map(({ number }) => number);
	expect(numbers).toHaveLength(60);
	expect(new Set(numbers).size).toBe(60);
	await host.services.seats.answer(classId, { requestId: null, isConfirmed: false });
	expect(await requests()).toEqual([]);
	const { log } = await host.services.views.forLecturer(classId);
	expect(log[0]?.sentence).toBe('沒有讓等著的60台裝置坐任何座位');
});

test('one address fills neither a seat nor a class with its questions', async () => {
	const { ask, seats, requests, joinCode, service } = await seated();
	const attacker = '10.9.9.9';
	for (let index = 0; index < 30; index++) {
		const asked = { code: joinCode, name: `生${index}`, address, seatToken: null };
		await service.join(asked);
		for (let device = 0; device < 3; device++) await ask(`生${index}`, null, attacker);
	}
	expect(await requests()).toHaveLength(60);
	const { number, seatToken } = await ask();
	for (let device = 0; device < 5; device++) await ask('王小明', null, attacker);
	expect(await seats.answerTo(seatToken)).toEqual({ state: 'waiting', number });
	expect(await requests()).toHaveLength(60);
	for (let count = 95; count < 120; count++) await ask('張大華', null, attacker);
	await expect(ask('張大華', null, attacker)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await ask('張大華');
});

test('once a seat is confirmed, whoever else asked for it has to ask again', async () => {
	const { ask, seats, requests, confirm, ming, holds } = await seated();
	const [first, second] = [await ask(), await ask()];
	const request = (await requests()).find(({ number }) => number === first.number);
	await confirm(request?.id ?? '');
	expect(await holds(first.seatToken)).toEqual([ming.memberId]);
	expect(await seats.answerTo(second.seatToken)).toEqual({ state: 'none' });
	expect(await requests()).toEqual([]);
});

test('the token that somebody else knows wins no seat, and the device keeps its others', async () => {
	const { host, ask, requests, confirm, holds, hua, ming, seats } = await seated();
	const other = await seatClass(host, { teams: { pink: ['吳小莉'] }, lecturer: '吳老師' });
	const [li] = other.teams.pink.members as [Student];
	// 吳小莉 has put her own token on the device of 王小明.
	const { seatToken } = await ask('王小明', li.seatToken);
	await confirm((await requests())[0]?.id ?? '');
	expect(await holds(li.seatToken)).toEqual([li.memberId]);
	expect((await holds(seatToken)).sort()).toEqual([li.memberId, ming.memberId].sort());
	const { code } = await seats.makeRecoveryCode(hua.memberId);
	const recovered = await seats.recover({ code, address, seatToken: li.seatToken });
	expect(await holds(li.seatToken)).toEqual([li.memberId]);
	expect((await holds(recovered.seatToken)).sort()).toEqual([li.memberId, hua.memberId].sort());
});

test('a token that waits for a seat and was planted elsewhere loses its question there', async () => {
	const { ask, requests, confirm, holds, ming } = await seated();
	const planted = await ask();
	const { seatToken, number } = await ask('王小明', planted.seatToken);
	expect(number).toBe(planted.number);
	await confirm((await requests())[0]?.id ?? '');
	expect(await holds(planted.seatToken)).toEqual([]);
	expect(await holds(seatToken)).toEqual([ming.memberId]);
});

test('a question whose answer got lost is asked again under the same number', async () => {
	const { seats, requests, confirm, holds, ming, joinCode, classId, host } = await seated();
	const once = { actor: 'asking', key: 'asking-0001' };
	const asked = { code: joinCode, name: '王小明', address, seatToken: null };
	const lost = await seats.ask(asked, once);
	const again = await seats.ask(asked, once);
	const third = await seats.ask({ ...asked, seatToken: again.seatToken }, once);
	expect(third.number).toBe(lost.number);
	const stranger = seats.ask({ ...asked, name: '張大華' }, once);
	await expect(stranger).rejects.toMatchObject({ code: 'BAD_INPUT' });
	await confirm((await requests())[0]?.id ?? '');
	expect(await holds(third.seatToken)).toEqual([ming.memberId]);
	expect(await holds(lost.seatToken)).toEqual([]);
	const { db } = host.store;
	const kept = await db.selectFrom('idempotency').select('answer').execute();
	expect(kept.every(({ answer }) => answer.includes(classId))).toBe(true);
});

test('the lecturer signs every device out of a seat; its student, his team and words stay', async () => {
	const { seats, ask, requests, confirm, holds, ming, classId, views } = await seated();
	const { code } = await seats.makeRecoveryCode(ming.memberId);
	const { seatToken } = await ask();
	await confirm((await requests())[0]?.id ?? '');
	await seats.release(classId, ming.memberId);
	expect([await holds(seatToken), await holds(ming.seatToken)]).toEqual([[], []]);
	const gone = seats.recover({ code, address, seatToken: null });
	await expect(gone).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
	const { teams, log } = await views.forLecturer(classId);
	expect(teams[0]?.members[0]?.name).toBe('王小明');
	expect(log[0]?.sentence).toBe('讓王小明的座位的裝置都登出');
	const back = await ask();
	await confirm((await requests())[0]?.id ?? '');
	expect(await holds(back.seatToken)).toEqual([ming.memberId]);
});

test('whoever is removed loses his code and his question with his seat', async () => {
	const { seats, ask, requests, service, classId, ming } = await seated();
	const { code } = await seats.makeRecoveryCode(ming.memberId);
	const { seatToken } = await ask();
	await service.remove(classId, [ming.memberId]);
	expect(await requests()).toEqual([]);
	expect(await seats.answerTo(seatToken)).toEqual({ state: 'none' });
	const gone = seats.recover({ code, address, seatToken: null });
	await expect(gone).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
});

test('seats hold while the class is open, and for thirty days after it was closed', async () => {
	const { host, seats, classes, classId, ming, hua, holds } = await seated();
	const { db } = host.store;
	const sweep = () => sweepSeats(db, host.clock());
	const other = await seatClass(host, { teams: { pink: ['吳小莉'] }, lecturer: '吳老師' });
	const [li] = other.teams.pink.members as [Student];
	await seats.makeRecoveryCode(hua.memberId);
	host.clock.pass(300 * day);
	await sweep();
	expect(await holds(ming.seatToken)).toEqual([ming.memberId]);
	await classes.close(classId, { version: 0 });
	host.clock.pass(30 * day - 1);
	await sweep();
	expect(await holds(ming.seatToken)).toEqual([ming.memberId]);
	host.clock.pass(1);
	await sweep();
	expect([await holds(ming.seatToken), await holds(hua.seatToken)]).toEqual([[], []]);
	expect(await holds(li.seatToken)).toEqual([li.memberId]);
	expect(await db.selectFrom('recovery_code').selectAll().execute()).toEqual([]);
	// Who he was and what he wrote stay: only the devices' keys are gone.
	expect((await host.services.views.forLecturer(classId)).teams[0]?.members).toHaveLength(1);
});

test('the sweep is done when the server starts', async () => {
	const { host, classes, classId, ming, holds } = await seated();
	await classes.close(classId, { version: 0 });
	host.clock.pass(31 * day);
	host.watchTheClock();
	await expect.poll(() => holds(ming.seatToken)).toEqual([]);
	await host.close();
});
