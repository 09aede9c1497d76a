import type { Effect, ProgrammeEffect } from '#models/points/range.ts';
import { absent, number, percent, signedPercent, signedYuan, yuan } from '#ui/format.ts';
import { notMoved } from '#simulators/points/words.ts';
import { noPointsMeans } from '#workflow/costs.ts';
import { grains, stillWords } from './figure-rows.ts';

/** One figure of the strip above the form: without → with, and how far it may lie. */
export interface EffectRow {
	name: string;
	unit: string;
	without: string;
	with: string;
	/** 範圍5,121至5,216, and before it whether the two are all but the same. */
	range: string;
	/** The same as one sentence, for those who do not see the drawing. */
	sentence: string;
	/** Places from 0 to 1 on the drawing; null when there is nothing to draw. */
	places: { without: number; with: number; low: number; high: number } | null;
}

function placesOf({ without, with: withIt, low, high }: Effect): EffectRow['places'] {
	const from = Math.min(without, low);
	const to = Math.max(without, high);
	if (!(to > from)) return { without: 0.5, with: 0.5, low: 0.5, high: 0.5 };
	const place = (value: number) => (value - from) / (to - from);
	return { without: place(without), with: place(withIt), low: place(low), high: place(high) };
}

function row(
	name: string,
	unit: string,
	effect: Effect | null,
	shown: (value: number) => string,
	{ grain = 0, withoutWords }: { grain?: number; withoutWords?: string },
): EffectRow {
	if (!effect) {
		const sentence = `${name}：沒有可算的數字`;
		return { name, unit, without: absent, with: absent, range: '', sentence, places: null };
	}
	const without = withoutWords ?? shown(effect.without);
	const still = stillWords(effect.without, effect.with, grain);
	const range = `${still && `${still}，`}範圍${shown(effect.low)}至${shown(effect.high)}`;
	return {
		name,
		unit,
		without,
		with: shown(effect.with),
		range,
		sentence: `${name}：無計畫${without}，有計畫${shown(effect.with)}，${range}`,
		places: placesOf(effect),
	};
}

/** A churn rate to the grain that means something. */
const churnWords = (share: number): string => percent(share, 1);

/** Two churn rates, and whether they are all but the same: 44.6%→44.0%. */
export function churnChange(without: number | null, withIt: number | null) {
	const shown = (share: number | null) => (share === null ? absent : churnWords(share));
	const still =
		without === null || withIt === null ? '' : stillWords(without, withIt, grains.churn12);
	return { before: shown(without), after: shown(withIt), still };
}

/**
 * The three figures a design is looked at by, in their fixed order. `months` is how far we look;
 * `seesLeaving` where the company counts who leaves.
 */
export function effectRows(
	{ clv, churn12, roi }: ProgrammeEffect,
	months: number,
	seesLeaving: boolean | undefined,
): EffectRow[] {
	const roiEffect = roi && { without: 0, with: roi.value, low: roi.low, high: roi.high };
	return [
		row('客戶終身價值', `元，C，${months}個月，未扣開辦與固定費`, clv, (value) => number(value), {
			grain: grains.clv,
		}),
		row('十二個月流失率', seesLeaving ? '退出的會員' : '沒有合約，靠推估', churn12, churnWords, {
			grain: grains.churn12,
		}),
		row('投資報酬率', `${months}個月ROI`, roiEffect, (value) => signedPercent(value), {
			withoutWords: '打平0%',
		}),
	];
}

/** What every range on these pages is about. */
const rangeMeans = `範圍：只有計畫的效果、輕度買家的反應、過期的不滿，這三類假設一起推到合理的兩端。${notMoved}`;

const luckMeans =
	'範圍裡沒有運氣：換一批模擬的客人，同一份設計的ROI也會上下差幾個百分點。比兩份設計時用的是同一批人，運氣大半抵銷，所以差多少比高低準；真的客人還有他們自己的運氣。';

/** Whether a company sees who has left for good or not, the model has one way for both. */
const churnMeans =
	'流失是模型裡從此不來的人：沒有合約的店數不到，數得到的是一年內回來過的人；按月扣款的會員要退出，數得到，模型把他們一樣當作從此不來。';

/** How the figures come about and how far to trust them, a paragraph for each matter. */
export const figuresMean: readonly string[] = [rangeMeans, luckMeans, churnMeans];

/** What ROI is a share of: a programme that spends much may earn less at a higher share. */
export const netWords = ({ roi, net, paybackMonth }: ProgrammeEffect): string =>
	roi === null
		? `花費${yuan(-net)}。${noPointsMeans}`
		: `淨利${signedYuan(net)}，${paybackMonth === null ? '期間內不會回本' : `第${paybackMonth}個月回本`}。`;

/** ROI alone, for the phone's dock. */
export function roiInShort({ roi }: ProgrammeEffect): { value: string; range: string } {
	return roi
		? {
				value: signedPercent(roi.value),
				range: `${signedPercent(roi.low)}至${signedPercent(roi.high)}`,
			}
		: { value: absent, range: '沒有點數，沒有ROI' };
}
