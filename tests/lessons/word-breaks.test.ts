import { expect, test } from 'vitest';
import { withWordBreaks } from '#lessons/word-breaks.ts';

test.each([
	['提供優質產品和服務', '提供|優質|產品和|服務'],
	['優化客戶體驗', '優化|客戶|體驗'],
	['客戶終身價值（CLV）', '客戶|終身|價值|（CLV）'],
	['案例1：星巴克的會員忠誠度計劃', '案例1：|星巴克的|會員|忠誠度|計劃'],
	['一間店，一整面指標', '一間店，|一整面|指標'],
	['那通電話再接一次', '那通|電話|再接|一次'],
	['那麼螢幕帶來幾個百分點？', '那麼|螢幕|帶來|幾個|百分點？'],
	['差0.5個百分點，利潤升25%', '差0.5個百分點，|利潤升25%'],
	['哪一句話最該先問？', '哪|一句話最|該先問？'],
])('%s breaks between words only', (text, words) => {
	expect(withWordBreaks(text)).toBe(words);
});
