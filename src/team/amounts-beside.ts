import { shortNumber, yuan } from '#ui/format.ts';

/**
 * An amount that stands to be compared, in the unit that the largest of them has: −2.8萬元 beside
 * 12.1萬元. Zero needs no unit.
 */
export function yuanBeside(value: number, largest: number): string {
	const size = value && Math.abs(largest);
	if (size < 100_000) return yuan(value);
	if (size >= 99_995_000) return `${shortNumber(value / 1e8)}億元`;
	return `${shortNumber(value / 1e4, Math.abs(value) < 1_000_000 ? 1 : 0)}萬元`;
}

/** The same, gains marked as gains. */
export function signedYuanBeside(value: number, largest: number): string {
	const text = yuanBeside(value, largest);
	return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
