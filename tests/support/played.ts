import type { Server } from 'node:http';
import type { Store } from '#server/store/store.ts';
import { openUpTo, seatClass, startHost, words, type Student, type TestHost } from './class.ts';
import { Device, fillDesign, listen } from './socket.ts';

const open: { host: TestHost; http: Server }[] = [];

/** Ends every class that was played; for afterEach. */
export async function endPlayed(): Promise<void> {
	for (const { host, http } of open.splice(0)) {
		await host.close();
		http.close();
	}
}

export const levels = (level: number) =>
	Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, level]));

/**
 * A class that has been through it: red has handed in, been returned and begun to revise; blue has
 * only written; green is empty and one student has no team.
 */
export async function playedClass(given: { store?: Store } = {}) {
	const host = startHost(given);
	const { port, http } = await listen(host);
	open.push({ host, http });
	const seated = await seatClass(host, {
		teams: { red: ['王小明', '=林小美'], blue: ['張大華'], green: [] },
		waiting: ['黃小春'],
	});
	const { classId, teams } = seated;
	const [ming, mei] = teams.red.members as [Student, Student];
	const [hua] = teams.blue.members as [Student];
	const { submissions, classes } = host.services;
	await openUpTo(host, classId, 'design');
	const deviceOf = async (student: Student) => {
		const device = new Device({ port, classId, cookie: `seat=${student.seatToken}` });
		await device.ready();
		return device;
	};
	const device = await deviceOf(ming);
	fillDesign(device.doc, '半山書香');
	await device.saved();
	const other = await deviceOf(mei);
	other.type('planName', '計畫');
	await other.saved();
	const blue = await deviceOf(hua);
	blue.type('risks', '藍隊才知道的風險');
	await blue.saved();
	await submissions.submit(ming.memberId);
	await submissions.openReview(classId, teams.red.id);
	await submissions.returnDesign(classId, teams.red.id, {
		number: 1,
		scores: levels(3),
		comments: [{ id: 'c1', field: 'risks', text: '退場條件再具體一點', patch: null }],
		summary: '方向對了\n再想一想',
	});
	const answer = { number: 1, commentId: 'c1', kind: 'rebutted', version: 0 } as const;
	await host.services.answers.answer(ming.memberId, { ...answer, reason: '已經寫在預算裡' });
	await submissions.beginRevision(ming.memberId);
	const end = async () => {
		const { class: seen } = await host.services.views.forLecturer(classId);
		await classes.close(classId, { version: seen.version });
	};
	return { host, port, ...seated, ming, mei, hua, device, other, blue, end };
}
