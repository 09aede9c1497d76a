import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened, textDiff } from '#workflow/text-diff.ts';

const anyText = fc.array(
	fc.constantFrom('門檻', '太高', '，', '。', '客人', '等不到', '\n', '😀', 'ROI', ' '),
	{ maxLength: 30 },
);
const joined = (kinds: string[], stretches: ReturnType<typeof textDiff>) =>
	stretches
		.filter(({ kind }) => kinds.includes(kind))
		.map(({ text }) => text)
		.join('');

test('without what came it is the earlier text, without what went the later one', () => {
	fc.assert(
		fc.property(anyText, anyText, (one, other) => {
			const [before, after] = [one.join(''), other.join('')];
			const stretches = textDiff(before, after);
			expect(joined(['same', 'removed'], stretches)).toBe(before);
			expect(joined(['same', 'added'], stretches)).toBe(after);
		}),
	);
});

test('a text that did not change has nothing marked', () => {
	fc.assert(
		fc.property(anyText, (words) => {
			const text = words.join('');
			expect(textDiff(text, text)).toEqual(text === '' ? [] : [{ kind: 'same', text }]);
		}),
	);
});

test('one word in a sentence is marked, not the sentence', () => {
	const stretches = textDiff('客人等三個月才換得到。', '客人等兩個月才換得到。');
	expect(joined(['removed'], stretches).length).toBeLessThanOrEqual(3);
	expect(joined(['same'], stretches)).toContain('才換得到。');
});

test('one sign put into a word is that sign alone; a number is never cut', () => {
	expect(textDiff('數字再補完。', '數字再補一完。')).toEqual([
		{ kind: 'same', text: '數字再補' },
		{ kind: 'added', text: '一' },
		{ kind: 'same', text: '完。' },
	]);
	expect(textDiff('滿20點', '滿25點')).toEqual([
		{ kind: 'same', text: '滿' },
		{ kind: 'removed', text: '20' },
		{ kind: 'added', text: '25' },
		{ kind: 'same', text: '點' },
	]);
});

test('a long text shows what stands beside the change, and that something is left out', () => {
	const long = '這一段沒有變。'.repeat(30);
	const [head, ...rest] = shortened(textDiff(`${long}舊${long}`, `${long}新${long}`));
	expect(head?.text).toMatch(/^….{24}$/u);
	expect(rest.at(-1)?.text).toMatch(/^.{24}…$/u);
	expect(rest.map(({ kind }) => kind)).toEqual(['removed', 'added', 'same']);
});

test('two texts of the longest kind are compared, and each can be read out of the difference', () => {
	const sentence = (start: number) =>
		Array.from({ length: 500 }, (_, place) => `第${(place * 7 + start) % 97}項`)
			.join('')
			.slice(0, 2_000);
	const [before, after] = [sentence(1), sentence(2)];
	const parts = textDiff(before, after);
	const without = (gone: 'added' | 'removed') =>
		parts.flatMap(({ kind, text }) => (kind === gone ? [] : [text])).join('');
	expect([without('added'), without('removed')]).toEqual([before, after]);
});
