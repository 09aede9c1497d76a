/** The unit's five parts (slide 2), in order; a lesson's front matter names its part by number. */
export const parts = [
	{ number: 1, name: '客戶價值的定義與衡量' },
	{ number: 2, name: '客戶忠誠度的影響因素' },
	{ number: 3, name: '提升客戶忠誠度的策略' },
	{ number: 4, name: '成功案例分析' },
	{ number: 5, name: '活動：忠誠度提升策略設計' },
] as const;

export const chineseNumber = (number: number): string =>
	'〇一二三四五六七八九'[number] ?? String(number);
