import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import * as Y from 'yjs';
import TextField from '../../src/team/TextField.svelte';
import { EditorLoader } from '../../src/team/editor-loader.svelte.ts';
import { raw } from '../support/raw-update.ts';
import { commit, compose, openField, twoDocuments } from './open-field.ts';

/** A field whose editor comes when its loader brings it. */
async function openLate(text: Y.Text, loader: EditorLoader) {
	const { container } = await render(TextField, {
		field: 'risks',
		text,
		presence: null,
		label: '風險與退場',
		most: 1_200,
		loader,
	});
	const content = () =>
		container.querySelector('.text-field')?.shadowRoot?.querySelector<HTMLElement>('.cm-content') ??
		null;
	return { container, content };
}

test('whoever writes goes on at the same place when the document under him is replaced', async () => {
	const [before] = twoDocuments();
	const [after] = twoDocuments();
	before.insert(0, '點數會愈發愈多');
	after.insert(0, '點數會愈發愈多');
	const field = await openField(before);
	await userEvent.click(field.content);
	await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}');
	await field.field.unmount();
	const next = await openField(after);
	await userEvent.keyboard('，就');
	await expect.poll(() => after.toString()).toBe('點數，就會愈發愈多');
	// Whoever has gone elsewhere meanwhile is left there.
	await next.field.unmount();
	const elsewhere = document.createElement('input');
	document.body.append(elsewhere);
	elsewhere.focus();
	await openField(after);
	expect(document.activeElement).toBe(elsewhere);
	elsewhere.remove();
});

test('what is written here is in the shared text, and what others write is shown here', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, shown } = await openField(mine);
	content.focus();
	await userEvent.keyboard('abc');
	expect(theirs.toString()).toBe('abc');
	theirs.insert(0, '他們：');
	await expect.poll(shown).toBe('他們：abc');
});

test('two people writing into one field at once both keep every word, once', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, shown } = await openField(mine);
	content.focus();
	for (const [index, letter] of [...'onetwothree'].entries()) {
		await userEvent.keyboard(letter);
		theirs.insert(theirs.length, String(index % 10));
	}
	expect(theirs.toString()).toBe(mine.toString());
	await expect.poll(shown).toBe(mine.toString());
	expect(mine.toString().replace(/\d/g, '')).toBe('onetwothree');
	expect(mine.toString().replace(/\D/g, '')).toBe('01234567890');
});

test('a composition survives a teammate writing before it, after it and right beside it', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '頭尾');
	const { content, shown } = await openField(mine);
	content.focus();
	await userEvent.keyboard('{End}');
	await compose('ㄎ');
	theirs.insert(0, '甲');
	await compose('ㄎㄜ');
	theirs.insert(theirs.toString().indexOf('尾'), '乙');
	await compose('ㄎㄜˋ');
	theirs.insert(theirs.length, '丙');
	await compose('客');
	await commit('客');
	await expect.poll(() => mine.toString().includes('客')).toBe(true);
	await expect.poll(shown).toBe(mine.toString());
	expect(theirs.toString()).toBe(mine.toString());
	expect([...mine.toString()].sort().join('')).toBe([...'頭尾甲乙丙客'].sort().join(''));
	expect(mine.toString()).toMatch(/^甲頭乙尾/);
	await compose('ㄏ');
	await compose('戶');
	await commit('戶');
	await expect.poll(() => theirs.toString().includes('客戶')).toBe(true);
});

test('a teammate writing on right behind a half-composed word does not land inside it', async () => {
	const [mine, theirs] = twoDocuments();
	const { content, shown } = await openField(mine);
	content.focus();
	await compose('ㄎ');
	theirs.insert(theirs.length, '！');
	await compose('客');
	await commit('客人');
	await expect.poll(() => theirs.toString()).toBe('客人！');
	await expect.poll(shown).toBe('客人！');
});

test('while somebody composes, a teammate deleting the words around it takes nothing of it away', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '前面後面');
	const { content, shown } = await openField(mine);
	content.focus();
	await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}');
	await compose('ㄓ');
	const at = theirs.toString().indexOf('前面');
	theirs.delete(at, 2);
	await compose('ㄓㄨㄥ');
	theirs.delete(theirs.toString().indexOf('後面'), 2);
	await compose('中');
	await commit('中');
	await expect.poll(() => mine.toString()).toBe('中');
	await expect.poll(shown).toBe('中');
});

