import { deepEqual, equal } from 'node:assert/strict';
import { textFields } from '#workflow/design.ts';
import * as rooms from '../../support/rooms.ts';
import { Device, fillDesign } from '../../support/socket.ts';
import { wordOf } from '../../support/crowd.ts';
import { readHour } from './disk.ts';
import { field, mostBrowsers, names, seatedAtLast, teamCount, type Hour } from './hour.ts';

const deadMilliseconds = 60_000;

export interface Step {
	name: string;
	/** The same for who reads it on the screen, in zh-TW. */
	words: string;
	walk(hour: Hour): Promise<void>;
}

async function comeIn(hour: Hour): Promise<void> {
	const { desk } = hour;
	await hour.gather();
	hour.wall = await desk.context().newPage();
	await hour.wall.setViewportSize({ width: 1920, height: 1080 });
	await hour.wall.goto(`${(await hour.site).origin}/wall/${hour.classId}`);
	equal(new Set(hour.teamIds).size, teamCount);
	await desk.getByText(`${mostBrowsers}／${mostBrowsers}人線上`).waitFor();
	hour.tell('三十人都在線上');
	await rooms.openPhase(desk, '說明');
	await rooms.openPhase(desk, '設計');
	for (const name of names) await hour.ready(name);
	await hour.wall.getByText('設計').first().waitFor();
	hour.tell('設計開放了');
}

/** One phone's network goes dead, and it is reloaded while nothing gets through. */
async function cutOff(hour: Hour): Promise<void> {
	const lin = hour.phone('林子晴');
	hour.wire.cut();
	// Typing is what asks for an answer; the socket itself still looks open.
	await hour.write('林子晴');
	const silentAt = Date.now();
	await lin.getByText(/^離線/).first().waitFor();
	const seconds = ((Date.now() - silentAt) / 1000).toFixed(1);
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	hour.tell(`林子晴的網路斷了，她的裝置在 ${seconds} 秒後知道`);
	await hour.write('周予安');
	// Whatever the browser shows, the words are on the device.
	const address = `${hour.wire.origin}/class/${hour.classId}`;
	await lin.goto(address, { timeout: 5_000 }).catch(() => undefined);
}

async function mendWire(hour: Hour, cutAt: number): Promise<void> {
	await hour.until(
		'a minute without a network',
		() => Date.now() - cutAt > deadMilliseconds,
		deadMilliseconds + 5_000,
	);
	hour.wire.mend();
	const address = `${hour.wire.origin}/class/${hour.classId}`;
	let tries = 0;
	await hour.until('the page comes through the wire again', () => {
		tries += 1;
		// The browser itself loads what broke off once more, and that may get in the way of this.
		const loading = hour.phone('林子晴').goto(address, { timeout: hour.patience / 6 });
		return loading.then(
			() => true,
			() => false,
		);
	});
	await hour.ready('林子晴');
	hour.tell(`林子晴回來了，載入 ${tries} 次`);
}

/** A refresh, the desk's reload, and somebody moved to another team. */
async function reloadAndMove(hour: Hour): Promise<void> {
	const { desk } = hour;
	await hour.phone('陳柏宇').reload();
	await hour.ready('陳柏宇');
	await hour.write('陳柏宇');
	await desk.reload();
	const move = desk.getByLabel('把吳承翰排到');
	await rooms.teamLink(desk, 2).click();
	await move.selectOption({ label: '第1組（3人）' });
	const wu = hour.phone('吳承翰');
	// With nothing unsent his page goes along by itself.
	const followed = wu.waitForEvent('load');
	await desk.getByRole('button', { name: /^換到第1組.*吳承翰/ }).click();
	await followed;
	await hour.ready('吳承翰');
	await hour.write('吳承翰');
	hour.tell('陳柏宇和講台重新整理了，吳承翰換了組');
}

async function goThroughIt(hour: Hour): Promise<void> {
	for (const name of names) await hour.write(name);
	for (const name of names) await hour.ready(name);
	await hour.phone('林子晴').getByText(wordOf('許雅筑', 1)).waitFor();
	const cutAt = Date.now();
	await cutOff(hour);
	await reloadAndMove(hour);
	for (const name of ['許雅筑', '何佳穎'] as const) {
		await hour.killAndWipe(name);
		hour.tell(`伺服器 kill -9 後又起來了，${name}清空的裝置也回來了`);
		await hour.write(name);
	}
	await hour.desk
		.getByText(/\d+／30人線上/)
		.first()
		.waitFor();
	await mendWire(hour, cutAt);
	await hour.write('林子晴', 1);
	for (const name of names) await hour.ready(name);
	await hour.crowd?.settle();
	hour.tell('大家停筆，全都存好了');
}

