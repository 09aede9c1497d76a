import { expect, test } from 'vitest';
import { hashPassword, isPassword, requireGoodPassword } from '#server/passwords.ts';
import { createTries } from '#server/tries.ts';
import { lecturerPassword, seatClass, startHost } from '../support/class.ts';

const address = '10.0.0.7';
const name = '陳老師';
const password = lecturerPassword;

test('the first-run link works until a password is set, and the last one printed counts', async () => {
	const { services, people } = startHost();
	expect(await services.people.needsSetUp()).toBe(true);
	const old = (await people.newSetUpToken()) ?? '';
	const token = (await people.newSetUpToken()) ?? '';
	const used = expect.objectContaining({ code: 'SETUP_LINK_USED' });
	await expect(services.people.setUp({ token: old, name, password, address })).rejects.toEqual(
		used,
	);
	const short = services.people.setUp({ token, name, password: '太短', address });
	await expect(short).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
	const { sessionToken } = await services.people.setUp({ token, name, password, address });
	const { lecturer } = await services.people.visitor({ session: sessionToken });
	expect(lecturer?.name).toBe(name);
	await expect(services.people.setUp({ token, name: '別人', password, address })).rejects.toEqual(
		used,
	);
	expect(await people.newSetUpToken()).toBeNull();
});

test('two who use the first-run link at once make one lecturer', async () => {
	const { services, people, store } = startHost();
	const token = (await people.newSetUpToken()) ?? '';
	const both = ['陳老師', '吳老師'].map((each) =>
		services.people.setUp({ token, name: each, password, address }),
	);
	const answers = await Promise.allSettled(both);
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(await store.db.selectFrom('account').select('id').execute()).toHaveLength(1);
});

test('signing in needs the right password; ten wrong ones from an address wait a minute', async () => {
	const { services, people, clock } = startHost();
	await people.addLecturer(name, password);
	await services.people.signIn({ name: ' 陳老師 ', password, address });
	const wrong = () => services.people.signIn({ name, password: '不是這一個密碼', address });
	for (let index = 0; index < 10; index++) {
		await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
	}
	const right = () => services.people.signIn({ name, password, address });
	await expect(right()).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	clock.pass(60_001);
	await right();
	const unknown = services.people.signIn({ name: '沒有這個人', password, address });
	await expect(unknown).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
});

test('whoever tries out one lecturer’s password does not shut out another at the same address', async () => {
	const { services, people, clock } = startHost();
	for (const each of ['陳老師', '吳老師', '林老師']) await people.addLecturer(each, password);
	const tryOut = async (each: string, word: string, from = address) =>
		services.people.signIn({ name: each, password: word, address: from }).then(
			() => 'in',
			({ code }: { code: string }) => code,
		);
	for (let count = 0; count < 11; count++) await tryOut('陳老師', '不是這一個密碼');
	expect(await tryOut('陳老師', password)).toBe('TOO_MANY_TRIES');
	expect(await tryOut('陳老師', password, '10.0.0.8')).toBe('in');
	expect(await tryOut('吳老師', password)).toBe('in');
	// Names that do not exist press on the address as well, and cost nothing once it is pressed.
	const guesses = Array.from({ length: 30 }, (_, index) => tryOut(`某人${index}`, '猜的'));
	await Promise.all(guesses);
	expect(await tryOut('另一人', '猜的')).toBe('TOO_MANY_TRIES');
	expect(await tryOut('吳老師', password)).toBe('in');
	expect(await tryOut('林老師', '打錯的密碼')).toBe('TOO_MANY_TRIES');
	expect(await tryOut('林老師', password)).toBe('TOO_MANY_TRIES');
	clock.pass(60_001);
	expect(await tryOut('林老師', password)).toBe('in');
});

test('failures from everywhere shut out nobody who made none', () => {
	const tries = createTries(() => 0, { each: 10, together: 300, windowMilliseconds: 60_000 });
	for (let count = 0; count < 300; count++) tries.begin(`10.1.0.${count % 60}`);
	expect(tries.isOver('10.1.0.1')).toBe(true);
	expect(() => tries.begin('10.1.0.1')).toThrow();
	tries.begin(address)();
	expect(tries.isOver(address)).toBe(false);
});

