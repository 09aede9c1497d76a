import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldText, placesOf } from '#search/fold.ts';

test.each([
	['ＮＰＳ', 'nps'],
	['台灣', '臺灣'],
	['CLV 公式', 'CLV公式'],
	['忠誠度計劃', '忠誠度計畫'],
	['生命周期', '生命週期'],
	['25–85％', '25-85%'],
	['10,000元', '10000元'],
	['Does “Liking” lead', 'does "liking" lead'],
])('%s is read as %s', (one, other) => {
	expect(foldText(one)).toBe(foldText(other));
});

test('a space between two Latin words counts, beside Han it does not', () => {
	expect(foldText('customer  lifetime value')).toBe('customer lifetime value');
	expect(foldText('使用 CLV 計算')).toBe('使用clv計算');
});

test('every folded character knows where it came from', () => {
	const text = '㎡ 的 ＣＬＶ，台';
	const { text: folded, at } = fold(text);
	expect(folded).toBe('m2的clv,臺');
	expect(text[at[folded.indexOf('c')] ?? -1]).toBe('Ｃ');
	expect(text[at.at(-1) ?? -1]).toBe('台');
});

test('folding keeps its places in order and inside the text, whatever is written', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const { text: folded, at } = fold(text);
			expect(at).toHaveLength(folded.length);
			at.forEach((place, index) => {
				expect(place).toBeGreaterThanOrEqual(at[index - 1] ?? 0);
				expect(place).toBeLessThan(text.length);
			});
		}),
	);
});

test.each([
	{ text: 'the heroine', form: 'roi', places: [] },
	{ text: 'roi與roi', form: 'roi', places: [0, 4] },
	{ text: 'loyalty', form: 'loyal', places: [0] },
	{ text: 'cxo', form: 'cx', places: [] },
	{ text: '1800與800', form: '80', places: [] },
	{ text: '0.80與80/20', form: '80', places: [5] },
	{ text: '點數的負債', form: '點數負債', places: [] },
])('$form in 「$text」 is at $places', ({ text, form, places }) => {
	expect(placesOf(text, form)).toEqual(places);
});