/** On every team: each screen shows what the first one shows, and so does the desk. */
async function agree(hour: Hour): Promise<void> {
	const screens = [
		...seatedAtLast.flatMap((members, index) =>
			members.map((name) => ({
				team: index + 1,
				shown: () => rooms.wordsIn(hour.phone(name), field.label),
			})),
		),
		...(hour.crowd?.screens() ?? []),
	];
	equal(screens.length, mostBrowsers);
	const { origin } = await hour.site;
	const onDesk = await hour.desk.context().newPage();
	for (const [index, teamId] of hour.teamIds.entries()) {
		const [first, ...others] = screens.filter(({ team }) => team === index + 1);
		if (!first) throw new Error(`team ${index + 1} has no screen`);
		for (const { shown } of others) {
			await hour.until(
				`screens of team ${index + 1} agree`,
				async () => (await shown()) === (await first.shown()),
			);
		}
		await onDesk.goto(`${origin}/desk/${hour.classId}/${teamId}`);
		// Beyond the longest that a field may be, the desk shows no more.
		const text = (await first.shown()).slice(0, textFields[field.key].most);
		await hour.until(`the desk shows what team ${index + 1} does`, async () =>
			(await onDesk.locator('main').innerText()).replace(/\s/g, '').includes(text),
		);
	}
	await onDesk.close();
}

async function handIn(hour: Hour): Promise<void> {
	const { desk, wall } = hour;
	const zhou = hour.phone('周予安');
	const seat = (await zhou.context().cookies()).find(({ name }) => name === 'seat');
	const { port } = await hour.site;
	const tablet = new Device({ port, classId: hour.classId, cookie: `seat=${seat?.value}` });
	await tablet.ready();
	fillDesign(tablet.doc, '三十人的設計');
	await tablet.saved();
	await tablet.end();
	await hour.ready('周予安');
	await zhou.getByRole('button', { name: '繳交', exact: true }).press('Enter');
	await zhou.getByRole('dialog').getByRole('button', { name: '繳交', exact: true }).click();
	for (const name of ['林子晴', '許雅筑', '吳承翰'] as const)
		await hour.phone(name).getByText('已繳交').first().waitFor();
	await rooms.review(desk, 1, 4);
	await desk.getByRole('button', { name: /^定稿/ }).click();
	await desk.getByRole('dialog').getByRole('button', { name: '定稿', exact: true }).click();
	await hour.phone('林子晴').getByText('已定稿').first().waitFor();
	await wall.reload();
	await wall.getByText(/1組已定稿/).waitFor();
}

/** Every character that was acknowledged stands on the disk once, under its author's name. */
async function readBack(hour: Hour): Promise<void> {
	const crowd = hour.crowd?.written() ?? [];
	for (const { name, words } of crowd) equal(words.length >= 10, true, `${name} hardly wrote`);
	const teams = await readHour(hour);
	for (const { isWhole } of teams) equal(isWhole, true);
	for (let team = seatedAtLast.length + 1; team <= teamCount; team += 1) {
		const written = crowd.filter((one) => one.team === team);
		deepEqual(
			[...(teams[team - 1]?.texts ?? [])].sort(),
			written.map(({ name, words }) => [name, words.join('')]).sort(),
			`team ${team} wrote what the disk holds`,
		);
	}
	const [red, blue] = teams.map(({ texts }) => texts);
	if (!red || !blue) throw new Error('two teams are missing');
	// Phones that kept their storage lose nothing, whatever they went through.
	for (const name of ['林子晴', '周予安'] as const) equal(red.get(name), hour.wordsOf(name));
	equal(blue.get('陳柏宇'), hour.wordsOf('陳柏宇'));
	equal(blue.get('吳承翰'), hour.wordsOf('吳承翰', 0, 2));
	equal(red.get('吳承翰'), hour.wordsOf('吳承翰', 2));
	// A wiped one loses at most what had not been acknowledged when its server died.
	for (const [name, team] of [['許雅筑', red] as const, ['何佳穎', blue] as const]) {
		const own = team.get(name) ?? '';
		const [before, cut] = [hour.wordsOf(name, 0, 2), hour.wordsOf(name, 2, 5)];
		const after = hour.wordsOf(name, 5);
		equal(own.startsWith(before), true);
		equal(own.endsWith(after), true);
		const kept = own.slice(before.length, own.length - after.length);
		equal(cut.startsWith(kept), true, `${kept} of ${cut}`);
		const promised = hour.acknowledged.get(name) ?? '?';
		equal(kept.startsWith(promised), true, `${kept} has ${promised}`);
	}
	deepEqual([...red.keys(), ...blue.keys()].sort(), [...names, '吳承翰'].sort());
}

/** The hour from opening to approval, and what is left of it on the disk; each step needs those before it. */
export const steps: readonly Step[] = [
	{
		name: 'thirty come in; wall and desk count them',
		words: '三十人進來，投影和講台都數到',
		walk: comeIn,
	},
	{
		name: 'a minute without a network, two killed servers, a wiped phone each time, a move and reloads',
		words: '斷網一分鐘、兩次 kill -9 各清空一台裝置、換組、重新整理',
		walk: goThroughIt,
	},
	{ name: 'all screens of a team agree', words: '每一組的螢幕和講台都一樣', walk: agree },
	{
		name: 'the team hands in, is reviewed and approved, and the wall knows',
		words: '繳交、審閱、定稿，投影看得到',
		walk: handIn,
	},
	{
		name: 'every character that was acknowledged stands on the disk once, under its author’s name',
		words: '說了已儲存的每一個字都在磁碟上一次，記在寫的人名下',
		walk: readBack,
	},
];
