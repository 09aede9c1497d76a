import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { seatClass, startHost, type Student } from '../support/class.ts';

async function asking() {
	const host = startHost();
	const seated = await seatClass(host, { teams: { red: ['王小明'], blue: [] } });
	const { classes, teams, views } = host.services;
	await classes.askStudentNumber(seated.classId, true);
	const join = (name: string, studentNumber?: string) =>
		teams.join({
			code: seated.joinCode,
			name,
			address: '10.0.0.7',
			seatToken: null,
			...(studentNumber !== undefined && { studentNumber }),
		});
	const memberOf = async ({ seatToken }: { seatToken: string }) => {
		const { seats } = await host.services.people.visitor({ seat: seatToken });
		return seats[0]?.memberId ?? '';
	};
	const [ming] = seated.teams.red.members as [Student];
	return { host, ...seated, ming, join, memberOf, classes, service: teams, views };
}

test('a class asks for no number unless its lecturer says so, when opening it or later', async () => {
	const host = startHost();
	const { classId, joinCode, lecturer } = await seatClass(host, { teams: { red: [] } });
	const { classes, teams, views } = host.services;
	const asks = async (code: string) =>
		(await teams.askBeforeJoining({ code, address: '10.0.0.7' })).asksStudentNumber;
	expect(await asks(joinCode)).toBe(false);
	await classes.askStudentNumber(classId, true);
	expect(await asks(joinCode)).toBe(true);
	const { class: seen, log } = await views.forLecturer(classId);
	expect(seen.asksStudentNumber).toBe(true);
	expect(log[0]?.sentence).toBe('加入時要填學號');
	await classes.askStudentNumber(classId, false);
	expect(await asks(joinCode)).toBe(false);
	const opened = await classes.open(lecturer.id, {
		title: '另一堂',
		caseId: 'river-books',
		teamCount: 1,
		asksStudentNumber: true,
	});
	expect((await views.forLecturer(opened.classId)).class.asksStudentNumber).toBe(true);
});

test('asking about a code that is none counts as a wrong code', async () => {
	const { service } = await asking();
	const wrong = () => service.askBeforeJoining({ code: 'ZZZ-ZZZZ', address: '10.0.0.9' });
	for (let count = 0; count < 300; count++)
		await expect(wrong()).rejects.toMatchObject({ code: 'NO_SUCH_CLASS' });
	await expect(wrong()).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
});

test('where a number is asked for, nobody joins without a readable one of his own', async () => {
	const { join, host, classId } = await asking();
	const before = (await host.services.views.forLecturer(classId)).waiting.length;
	const refused = async (number: string | undefined, code: string) =>
		expect(join('林小美', number)).rejects.toMatchObject({ code });
	await refused(undefined, 'STUDENT_NUMBER_NEEDED');
	await refused('  ', 'STUDENT_NUMBER_NEEDED');
	await refused('B10 901', 'STUDENT_NUMBER_UNREADABLE');
	await refused('=1+1', 'STUDENT_NUMBER_UNREADABLE');
	expect((await host.services.views.forLecturer(classId)).waiting).toHaveLength(before);
	await join('林小美', ' Ｂ１０９０１００１ ');
	await expect(join('張大華', 'b10901001')).rejects.toMatchObject({ code: 'STUDENT_NUMBER_TAKEN' });
});

test('a number that nobody asked for is not kept', async () => {
	const { host, joinCode } = await (async () => {
		const started = startHost();
		return { host: started, ...(await seatClass(started, { teams: { red: [] } })) };
	})();
	const asked = { code: joinCode, name: '林小美', address: '10.0.0.7', seatToken: null };
	await host.services.teams.join({ ...asked, studentNumber: 'B10901001' });
	const rows = await host.store.db.selectFrom('member').select('student_number').execute();
	expect(rows).toEqual([{ student_number: null }]);
});

