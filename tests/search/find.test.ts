import { expect, test } from 'vitest';
import type { Entry } from '#search/entries.ts';
import type { Piece } from '#search/excerpt.ts';
import { find, prepare } from '#search/find.ts';
import { suggest } from '#search/suggest.ts';

const lesson = (title: string, ...passages: Entry['passages'][number][]): Entry => ({
	kind: 'lesson',
	address: `/lessons/${title}`,
	title,
	where: '第1課',
	names: [],
	passages,
});
const term = (title: string, names: string[], short: string, more = ''): Entry => ({
	kind: 'term',
	address: `/glossary#${title}`,
	title,
	where: '',
	names,
	passages: [{ text: short }, { text: more }],
});

const index = prepare({
	entries: [
		lesson(
			'只在句子裡',
			{ text: '開頭。' },
			{ heading: '第一節', anchor: 'one', text: '先說別的。集點卡有八格，集滿送一杯。' },
		),
		lesson('標題裡有集點', { text: '這裡講規則。' }),
		lesson(
			'小標裡有',
			{ text: '開頭。' },
			{ heading: '集點的心理', anchor: 'mind', text: '愈近愈快。' },
		),
		lesson('拆開的', { text: '集合以後，點名。點一點數學的負債。' }),
		term('點數計畫', ['集點', '忠誠計畫', 'points programme'], '用消費換點數的制度。'),
		term(
			'客戶終身價值',
			['顧客終身價值', 'CLV', 'LTV', 'customer lifetime value'],
			'一位客戶的往來值多少。',
			'公式要先說清楚。',
		),
		lesson('算價值', { heading: 'CLV公式', anchor: 'formula', text: '400 × 5 × 5。' }),
		lesson('台灣的法律', { text: '臺灣的個資法。' }),
	],
});

const titles = (asked: string) => find(index, asked)?.found.map(({ entry }) => entry.title);
const written = (pieces: readonly Piece[] = []) =>
	pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('');

test('a title goes before a name, a name before a heading, a heading before a sentence', () => {
	expect(titles('集點')).toEqual(['標題裡有集點', '點數計畫', '小標裡有', '只在句子裡']);
});

test('characters that stand apart are no hit', () => {
	expect(titles('集點')).not.toContain('拆開的');
	expect(titles('點數負債')).toEqual([]);
});

test('a hit is shown in its sentence with the word marked, and leads to its section', () => {
	const hit = find(index, '集點卡')?.found[0]?.hits[0];
	expect(written(hit?.excerpt)).toBe('[集點卡]有八格，集滿送一杯。');
	expect(hit?.passage.anchor).toBe('one');
});

test('台灣 and 臺灣 find the same, each shown as it is written', () => {
	expect(titles('台灣')).toEqual(titles('臺灣'));
	const [found] = find(index, '臺灣')?.found ?? [];
	expect(written(found?.title)).toBe('[台灣]的法律');
	expect(written(found?.hits[0]?.excerpt)).toBe('[臺灣]的個資法。');
});

test.each(['clv', 'ＣＬＶ', 'LTV', '顧客終身價值', 'Customer Lifetime Value'])(
	'%s finds the term, and by its other names what the glossary says is the same',
	(asked) => {
		expect(titles(asked)).toContain('客戶終身價值');
		expect(titles(asked)).toContain('算價值');
	},
);

test('a term found by a name shows its own sentence', () => {
	const found = find(index, 'LTV')?.found[0];
	expect(found?.entry.title).toBe('客戶終身價值');
	expect(written(found?.hits[0]?.excerpt)).toBe('一位客戶的往來值多少。');
	expect(found?.names.map(written)).toEqual(['[LTV]']);
});

test('Han and Latin in one word are two words, as with a space between', () => {
	expect(titles('CLV 公式')).toEqual(titles('CLV公式'));
	expect(titles('CLV公式')?.[0]).toBe('算價值');
});

test('every word has to be there', () => {
	expect(titles('集點 法律')).toEqual([]);
});

test.each(['', ' ', '集', 'a', '，', '（）'])('「%s」 is too short to look for', (asked) => {
	expect(find(index, asked)).toBeNull();
});

test('nothing that is typed breaks it', () => {
	for (const asked of ['(.*', '[集', '\\', '"集點"', '集點'.repeat(500), '%%%', '--']) {
		expect(() => find(index, asked)).not.toThrow();
	}
});

test('when nothing is found, what is suggested does find something', () => {
	expect(suggest(index, '集點卡片')).toContain('集點卡');
	for (const asked of ['集點卡片', '顧客往來', '集點 登山', '完全沒有的話']) {
		for (const text of suggest(index, asked)) {
			expect(find(index, text)?.found.length, `${asked} → ${text}`).toBeGreaterThan(0);
		}
	}
	expect(suggest(index, '一位顧客')).toContain('一位客戶');
});
