import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#workflow/refusals.ts';
import { taiwanTime } from '#workflow/taiwan-time.ts';
import { nameKey } from './names.ts';
import { createPeople } from './people.ts';
import { readNewPassword } from './secret.ts';
import { createSessions } from './sessions.ts';
import { loadEnvironment, readSettings, StartProblem } from './settings.ts';
import { FolderInUse } from './store/lock.ts';
import { openStore } from './store/store.ts';

/**
 * Lecturers' accounts from the command line, for whoever runs the machine while the site does not:
 * list them, add one, give one another password. Passwords are asked for, never an argument.
 */

const usage = `請寫出要做什麼：
  npx node src/server/account.ts list            列出老師
  npx node src/server/account.ts add 名字        新增一位老師
  npx node src/server/account.ts password 名字   重設這位老師的密碼；他要重新登入`;

const day = (at: number): string => taiwanTime(at).slice(0, 10);

type AllPeople = ReturnType<typeof createPeople>;

async function list(people: AllPeople): Promise<string> {
	const lecturers = await people.lecturers();
	if (lecturers.length === 0) return '還沒有老師；啟動網站，用終端機印出的連結設定第一位。';
	return lecturers.map(({ name, createdAt }) => `${name}　${day(createdAt)}加入`).join('\n');
}

async function lecturerNamed(people: AllPeople, name: string) {
	const lecturers = await people.lecturers();
	const found = lecturers.find((lecturer) => nameKey(lecturer.name) === nameKey(name));
	if (found) return found;
	const names = lecturers.map((lecturer) => `「${lecturer.name}」`).join('、');
	throw new StartProblem(`沒有叫「${name}」的老師；有的是：${names || '還沒有任何一位'}。`);
}

async function resetPassword(
	people: AllPeople,
	name: string,
	newPassword: () => Promise<string>,
): Promise<string> {
	const lecturer = await lecturerNamed(people, name);
	const ended = await people.resetPassword(lecturer.id, await newPassword());
	const out = ended === 0 ? '' : `，${ended}個登入中的瀏覽器要重新登入`;
	return `「${lecturer.name}」的密碼已經重設${out}。`;
}

/** Does one command on a data folder; answers what to print. Throws StartProblem or Refusal. */
export async function manageAccounts(
	dataFolder: string,
	[verb = '', name = '', ...rest]: readonly string[],
	newPassword: () => Promise<string>,
): Promise<string> {
	const isNamed = name.trim() !== '' && rest.length === 0;
	const isKnown = verb === 'list' ? name === '' : ['add', 'password'].includes(verb) && isNamed;
	if (!isKnown) throw new StartProblem(usage);
	// A mistyped folder would otherwise be made, with a lecturer in it whom no site knows.
	if (!existsSync(join(dataFolder, 'lab.db'))) {
		throw new StartProblem(
			`「${dataFolder}」裡還沒有資料；請先啟動一次網站，或檢查 DATA_DIR 是不是同一個。`,
		);
	}
	const store = await openStore(dataFolder, new Date()).catch((error: unknown) => {
		if (!(error instanceof FolderInUse)) throw error;
		throw new StartProblem(
			'網站正在執行，帳號沒有更動；請先在它的視窗按 Ctrl+C 結束，再執行一次這個指令。',
		);
	});
	try {
		const given = { db: store.db, clock: Date.now };
		const sessions = createSessions(given);
		const people = createPeople({ ...given, sessions, signedOut: () => undefined });
		if (verb === 'list') return await list(people);
		if (verb === 'password') return await resetPassword(people, name, newPassword);
		await people.addLecturer(name, await newPassword());
		return `已經新增老師「${name.trim()}」。`;
	} finally {
		store.checkpoint();
		await store.close();
	}
}

if (import.meta.main) {
	try {
		loadEnvironment(join(import.meta.dirname, '..', '..'));
		const { dataFolder } = readSettings(process.env);
		const newPassword = () => readNewPassword(process.stdin, (text) => process.stderr.write(text));
		console.log(await manageAccounts(dataFolder, process.argv.slice(2), newPassword));
	} catch (error) {
		if (!(error instanceof StartProblem || error instanceof Refusal)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
