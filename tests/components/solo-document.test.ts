import { afterEach, expect, test } from 'vitest';
import { deviceStore, type DeviceStore } from '../../src/live/local-copy.ts';
import { deviceLightWords } from '../../src/live/save-light.ts';
import { readSoloDesign, soloName } from '../../src/live/solo-copy.ts';
import { SoloDocument } from '../../src/team/solo/solo-document.svelte.ts';
import {
	designValues,
	materialise,
	missingFields,
	requiredFields,
} from '../../src/workflow/design.ts';
import { fakeStore } from './fake-server.ts';

const cleanups: (() => void)[] = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0)) cleanup();
	await Promise.all([deviceStore.remove(soloName('tea')), deviceStore.remove(soloName('inn'))]);
});

/** A tab that has the design of a company open. */
function openTab(caseId = 'tea', store: DeviceStore = deviceStore) {
	const solo = new SoloDocument(caseId, store);
	const leave = solo.start();
	cleanups.push(leave);
	return {
		solo,
		leave,
		says: () => deviceLightWords(solo.light),
		write(words: string) {
			const text = solo.doc.getText('text:risks');
			text.insert(text.length, words);
		},
		text: () => solo.doc.getText('text:risks').toString(),
	};
}

async function openReadyTab(caseId = 'tea', store: DeviceStore = deviceStore) {
	const tab = openTab(caseId, store);
	await expect.poll(() => tab.solo.ready).toBe(true);
	return tab;
}

/** A store whose writes end when the test says so. */
function slowStore() {
	const store = fakeStore();
	const ends: PromiseWithResolvers<void>[] = [];
	const slow: DeviceStore = {
		...store,
		async open(name) {
			const copy = await store.open(name);
			return {
				...copy,
				async keep(update) {
					const end = Promise.withResolvers<void>();
					ends.push(end);
					await end.promise;
					await copy.keep(update);
				},
			};
		},
	};
	return { store, slow, ends };
}

test('it is kept before the light says so', async () => {
	const { store, slow, ends } = slowStore();
	const tab = await openReadyTab('tea', slow);
	expect(tab.says()).toBe('已保存在這台裝置');
	expect(tab.solo.wouldLose).toBe(false);
	tab.write('第一句');
	tab.write('，第二句');
	expect(tab.says()).toBe('寫入中');
	expect(tab.solo.wouldLose).toBe(true);
	ends[0]?.resolve();
	await expect.poll(async () => (await store.open(soloName('tea'))).updates.length).toBe(1);
	expect(tab.says()).toBe('寫入中');
	ends[1]?.resolve();
	await expect.poll(tab.says).toBe('已保存在這台裝置');
	expect((await readSoloDesign('tea', store)).text.risks).toBe('第一句，第二句');
	expect(tab.solo.wouldLose).toBe(false);
});

test('what was written is there when the page is opened again, for its own company only', async () => {
	const before = await openReadyTab();
	before.write('點數照發到年底。');
	designValues(before.solo.doc).set('threshold', 60);
	await expect.poll(before.says).toBe('已保存在這台裝置');
	before.leave();
	const after = await openReadyTab();
	expect(after.text()).toBe('點數照發到年底。');
	expect(materialise(after.solo.doc).numbers.threshold).toBe(60);
	expect((await openReadyTab('inn')).text()).toBe('');
});

test('a device that opens nothing is told of at once, and the words stay on the page', async () => {
	const tab = await openReadyTab('tea', fakeStore({ broken: true }));
	expect(tab.says()).toBe('未儲存：這台裝置存不了，請下載');
	tab.write('只在這一頁');
	expect(tab.says()).toBe('未儲存：這台裝置存不了，請下載');
	expect(tab.text()).toBe('只在這一頁');
	expect(tab.solo.wouldLose).toBe(true);
});

