import type { BgNbdFit } from '#models/customer-base/bg-nbd-fit.ts';
import type { BuyingFit } from '#models/customer-base/buying-fit.ts';
import { lastGroup, type CountGroup } from '#models/customer-base/hold-out.ts';
import { worthTwoParameters, type Nbd } from '#models/customer-base/nbd.ts';
import { gammaValueAt } from '#models/concentration/gamma.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number } from '#ui/format.ts';
import {
	rangeWords,
	roughly,
	shareWords,
	timeWords,
	weeksPerYear,
	z95,
	type Told,
} from './told.ts';

const spreadOf = (
	covariance: readonly (readonly number[])[],
	one: number,
	other: number,
): number => {
	const entry = (row: number, column: number) => covariance[row]?.[column] ?? 0;
	return Math.sqrt(Math.max(0, entry(one, one) + entry(other, other) - 2 * entry(one, other)));
};

/** Mean orders a year of customers while they are, with 95 % limits. */
export function orderRate({
	params: { r, alpha },
	lnCovariance,
}: Pick<BuyingFit, 'lnCovariance'> & { readonly params: Nbd }) {
	const perYear = (r / alpha) * weeksPerYear;
	const spread = z95 * spreadOf(lnCovariance, 0, 1);
	return {
		perYear,
		perYearLow: perYear * Math.exp(-spread),
		perYearHigh: perYear * Math.exp(spread),
	};
}

/** The share of customers who leave after each repeat order, with 95 % limits. */
export function leavingShare({ params: { a, b }, lnCovariance }: BgNbdFit) {
	// On the scale of ln(a/b) a share stays between none and all.
	const odds = Math.log(a / b);
	const spread = z95 * spreadOf(lnCovariance, 2, 3);
	const share = (lnOdds: number) => 1 / (1 + Math.exp(-lnOdds));
	return {
		leaves: a / (a + b),
		leavesLow: share(odds - spread),
		leavesHigh: share(odds + spread),
	};
}

const longest = 10 * weeksPerYear;

/** How unlike customers are in their rates: the median one and the busiest tenth. */
function differWords({ r, alpha }: Nbd): string {
	const middle = alpha / gammaValueAt(r, 0.5);
	const busiest = alpha / gammaValueAt(r, 0.9);
	if (!(busiest < longest)) return '買得最勤的一成，也要十年以上才買一次。';
	const slow =
		middle < longest ? `一半的人要隔${timeWords(middle)}以上才買一次` : '一半的人幾乎不再買';
	return `人和人不同：${slow}，最勤的一成至少每${timeWords(busiest)}一次。`;
}

/** A range whose upper end is so many times the lower one tells nothing. */
const tooWide = 1_000;

const rateRange = ({ perYearLow, perYearHigh }: ReturnType<typeof orderRate>): string =>
	perYearHigh <= tooWide * perYearLow
		? `一年${rangeWords(roughly(perYearLow), roughly(perYearHigh))}次`
		: '寬到等於不知道';

/** How customers buy and leave, as the fitted model has it. */
export const fitTold = (fit: BuyingFit): Told =>
	fit.model === 'bg-nbd' ? leavingTold(fit) : stayingTold(fit);

function leavingTold(fit: Extract<BuyingFit, { model: 'bg-nbd' }>): Told {
	const rate = orderRate(fit);
	const leaving = leavingShare(fit);
	const { params, standardErrors, customers, gainByLeaving } = fit;
	const notes = [
		`95%信賴區間：平均次數${rateRange(rate)}，離開機會${rangeWords(shareWords(leaving.leavesLow), shareWords(leaving.leavesHigh))}；由${number(customers)}位客戶估出。`,
		differWords(params),
		'兩個平均都是剛來時的：容易走的人先走，所以現在還在的人不是這個平均，他們的機會要看下面每一位的。',
	];
	if (standardErrors.a > params.a || standardErrors.b > params.b) {
		notes.push(
			'a和b單獨看很不準，標準誤比估計值還大：許多組a、b說的幾乎是同一件事。要看的是上面的離開機會和它的區間，不是a和b本身。',
		);
	}
	if (gainByLeaving !== null && gainByLeaving <= worthTwoParameters) {
		notes.push(
			`當作沒有人離開（NBD，少兩個參數），對數概似只低${number(Math.max(0, gainByLeaving), 1)}：這份檔案其實分不太出有沒有人離開，下面的P(alive)不要看得太重。`,
		);
	}
	return {
		finding: `所有客戶剛來的時候，離開之前平均一年買${roughly(rate.perYear)}次（約每${timeWords(weeksPerYear / rate.perYear)}一次）；每回購一次，就此不再回來的機會平均${shareWords(leaving.leaves)}。`,
		notes,
	};
}

function stayingTold(fit: Extract<BuyingFit, { model: 'nbd' }>): Told {
	const rate = orderRate(fit);
	return {
		finding: `這段時間裡看不出有誰離開，所以改用沒有人會離開的模型（NBD）：客戶平均一年買${roughly(rate.perYear)}次（約每${timeWords(weeksPerYear / rate.perYear)}一次）。`,
		notes: [
			comparedWords(fit),
			`95%信賴區間：平均次數${rateRange(rate)}；由${number(fit.customers)}位客戶估出。`,
			differWords(fit.params),
			'沒有人會離開是一個假設，不是好消息：多半是期間還不夠長，走的人還沒有安靜得夠久。所以往後的訂單和價值都是上限，檔案愈短愈偏高。',
		],
	};
}

/** ln L where BG/NBD's search ended, beside that of the model without leaving. */
export function comparedWords({
	withLeaving,
	logLikelihood,
}: Pick<Extract<BuyingFit, { model: 'nbd' }>, 'withLeaving' | 'logLikelihood'>): string {
	const ended = number(withLeaving.logLikelihood, 1);
	const gain = withLeaving.logLikelihood - logLikelihood;
	const verdict =
		gain < 0.05
			? '一點也沒有比較合'
			: `只高${number(gain, 1)}，不到多兩個參數該有的${worthTwoParameters}（AIC）`;
	return `多算離開機會的BG/NBD，離開的機會一直往0跑；它停下時的對數概似是${ended}，NBD是${number(logLikelihood, 1)}，${verdict}。`;
}

/** The fit beside the file that it was made from: customers by the number of their repeat orders. */
export function countsChart(counts: readonly CountGroup[]): BarChartSpec {
	const [never] = counts;
	return {
		kind: 'bar',
		shape: 'flat',
		finding: `客戶依回購的次數。一次也沒有回購的，模型預期${number(never?.expected ?? 0)}位，實際${number(never?.actual ?? 0)}位。`,
		caption: '到檔案最後一天，回購幾次的客戶有多少位。兩邊差很多的話，這群人的買法不像這個模型。',
		x: {
			label: '回購的次數',
			categories: counts.map(({ repeatOrders }) =>
				repeatOrders === lastGroup ? `${lastGroup}＋` : String(repeatOrders),
			),
		},
		y: { label: '客戶（位）', format: 'number', min: 0 },
		series: [
			{ id: 'a', name: '模型預期', values: counts.map(({ expected }) => expected) },
			{ id: 'b', name: '實際', values: counts.map(({ actual }) => actual) },
		],
	};
}
