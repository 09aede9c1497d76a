import type { Effect, ProgrammeEffect } from '#models/points/range.ts';
import { absent, number, percent, signedPercent, signedYuan } from '#ui/format.ts';

/** One figure of the strip above the form: without → with, and how far it may lie. */
export interface EffectRow {
	name: string;
	unit: string;
	without: string;
	with: string;
	/** 範圍 5,121 至 5,216. */
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
	withoutWords?: string,
): EffectRow {
	if (!effect) {
		const sentence = `${name}：沒有可算的數字`;
		return { name, unit, without: absent, with: absent, range: '', sentence, places: null };
	}
	const without = withoutWords ?? shown(effect.without);
	const range = `範圍${shown(effect.low)}至${shown(effect.high)}`;
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

/** How a churn rate is written beside another: with as many decimals as tell the two apart. */
export function churnWords(without: number, withIt: number): (value: number) => string {
	const decimals = percent(without, 1) === percent(withIt, 1) && without !== withIt ? 2 : 1;
	return (value) => percent(value, decimals);
}

/** The three figures a design is looked at by, in their fixed order. `months` is how far we look. */
export function effectRows({ clv, churn12, roi }: ProgrammeEffect, months: number): EffectRow[] {
	const churn = churnWords(churn12?.without ?? 0, churn12?.with ?? 0);
	const roiEffect = roi && { without: 0, with: roi.value, low: roi.low, high: roi.high };
	return [
		row('客戶終身價值', `元，C，${months}個月，未扣開辦與固定費`, clv, (value) => number(value)),
		row('十二個月流失率', '', churn12, churn),
		row('投資報酬率', `${months}個月ROI`, roiEffect, (value) => signedPercent(value), '打平0%'),
	];
}

/** What every range on these pages is about. */
export const rangeMeans =
	'範圍：計畫的效果、輕度買家的反應、過期的不滿，這三組假設一起推到合理的兩端。';

/** What ROI is a share of: a programme that spends much may earn less at a higher share. */
export const netWords = ({ net, paybackMonth }: ProgrammeEffect): string =>
	`淨利${signedYuan(net)}，${paybackMonth === null ? '期間內不會回本' : `第${paybackMonth}個月回本`}。`;

/** ROI alone, for the phone's dock. */
export function roiInShort({ roi }: ProgrammeEffect): { value: string; range: string } {
	return roi
		? {
				value: signedPercent(roi.value),
				range: `${signedPercent(roi.low)}至${signedPercent(roi.high)}`,
			}
		: { value: absent, range: '沒有成本，沒有ROI' };
}
