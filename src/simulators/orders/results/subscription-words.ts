import type { KaplanMeier } from '#models/churn/kaplan-meier.ts';
import type { NoFit } from '#models/churn/shifted-beta-geometric-fit.ts';
import { threeRates, type TriangleReading } from '#models/churn/triangle.ts';
import type { Band, LineChartSpec } from '#ui/chart-spec.ts';
import { absent, number, percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { SubscriptionsAnalysis } from '../analysis.ts';
import { roughly, shareWords, z95, type Told } from './told.ts';

const nothingKnown = '還沒有任何一筆訂閱可以數。';

export function survivalTold(curve: KaplanMeier): Told {
	const { customers, left, lastSeen, median, medianLow, medianHigh, steps } = curve;
	const notes = [
		'還在訂的人不知道哪天會走，但知道他至少撐了這麼久；Kaplan–Meier把這種「只看到一半」的人也算進去，只用走掉的人算會把時間算短。',
	];
	if (customers === 0 || lastSeen === null) return { finding: nothingKnown, notes: [] };
	if (left === 0) {
		return {
			finding: `${number(customers)}筆訂閱到現在一筆也沒有結束，最久的看了${lastSeen}個月；多久會走，還看不出來。`,
			notes: [],
		};
	}
	const end = steps.at(-1);
	if (median === null) {
		return {
			finding: `看到第${lastSeen}個月，估計還有${shareWords(end?.survival ?? 1)}的人在，所以一半的人會訂多久，還看不到。`,
			notes,
		};
	}
	const limits =
		medianLow === null
			? ''
			: medianHigh === null
				? `（95%信賴區間從${medianLow}個月起，上限還看不到）`
				: `（95%信賴區間${medianLow}到${medianHigh}個月）`;
	return {
		finding: `一半的人訂不過第${median}個月${limits}。`,
		notes: [
			...notes,
			...(lastSeen > 0 && end
				? [
						`到第${end.time}個月，估計還在${shareWords(end.survival)}；那時只剩${number(end.atRisk)}人看得到，愈右邊愈不準。`,
					]
				: []),
		],
	};
}

/** The curve from month 0 to the last that anybody was seen in. */
function curvePoints({ steps, lastSeen }: KaplanMeier) {
	const points = [{ x: 0, y: 1 }, ...steps.map(({ time, survival }) => ({ x: time, y: survival }))];
	const end = points.at(-1);
	if (end && lastSeen !== null && lastSeen > end.x) points.push({ x: lastSeen, y: end.y });
	return points;
}

function band({ steps, lastSeen }: KaplanMeier): Band {
	const known = steps.flatMap(({ time, low, high }) =>
		low === null || high === null ? [] : [{ x: time, low, high }],
	);
	const end = known.at(-1);
	const goesOn = steps.at(-1)?.low !== null;
	return {
		look: 'range',
		name: '95%信賴區間',
		stepped: true,
		points: [
			{ x: 0, low: 1, high: 1 },
			...known,
			...(end && goesOn && lastSeen !== null && lastSeen > end.x ? [{ ...end, x: lastSeen }] : []),
		],
	};
}

export function survivalChart({ curve, fitted }: SubscriptionsAnalysis): LineChartSpec {
	const end = curve.steps.at(-1)?.survival ?? 1;
	const fittedEnd = fitted?.at(-1);
	const months = curve.lastSeen ?? 0;
	return {
		kind: 'line',
		finding: `訂閱還在的比例，到第${months}個月估計${percent(end)}${fittedEnd === undefined ? '' : `，配適的sBG是${percent(fittedEnd)}`}。`,
		caption: `訂閱還在的比例：階梯是Kaplan–Meier，淡色是95%信賴區間${fitted ? '；虛線是配適的sBG' : ''}。`,
		x: { label: '訂了幾個月', unit: '月', format: 'number', whole: true, min: 0 },
		y: { label: '還在的比例（%）', format: 'percent', min: 0, max: 1 },
		series: [
			...(fitted
				? [
						{
							id: 'a' as const,
							name: 'sBG配適',
							points: fitted.map((y, x) => ({ x, y })),
						},
					]
				: []),
			{
				id: 'b' as const,
				name: '觀察到的',
				endLabel: [`→ ${percent(end)}`],
				stepped: true,
				points: curvePoints(curve),
			},
		],
		bands: [band(curve)],
		references: [{ axis: 'y', at: 0.5, look: 'dotted', label: '一半' }],
	};
}

const cells = ({ time, atRisk, left, survival, low, high }: KaplanMeier['steps'][number]) => [
	String(time),
	number(atRisk),
	number(left),
	low === null || high === null ? absent : `${percent(low, 1)}–${percent(high, 1)}`,
	percent(survival, 1),
];
const columns = ['月', '看得到的人', '這時離開', '95%信賴區間', '還在'];

const shortTable = 8;

/** A few of the steps, evenly spread, the first and the last among them. */
export function atRiskTable({ steps }: KaplanMeier): NamedTable {
	const count = Math.min(shortTable, steps.length);
	return {
		caption: '看得到的人（numbers at risk）',
		columns,
		rows: Array.from({ length: count }, (_, index) => {
			const step = steps[count > 1 ? Math.round((index * (steps.length - 1)) / (count - 1)) : 0];
			return step ? cells(step) : [];
		}),
	};
}

export const stepsTable = ({ steps }: KaplanMeier): NamedTable => ({
	caption: 'Kaplan–Meier的每一階',
	columns,
	rows: steps.map(cells),
});

const refusals: Readonly<Record<NoFit, string>> = {
	nobody: nothingKnown,
	'too-few-renewals':
		'只看到一次續約的機會，無限多組參數都合得上。多等幾個月，或換一份期間更長的檔案。',
	'no-losses': '沒有人離開，流失率分不出是零還是很低。等有人離開再算。',
	'none-stayed': '沒有人續約，流失率分不出是百分之百還是很高。請確認結束日的欄位指對了。',
	'losses-at-first-only':
		'離開的人全在第一次續約走，之後一個也沒有：參數會跑到邊上定不下來。多等幾個月再算。',
	'not-converged': '找最合的參數時停不下來，所以不報數字。換一份期間更長或人更多的檔案再算。',
};

/** The 5 % limit of twice the gain in log-likelihood over one churn for everybody. */
const limit = 2.71;

export function mixTold({ fit }: Pick<SubscriptionsAnalysis, 'fit'>): Told {
	if (!fit.ok) return { finding: refusals[fit.reason], notes: [] };
	if (fit.heterogeneity === 'none-detectable') {
		const spread = z95 * fit.churnStandardError;
		return {
			finding: `每個月走${shareWords(fit.churn)}，看不出人和人有差別：一個流失率就夠用。`,
			notes: [
				`流失率的95%信賴區間是${shareWords(Math.max(0, fit.churn - spread))}到${shareWords(Math.min(1, fit.churn + spread))}。看不出差別，可能真的沒有，也可能人太少。`,
			],
		};
	}
	const { alpha, beta } = fit.mix;
	const first = alpha / (alpha + beta);
	const twelfth = alpha / (alpha + beta + 11);
	const isSure = fit.likelihoodRatio > limit;
	const why = isSure
		? '不是人變了，是容易走的先走了'
		: '看起來是容易走的先走了，可是人和人是不是真的不同，這份資料還說不準';
	return {
		finding: `第一次續約走${shareWords(first)}，撐過11次的人第12次只走${shareWords(twelfth)}：${why}。`,
		notes: [
			isSure
				? `比起「人人同一個流失率」，對數概似高${roughly(fit.likelihoodRatio / 2)}：資料支持人和人不同（在5%的水準上）。`
				: `比起「人人同一個流失率」，對數概似只高${roughly(fit.likelihoodRatio / 2)}：人和人是不是真的不同，這份資料還說不準。`,
			...(fit.standardErrors.alpha > alpha || fit.standardErrors.beta > beta
				? ['α和β的標準誤比估計值還大：許多組α、β合得一樣好，單獨看不準；要看的是它們合成的曲線。']
				: []),
		],
	};
}

export function mixTable({
	fit,
	truth,
}: Pick<SubscriptionsAnalysis, 'fit' | 'truth'>): NamedTable | null {
	if (!fit.ok || fit.heterogeneity !== 'found') return null;
	const { mix, standardErrors, logLikelihood, iterations } = fit;
	return {
		caption: `sBG的參數；對數概似${number(logLikelihood, 1)}，${iterations}步找到`,
		columns: ['參數', ...(truth ? ['真值'] : []), '標準誤', '估計'],
		rows: (['alpha', 'beta'] as const).map((name) => [
			name === 'alpha' ? 'α' : 'β',
			...(truth ? [roughly(truth[name])] : []),
			roughly(standardErrors[name]),
			roughly(mix[name]),
		]),
	};
}

export function ratesTold(triangle: TriangleReading): Told {
	const rates = threeRates(triangle);
	const told = (share: number | null) => (share === null ? absent : shareWords(share));
	if (!rates) return { finding: '還沒有人走到第一次續約，沒有留存率可以報。', notes: [] };
	const { firstRenewal, newestPeriod, oldestCohort } = rates;
	return {
		finding: `同一張表，三個「月留存率」：新客第一個月${told(firstRenewal.retention)}，最近一個月全部客戶${told(newestPeriod.retention)}，最早一批平均每月${told(oldestCohort.retention)}。`,
		notes: ['三個都沒算錯，問的是不同的人；報留存率要說是哪些人的。這裡依開始與結束的月份數。'],
	};
}

const mostRows = 24;

/** Month of start as 2024-03. */
const monthName = (month: number): string =>
	`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

export function triangleRows({ triangle, cohorts }: SubscriptionsAnalysis) {
	const shown = triangle.byCohort.slice(-mostRows);
	const ages = Math.max(0, ...shown.map(({ survival }) => survival.length));
	const filled = (shares: readonly (number | null)[]) =>
		Array.from({ length: ages }, (_, age) => shares[age] ?? null);
	return {
		caption: '依開始的月份：之後每個月還在的比例。',
		heads: ['開始', '人數'] as const,
		columns: Array.from({ length: ages }, (_, age) => (age === 0 ? '開始' : `＋${age}`)),
		rows: shown.map(({ startedIn, survival }, index) => ({
			name: monthName(startedIn),
			size: number(cohorts.slice(-mostRows)[index]?.survivors[0] ?? 0),
			shares: filled(survival),
		})),
		foot: {
			name: '合計',
			size: number(cohorts.reduce((sum, { survivors }) => sum + (survivors[0] ?? 0), 0)),
			shares: filled([1, ...triangle.byAge.map(({ survival }) => survival)]),
		},
		leftOut: Math.max(0, triangle.byCohort.length - mostRows),
	};
}
