import type { BgNbdFit, BgNbdRefusal } from '#models/customer-base/bg-nbd-fit.ts';
import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import type { GammaGamma } from '#models/customer-base/gamma-gamma.ts';
import { gammaValueAt } from '#models/concentration/gamma.ts';
import { number, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import {
	rangeWords,
	roughly,
	shareWords,
	timeWords,
	weeksPerYear,
	z95,
	type Told,
} from './told.ts';

const symbols = { r: 'r', alpha: 'α', a: 'a', b: 'b', p: 'p', q: 'q', gamma: 'γ' } as const;

const more = '換一份客戶更多、期間更長的檔案會有幫助。';

/** Under a → 0 the chance to leave is nothing, under b → ∞ next to nothing. */
const nobodySeenToLeave = (parameter: keyof BgNbd, side: 'low' | 'high'): boolean =>
	(parameter === 'a' && side === 'low') || (parameter === 'b' && side === 'high');

/** What no fit at the border says of the customers, by parameter and side. */
function borderWords(parameter: keyof BgNbd, side: 'low' | 'high'): string {
	const runs = `最合的${symbols[parameter]}一直往${side === 'low' ? '0' : '無限大'}跑，定不下來`;
	if (side === 'high' && (parameter === 'r' || parameter === 'alpha')) {
		return `${runs}：看不出客戶買得有快有慢。`;
	}
	if (nobodySeenToLeave(parameter, side)) return `${runs}：這段時間裡，看不出有誰離開。`;
	if (parameter === 'a' && side === 'high') return `${runs}：看不出離開的機會因人而異。`;
	if (parameter === 'r') return `${runs}：絕大多數人幾乎不再買，只有極少數例外。`;
	if (parameter === 'b') return `${runs}：看起來人人一回購就不再來，先看欄位有沒有指錯。`;
	return `${runs}：訂單密得量不出步調，先看日期欄有沒有指錯。`;
}

const refusals: Readonly<Record<Exclude<BgNbdRefusal['reason'], 'border'>, string>> = {
	nobody: '沒有客戶，沒有東西可以算。',
	'one customer': `只有一位客戶，看不出人和人的差別。${more}`,
	'nobody repeats':
		'沒有人買第二次，所以分不出是「還沒回來」還是「不會回來」。等有人回購，或換一份期間更長的檔案。',
	'no time': '每個人的第一筆都在最後一天，後面沒有時間可以看。換一份期間更長的檔案。',
	flat: `許多組參數和這份資料一樣合，挑不出一組。${more}`,
	unfinished: `找最合的參數時停不下來，所以不報數字。先看欄位有沒有指錯；${more}`,
};

/** From here on few customers are no longer the likeliest reason (假設). */
const manyCustomers = 1_000;

const smallBase = '客戶少、期間短的檔案常常這樣，不是檔案壞了。';

/** Why BG/NBD was not fitted, and what would help. */
export function noFitWords(refusal: BgNbdRefusal): string {
	if (refusal.reason !== 'border') return refusals[refusal.reason];
	const { parameter, side, customers } = refusal;
	const why = borderWords(parameter, side);
	if (customers < manyCustomers) return `${why}${smallBase}${more}`;
	return nobodySeenToLeave(parameter, side)
		? `${why}客戶有${number(customers)}位，不算少：多半是真的還沒有人走，或走的人還沒有安靜得夠久。期間更長的檔案才看得出來，客戶再多也沒有用。在那之前，誰走了、往後還有幾筆，這裡都不說；數得出來的次數和金額照樣可以用。`
		: `${why}客戶有${number(customers)}位，不算少：多半不是資料不夠，而是這群人的買法不像這個模型想的那樣（例如定期配送，人人同一個步調）。數得出來的次數和金額照樣可以用。`;
}

/** The same for a fit of which only the reason is known. */
export const noFitReason = (reason: BgNbdRefusal['reason']): string =>
	reason === 'border'
		? '最合的參數一直往0或無限大跑，定不下來；前段比整份檔案短，更難看出誰離開。把「拿多少時間來學」調大，或換一份期間更長的檔案。'
		: refusals[reason];

/** Orders a year while a customer, and the share who leave after each repeat order. */
export function typicalCustomer({ params, lnCovariance }: BgNbdFit) {
	const { r, alpha, a, b } = params;
	const entry = (row: number, column: number) => lnCovariance[row]?.[column] ?? 0;
	const spread = (one: number, other: number) =>
		Math.sqrt(Math.max(0, entry(one, one) + entry(other, other) - 2 * entry(one, other)));
	const perYear = (r / alpha) * weeksPerYear;
	const rateSpread = z95 * spread(0, 1);
	const leaves = a / (a + b);
	// On the scale of ln(a/b) a share stays between none and all.
	const odds = Math.log(a / b);
	const leaveSpread = z95 * spread(2, 3);
	const share = (lnOdds: number) => 1 / (1 + Math.exp(-lnOdds));
	return {
		perYear,
		perYearLow: perYear * Math.exp(-rateSpread),
		perYearHigh: perYear * Math.exp(rateSpread),
		leaves,
		leavesLow: share(odds - leaveSpread),
		leavesHigh: share(odds + leaveSpread),
	};
}

const longest = 10 * weeksPerYear;

/** How unlike customers are in their rates: the median one and the busiest tenth. */
function differWords({ r, alpha }: BgNbd): string {
	const middle = alpha / gammaValueAt(r, 0.5);
	const busiest = alpha / gammaValueAt(r, 0.9);
	if (!(busiest < longest)) return '買得最勤的一成，也要十年以上才買一次。';
	const slow =
		middle < longest ? `一半的人要隔${timeWords(middle)}以上才買一次` : '一半的人幾乎不再買';
	return `人和人不同：${slow}，最勤的一成至少每${timeWords(busiest)}一次。`;
}

/** A range whose upper end is so many times the lower one tells nothing. */
const tooWide = 1_000;

const rateRange = ({ perYearLow, perYearHigh }: ReturnType<typeof typicalCustomer>): string =>
	perYearHigh <= tooWide * perYearLow
		? `一年${rangeWords(roughly(perYearLow), roughly(perYearHigh))}次`
		: '寬到等於不知道';

export function fitTold(fit: BgNbdFit): Told {
	const typical = typicalCustomer(fit);
	const { params, standardErrors, customers } = fit;
	const notes = [
		`95%信賴區間：平均次數${rateRange(typical)}，離開機會${rangeWords(shareWords(typical.leavesLow), shareWords(typical.leavesHigh))}；由${number(customers)}位客戶估出。`,
		differWords(params),
		'兩個平均都是剛來時的：容易走的人先走，所以現在還在的人不是這個平均，他們的機會要看下面每一位的。',
	];
	if (standardErrors.a > params.a || standardErrors.b > params.b) {
		notes.push(
			'a和b單獨看很不準，標準誤比估計值還大：許多組a、b說的幾乎是同一件事。要看的是上面的離開機會和它的區間，不是a和b本身。',
		);
	}
	return {
		finding: `所有客戶剛來的時候，離開之前平均一年買${roughly(typical.perYear)}次（約每${timeWords(weeksPerYear / typical.perYear)}一次）；每回購一次，就此不再回來的機會平均${shareWords(typical.leaves)}。`,
		notes,
	};
}

/** What the chance of it has run away to in gamma-gamma. */
function spendBorder(parameter: keyof GammaGamma, side: 'low' | 'high'): string {
	const runs = `最合的${symbols[parameter]}一直往${side === 'low' ? '0' : '無限大'}跑，定不下來`;
	if (side === 'low') return `${runs}。`;
	return parameter === 'p' ? `${runs}：每個人每次都花得一樣多。` : `${runs}：看不出誰花得比較多。`;
}

const correlationLimit = 0.3;

/** What an order brings, or why that is not told. */
export function spendTold(spend: OrdersAnalysis['spend']): Told {
	const noMoney = '所以只算次數，不算價值。';
	if (!spend.ok) {
		if (spend.reason === 'no amounts') {
			return { finding: `檔案沒有金額，${noMoney}把金額那一欄指出來就算得出。`, notes: [] };
		}
		const why = {
			nobody: `有金額的回購客戶不到兩位，看不出人和人花得有多不同，${noMoney}${more}`,
			alike: `每個人平均都花一樣多，沒有差別可以學，${noMoney}請確認金額欄指對了。`,
			'one order each': `還沒有人回購兩次以上，分不出是同一個人忽多忽少，還是人和人不同，${noMoney}${more}`,
			flat: `許多組參數和金額一樣合，挑不出一組，${noMoney}${more}`,
			unfinished: `替金額找參數時停不下來，${noMoney}請確認金額欄指對了。`,
		};
		return {
			finding:
				spend.reason === 'border'
					? `${spendBorder(spend.parameter, spend.side)}${noMoney}${more}`
					: why[spend.reason],
			notes: [],
		};
	}
	const { p, q, gamma } = spend.params;
	const { customers, correlation, withoutSpend } = spend.counts;
	const notes: string[] = [];
	if (correlation !== null && Math.abs(correlation) > correlationLimit) {
		notes.push(
			`注意：買得多的人每筆${correlation > 0 ? '也比較大' : '反而比較小'}（相關${number(correlation, 2)}）。gamma-gamma假設次數和金額無關，所以常客的價值可能${correlation > 0 ? '低' : '高'}估了。`,
		);
	} else if (correlation !== null) {
		notes.push(
			`次數和每筆金額的相關是${number(correlation, 2)}，在±${correlationLimit}以內（本頁的界線，假設）；模型假設兩者無關。`,
		);
	}
	if (withoutSpend > 0) {
		notes.push(`${number(withoutSpend)}位回購客戶的金額合計是零或負的，沒有用來學。`);
	}
	return {
		finding:
			q > 1
				? `一筆訂單平均${roughly((p * gamma) / (q - 1))}元（所有客戶的平均，由${number(customers)}位回購客戶估出）；每位客戶的預期金額，落在這個數和他自己的平均之間。`
				: `q是${roughly(q)}，不大於1：少數人花得太多，「所有客戶的平均」不存在，${noMoney}看看是不是有批發訂單混在裡面；分開再算。`,
		notes,
	};
}

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
} as const;

