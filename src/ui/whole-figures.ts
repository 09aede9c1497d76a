/** What Taiwanese text counts and measures in; longer ones before those they begin with. */
const units = [
	'[萬億]元|個百分點|個月|個|百分點|萬|億|元|人|位|名|次|倍|點|成|期|年|季|月|週|日|天|小時|分鐘|秒',
	'家|筆|張|件|杯|組|批|欄|列|頁|課|項|題|分|級|種|歲|%',
].join('|');

/** 3,667元 · 59.3萬元 · 12個月 · 35%: a number's last digit with what it counts. */
const joint = /* @__PURE__ */ new RegExp(`(\\d ?(?:${units}))`);

/**
 * Running text cut so that no number is parted from its unit at the end of a line: every second
 * piece, from the second on, is to stay whole. Put together they are the text again. A piece begins
 * with the last digit, because in a line of some length digits keep together by themselves.
 */
export const cutAtFigures = (text: string): string[] => text.split(joint);

/** A number with its sign and unit, or a short Latin word; what ends a clause goes with what it ends. */
const item = `[−+±]?\\d[\\d,.]*(?: ?(?:${units}))?|\\b[A-Za-z]{1,5}\\b`;
const items = new RegExp(`(\\||(?:${item}|.)[？！。，、；：」）]+|${item})`);

/**
 * The same for a heading, a table, a sentence in a narrow place. Where a word does not fit its line,
 * a browser breaks it anywhere, between two digits and before a full stop too. A '|', where the line
 * of a heading may break, is a piece of its own.
 */
export const cutAtItems = (text: string): string[] => text.split(items);
