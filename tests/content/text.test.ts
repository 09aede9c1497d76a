import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What is written for people, held against the words and characters of Taiwan. */
const root = join(import.meta.dirname, '..', '..');

/** Every character that a two-byte encoding holds, between two lead bytes and from a trail byte on. */
function charactersOf(encoding: string, from: number, to: number, firstTrail: number): Set<string> {
	const decoder = new TextDecoder(encoding);
	const found = new Set<string>();
	for (let lead = from; lead <= to; lead += 1) {
		for (let trail = firstTrail; trail <= 0xfe; trail += 1) {
			const character = decoder.decode(Uint8Array.of(lead, trail));
			if (character.length === 1 && character >= '\u4e00' && character <= '\u9fff')
				found.add(character);
		}
	}
	return found;
}
const big5 = charactersOf('big5', 0xa4, 0xf9, 0x40);
const gb2312 = new Set(
	[...charactersOf('gb18030', 0xb0, 0xf7, 0xa1)].filter((character) => !big5.has(character)),
);
const onlySimplified = (text: string) => [
	...new Set([...text].filter((character) => gb2312.has(character))),
];

const filesBelow = (folder: string, pattern: RegExp) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => pattern.test(file))
		.map((file) => ({
			file: `${folder}/${file.replaceAll('\\', '/')}`,
			text: readFileSync(join(root, folder, file), 'utf8'),
		}));
const content = filesBelow('content', /\.(mdx|md|yaml|json)$/);
const source = filesBelow('src', /\.(ts|svelte|astro)$/);

test('no character is simplified only', () => {
	expect(onlySimplified('个個與')).toEqual(['个']);
	const found = [...content, ...source]
		.map(({ file, text }) => ({ file, characters: onlySimplified(text) }))
		.filter(({ characters }) => characters.length > 0);
	expect(found).toEqual([]);
});

/** Words of the mainland, each with Taiwan's; the unit's own titles and bullets keep theirs. */
const mainlandWords: Record<string, string> = {
	質量: '品質',
	反饋: '回饋',
	個性化: '個人化',
	積分: '點數',
	流媒體: '串流',
	營銷: '行銷',
	渠道: '通路',
	信息: '資訊',
	視頻: '影片',
	軟件: '軟體',
	網絡: '網路',
	用戶: '使用者',
	默認: '預設',
	生命周期: '生命週期',
	服務器: '伺服器',
	屏幕: '螢幕',
	鼠標: '滑鼠',
	數據庫: '資料庫',
};

/** The unit's own words: titles and bullets, quoted names, and glossary aliases that lead to ours. */
const withoutQuoted = (text: string) =>
	text
		.replace(/^title: .*$/m, '')
		.replace(/^bullets:\n(?:\s+- .*\n)+/m, '')
		.replace(/^aliases:.*(?:\n\s+- .*)*$/m, '')
		.replace(/「[^」]*」/g, '')
		.replace(/^\s+- text: .*$/gm, '');

test('no word of the mainland outside the unit’s own slides and quotations', () => {
	const found = content
		.filter(({ file }) => !file.endsWith('points.json'))
		.flatMap(({ file, text }) =>
			Object.entries(mainlandWords)
				.filter(([word]) => withoutQuoted(text).replaceAll('品質量表', '').includes(word))
				.map(([word, ours]) => `${file}：「${word}」請寫「${ours}」`),
		);
	expect(found).toEqual([]);
});

test('every lesson anchors supporting points that exist, and only its own', () => {
	const points: { id: string; lesson: number }[] = JSON.parse(
		readFileSync(join(root, 'content', 'points.json'), 'utf8'),
	);
	const known = new Map(points.map(({ id, lesson }) => [id, lesson]));
	const strays = content
		.filter(({ file }) => file.startsWith('content/lessons/'))
		.flatMap(({ file, text }) =>
			[...text.matchAll(/<Point id="([^"]+)"/g)]
				.map((match) => match[1] ?? '')
				.filter((id) => known.get(id) !== Number(/(\d+)-/.exec(file)?.[1]))
				.map((id) => `${file}：${id}`),
		);
	expect(strays).toEqual([]);
});
