import { expect, test } from 'vitest';
import { seatClass, startHost, type Student } from '../support/class.ts';

async function threeTeams() {
	const host = startHost();
	const seated = await seatClass(host, {
		teams: { red: ['王小明'], blue: [], green: [] },
		waiting: ['林小美'],
	});
	const { classId, joinCode } = seated;
	const { teams: service, views } = host.services;
	const join = async (name: string, studentNumber?: string) => {
		const asked = { code: joinCode, name, address: '10.0.0.7', seatToken: null };
		await service.join({ ...asked, ...(studentNumber !== undefined && { studentNumber }) });
	};
	const crews = async () => {
		const { teams, waiting } = await views.forLecturer(classId);
		const names = (members: { name: string }[]) => members.map(({ name }) => name);
		return [...teams.map(({ members }) => names(members)), names(waiting)];
	};
	const planned = async () => (await views.forLecturer(classId)).planned;
	const place = (list: string | null) => service.placeByList(classId, list);
	return { host, ...seated, service, join, crews, planned, place };
}

test('a list moves who is there, and whoever comes later is put where it says', async () => {
	const { host, classId, place, crews, planned, join } = await threeTeams();
	await place('王小明,3\n林小美,2\nＡｍｙ Lin,1\n張大華,2');
	expect(await crews()).toEqual([[], ['林小美'], ['王小明'], []]);
	expect(await planned()).toEqual([
		{ who: 'Amy Lin', team: 1 },
		{ who: '張大華', team: 2 },
	]);
	await join('amy lin');
	await join('沒有寫到的人');
	expect(await crews()).toEqual([['amy lin'], ['林小美'], ['王小明'], ['沒有寫到的人']]);
	expect(await planned()).toEqual([{ who: '張大華', team: 2 }]);
	const { log } = await host.services.views.forLecturer(classId);
	expect(log.map(({ sentence }) => sentence)).toEqual(
		expect.arrayContaining(['照名單分組，2人排好，2人加入時進組', '把amy lin放到第1組']),
	);
});

test('with a student number in the list, either one is enough', async () => {
	const { host, classId, place, crews, planned, join } = await threeTeams();
	await host.services.classes.askStudentNumber(classId, true);
	await place('B101\t張大華\t2\nB102\t陳一心\t3');
	await join('大華', 'b101');
	await join('陳一心', 'B999');
	expect((await crews()).slice(1, 3)).toEqual([['大華'], ['陳一心']]);
	// A number is in capitals, however it was typed and listed.
	const numbers = async () => (await host.services.views.forLecturer(classId)).studentNumbers;
	expect(Object.values(await numbers()).toSorted()).toEqual(['B101', 'B999']);
	await place('b999,2\nb777\t李四\t1');
	expect(Object.values(await numbers()).toSorted()).toEqual(['B101', 'B999']);
	expect(await planned()).toEqual([{ who: 'B777 李四', team: 1 }]);
});

test('a name and a number that lead to two teams lead to none', async () => {
	const { host, classId, place, crews, planned, join } = await threeTeams();
	await host.services.classes.askStudentNumber(classId, true);
	await place('B101,2\n張大華,3');
	await join('張大華', 'B101');
	expect((await crews()).at(-1)).toContain('張大華');
	expect(await planned()).toHaveLength(2);
});

test('a new list takes the place of the plan, and null clears it', async () => {
	const { place, planned } = await threeTeams();
	await place('甲,1\n乙,2');
	await place('丙,3');
	expect(await planned()).toEqual([{ who: '丙', team: 3 }]);
	await place(null);
	expect(await planned()).toEqual([]);
});

test('a list that cannot be read changes nothing and says which line', async () => {
	const { place, crews, planned } = await threeTeams();
	await place('甲,1');
	const before = await crews();
	const bad = place('王小明,3\n林小美,7');
	await expect(bad).rejects.toMatchObject({
		code: 'LIST_UNREADABLE',
		message: '第2行寫第7組，這堂課只有3組。',
	});
	expect(await crews()).toEqual(before);
	expect(await planned()).toEqual([{ who: '甲', team: 1 }]);
});

test('a closed class is not placed any more', async () => {
	const { host, classId, place } = await threeTeams();
	const { class: seen } = await host.services.views.forLecturer(classId);
	await host.services.classes.close(classId, { version: seen.version });
	await expect(place('王小明,3')).rejects.toMatchObject({ code: 'CLASS_CLOSED' });
});

test('who is planned is shown to the lecturer only', async () => {
	const { host, place, teams } = await threeTeams();
	await place('還沒來的人,1');
	const [ming] = teams.red.members as [Student];
	const view = await host.services.views.forMember(ming.memberId);
	expect(JSON.stringify(view)).not.toContain('還沒來的人');
});
