import { percent, shortNumber } from '#ui/format.ts';

/** Numbers that somebody typed, or that must not look like another, with the digits they need. */

/**
 * A share without zeros at the end: 5%, 1.5%, 14.93%. It gets more decimals than asked for where
 * with fewer it would read 0% or 100% without being so: 99.9999%.
 */
export function exactPercent(share: number, decimals = 2): string {
	const nearest = Math.min(Math.abs(share), Math.abs(1 - share)) * 100;
	// 1 − .999 leaves crumbs at the end; what is closer than that to an end counts as there.
	if (nearest < 1e-10) return `${shortNumber(share * 100, 0)}%`;
	const needed = Math.ceil(-Math.log10(nearest));
	return `${shortNumber(share * 100, Math.max(decimals, needed))}%`;
}

/** Up to four decimals, as typed: 4.5, 399.5, 0.125. */
export const exactNumber = (value: number): string => shortNumber(value, 4);

/** A factor in a formula: two decimals, more where they are needed: 1.10, 1.105, 0.9999. */
export function factor(value: number): string {
	const text = shortNumber(value, 6);
	const [, decimals = ''] = text.split('.');
	return decimals.length >= 2 ? text : value.toFixed(2);
}

/**
 * Two shares as percent, with as few decimals (from `decimals`, at most 4) as show that they
 * differ; null when even those do not.
 */
export function toldApart(one: number, other: number, decimals = 1): [string, string] | null {
	for (let digits = decimals; digits <= 4; digits++) {
		const pair: [string, string] = [percent(one, digits), percent(other, digits)];
		if (pair[0] !== pair[1]) return pair;
	}
	return null;
}
