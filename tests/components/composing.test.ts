import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { EditorView } from '@codemirror/view';
import * as Y from 'yjs';
import type { Caret, PresenceBoard } from '../../src/live/presence.svelte.ts';
import { caretAt } from '../../src/team/carets.ts';
import { bindText, type Writing } from '../../src/team/text-binding.ts';
import { SoloDocument } from '../../src/team/solo/solo-document.svelte.ts';
import { FakeServer, fakeStore } from './fake-server.ts';
import { openReadyPage } from './open-page.ts';
import { commit, compose, openField, twoDocuments } from './open-field.ts';

/** Words composed with Bopomofo, from the first sign to the chosen characters. */

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
	// The editor tells a moment later that the caret has left it.
	if (vi.isFakeTimers()) vi.runOnlyPendingTimers();
	vi.useRealTimers();
});

/** A second in which nobody touches a key. */
const rest = () => vi.advanceTimersByTime(1_000);
/** Time in which the browser may still bring the last letters. */
const settle = () => vi.advanceTimersByTime(100);

/** Composes each of these characters by its signs, and chooses the phrase at the end. */
async function phrase(...characters: [signs: string, character: string][]): Promise<void> {
	let chosen = '';
	for (const [signs, character] of characters) {
		for (let length = 1; length <= signs.length; length += 1)
			await compose(chosen + signs.slice(0, length));
		chosen += character;
		await compose(chosen);
	}
	await commit(chosen);
	settle();
}
const today = () => phrase(['ㄐㄧㄣ', '今'], ['ㄊㄧㄢ', '天']);
const good = () => phrase(['ㄏㄣˇ', '很'], ['ㄏㄠˇ', '好']);

/** How many pieces a text is made of, those included that are deleted and stay for good. */
function piecesOf(text: Y.Text): number {
	let pieces = 0;
	for (let item = text._start; item !== null; item = item.right) pieces += 1;
	return pieces;
}

/** Everything that a text has ever said on its way. */
function heardBy(text: Y.Text): () => string {
	let heard = '';
	text.observe(() => (heard += `${text.toString()}|`));
	return () => heard;
}

test('words that are composed leave no half-made letters behind, and teammates see none', async () => {
	const [mine, theirs] = twoDocuments();
	const heard = heardBy(theirs);
	const { content, shown } = await openField(mine);
	content.focus();
	await today();
	await phrase(['ㄐㄧㄡˋ', '就']);
	await phrase(['ㄕˋ', '是']);
	expect(theirs.toString()).toBe('今天就是');
	expect(heard()).toBe('今天|今天就|今天就是|');
	expect(piecesOf(mine)).toBe(1);
	expect(shown()).toBe('今天就是');
});

test('whoever rests in the middle of a composition is read all the same, and goes on composing', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '頭尾');
	const { content, shown } = await openField(mine);
	content.focus();
	await userEvent.keyboard('{Home}{ArrowRight}');
	await compose('ㄐㄧ');
	expect(theirs.toString()).toBe('頭尾');
	rest();
	expect(theirs.toString()).toBe('頭ㄐㄧ尾');
	// The browser still has the letters in hand: others' words wait for it.
	theirs.insert(0, '他');
	expect(shown()).toBe('頭ㄐㄧ尾');
	await compose('ㄐㄧㄣ');
	await compose('今');
	await commit('今');
	settle();
	expect([theirs.toString(), mine.toString(), shown()]).toEqual(Array(3).fill('他頭今尾'));
});

test('a composition that is given up leaves nothing, and nothing waits', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, shown } = await openField(mine);
	content.focus();
	await compose('ㄐ');
	await compose('');
	rest();
	expect([piecesOf(theirs), shown()]).toEqual([0, '']);
});