test('undo takes back only what was written here', async () => {
	const [mine, theirs] = twoDocuments();
	const { content } = await openField(mine);
	content.focus();
	await userEvent.keyboard('mine');
	theirs.insert(0, '他們的');
	await userEvent.keyboard('{Control>}z{/Control}');
	expect(theirs.toString()).toBe('他們的');
});

test('without keys for it, what was written here is taken back and put back by a press', async () => {
	const [mine, theirs] = twoDocuments();
	let steps: { undo: boolean; redo: boolean } | null = null;
	const { content, field } = await openField(mine, { onsteps: (now) => (steps = now) });
	expect(steps).toBeNull();
	content.focus();
	theirs.insert(0, '他們的');
	await expect.poll(() => steps).toEqual({ undo: false, redo: false });
	await userEvent.keyboard('mine');
	await expect.poll(() => steps).toEqual({ undo: true, redo: false });
	field.component.undo();
	expect(theirs.toString()).toBe('他們的');
	await expect.poll(() => steps).toEqual({ undo: false, redo: true });
	field.component.redo();
	expect(theirs.toString()).toContain('mine');
	content.blur();
	await expect.poll(() => steps).toBeNull();
});

test('Tab leaves the field', async () => {
	const [mine] = twoDocuments();
	const { content } = await openField(mine);
	content.focus();
	await userEvent.keyboard('{Tab}');
	expect(mine.toString()).toBe('');
	expect(content.getRootNode()).toHaveProperty('activeElement', null);
});

test('a locked field shows what others write and takes nothing', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '已繳交');
	const { content, shown } = await openField(mine, { readOnly: true });
	content.focus();
	await userEvent.keyboard('x');
	theirs.insert(3, '！');
	await expect.poll(shown).toBe('已繳交！');
	expect(content.getAttribute('aria-readonly')).toBe('true');
});

test('a field that opens locked takes writing once it may be written in', async () => {
	const [mine] = twoDocuments();
	const { content, field } = await openField(mine, { readOnly: true });
	await field.rerender({ readOnly: false });
	await expect.poll(() => content.getAttribute('contenteditable')).toBe('true');
	content.focus();
	await userEvent.keyboard('ok');
	expect(mine.toString()).toBe('ok');
});

test('the question is told with the field, and the first character moves nothing', async () => {
	const [mine] = twoDocuments();
	const { content, container } = await openField(mine);
	expect(content.getAttribute('aria-description')).toBe('最可能出錯的是什麼？');
	const before = container.getBoundingClientRect().height;
	content.focus();
	await userEvent.keyboard('a');
	expect(mine.toString()).toBe('a');
	expect(container.getBoundingClientRect().height).toBe(before);
});

/** A script that fails to come the first times it is asked for. */
function loaderThatFails(times: number, pauses: number[]) {
	let asked = 0;
	const loader = new EditorLoader(() => {
		asked += 1;
		return asked <= times
			? Promise.reject(new TypeError('the script did not come'))
			: import('../../src/team/text-editor.ts');
	}, pauses);
	return { loader, asked: () => asked };
}

const hour = 3_600_000;
const stillLoading = '編輯器還沒載入，正在重試；你寫的都還在。';

test('while the editor does not come the words are there, and go on coming', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '已經寫好的');
	const { loader } = loaderThatFails(1, [hour]);
	const { container, content } = await openLate(mine, loader);
	await expect.poll(() => container.textContent).toContain(stillLoading);
	expect(container.textContent).toContain('已經寫好的');
	theirs.insert(theirs.length, '，隊友又寫');
	await expect.poll(() => container.textContent).toContain('已經寫好的，隊友又寫');
	expect(content()).toBeNull();
});

test('when the line is back the editor is asked for again, and writing works', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '一');
	const { loader, asked } = loaderThatFails(1, [hour]);
	const { container, content } = await openLate(mine, loader);
	await expect.poll(() => container.textContent).toContain(stillLoading);
	window.dispatchEvent(new Event('online'));
	await expect.poll(content).not.toBeNull();
	content()?.focus();
	await userEvent.keyboard('{Control>}{End}{/Control}ab');
	expect(theirs.toString()).toBe('一ab');
	expect(container.textContent).not.toContain(stillLoading);
	window.dispatchEvent(new Event('online'));
	expect(asked()).toBe(2);
});

