const byZhuyin = new Intl.Collator('zh-Hant-TW-u-co-zhuyin');

/** Sorts by zhuyin; what starts with no Chinese character stands before or after all that does. */
export const compareZhuyin = byZhuyin.compare;

/** The order of zhuyin as dictionaries have it: consonants, vowels, and the three that lead both. */
const signs = [...'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ'];

/**
 * The sign under which a term is looked up. Unicode's collation marks where each begins with a
 * noncharacter before it (CLDR, index characters); null for a term that starts with no character
 * that has a reading.
 */
export function headOf(term: string): string | null {
	if (!/^\p{Script=Han}/u.test(term)) return null;
	return signs.findLast((sign) => compareZhuyin(`\uFDD0${sign}`, term) <= 0) ?? null;
}
