import { number, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { symbols, type ParameterName } from './symbols.ts';
import { roughly, z95 } from './told.ts';

/** How an estimate stands beside the truth it was made from. */
const apart = (estimate: number, truth: number, error: number): string =>
	error > 0 && Number.isFinite(error) ? signedNumber((estimate - truth) / error, 1) : '';

const meanings = {
	r: '大：人人買得差不多勤；小：差很多',
	alpha: '時間的尺；平均一週買r÷α次',
	a: '離開的一邊',
	b: '留下的一邊；平均離開a÷(a＋b)',
	p: '大：同一個人每筆差不多',
	q: '大：人和人花得差不多',
	gamma: '金額的尺',
} as const satisfies Record<ParameterName, string>;

/** All parameters with their standard errors, and the truth of data that were made up. */
export function parameterTable({
	fit,
	spend,
	truth,
}: Pick<OrdersAnalysis, 'fit' | 'spend' | 'truth'>): NamedTable | null {
	const rows: string[][] = [];
	const add = <Name extends ParameterName>(
		names: readonly Name[],
		estimate: Readonly<Record<Name, number>>,
		errors: Readonly<Record<Name, number>>,
		real: Readonly<Record<Name, number>> | null,
	): void => {
		for (const name of names) {
			rows.push([
				`${symbols[name]}　${meanings[name]}`,
				...(real ? [roughly(real[name]), apart(estimate[name], real[name], errors[name])] : []),
				roughly(errors[name]),
				roughly(estimate[name]),
			]);
		}
	};
	if (fit.ok && fit.model === 'bg-nbd') {
		add(['r', 'alpha', 'a', 'b'], fit.params, fit.standardErrors, truth?.orders ?? null);
	} else if (fit.ok) {
		add(['r', 'alpha'], fit.params, fit.standardErrors, truth?.orders ?? null);
	}
	if (spend.ok) {
		add(['p', 'q', 'gamma'], spend.params, spend.standardErrors, truth?.spend ?? null);
	}
	if (rows.length === 0) return null;
	return {
		caption: `參數（${fit.ok && fit.model === 'nbd' ? 'r、α：NBD' : 'r、α、a、b：BG/NBD'}，時間以週計；p、q、γ：gamma-gamma，金額以元計）`,
		columns: ['參數', ...(truth ? ['真值', '差幾個標準誤'] : []), '標準誤', '估計'],
		rows,
	};
}

/** How likely the data are under the parameters, and how they were found. */
export function searchWords({ fit, spend }: Pick<OrdersAnalysis, 'fit' | 'spend'>): string {
	const words = (name: string, found: { logLikelihood: number; iterations: number }) =>
		`${name}的對數概似（log-likelihood）是${number(found.logLikelihood, 1)}，${number(found.iterations)}步找到`;
	const parts = [
		...(fit.ok ? [words(fit.model === 'nbd' ? 'NBD' : 'BG/NBD', fit)] : []),
		...(spend.ok ? [words('gamma-gamma', spend)] : []),
	];
	return parts.length > 0 ? `${parts.join('；')}。` : '';
}

/** How well the truth of made-up data was found again: the parameter that misses it most is named. */
export function truthTold({
	fit,
	spend,
	truth,
}: Pick<OrdersAnalysis, 'fit' | 'spend' | 'truth'>): string {
	if (!truth) return '';
	const misses: { readonly symbol: string; readonly off: number }[] = [];
	const add = <Name extends ParameterName>(
		names: readonly Name[],
		estimate: Readonly<Record<Name, number>>,
		errors: Readonly<Record<Name, number>>,
		real: Readonly<Record<Name, number>>,
	): void => {
		for (const name of names) {
			const off = (estimate[name] - real[name]) / errors[name];
			if (Number.isFinite(off)) misses.push({ symbol: symbols[name], off });
		}
	};
	if (fit.ok && fit.model === 'bg-nbd') {
		add(['r', 'alpha', 'a', 'b'], fit.params, fit.standardErrors, truth.orders);
	} else if (fit.ok) add(['r', 'alpha'], fit.params, fit.standardErrors, truth.orders);
	if (spend.ok) add(['p', 'q', 'gamma'], spend.params, spend.standardErrors, truth.spend);
	const [worst] = misses.sort((one, other) => Math.abs(other.off) - Math.abs(one.off));
	if (!worst) return '';
	const beyond = misses.filter(({ off }) => Math.abs(off) > z95).map(({ symbol }) => symbol);
	const told =
		beyond.length === 0
			? '每個都在兩個標準誤以內，是找得回來的樣子'
			: `超過兩個標準誤的有${beyond.join('、')}，不太像只是運氣`;
	return `真值是產生這份合成資料時用的參數。差最多的是${worst.symbol}，比真值${worst.off >= 0 ? '高' : '低'}${number(Math.abs(worst.off), 1)}個標準誤；${told}。同一天的訂單會併成一筆，買得愈勤併掉愈多，r和α會因此比真值高。`;
}