test.each([
	['the field loses the caret', (content: HTMLElement) => content.blur()],
	['the page goes', () => dispatchEvent(new Event('pagehide'))],
	[
		'the page is hidden',
		() => {
			const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
			document.dispatchEvent(new Event('visibilitychange'));
			hidden.mockRestore();
		},
	],
])('what is composed is written when %s', async (_, happens) => {
	const [mine, theirs] = twoDocuments();
	const { content } = await openField(mine);
	content.focus();
	await compose('今ㄊ');
	expect(theirs.toString()).toBe('');
	happens(content);
	expect(theirs.toString()).toBe('今ㄊ');
});

test('what is composed goes into the document it was meant for when another takes its place', async () => {
	const [before] = twoDocuments();
	const [after] = twoDocuments();
	const field = await openField(before);
	field.content.focus();
	await compose('今ㄊ');
	expect(before.toString()).toBe('');
	await field.field.unmount();
	expect(before.toString()).toBe('今ㄊ');
	await openField(after);
	rest();
	expect([before.toString(), after.toString()]).toEqual(['今ㄊ', '']);
});

test('the last word before a lock is written', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, field } = await openField(mine);
	content.focus();
	await compose('今天');
	expect(theirs.toString()).toBe('');
	await field.rerender({ readOnly: true });
	expect(theirs.toString()).toBe('今天');
});

test('a composed word is one step to take back, in however many parts it was written', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, field } = await openField(mine);
	content.focus();
	await today();
	await compose('ㄏ');
	rest();
	await compose('ㄏㄣ');
	rest();
	expect(theirs.toString()).toBe('今天ㄏㄣ');
	await good();
	expect(theirs.toString()).toBe('今天很好');
	const heard = heardBy(theirs);
	for (const way of ['undo', 'undo', 'redo', 'redo'] as const) field.component[way]();
	expect(heard()).toBe('今天||今天|今天很好|');
});

test('each part of a composition is told to go on from the one before it', async () => {
	const text = new Y.Doc().getText('risks');
	const writings: Writing[] = [];
	const onWrite = (writing: Writing) => writings.push(writing);
	const { extension } = bindText(text, { onHold() {}, onWrite, onWritten() {}, onSettled() {} });
	const view = new EditorView({ parent: document.body, extensions: extension });
	view.focus();
	await today();
	await compose('ㄏ');
	rest();
	await compose('ㄏㄣ');
	rest();
	await good();
	await userEvent.keyboard('a');
	expect(text.toString()).toBe('今天很好a');
	expect(writings).toEqual(['composed', 'composed', 'composed on', 'composed on', 'typed']);
	// The editor goes under the hands of whoever writes.
	await compose('，');
	view.destroy();
	expect(text.toString()).toBe('今天很好a，');
});

test('whoever takes a step back while he composes takes back what he composes', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, field, shown } = await openField(mine);
	content.focus();
	await today();
	await compose('ㄏ');
	rest();
	await compose('ㄏㄣ');
	field.component.undo();
	settle();
	expect([theirs.toString(), shown()]).toEqual(['今天', '今天']);
	// The caret is where it was, and the keyboard up.
	await good();
	expect([theirs.toString(), shown()]).toEqual(['今天很好', '今天很好']);
	field.component.undo();
	expect(theirs.toString()).toBe('今天');
});

test('the light does not say saved while something is held back, and a hand-in waits for it', async () => {
	vi.useRealTimers();
	const server = new FakeServer();
	const page = await openReadyPage(server);
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const { content } = await openField(page.document.doc.getText('text:risks'));
	content.focus();
	await compose('今');
	vi.advanceTimersByTime(500);
	expect([server.text, page.document.light.kind, page.document.owing]).toEqual([
		'',
		'saving',
		true,
	]);
	expect(await page.document.settle()).toBe(true);
	expect(server.text).toBe('今');
	expect(page.document.light.kind).toBe('saved');
	await compose('今天');
	expect(page.document.light.kind).toBe('saving');
	await commit('今天');
	vi.advanceTimersByTime(500);
	await expect.poll(() => page.document.light.kind).toBe('saved');
	await compose('很');
	page.leave();
	expect(page.text).toBe('今天很');
});

