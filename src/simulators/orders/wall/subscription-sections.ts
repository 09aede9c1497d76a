import { threeRates } from '#models/churn/triangle.ts';
import { amount, number, percent } from '#ui/format.ts';
import type { SubscriptionsAnalysis } from '../analysis.ts';
import { subscriptionFacts, subscriptionFactsTold } from '../results/facts-words.ts';
import { mixTold, ratesTold, survivalChart, survivalTold } from '../results/subscription-words.ts';
import { shareWords } from '../results/told.ts';
import { charted, figureOf, type WallSection } from './section.ts';

/** The results of a subscription file, one screen each, in the order of the page. */
export const subscriptionSections = (analysis: SubscriptionsAnalysis): WallSection[] => [
	fileSection(analysis),
	survivalSection(analysis),
	mixSection(analysis),
	ratesSection(analysis),
];

function fileSection({ facts, rejected }: SubscriptionsAnalysis): WallSection {
	return {
		id: 'file',
		question: '檔案裡|有什麼？',
		answer: {
			before: '檔案裡的訂閱',
			...figureOf(`${amount(facts.subscriptions)}筆`),
			after: `${number(facts.ended)}筆已經結束`,
		},
		finding: subscriptionFactsTold(facts).finding,
		figure: { kind: 'facts', facts: subscriptionFacts(facts, rejected.count) },
	};
}

function survivalSection(analysis: SubscriptionsAnalysis): WallSection {
	const { curve } = analysis;
	const end = curve.steps.at(-1);
	const seen = curve.customers > 0 && curve.lastSeen !== null && curve.lastSeen > 0;
	return {
		id: 'survival',
		question: '訂了的人，|撐多久？',
		answer:
			curve.median !== null
				? { before: '一半的人訂不過', ...figureOf(`${curve.median}個月`), after: 'Kaplan–Meier' }
				: end
					? {
							before: `到第${end.time}個月，估計還在的`,
							...figureOf(percent(end.survival)),
							after: 'Kaplan–Meier',
						}
					: null,
		finding: survivalTold(curve).finding,
		figure: seen ? charted(survivalChart(analysis)) : null,
	};
}

function mixSection({ fit }: SubscriptionsAnalysis): WallSection {
	const base = {
		id: 'mix',
		question: '人和人，|離開的機會一樣嗎？',
		finding: mixTold({ fit }).finding,
	};
	if (!fit.ok) return { ...base, answer: null, figure: null };
	if (fit.heterogeneity === 'none-detectable') {
		return {
			...base,
			answer: {
				before: '每個月走',
				...figureOf(shareWords(fit.churn)),
				after: '看不出人和人有差別',
			},
			figure: null,
		};
	}
	const { alpha, beta } = fit.mix;
	const at = (renewal: number): string => shareWords(alpha / (alpha + beta + renewal - 1));
	return {
		...base,
		answer: {
			before: '第一次續約就走的',
			...figureOf(at(1)),
			after: '容易走的先走，所以後來走得少（sBG）',
		},
		figure: {
			kind: 'facts',
			facts: [3, 6, 12, 24].map((renewal) => ({
				name: `第${renewal}次續約，走`,
				figure: at(renewal),
				note: `撐過前${renewal - 1}次的人裡`,
			})),
		},
	};
}

function ratesSection({ triangle }: SubscriptionsAnalysis): WallSection {
	const rates = threeRates(triangle);
	const told = (share: number | null | undefined): string =>
		share === null || share === undefined ? '—' : shareWords(share);
	const newest = rates?.newestPeriod.retention ?? null;
	return {
		id: 'rates',
		question: '月留存率|是多少？',
		answer:
			newest === null
				? null
				: {
						before: '最近一個月，全部客戶',
						...figureOf(shareWords(newest)),
						after: '三個都沒算錯，問的是不同的人',
					},
		finding: ratesTold(triangle).finding,
		figure: rates && {
			kind: 'facts',
			facts: [
				{ name: '新客的第一個月', figure: told(rates.firstRenewal.retention) },
				{ name: '最近一個月，全部客戶', figure: told(newest) },
				{ name: '最早一批，平均每月', figure: told(rates.oldestCohort.retention) },
			],
		},
	};
}
