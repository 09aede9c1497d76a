import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manageAccounts } from '#server/account.ts';
import { readNewPassword, type SecretInput } from '#server/secret.ts';
import { openStore } from '#server/store/store.ts';
import { lecturerPassword, seatClass, startHost } from '../support/class.ts';
import { prepareData, temporaryFolder } from '../support/server.ts';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newPassword = '梅雨季的傘有三把';
const asked = () => Promise.resolve(newPassword);
const script = join(import.meta.dirname, '..', '..', 'src', 'server', 'account.ts');

/** Runs the command as somebody at the machine would, with a password piped in. */
function run(args: string[], piped = '') {
	const child = spawn(process.execPath, [script, ...args], {
		env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: folder },
	});
	let out = '';
	let told = '';
	child.stdout.on('data', (text: Buffer) => (out += text.toString()));
	child.stderr.on('data', (text: Buffer) => (told += text.toString()));
	child.stdin.end(piped);
	return new Promise<{ code: number | null; out: string; told: string }>((resolve) =>
		child.on('close', (code) => resolve({ code, out: out.trim(), told: told.trim() })),
	);
}

const withLecturer = () => prepareData(folder, (host) => seatClass(host, { teams: { red: [] } }));

/** Signs in on the folder's data as the site would. */
async function signIn(name: string, password: string) {
	const host = startHost({ store: await openStore(folder, new Date()) });
	try {
		return await host.services.people.signIn({ name, password, address: '127.0.0.1' });
	} finally {
		await host.close();
	}
}

test('a password is reset from the command line: the old one and every session end', async () => {
	const { lecturer } = await withLecturer();
	const answer = await run(['password', '陳老師'], `${newPassword}\n`);
	expect(answer).toEqual({
		code: 0,
		out: '「陳老師」的密碼已經重設，1個登入中的瀏覽器要重新登入。',
		told: '',
	});
	await signIn('陳老師', newPassword);
	await expect(signIn('陳老師', lecturerPassword)).rejects.toMatchObject({
		code: 'WRONG_PASSWORD',
	});
	const host = startHost({ store: await openStore(folder, new Date()) });
	const visitor = await host.services.people.visitor({ session: lecturer.sessionToken });
	expect(visitor.lecturer).toBeNull();
	await host.close();
});

test('a second lecturer is added and both are listed', async () => {
	await withLecturer();
	expect(await manageAccounts(folder, ['add', '吳老師'], asked)).toBe('已經新增老師「吳老師」。');
	const listed = await manageAccounts(folder, ['list'], asked);
	expect(
		listed
			.split('\n')
			.map((line) => line.split('　')[0])
			.sort(),
	).toEqual(['吳老師', '陳老師'].sort());
	await signIn('吳老師', newPassword);
	await expect(manageAccounts(folder, ['add', ' 吳 老師'], asked)).rejects.toMatchObject({
		code: 'LECTURER_EXISTS',
	});
});

test.each([
	{ args: [], says: '請寫出要做什麼' },
	{ args: ['delete', '陳老師'], says: '請寫出要做什麼' },
	{ args: ['password'], says: '請寫出要做什麼' },
	{ args: ['password', '陳老師', 'secret'], says: '請寫出要做什麼' },
	{ args: ['password', '沒有這個人'], says: '沒有叫「沒有這個人」的老師；有的是：「陳老師」。' },
	{ args: ['password', '陳老師'], piped: '太短\n', says: '密碼至少要 8 個字' },
	{ args: ['add', '林老師'], piped: 'password123\n', says: '這個密碼太常見' },
	{ args: ['add', ' '], piped: newPassword, says: '請寫出要做什麼' },
])('$args with "$piped" says what is wrong and changes nothing', async ({ args, piped, says }) => {
	await withLecturer();
	const answer = await run(args, piped);
	expect(answer).toMatchObject({ code: 1, out: '' });
	expect(answer.told).toContain(says);
	await signIn('陳老師', lecturerPassword);
	expect(await manageAccounts(folder, ['list'], asked)).toMatch(/^陳老師　[^\n]+$/);
});

test('while the site runs it says so in one sentence', async () => {
	await withLecturer();
	const store = await openStore(folder, new Date());
	const answer = await run(['password', '陳老師'], newPassword);
	await store.close();
	expect(answer).toMatchObject({ code: 1, out: '' });
	expect(answer.told).toMatch(/^網站正在執行，帳號沒有更動；請先在它的視窗按 Ctrl\+C 結束[^\n]+$/);
	await signIn('陳老師', lecturerPassword);
});

test('a folder without data is named, not made', async () => {
	const answer = await run(['list']);
	expect(answer.code).toBe(1);
	expect(answer.told).toContain(`「${folder}」裡還沒有資料`);
});

/** A terminal that somebody types on: what comes in, and whether it is shown. */
function terminal() {
	const keys = new PassThrough();
	const setRawMode = vi.fn();
	const input = Object.assign(keys, { isTTY: true, setRawMode }) as unknown as SecretInput;
	let shown = '';
	const read = readNewPassword(input, (text) => (shown += text));
	return { keys, setRawMode, read, shown: () => shown };
}

test('on a terminal a password is typed twice, corrected, and never shown', async () => {
	const { keys, setRawMode, read, shown } = terminal();
	for (const key of ['梅', 'x', '\u007f', '\u001b[D', '雨季的', '傘\r']) keys.write(key);
	await vi.waitFor(() => expect(shown()).toContain('再打一次'));
	keys.write('梅雨季的傘\r');
	expect(await read).toBe('梅雨季的傘');
	expect(shown()).toBe('新密碼（不會顯示）：\n再打一次：\n');
	expect(setRawMode).toHaveBeenLastCalledWith(false);
});

test('two that differ, and Ctrl+C, change nothing and leave the terminal as it was', async () => {
	const differing = terminal();
	differing.keys.write('梅雨季的傘\r');
	await vi.waitFor(() => expect(differing.shown()).toContain('再打一次'));
	differing.keys.write('梅雨季的鞋\r');
	await expect(differing.read).rejects.toThrow('兩次打的密碼不一樣');
	const stopped = terminal();
	stopped.keys.write('梅\u0003');
	await expect(stopped.read).rejects.toThrow('已經取消');
	expect(stopped.setRawMode).toHaveBeenLastCalledWith(false);
});
