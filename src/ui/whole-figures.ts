/** What Taiwanese text counts and measures in; longer ones before those they begin with. */
const units = [
	'個百分點|個月|個|百分點|萬|億|元|人|位|名|次|倍|點|成|期|年|季|月|週|日|天|小時|分鐘|秒',
	'家|筆|張|件|杯|組|批|欄|列|頁|課|項|題|分|級|種|歲|%',
].join('|');

/** 3,667元 · 59.3萬元 · 12個月 · 35%: a number's last digit with what it counts. */
const joint = new RegExp(`(\\d ?(?:[萬億]元|${units}))`);

/**
 * A sentence cut so that no number is parted from its unit at the end of a line: every second
 * piece, from the second on, is to stay whole. Put together they are the sentence again. A piece
 * begins with the last digit, because digits keep together by themselves, and the browser leaves
 * the gap between Han and digits out where a line begins only when no piece begins there.
 */
export const cutAtFigures = (text: string): string[] => text.split(joint);
