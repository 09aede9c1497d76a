import type { Server } from 'node:http';
import { seatClass, startHost, type Student, type TestHost } from './class.ts';
import { Device, listen } from './socket.ts';

const open: { host: TestHost; http: Server }[] = [];

/** Ends what the tests of a file have started; give it to `afterEach`. */
export async function closeHosts(): Promise<void> {
	for (const { host, http } of open.splice(0)) {
		await host.close();
		http.close();
	}
}

/** A class with a red and a blue team and one who waits, and devices to open for each of them. */
export async function redAndBlue(given: Parameters<typeof startHost>[0] = {}) {
	const host = startHost(given);
	const { port, http } = await listen(host);
	open.push({ host, http });
	const seated = await seatClass(host, {
		teams: { red: ['王小明', '林小美'], blue: ['張大華'] },
		waiting: ['黃小春'],
	});
	const [ming, mei] = seated.teams.red.members as [Student, Student];
	const [hua] = seated.teams.blue.members as [Student];
	const [chun] = seated.waiting as [Student];
	const seatOf = (student: Student, query = '') =>
		new Device({ port, classId: seated.classId, cookie: `seat=${student.seatToken}`, query });
	const desk = (query = '') =>
		new Device({
			port,
			classId: seated.classId,
			cookie: `ll=${seated.lecturer.sessionToken}`,
			query,
		});
	return { host, port, seated, ming, mei, hua, chun, seatOf, desk };
}
