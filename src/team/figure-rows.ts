import { absent, number, percent, signedPercent } from '#ui/format.ts';
import type { Figures } from '#workflow/ledger.ts';

/** One figure of a design, before and after something in it moved. */
export interface FigureRow {
	name: string;
	unit: string;
	before: string;
	after: string;
	/** True when both are written alike. */
	still: boolean;
}

type Write = (value: number, decimals: number) => string;

/**
 * Two figures with as few decimals as tell them apart, at most two more than `least`; `none` where
 * there is no such figure, `—` where it has not been worked out.
 */
function rowOf(
	figure: keyof Figures,
	[before, after]: readonly [Figures | null, Figures | null],
	write: Write,
	{ least, none = absent }: { least: number; none?: string },
): Pick<FigureRow, 'before' | 'after' | 'still'> {
	const [was, is] = [before?.[figure] ?? null, after?.[figure] ?? null];
	let decimals = least;
	if (was !== null && is !== null && was !== is) {
		while (decimals < least + 2 && write(was, decimals) === write(is, decimals)) decimals += 1;
	}
	const shown = (figures: Figures | null) => {
		const value = figures?.[figure];
		if (value === undefined) return absent;
		return value === null ? none : write(value, decimals);
	};
	return { before: shown(before), after: shown(after), still: shown(before) === shown(after) };
}

/** ROI, CLV and churn before and after, in the desk's order; a figure not there yet is `—`. */
export function figureRows(before: Figures | null, after: Figures | null): FigureRow[] {
	const both = [before, after] as const;
	return [
		{
			name: 'ROI',
			unit: '',
			...rowOf('roi', both, signedPercent, { least: 0, none: '沒有成本' }),
		},
		{ name: 'CLV', unit: '元', ...rowOf('clv', both, number, { least: 0 }) },
		{ name: '一年流失', unit: '', ...rowOf('churn12', both, percent, { least: 1 }) },
	];
}
