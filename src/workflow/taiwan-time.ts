/**
 * Times as the class reads them: on Taiwan's clock, whatever zone the server or a laptop is set to,
 * so that a slide, the desk, a backup's name and the grades never tell two times of one moment.
 */

/** Taiwan has had no summer time since 1979. */
const aheadMilliseconds = 8 * 3_600_000;

/** 2026-11-21 10:42:07; `at` in epoch milliseconds. */
export const taiwanTime = (at: number): string =>
	new Date(at + aheadMilliseconds).toISOString().slice(0, 19).replace('T', ' ');

/** 2026-11-21_10-42-07, for the name of a file. */
export const fileStamp = (at: number): string =>
	taiwanTime(at).replace(' ', '_').replaceAll(':', '-');

/** 10:42. */
export const clockMinute = (at: number): string => taiwanTime(at).slice(11, 16);

/** 10:42:07. */
export const clockSecond = (at: number): string => taiwanTime(at).slice(11);

const dayOfYear = (at: number): string => {
	const [, month, day] = taiwanTime(at).slice(0, 10).split('-').map(Number);
	return `${month}月${day}日`;
};

/** 10月14日10:42; for whatever may be older than today. */
export const dayAndMinute = (at: number): string => `${dayOfYear(at)}${clockMinute(at)}`;

/** 10月14日10:42:07; for what a deadline may turn on. */
export const dayAndSecond = (at: number): string => `${dayOfYear(at)}${clockSecond(at)}`;

/** 2026年11月30日; for paper, which is kept for years. */
export const wholeDay = (at: number): string => `${taiwanTime(at).slice(0, 4)}年${dayOfYear(at)}`;
