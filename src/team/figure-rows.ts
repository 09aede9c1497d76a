import { absent, number, percent, signedPercent } from '#ui/format.ts';
import type { Figures } from '#workflow/ledger.ts';
import { signedYuanBeside } from './amounts-beside.ts';

/** One figure of a design, before and after something in it moved. */
export interface FigureRow {
	name: string;
	unit: string;
	before: string;
	after: string;
	/** Said instead of two figures that differ by less than anyone could act on; else empty. */
	still: '' | '沒有變' | '幾乎沒有變';
}

/**
 * The smallest difference that means something. Two designs are run with the same people, so a
 * difference is finer than either figure; yet below this no shop would notice it.
 */
export const grains = { roi: 0.01, clv: 1, churn12: 0.001 } as const;
/** Of a net in NT$: as fine as it is written. */
const netGrain = (net: number): number => (Math.abs(net) < 1_000_000 ? 1_000 : 10_000);

/** Whether two figures differ, and by enough to speak of. */
export const stillWords = (was: number, is: number, grain: number): FigureRow['still'] =>
	was === is ? '沒有變' : Math.abs(is - was) < grain * (1 - 1e-9) ? '幾乎沒有變' : '';

/** What 幾乎沒有變 stands for. */
export const grainMeans =
	'「幾乎沒有變」：ROI差不到1個百分點、淨利差不到1,000元（百萬元以上不到1萬元）、CLV差不到1元、流失差不到0.1個百分點；寫出來的數字各自四捨五入，所以34.5%和34.6%也可能差不到。兩邊是同一批模擬的客人，所以差別比高低準；再小，在真的客人身上也分不出來。';

interface Written {
	/** A figure as it stands beside another, the larger of the two being given. */
	write: (value: number, larger: number) => string;
	grain: (value: number) => number;
	/** Where there is no such figure. */
	none?: string;
}

/** Two figures to the same grain; `—` where one has not been worked out. */
function rowOf(
	figure: keyof Figures,
	both: readonly [Figures | null, Figures | null],
	{ write, grain, none = absent }: Written,
): Pick<FigureRow, 'before' | 'after' | 'still'> {
	const larger = Math.max(...both.map((figures) => Math.abs(figures?.[figure] ?? 0)));
	const shown = (figures: Figures | null) => {
		const value = figures?.[figure];
		if (value === undefined) return absent;
		return value === null ? none : write(value, larger);
	};
	const [before, after] = both;
	const [was, is] = [before?.[figure] ?? null, after?.[figure] ?? null];
	const still =
		was !== null && is !== null
			? stillWords(was, is, grain(was))
			: before && after && was === is
				? '沒有變'
				: '';
	return { before: shown(before), after: shown(after), still };
}

/**
 * ROI, net, CLV and churn before and after, in the desk's order; a figure not there yet is `—`. The
 * highest ROI and the highest net are two designs, so neither stands without the other.
 */
export function figureRows(before: Figures | null, after: Figures | null): FigureRow[] {
	const both = [before, after] as const;
	const row = (name: string, unit: string, figure: keyof Figures, written: Written): FigureRow => ({
		...{ name, unit },
		...rowOf(figure, both, written),
	});
	return [
		row('ROI', '', 'roi', {
			write: (share) => signedPercent(share),
			grain: () => grains.roi,
			none: '沒有點數',
		}),
		row('淨利', '', 'net', {
			write: signedYuanBeside,
			grain: netGrain,
		}),
		row('CLV', '元', 'clv', { write: (value) => number(value), grain: () => grains.clv }),
		row('一年流失', '', 'churn12', {
			write: (share) => percent(share, 1),
			grain: () => grains.churn12,
		}),
	];
}

/** What a figure was in an earlier version, in words: 第1版−17%; 和第1版相同. */
export function sinceWords({ before, unit, still }: FigureRow, version: number): string {
	if (still === '') return `第${version}版${before}${unit}`;
	return still === '沒有變' ? `和第${version}版相同` : `和第${version}版幾乎相同`;
}
