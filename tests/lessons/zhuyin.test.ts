import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareZhuyin, headOf } from '#lessons/zhuyin.ts';

const folder = join(import.meta.dirname, '..', '..', 'content', 'glossary');
const terms = readdirSync(folder)
	.filter((file) => file.endsWith('.md'))
	.flatMap((file) => /^term: (.*)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? [])
	.sort(compareZhuyin);

// As these are read in Taiwan.
test.each([
	['抱怨率', 'ㄅ'],
	['品牌故事', 'ㄆ'],
	['毛利率', 'ㄇ'],
	['兌換', 'ㄉ'],
	['黏著度', 'ㄋ'],
	['客戶終身價值', 'ㄎ'],
	['會員等級', 'ㄏ'],
	['行為忠誠', 'ㄒ'],
	['收款時點', 'ㄕ'],
	['增量', 'ㄗ'],
	['愛', 'ㄞ'],
	['而', 'ㄦ'],
	['移位', 'ㄧ'],
	['無謂回饋', 'ㄨ'],
	['員工忠誠度', 'ㄩ'],
	['RFM分析', null],
	['80/20法則', null],
])('%s is looked up under %s', (term, head) => {
	expect(headOf(term)).toBe(head);
});

test('down the glossary every head comes once', () => {
	expect(terms.length).toBeGreaterThan(40);
	const heads = terms.map(headOf).filter((head, place, all) => head && head !== all[place - 1]);
	expect(new Set(heads).size).toBe(heads.length);
	expect(heads).toEqual(heads.toSorted((one, other) => compareZhuyin(one ?? '', other ?? '')));
});