test('whoever joined before gives his number later, and puts it right', async () => {
	const { ming, service, views, join, classes, classId } = await asking();
	await join('林小美', 'B10901002');
	const give = (number: string) => service.giveStudentNumber(ming.memberId, number);
	await expect(give('b10901002')).rejects.toMatchObject({ code: 'STUDENT_NUMBER_TAKEN' });
	await give('B1090100');
	await give('B10901001');
	await give('b10901001');
	expect((await views.forMember(ming.memberId)).me.studentNumber).toBe('B10901001');
	await classes.askStudentNumber(classId, false);
	await expect(give('B1')).rejects.toMatchObject({ code: 'STUDENT_NUMBER_UNASKED' });
	expect((await views.forMember(ming.memberId)).me.studentNumber).toBe('B10901001');
});

test('a number is shown to its owner and the lecturer and to nobody else', async () => {
	const { host, classId, ming, join, memberOf, views } = await asking();
	const mei = await memberOf(await join('林小美', 'B10901002'));
	expect((await views.forLecturer(classId)).studentNumbers).toEqual({ [mei]: 'B10901002' });
	expect(JSON.stringify(await views.forMember(mei))).toContain('B10901002');
	expect(JSON.stringify(await views.forMember(ming.memberId))).not.toContain('B10901002');
	const { papers } = host.services;
	expect((await papers.classFile(classId)).text).toContain('"studentNumber": "B10901002"');
	const { text } = await papers.grades(classId);
	const rows = Papa.parse<string[]>(text).data;
	expect(rows.find(([name]) => name === '林小美')?.[2]).toBe('B10901002');
});

test('the number of somebody who was removed is free again', async () => {
	const { classId, join, memberOf, service } = await asking();
	const mei = await memberOf(await join('林小美', 'B10901002'));
	await service.remove(classId, [mei]);
	await join('林小美', 'B10901002');
});

test('however a number is typed, phone, desk and both files show the one form', async () => {
	const { host, classId, join, memberOf, service, views } = await asking();
	const { papers } = host.services;
	const type = fc.constantFrom(
		(number: string) => number,
		(number: string) => number.toLowerCase(),
		(number: string) => ` ${number.toLowerCase().replace('b', 'ｂ')} `,
	);
	let joined = 0;
	await fc.assert(
		fc.asyncProperty(type, type, type, async (first, again, listed) => {
			const number = (of: number) => `B1090${1000 + joined * 3 + of}`;
			const name = `學生${joined}`;
			const memberId = await memberOf(await join(name, first(number(0))));
			const numbers = async () => [
				(await views.forMember(memberId)).me.studentNumber,
				(await views.forLecturer(classId)).studentNumbers[memberId],
				Papa.parse<string[]>((await papers.grades(classId)).text).data.find(
					([named]) => named === name,
				)?.[2],
				(
					JSON.parse((await papers.classFile(classId)).text) as {
						members: { id: string; studentNumber: string | null }[];
					}
				).members.find(({ id }) => id === memberId)?.studentNumber,
			];
			expect(new Set(await numbers())).toEqual(new Set([number(0)]));
			await service.giveStudentNumber(memberId, again(number(1)));
			await service.placeByList(
				classId,
				`${listed(number(1))}\t1\n${listed(number(2))}\t陳一心\t1`,
			);
			expect(new Set(await numbers())).toEqual(new Set([number(1)]));
			const { planned } = await views.forLecturer(classId);
			expect(planned).toEqual([{ who: `${number(2)} 陳一心`, team: 1 }]);
			joined += 1;
		}),
		{ numRuns: 8 },
	);
});

test('a number that an older class kept as it was typed is shown in capitals too', async () => {
	const { host, classId, join, memberOf, views, service } = await asking();
	const mei = await memberOf(await join('林小美', 'B10901002'));
	await host.store.db
		.updateTable('member')
		.set({ student_number: 'b10901002' })
		.where('id', '=', mei)
		.execute();
	expect((await views.forMember(mei)).me.studentNumber).toBe('B10901002');
	const { text } = await host.services.papers.grades(classId);
	expect(text).toContain('林小美,,B10901002,');
	await service.remove(classId, [mei]);
	expect((await host.services.papers.classFile(classId)).text).toContain('"B10901002"');
});
