/** Taiwan's characters and words, for every test that holds a text against them. */

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

/** The characters of a text that only simplified writing has, each once. */
export const onlySimplified = (text: string): string[] => [
	...new Set([...text].filter((character) => gb2312.has(character))),
];

/**
 * Words of the mainland, each with Taiwan's. 項目 is not among them: here it is an item of a list,
 * and only the mainland's project would be 專案.
 */
const mainlandWords: Record<string, string> = {
	質量: '品質',
	反饋: '回饋',
	個性化: '個人化',
	積分: '點數',
	流媒體: '串流',
	營銷: '行銷',
	通過: '透過',
	渠道: '通路',
	數據: '資料',
	信息: '資訊',
	視頻: '影片',
	軟件: '軟體',
	硬件: '硬體',
	網絡: '網路',
	用戶: '使用者',
	默認: '預設',
	生命周期: '生命週期',
	服務器: '伺服器',
	屏幕: '螢幕',
	鼠標: '滑鼠',
	數據庫: '資料庫',
	登錄: '登入',
	鏈接: '連結',
	激活: '啟用',
	短信: '簡訊',
	掃碼: '掃描',
	二維碼: 'QR碼',
	打印: '列印',
	拷貝: '複製',
	界面: '介面',
	存儲: '儲存',
	內存: '記憶體',
	博客: '部落格',
	郵箱: '信箱',
	小程序: '小程式',
	公眾號: '官方帳號',
	移動支付: '行動支付',
	智能: '智慧',
	性價比: 'CP值',
	門店: '門市',
	復購: '回購',
	運營: '營運',
	調研: '調查',
	賬號: '帳號',
	賬戶: '帳戶',
	觸達: '接觸',
	賦能: '協助',
};

/** Taiwan's own words in which one of those is found by accident, or has become usual. */
const ours = /品質量表|大數據|通過(?:測驗|檢定|檢驗|考驗|審查|門檻)/g;

/** Advice for each word of the mainland in a text; what stands in 「」 is somebody's own word. */
export function mainlandIn(text: string): string[] {
	const own = text.replace(/「[^」]*」/g, '').replace(ours, '');
	return Object.entries(mainlandWords)
		.filter(([word]) => own.includes(word))
		.map(([word, better]) => `「${word}」請寫「${better}」`);
}
