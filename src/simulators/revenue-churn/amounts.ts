import { shortNumber, yuan } from '#ui/format.ts';

/** From here on revenue is counted in 萬. */
export const tenThousands = 100_000;

/** Decimals that leave a tenth of a percent to be seen: 102.5萬 beside a rate of 102.5%. */
const decimalsFor = (amount: number): number =>
	Math.max(0, 3 - Math.floor(Math.log10(Math.max(1, Math.abs(amount)))));

/** Revenue with as many digits as the rates beside it: 15,000元, 102.5萬元, 1.025億元. */
export function revenue(amount: number): string {
	const size = Math.abs(amount);
	if (size >= 99_995_000) return `${shortNumber(amount / 1e8, decimalsFor(amount / 1e8))}億元`;
	if (size < tenThousands) return yuan(amount);
	return `${shortNumber(amount / 1e4, decimalsFor(amount / 1e4))}萬元`;
}
