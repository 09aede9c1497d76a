/** Above this, a number is a card number or a mistake, not what somebody paid. */
export const largestAmount = 1e12;

const currencyBefore = /^(?:NT\$?|NTD|TWD|\$|元)\s*/i;
const currencyAfter = /\s*(?:NTD|TWD|NT\$?|元整?|圓整?|塊)$/i;
const number = /^(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+|\d(?:\.\d+)?e[+-]?\d{1,2})$/i;

const code = { zero: 48, nine: 57, comma: 44, point: 46 } as const;

/** Most cells are bare digits; anything else goes to the careful reading. */
function bareNumber(text: string): number {
	const length = text.length;
	if (length === 0 || length > 15) return Number.NaN;
	let whole = 0;
	let scale = 0;
	let group = 0;
	let grouped = false;
	for (let i = 0; i < length; i++) {
		const char = text.charCodeAt(i);
		if (char >= code.zero && char <= code.nine) {
			whole = whole * 10 + (char - code.zero);
			if (scale > 0) scale *= 10;
			else group++;
		} else if (char === code.comma && scale === 0) {
			if (grouped ? group !== 3 : group === 0 || group > 3) return Number.NaN;
			grouped = true;
			group = 0;
		} else if (char === code.point && scale === 0 && i > 0) {
			scale = 1;
		} else {
			return Number.NaN;
		}
	}
	if (grouped && group !== 3) return Number.NaN;
	// Below 2^53 both are exact, so the quotient is the nearest number to what was written.
	return scale > 1 ? whole / scale : whole;
}

/** No amount is written longer; beyond it careful reading would only cost time. */
const longestCell = 40;

function carefulNumber(given: string): number {
	if (given.length > longestCell) return Number.NaN;
	let text = given
		.normalize('NFKC')
		.replace(/[\u2212\u2012-\u2014\uFE63]/g, '-')
		.replaceAll('\u00A5', '')
		.trim();
	// Exports write ="1200" to keep a spreadsheet from reformatting the cell.
	text = text.replace(/^=?"(.*)"$/, '$1').trim();
	let sign = 1;
	let signs = 0;
	const take = (found: boolean, from: number, to: number): void => {
		if (!found) return;
		signs++;
		text = text.slice(from, to).trim();
	};
	const bracketed = /^\(.*\)$/.test(text);
	if (bracketed || /^-|-$/.test(text) || /^\D{1,4}-/.test(text)) sign = -1;
	take(bracketed, 1, -1);
	take(/^[+-]/.test(text), 1, text.length);
	text = text.replace(currencyBefore, '');
	take(/^[+-]/.test(text), 1, text.length);
	text = text.replace(currencyAfter, '');
	take(text.endsWith('-'), 0, -1);
	if (signs > 1) return Number.NaN;
	if (!number.test(text)) return Number.NaN;
	const value = sign * Number(text.replaceAll(',', ''));
	return Math.abs(value) <= largestAmount ? value : Number.NaN;
}

/**
 * Reads an amount of money as people write it: 1,234 · NT$1,234.50 · １２００元 · (300) or 300- for
 * minus. NaN when the cell is not an amount; thousands commas must stand where thousands are, since
 * 12,5 may be twelve and a half or a slip.
 */
export function readAmount(text: string): number {
	const bare = bareNumber(text);
	if (bare === bare) return bare <= largestAmount ? bare : Number.NaN;
	return carefulNumber(text);
}