test('whoever floods the queue for passwords waits behind himself, others take turns with him', async () => {
	const order: string[] = [];
	const look = async (asker: string) => {
		await hashPassword('tea-and-rain-9', asker);
		order.push(asker);
	};
	const flood = Array.from({ length: 10 }, () => look('flood'));
	await Promise.all([look('lecturer'), ...flood]);
	expect(order.indexOf('lecturer')).toBeLessThan(6);
});

test('thirty wrong passwords at once are no more tries than thirty in a row', async () => {
	const { services, people, clock } = startHost();
	await people.addLecturer(name, password);
	const tries = (from: string) =>
		Array.from({ length: 30 }, (_, index) =>
			services.people.signIn({ name, password: `不是這個密碼${index}`, address: from }),
		);
	const codesOf = async (asked: Promise<unknown>[]) => {
		const codes = (await Promise.allSettled(asked)).map((answer) =>
			answer.status === 'rejected' ? String(answer.reason.code) : 'in',
		);
		return codes.filter((code) => code === 'WRONG_PASSWORD').length;
	};
	expect(await codesOf(tries(address))).toBe(10);
	clock.pass(60_001);
	await services.people.signIn({ name, password, address });
});

test('signing in rightly, as often as one likes, is no failed try', async () => {
	const { services, people } = startHost();
	await people.addLecturer(name, password);
	for (let count = 0; count < 12; count++) {
		await services.people.signIn({ name, password, address });
	}
});

test('whoever comes while too many passwords are being looked at is asked to come again', async () => {
	const burst = await Promise.allSettled(
		Array.from({ length: 60 }, () => hashPassword('tea-and-rain-9')),
	);
	const refused = burst.filter((answer) => answer.status === 'rejected');
	expect(refused).toHaveLength(18);
	for (const { reason } of refused) expect(reason).toMatchObject({ code: 'TOO_MANY_TRIES' });
});

test('a session ends after twelve idle hours, after a week, and when signing out', async () => {
	const host = startHost();
	const { lecturer } = await seatClass(host, { teams: { red: [] } });
	const isIn = async (session: string) =>
		(await host.services.people.visitor({ session })).lecturer !== null;
	const hours = (count: number) => host.clock.pass(count * 3_600_000);
	hours(11);
	expect(await isIn(lecturer.sessionToken)).toBe(true);
	hours(11);
	expect(await isIn(lecturer.sessionToken)).toBe(true);
	hours(13);
	expect(await isIn(lecturer.sessionToken)).toBe(false);

	const { sessionToken } = await host.services.people.signIn({ name, password, address });
	for (let count = 0; count < 16; count++) {
		hours(10);
		await isIn(sessionToken);
	}
	expect(await isIn(sessionToken)).toBe(true);
	hours(10);
	expect(await isIn(sessionToken)).toBe(false);

	const last = await host.services.people.signIn({ name, password, address });
	await host.services.people.signOut(last.sessionToken);
	expect(await isIn(last.sessionToken)).toBe(false);
});

test('no token and no password stands in the database', async () => {
	const host = startHost();
	const { lecturer, teams } = await seatClass(host, { teams: { red: ['王小明'] } });
	const rows = [
		...(await host.store.db.selectFrom('session').selectAll().execute()),
		...(await host.store.db.selectFrom('seat').selectAll().execute()),
		...(await host.store.db.selectFrom('account').selectAll().execute()),
		...(await host.store.db.selectFrom('idempotency').selectAll().execute()),
	];
	const text = JSON.stringify(rows);
	for (const secret of [lecturer.sessionToken, teams.red.members[0]?.seatToken ?? '', password]) {
		expect(text).not.toContain(secret);
	}
});

test('a stored password says how it was made and tells right from wrong', async () => {
	const stored = await hashPassword('tea-and-rain-9');
	expect(stored).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
	expect(await isPassword('tea-and-rain-9', stored)).toBe(true);
	expect(await isPassword('tea-and-rain-8', stored)).toBe(false);
	expect(await isPassword('anything', 'no such format')).toBe(false);
});

test.each([
	'12345678',
	'password',
	'PASSWORD1',
	'aaaaaaaaaa',
	'abcabcabcabc',
	'87654321',
	'abcdefghij',
])('%s is too common a password', (bad) => {
	expect(() => requireGoodPassword(bad)).toThrow(
		expect.objectContaining({ code: 'PASSWORD_TOO_COMMON' }),
	);
});
