/** What Taiwanese text counts and measures in; longer ones before those they begin with. */
export const units =
	'[萬億]元|個?百分點|個月|小時|分鐘|[個萬億元人位名次倍點成期年季月週日天秒家筆張件杯組批欄列頁課項題分級種歲單封顆句堂格%]';

/** A number with its sign and unit, or a short Latin word; what ends a clause goes with what it ends. */
const item = `[−+±]?\\d[\\d,.–]*(?: ?(?:${units}))?|\\b[A-Za-z]{1,5}\\b`;
const items = new RegExp(`(\\||(?:${item}|.)[？！。，、；：」）]+|${item})`);

/**
 * A heading, a table, a sentence in a narrow place, cut so that no number is parted from its unit at
 * the end of a line: every second piece, from the second on, is to stay whole. Put together they are
 * the text again. Where a word does not fit its line,
 * a browser breaks it anywhere, between two digits and before a full stop too. A '|', where the line
 * of a heading may break, is a piece of its own.
 */
export const cutAtItems = (text: string): string[] => text.split(items);