test('a write that fails is told; the next one brings everything to the disk', async () => {
	const { store, slow, ends } = slowStore();
	const tab = await openReadyTab('tea', slow);
	tab.write('一');
	tab.write('二');
	ends[0]?.reject(new DOMException('full', 'QuotaExceededError'));
	await expect.poll(tab.says).toContain('存不了');
	// The second piece alone is on the disk, and worth nothing without the first.
	ends[1]?.resolve();
	await expect.poll(async () => (await store.open(soloName('tea'))).updates.length).toBe(1);
	expect(tab.says()).toContain('存不了');
	tab.write('三');
	ends[2]?.resolve();
	await expect.poll(tab.says).toBe('已保存在這台裝置');
	expect((await readSoloDesign('tea', store)).text.risks).toBe('一二三');
});

test('two tabs merge what they write, and each keeps all of it', async () => {
	const [stores, one] = [fakeStore(), await openReadyTab('tea', fakeStore())];
	one.write('甲先寫');
	// The other tab keeps its copy elsewhere, so that only the tabs themselves can have merged.
	const other = await openReadyTab('tea', stores);
	await expect.poll(other.text).toBe('甲先寫');
	one.solo.doc.getText('text:risks').insert(0, '頭，');
	other.write('，尾');
	await expect.poll(one.text).toBe('頭，甲先寫，尾');
	await expect.poll(other.text).toBe('頭，甲先寫，尾');
	await expect.poll(other.says).toBe('已保存在這台裝置');
	expect((await readSoloDesign('tea', stores)).text.risks).toBe('頭，甲先寫，尾');
	const stranger = await openReadyTab('inn', fakeStore());
	stranger.write('別家');
	expect(one.text()).not.toContain('別家');
});

test('cleared away it is empty in every tab, and comes back with one step', async () => {
	const [tab, other] = [await openReadyTab(), await openReadyTab()];
	tab.write('寫了很久');
	designValues(tab.solo.doc).set('threshold', 60);
	designValues(tab.solo.doc).set('strategy:review', true);
	await expect.poll(other.text).toBe('寫了很久');
	expect(tab.solo.canRestore).toBe(false);
	tab.solo.clear();
	expect(missingFields(materialise(tab.solo.doc))).toEqual(requiredFields);
	await expect.poll(other.text).toBe('');
	expect(tab.solo.canRestore).toBe(true);
	tab.solo.restore();
	expect(materialise(tab.solo.doc).numbers.threshold).toBe(60);
	expect(materialise(tab.solo.doc).chosenStrategies).toEqual(['review']);
	await expect.poll(other.text).toBe('寫了很久');
	expect(tab.solo.canRestore).toBe(false);
	await expect.poll(tab.says).toBe('已保存在這台裝置');
	expect((await readSoloDesign('tea')).text.risks).toBe('寫了很久');
});

test('a copy that another tab takes away is told of, and leaving would lose the words', async () => {
	const tab = await openReadyTab();
	tab.write('寫了很久');
	await expect.poll(tab.says).toBe('已保存在這台裝置');
	expect(tab.solo.wouldLose).toBe(false);
	await deviceStore.remove(soloName('tea'));
	await expect.poll(tab.says).toContain('未儲存：在另一個分頁清掉了');
	expect(tab.solo.wouldLose).toBe(true);
	tab.write('，又寫');
	await expect.poll(tab.says).toContain('未儲存：在另一個分頁清掉了');
	expect(tab.text()).toBe('寫了很久，又寫');
	expect(await deviceStore.names()).not.toContain(soloName('tea'));
	// An empty form that was only open has nothing to lose.
	const empty = await openReadyTab('inn');
	await deviceStore.remove(soloName('inn'));
	await expect.poll(empty.says).toContain('清掉了');
	expect(empty.solo.wouldLose).toBe(false);
});

test('a row that the disk has spoilt costs neither the rest nor what is written from now on', async () => {
	const first = await openReadyTab();
	first.write('會員日');
	await expect.poll(first.says).toContain('已保存');
	first.leave();
	const copy = await deviceStore.open(soloName('tea'));
	await copy.keep(new Uint8Array([255, 255, 255, 3, 1, 4]));
	copy.close();

	const second = await openReadyTab();
	expect(second.text()).toBe('會員日');
	second.write('，每月一次');
	await expect.poll(second.says).toContain('已保存');
	second.leave();
	const third = await openReadyTab();
	expect(third.text()).toBe('會員日，每月一次');
});
