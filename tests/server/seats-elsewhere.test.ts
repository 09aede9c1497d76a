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
	const ask = (name = '王小明', seatToken: string | null = null) =>
		seats.ask({ code: here.joinCode, name, address, seatToken });
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

test('one question a device, three a seat; whoever sits there already goes straight in', async () => {
	const { ask, requests, ming, classId } = await seated();
	let token: string | null = null;
	for (let count = 0; count < 5; count++) token = (await ask('王小明', token)).seatToken;
	expect(await requests()).toHaveLength(1);
	await ask();
	await ask();
	await expect(ask()).rejects.toMatchObject({ code: 'SEAT_ASKED_OFTEN' });
	expect(await ask('王小明', ming.seatToken)).toMatchObject({ classId, number: null });
});

test('whoever is removed loses his code and his question with his seat', async () => {
	const { seats, ask, requests, service, classId, ming } = await seated();
	const { code } = await seats.makeRecoveryCode(ming.memberId);
	const { seatToken } = await ask();
	await service.remove(classId, ming.memberId);
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
