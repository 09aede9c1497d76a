import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { designText } from '#workflow/design.ts';
import { loadDocument } from '#server/live/documents.ts';
import { openStore } from '#server/store/store.ts';
import { seatClass, type Student } from '../support/class.ts';
import { prepareData, temporaryFolder } from '../support/server.ts';
import { Device } from '../support/socket.ts';

const rounds = 5;
const folder = temporaryFolder();
let seated: { classId: string; teamId: string; students: Student[] };

beforeAll(async () => {
	seated = await prepareData(folder, async (host) => {
		const { classId, teams } = await seatClass(host, {
			teams: { red: ['王小明', '林小美', '張大華'] },
		});
		return { classId, teamId: teams.red.id, students: teams.red.members };
	});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startProcess() {
	const file = join(import.meta.dirname, '..', 'support', 'host-process.ts');
	const child = spawn(process.execPath, [file], {
		env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: folder },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = new Promise((resolve) => child.on('exit', resolve));
	const port = await new Promise<number>((resolve, reject) => {
		child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())));
		child.on('exit', (code) => reject(new Error(`host ended with ${code}`)));
	});
	return { port, kill: () => (child.kill('SIGKILL'), ended) };
}

/** What the disk holds, read by a process that has nothing in memory. */
async function onDisk(): Promise<string> {
	const store = await openStore(folder, new Date());
	const { doc, isWhole } = await loadDocument(store.db, seated.teamId);
	expect(isWhole).toBe(true);
	await store.close();
	return designText(doc, 'risks').toString();
}

test(`whatever was acknowledged or seen by a teammate survives ${rounds} kills while three people type`, async () => {
	const promised = new Set<string>();
	for (let round = 0; round < rounds; round++) {
		const { port, kill } = await startProcess();
		const devices = seated.students.map(
			({ seatToken }) => new Device({ port, classId: seated.classId, cookie: `seat=${seatToken}` }),
		);
		await Promise.all(devices.map((device) => device.ready()));
		const typed: string[][] = devices.map(() => []);
		const already = devices.map((device) => device.sent);
		// Typing goes on until enough is promised, and is cut off in the middle of more.
		const typing = setInterval(() => {
			for (const [index, device] of devices.entries()) {
				const word = `[${round}.${index}.${typed[index]?.length}]`;
				typed[index]?.push(word);
				device.type('risks', word);
			}
		}, 40);
		const least = 10 + round * 4;
		const [first] = devices as [Device];
		await first.until('enough acknowledged', () => first.acknowledged >= least);
		await kill();
		clearInterval(typing);
		for (const [index, device] of devices.entries()) {
			const count = device.acknowledged - (already[index] ?? 0);
			typed[index]?.slice(0, count).forEach((word) => promised.add(word));
			for (const [other, words] of typed.entries()) {
				if (other === index) continue;
				const text = device.read('risks');
				words.filter((word) => text.includes(word)).forEach((word) => promised.add(word));
			}
		}
		const text = await onDisk();
		expect([...promised].filter((word) => !text.includes(word))).toEqual([]);
		// Nothing twice either.
		expect([...promised].filter((word) => text.split(word).length > 2)).toEqual([]);
	}
	expect(promised.size).toBeGreaterThan(rounds * 10);
}, 120_000);