test('without any sign from the line it is asked for again by itself, and a lasting failure offers a fresh page', async () => {
	const [mine] = twoDocuments();
	const failing = loaderThatFails(4, [1, 1, 1, hour]);
	const { container } = await openLate(mine, failing.loader);
	await expect.poll(() => container.querySelector('button')?.textContent).toBe('重新整理');
	expect(failing.asked()).toBe(4);
	const coming = loaderThatFails(2, [1, 1]);
	const { content } = await openLate(mine, coming.loader);
	await expect.poll(content).not.toBeNull();
	expect(coming.asked()).toBe(3);
});

test('a name stays on one line', async () => {
	const [mine] = twoDocuments();
	const { content } = await openField(mine, { singleLine: true });
	content.focus();
	await userEvent.keyboard('ab{Enter}cd');
	expect(mine.toString()).toBe('abcd');
});

test('near the limit it says how much is left, and beyond it how much is too much', async () => {
	const [mine] = twoDocuments();
	const { content, container } = await openField(mine, { most: 12 });
	content.focus();
	await userEvent.keyboard('abcdefghij');
	await expect.poll(() => container.textContent).toContain('還可以寫2字');
	await userEvent.keyboard('klmn');
	await expect.poll(() => container.textContent).toContain('請刪2字');
});

test('no style attribute is written as markup, which the content policy would block', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '一句話');
	const { content } = await openField(mine);
	const root = content.getRootNode();
	expect(root instanceof ShadowRoot && root.querySelectorAll('style').length).toBe(0);
	expect(root instanceof ShadowRoot && root.adoptedStyleSheets.length).toBeGreaterThan(0);
});

const values = (count: number): null[] => Array.from({ length: count }, () => null);

/** What somebody has put into a text that is no text, behind one of its letters. */
function putValues(text: Y.Text, count: number, place: number): void {
	const before = Y.createRelativePositionFromTypeIndex(text, place, -1).item;
	const origin = before ? ([before.client, before.clock] as const) : null;
	const piece = origin
		? { origin, values: values(count) }
		: { text: 'text:risks', values: values(count) };
	if (text.doc) Y.applyUpdate(text.doc, raw(7, 0, [piece]));
}

test('a text that holds something else than words is written in where one writes, on every device', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '誠實的字寫在這裡');
	putValues(theirs, 50, 2);
	const { content, shown } = await openField(mine);
	content.focus();
	await userEvent.keyboard('{Control>}{End}{/Control}END');
	expect(mine.toString()).toBe('誠實的字寫在這裡END');
	theirs.insert(theirs.length, '後面');
	theirs.delete(0, 1);
	await expect.poll(() => shown().replaceAll('\uFFFC', '')).toBe('實的字寫在這裡END後面');
	await userEvent.keyboard('{Control>}{End}{/Control}{Backspace}');
	expect(theirs.toString()).toBe('實的字寫在這裡END後');
	await userEvent.keyboard('{Control>}{Home}{/Control}{Delete}{Delete}x');
	expect(theirs.toString()).toBe('x的字寫在這裡END後');
	expect(theirs.length).toBe(mine.length);
});

test('something else than words that comes in while one writes leaves every place where it is', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '誠實的字');
	const { content, shown } = await openField(mine);
	content.focus();
	await userEvent.keyboard('{Control>}{End}{/Control}END');
	putValues(theirs, 3, 2);
	theirs.insert(theirs.length, '後面');
	await expect.poll(() => shown().replaceAll('\uFFFC', '')).toBe('誠實的字END後面');
	await userEvent.keyboard('ed');
	expect(theirs.toString()).toBe('誠實的字ENDed後面');
	expect(shown().length).toBe(theirs.length);
});

test('what is no words can be cleared away with the words, and is not put back', async () => {
	const [mine, theirs] = twoDocuments();
	theirs.insert(0, '書香集點');
	putValues(theirs, 3_000, 2);
	const { content, container } = await openField(mine, { most: 40 });
	// They are no words, so they make none too long.
	expect(container.textContent).not.toContain('請刪');
	content.focus();
	await userEvent.keyboard('ab');
	await userEvent.keyboard('{Control>}a{/Control}{Delete}');
	expect([theirs.length, theirs.toString()]).toEqual([0, '']);
	await userEvent.keyboard('new{Control>}z{/Control}');
	expect(theirs.length).toBe(theirs.toString().length);
	await userEvent.keyboard('{Control>}z{/Control}{Control>}z{/Control}');
	expect(theirs.length).toBe(theirs.toString().length);
});
