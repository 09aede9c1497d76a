/**
 * Numbers as a Taiwanese reader expects them. Nothing here ever prints NaN or Infinity: a number
 * that does not exist is '—', one without bound is 無限大. No space is typed between Han and
 * Latin characters; the style sheet's text-autospace sets it.
 */

export const absent = '—';
const minus = '−';

/** What a value on an axis, in a table cell or in a tooltip is. */
export type FormatKind =
	| 'number'
	| 'money'
	| 'percent'
	| 'months'
	| 'years'
	| 'signedNumber'
	| 'signedMoney'
	| 'signedPercent';

function worded(value: number): string | undefined {
	if (Number.isNaN(value)) return absent;
	if (value === Infinity) return '無限大';
	if (value === -Infinity) return '負無限大';
	return undefined;
}

const writers = new Map<number, Intl.NumberFormat>();

/** Kept once made: making one takes longer than all the numbers of a table it then writes. */
function digitsWith(decimals: number): Intl.NumberFormat {
	let writer = writers.get(decimals);
	if (!writer) {
		writer = new Intl.NumberFormat('en-US', {
			minimumFractionDigits: decimals,
			maximumFractionDigits: decimals,
		});
		writers.set(decimals, writer);
	}
	return writer;
}

function plain(value: number, decimals: number): string {
	const digits = digitsWith(decimals).format(Math.abs(value));
	// −0.3 at no decimals is 0, not −0.
	return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits;
}

function withSign(text: string, value: number): string {
	return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** 3,667 with the given decimals; real minus sign, thousands commas. */
export function number(value: number, decimals = 0): string {
	return worded(value) ?? plain(value, decimals);
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 });

/** A number with all the digits somebody gave it: 1,234.5. As in a control's box. */
export const typedNumber = (value: number): string => worded(value) ?? whole.format(value);

/** Up to the given decimals, without zeros at the end: 5, 2.5, 0.125. */
export function shortNumber(value: number, decimals = 2): string {
	const text = number(value, decimals);
	return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * An amount's digits, in 萬 from a hundred thousand and in 億 from a hundred million up:
 * 3,667 · 59.3萬 · 6,254萬 · 1.25億. The caller puts NT$ before or 元 after it.
 */
export function amount(value: number, decimals = 0): string {
	const words = worded(value);
	if (words) return words;
	const size = Math.abs(value);
	if (size >= 99_995_000) return `${shortNumber(value / 1e8, 2)}億`;
	if (size >= 100_000) return `${shortNumber(value / 1e4, size < 1_000_000 ? 1 : 0)}萬`;
	return plain(value, decimals);
}

/** 3,667元, 59.3萬元; for use in sentences. */
export function yuan(value: number, decimals = 0): string {
	return worded(value) ?? `${amount(value, decimals)}元`;
}

/** NT$3,667; for use where a figure stands alone. */
export function money(value: number, decimals = 0): string {
	const words = worded(value);
	if (words) return words;
	const digits = amount(value, decimals);
	return digits.startsWith(minus) ? `${minus}NT$${digits.slice(1)}` : `NT$${digits}`;
}

/** A fraction as percent: 0.365 is 37%, with one decimal 36.5%. */
export function percent(fraction: number, decimals = 0): string {
	return worded(fraction) ?? `${plain(fraction * 100, decimals)}%`;
}

export function signedNumber(value: number, decimals = 0): string {
	return withSign(number(value, decimals), value);
}

export function signedYuan(value: number, decimals = 0): string {
	return withSign(yuan(value, decimals), value);
}

export function signedPercent(fraction: number, decimals = 0): string {
	return withSign(percent(fraction, decimals), fraction);
}

export function months(value: number, decimals = 0): string {
	return worded(value) ?? `${shortNumber(value, decimals)}個月`;
}

export function years(value: number, decimals = 1): string {
	return worded(value) ?? `${shortNumber(value, decimals)}年`;
}

/** By name, so that a chart can be described without functions. */
export function formatAs(kind: FormatKind, value: number, decimals?: number): string {
	switch (kind) {
		case 'number':
			return number(value, decimals);
		case 'money':
			return amount(value, decimals);
		case 'percent':
			return percent(value, decimals);
		case 'months':
			return months(value, decimals);
		case 'years':
			return years(value, decimals);
		case 'signedNumber':
			return signedNumber(value, decimals);
		case 'signedMoney':
			return withSign(amount(value, decimals), value);
		case 'signedPercent':
			return signedPercent(value, decimals);
	}
}
