import { afterEach, expect, test } from 'vitest';
import type { ClassFile } from '#server/class-file.ts';
import { designHash } from '#server/freeze.ts';
import { textFields } from '#workflow/design.ts';
import { endPlayed, playedClass } from '../support/played.ts';

afterEach(endPlayed);

async function fileOf({ host, classId }: Awaited<ReturnType<typeof playedClass>>) {
	const { name, text } = await host.services.papers.classFile(classId);
	return { name, text, file: JSON.parse(text) as ClassFile };
}

test('a class is one file: its phases, people, drafts, versions, reviews and log', async () => {
	const played = await playedClass();
	const { ming, mei, hua, teams } = played;
	const { name, file } = await fileOf(played);
	expect(name).toBe('星期三的課.json');
	expect(file).toMatchObject({
		format: 'loyalty-lab.class',
		version: 1,
		class: { title: '星期三的課', caseId: 'river-books', lecturer: '陳老師', phase: 'design' },
	});
	expect(file.phases.map(({ phase }) => phase)).toEqual(['lobby', 'brief', 'design']);
	expect(file.members.map((member) => member.name)).toEqual([
		'王小明',
		'=林小美',
		'張大華',
		'黃小春',
	]);
	const [red, blue, green] = file.teams;
	expect(red).toMatchObject({ id: teams.red.id, number: 1, status: 'revising' });
	expect(red?.draft?.design.text.planName).toBe('半山書香計畫');
	expect(blue?.draft).toMatchObject({ editedBy: hua.memberId });
	expect(green?.draft).toBeNull();
	expect(red?.draft?.written.filter(({ field }) => field === 'planName')).toEqual([
		{ field: 'planName', memberId: ming.memberId, characters: 4 },
		{ field: 'planName', memberId: mei.memberId, characters: 2 },
	]);
	const [version] = file.submissions;
	expect(version).toMatchObject({
		teamId: teams.red.id,
		number: 1,
		submittedBy: ming.memberId,
		members: [ming.memberId, mei.memberId].sort(),
		review: { status: 'returned', summary: '方向對了\n再想一想' },
		answers: [
			{ commentId: 'c1', kind: 'rebutted', reason: '已經寫在預算裡', memberId: ming.memberId },
		],
	});
	expect(version?.hash).toBe(
		designHash(JSON.stringify(version?.design), JSON.stringify(version?.state)),
	);
	expect(file.events.map(({ seq }) => seq)).toEqual(file.events.map((_, index) => index + 1));
	expect(file.events.map(({ type }) => type)).toContain('review.returned');
});

test('words beyond what may be handed in are in the file, to the last one', async () => {
	const played = await playedClass();
	const { most } = textFields.diagnosisTrust;
	const words = `${'前'.repeat(most)}尾巴`;
	played.blue.type('diagnosisTrust', words);
	await played.blue.saved();
	const { file } = await fileOf(played);
	const draft = file.teams[1]?.draft;
	expect(draft?.design.text.diagnosisTrust).toBe(words);
	expect(draft?.written).toContainEqual({
		field: 'diagnosisTrust',
		memberId: played.hua.memberId,
		characters: words.length,
	});
});

test('who wrote what is told in the order of reading, also of who has gone to another team', async () => {
	const { host, classId, ming, mei, teams } = await playedClass();
	const written = () => host.services.papers.whoWrote(classId, teams.red.id);
	const planName = async () => (await written()).find(({ field }) => field === 'planName');
	const before = await planName();
	expect(before?.stretches.map(({ text }) => text).join('')).toBe('半山書香計畫');
	expect(before?.stretches.map(({ memberId, name }) => ({ memberId, name }))).toEqual([
		{ memberId: ming.memberId, name: '王小明' },
		{ memberId: mei.memberId, name: '=林小美' },
	]);
	await host.services.teams.place(classId, mei.memberId, teams.green.id);
	expect(await planName()).toEqual(before);
	const elsewhere = host.services.papers.whoWrote(classId, 'no-such-team');
	await expect(elsewhere).rejects.toMatchObject({ code: 'NO_SUCH_TEAM' });
});

test('nothing in the file opens anything: no code, no token, no hash of one', async () => {
	const played = await playedClass();
	const { host, joinCode, ming, lecturer } = played;
	const { text } = await fileOf(played);
	const { db } = host.store;
	const secrets = [
		joinCode.replace('-', ''),
		ming.seatToken,
		lecturer.sessionToken,
		...(await db.selectFrom('seat').select('token_hash').execute()).map((row) => row.token_hash),
		...(await db.selectFrom('session').select('token_hash').execute()).map((row) => row.token_hash),
		...(await db.selectFrom('account').select('password').execute()).map((row) => row.password),
	];
	for (const secret of secrets) expect(text).not.toContain(secret);
});

test('what was typed just now is in it, and who was removed stays named', async () => {
	const played = await playedClass();
	const { host, classId, waiting, blue } = played;
	await host.services.teams.remove(classId, [waiting[0]?.memberId ?? '']);
	blue.type('risks', '，剛剛才想到');
	await blue.saved();
	const { file } = await fileOf(played);
	expect(file.members.find((member) => member.name === '黃小春')?.removedAt).not.toBeNull();
	expect(file.teams[1]?.draft?.design.text.risks).toBe('藍隊才知道的風險，剛剛才想到');
});

test('a class that does not exist has no file', async () => {
	const { host } = await playedClass();
	await expect(host.services.papers.classFile('nothing')).rejects.toMatchObject({
		code: 'NOT_FOUND',
	});
});
