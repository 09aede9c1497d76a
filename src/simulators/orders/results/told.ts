import { number, percent, shortNumber } from '#ui/format.ts';

/** What a section of the results says first, and what stands under it. */
export interface Told {
	/** One sentence with its numbers, true for this file. */
	readonly finding: string;
	/** What it rests on, and what not to read into it. */
	readonly notes: readonly string[];
}

/** About three figures of a number whose size nobody knows beforehand: 0.0123, 4.57, 12,300. */
export function roughly(value: number): string {
	const size = Math.abs(value);
	if (!Number.isFinite(value) || size >= 1e12) return number(value);
	if (size >= 100) return number(value);
	if (size === 0) return '0';
	if (size < 0.0001) return '不到0.0001';
	return shortNumber(value, Math.max(0, 2 - Math.floor(Math.log10(size))));
}

/** A share that is neither none nor all never reads as 0% or 100%. */
export function shareWords(share: number): string {
	if (share > 0 && share < 0.001) return '不到0.1%';
	if (share < 1 && share > 0.999) return '超過99.9%';
	const decimals = share < 0.0995 || share > 0.9905 ? 1 : 0;
	return share === 0 || share === 1 ? percent(share) : percent(share, decimals);
}

const daysPerWeek = 7;
const weeksPerYear = 365.25 / daysPerWeek;

/** A time in weeks as people say it: 3天, 2.5週, 1.8年. */
export function timeWords(weeks: number): string {
	if (weeks > 100 * weeksPerYear) return '一百年以上';
	if (weeks >= 2 * weeksPerYear) return `${shortNumber(weeks / weeksPerYear, 1)}年`;
	if (weeks >= 2) return `${shortNumber(weeks, 1)}週`;
	const days = weeks * daysPerWeek;
	return days < 0.1 ? '不到0.1天' : `${shortNumber(days, 1)}天`;
}

export { weeksPerYear };

/** Normal limits of 95 %. */
export const z95 = 1.959_963_984_540_054;

/** 3.2到4.1; a range whose ends read alike is that one value. */
export const rangeWords = (low: string, high: string): string =>
	low === high ? low : `${low}到${high}`;