/** All parameters with their standard errors, and the truth of data that were made up. */
export function parameterTable({
	fit,
	spend,
	truth,
}: Pick<OrdersAnalysis, 'fit' | 'spend' | 'truth'>): NamedTable | null {
	const rows: string[][] = [];
	const add = <Name extends keyof typeof meanings>(
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
	if (fit.ok) {
		add(['r', 'alpha', 'a', 'b'], fit.params, fit.standardErrors, truth?.orders ?? null);
	}
	if (spend.ok) {
		add(['p', 'q', 'gamma'], spend.params, spend.standardErrors, truth?.spend ?? null);
	}
	if (rows.length === 0) return null;
	return {
		caption: '參數（r、α、a、b：BG/NBD，時間以週計；p、q、γ：gamma-gamma，金額以元計）',
		columns: ['參數', ...(truth ? ['真值', '差幾個標準誤'] : []), '標準誤', '估計'],
		rows,
	};
}

/** How likely the data are under the parameters, and how they were found. */
export function searchWords({ fit, spend }: Pick<OrdersAnalysis, 'fit' | 'spend'>): string {
	const words = (name: string, found: { logLikelihood: number; iterations: number }) =>
		`${name}的對數概似（log-likelihood）是${number(found.logLikelihood, 1)}，${number(found.iterations)}步找到`;
	const parts = [
		...(fit.ok ? [words('BG/NBD', fit)] : []),
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
	const add = <Name extends keyof typeof meanings>(
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
	if (fit.ok) add(['r', 'alpha', 'a', 'b'], fit.params, fit.standardErrors, truth.orders);
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