test('what is composed when a restored document arrives is left behind with the rest', async () => {
	vi.useRealTimers();
	const server = new FakeServer();
	const page = await openReadyPage(server);
	const old = page.document.doc;
	page.write('復原前');
	await expect.poll(() => server.text).toBe('復原前');
	const { content } = await openField(old.getText('text:risks'));
	content.focus();
	await userEvent.keyboard('{End}');
	server.doc.getText('text:risks').delete(0, 3);
	server.epoch = 2;
	server.socket.drop();
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	// The restored room already holds words under the old id, so a fresh one is asked for.
	await expect.poll(() => server.sockets.length).toBe(3);
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	await compose('，今');
	server.socket.welcome();
	await expect.poll(() => page.document.doc).not.toBe(old);
	const left = new Y.Doc();
	for (const update of page.document.left[0]?.updates ?? []) Y.applyUpdate(left, update);
	expect(left.getText('text:risks').toString()).toBe('復原前，今');
	expect(page.text).toBe('');
});

test('alone, the light waits for what is composed, and clearing away takes it too', async () => {
	vi.useRealTimers();
	const solo = new SoloDocument('tea', fakeStore());
	const leave = solo.start();
	await expect.poll(() => solo.ready).toBe(true);
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const text = solo.doc.getText('text:risks');
	const { content, shown } = await openField(text);
	content.focus();
	await compose('今');
	await expect.poll(() => solo.light.kind).toBe('saving');
	expect(text.toString()).toBe('');
	content.blur();
	settle();
	await expect.poll(() => solo.light.kind).toBe('saved');
	content.focus();
	await compose('天');
	solo.clear();
	content.blur();
	settle();
	expect([text.toString(), shown()]).toEqual(['', '']);
	leave();
});

test('near the limit the letters in hand count', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, container } = await openField(mine, { most: 12 });
	content.focus();
	await compose('一二三四五六七八九十');
	expect(theirs.length).toBe(0);
	await expect.poll(() => container.textContent).toContain('還可以寫2字');
	theirs.insert(0, '他');
	content.blur();
	settle();
	await expect.poll(() => container.textContent).toContain('還可以寫1字');
});

test('carets stand where they are in what each sees', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '頭尾');
	let told = null as Caret | null;
	const mate = { author: 7, person: { id: 'm7', name: '林子晴' }, field: 'risks' };
	const board = {
		others: [{ ...mate, caret: caretAt(theirs, 2, 2) }],
		move: (_: string, caret: Caret | null) => (told = caret),
		leave: () => {},
	};
	const presence = () => ({ ...board }) as unknown as PresenceBoard;
	const seenThere = () =>
		theirs.doc &&
		Y.createAbsolutePositionFromRelativePosition(
			Y.createRelativePositionFromJSON(told?.head),
			theirs.doc,
		)?.index;
	const { content, field, shown } = await openField(mine, { presence: presence() });
	content.focus();
	await userEvent.keyboard('{Home}{ArrowRight}');
	expect(seenThere()).toBe(1);
	await compose('ㄎㄜˋ');
	await field.rerender({ presence: presence() });
	expect([seenThere(), shown()]).toEqual([1, '頭ㄎㄜˋ尾林子晴']);
	await compose('客戶');
	await commit('客戶');
	settle();
	expect([theirs.toString(), seenThere()]).toEqual(['頭客戶尾', 3]);
});

test.each([
	['an emoji', '😀', '😁'],
	['a rare character', '𠀋', '𠀌'],
])(
	'%s that is exchanged for one that shares its first half stays whole',
	async (_what, one, other) => {
		const [mine, theirs] = twoDocuments();
		mine.insert(0, '前後');
		const { content, shown } = await openField(mine);
		content.focus();
		await userEvent.keyboard('{Home}{ArrowRight}');
		await compose(one);
		rest();
		expect(theirs.toString()).toBe(`前${one}後`);
		await compose(other);
		await commit(other);
		settle();
		expect([shown(), mine.toString(), theirs.toString()]).toEqual(Array(3).fill(`前${other}後`));
	},
);
