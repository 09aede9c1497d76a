import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import * as Y from 'yjs';
import type { Presence } from '#live/presence.svelte.ts';
import { longestName } from '../../src/workflow/identity.ts';
import { caretAt } from '../../src/team/carets.ts';
import { createTextEditor } from '../../src/team/text-editor.ts';
import { commit, compose } from './open-field.ts';

/** Teammates' carets in a field as narrow as on a phone. */
let host: HTMLElement;
let shown: { text: Y.Text; show: (now?: Presence[]) => void; others: Presence[] };
afterEach(() => host.remove());

function open(words: string, carets: Record<string, number>) {
	host = document.createElement('div');
	host.style.cssText = 'inline-size: 200px; font-size: 18px; --by-1: rgb(1, 2, 3)';
	document.body.append(host);
	const text = new Y.Doc().getText('text:risks');
	text.insert(0, words);
	const editor = createTextEditor({
		parent: host.attachShadow({ mode: 'open' }),
		text,
		label: '風險與退場',
		prompt: '',
		singleLine: false,
		most: 100,
		readOnly: false,
		onMove() {},
		onChange() {},
		onHold() {},
		onSteps() {},
	});
	const others = Object.entries(carets).map(([name, place], author): Presence => ({
		author,
		person: { id: name, name },
		field: 'risks',
		caret: caretAt(text, place, place),
	}));
	const show = (now = others) =>
		editor.showCarets(now, ({ id }) => Object.keys(carets).indexOf(id));
	show();
	shown = { text, show, others };
	return (name: string) =>
		[...(host.shadowRoot?.querySelectorAll<HTMLElement>('.flag') ?? [])].find(
			(flag) => flag.textContent === name,
		);
}

test('a name at the end of a full line is not cut off by the edge', async () => {
	const flagOf = open('我們寫滿一整行的字', { 林子晴: 9 });
	const edge = host.getBoundingClientRect().right;
	await expect
		.poll(() => flagOf('林子晴')?.getBoundingClientRect().right)
		.toBeLessThanOrEqual(edge);
});

test('the longest name is cut, so that on a phone it fits beside its caret', () => {
	const longest = 'W'.repeat(longestName);
	const flag = open('一句話', { [longest]: 1 })(longest);
	expect(flag?.offsetWidth).toBeLessThanOrEqual(160);
});

test('two who write in one field have two colours', () => {
	const flagOf = open('一句話', { 林子晴: 1, 林家豪: 2 });
	const groundOf = (name: string) => {
		const flag = flagOf(name);
		return flag && getComputedStyle(flag).backgroundColor;
	};
	expect(groundOf('林家豪')).toBe('rgb(1, 2, 3)');
	expect(groundOf('林子晴')).not.toBe(groundOf('林家豪'));
});

test('the name of a mate who rests goes, and shows again when he moves on, not when others write', () => {
	const flagOf = open('一句話', { 林子晴: 3 });
	const flag = flagOf('林子晴');
	if (!flag) throw new Error('no name');
	for (const running of flag.getAnimations()) running.finish();
	expect(getComputedStyle(flag).visibility).toBe('hidden');
	shown.text.insert(0, '我寫在前面。');
	shown.show();
	expect(flagOf('林子晴')).toBe(flag);
	shown.show(shown.others.map((one) => ({ ...one, caret: caretAt(shown.text, 7, 7) })));
	const again = flagOf('林子晴');
	expect(again && getComputedStyle(again).visibility).toBe('visible');
});

test('nothing is drawn anew beside what is being composed; afterwards each stands where he is', async () => {
	const flagOf = open('底線', { 林子晴: 0 });
	const flag = flagOf('林子晴');
	const content = host.shadowRoot?.querySelector<HTMLElement>('.cm-content');
	content?.focus();
	await compose('ㄋㄧˇ');
	const moved = shown.others.map((mate) => ({ ...mate, caret: caretAt(shown.text, 2, 2) }));
	shown.show(moved);
	expect(flagOf('林子晴')).toBe(flag);
	await commit('你');
	await expect.poll(() => flagOf('林子晴') === flag).toBe(false);
	expect(content?.textContent?.replace(/\u2060/g, '')).toBe('你底線林子晴');
});

test('a caret that says it stands within a letter is not drawn, and what is typed beside it is what is typed', async () => {
	const words = '組員先寫的一句話';
	for (const [anchor, head] of [
		[2.5, 2],
		[2, 2.5],
		[0.5, 0],
		[-1, 3],
		[1e9, 3],
	] as const) {
		const flagOf = open(words, { 林子晴: 2 });
		const { text, show, others } = shown;
		const { client } = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 1))
			.item as { client: number };
		const at = (clock: number) => ({ item: { client, clock }, assoc: 0 });
		const caret = { anchor: at(anchor), head: at(head) };
		show(others.map((one) => ({ ...one, caret })));
		expect(flagOf('林子晴')).toBeUndefined();
		const field = host.shadowRoot?.querySelector<HTMLElement>('[contenteditable]');
		field?.focus();
		await userEvent.keyboard('我寫');
		await expect.poll(() => text.toString().replace('我寫', '')).toBe(words);
		expect(text.length).toBe(words.length + 2);
		host.remove();
	}
});
