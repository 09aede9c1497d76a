import { meanSpendOfAll } from '#models/customer-base/gamma-gamma.ts';
import { amount, number, percent, shortNumber, yuan } from '#ui/format.ts';
import type { Answer } from '../../frame.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { aliveChart, aliveTold } from '../results/alive-words.ts';
import { countsChart, fitTold, leavingShare, orderRate } from '../results/buying-words.ts';
import { cohortsTold, pooledChart, unitWords } from '../results/cohort-words.ts';
import { concentrationTold, lorenzChart } from '../results/concentration-words.ts';
import { customersTold } from '../results/customer-words.ts';
import { orderFacts, orderFactsTold } from '../results/facts-words.ts';
import { holdOutTold, trackingChart } from '../results/hold-out-words.ts';
import { noFitWords } from '../results/refusal-words.ts';
import { rfmChart, rfmTold } from '../results/rfm-words.ts';
import { spendTold } from '../results/spend-words.ts';
import { tierLabels, tiersChart, tiersTold } from '../results/tiers-words.ts';
import { rangeWords, roughly, shareWords } from '../results/told.ts';
import { charted, figureOf, type WallSection } from './section.ts';

/** The results of an order file, one screen each, in the order of the page. */
export function orderSections(analysis: OrdersAnalysis): WallSection[] {
	const { alive, rfm } = analysis.readings;
	return [
		fileSection(analysis),
		buyingSection(analysis),
		spendSection(analysis),
		holdOutSection(analysis),
		...(alive ? [aliveSection(alive)] : []),
		customersSection(analysis),
		...(rfm ? [rfmSection(analysis, rfm)] : []),
		concentrationSection(analysis),
		tiersSection(analysis),
		cohortsSection(analysis),
	];
}

const mostFacts = 8;

function fileSection({ facts, rejected }: OrdersAnalysis): WallSection {
	return {
		id: 'file',
		question: '檔案裡|有什麼？',
		answer: {
			before: '檔案裡的客戶',
			...figureOf(`${amount(facts.customers)}位`),
			after: `下了${amount(facts.orders)}筆訂單`,
		},
		finding: orderFactsTold(facts).finding,
		figure: { kind: 'facts', facts: orderFacts(facts, rejected.count).slice(0, mostFacts) },
	};
}

function buyingSection({ fit, counts }: OrdersAnalysis): WallSection {
	const id = 'buying';
	const question = '這群客戶|怎麼買、怎麼走？';
	if (!fit.ok) return { id, question, answer: null, finding: noFitWords(fit), figure: null };
	const rate = orderRate(fit);
	const figure = counts && charted(countsChart(counts));
	if (fit.model === 'nbd') {
		return {
			id,
			question,
			answer: {
				before: '看不出誰離開：平均一年買',
				...figureOf(`${roughly(rate.perYear)}次`),
				after: '模型當作沒有人會離開（NBD）',
			},
			finding: fitTold(fit).finding,
			figure,
		};
	}
	const { leaves, leavesLow, leavesHigh } = leavingShare(fit);
	return {
		id,
		question,
		answer: {
			before: '每回購一次，就此不再回來',
			...figureOf(shareWords(leaves)),
			after: `95%信賴區間${rangeWords(shareWords(leavesLow), shareWords(leavesHigh))}`,
		},
		finding: fitTold(fit).finding,
		figure,
	};
}

function spendSection({ spend, facts }: OrdersAnalysis): WallSection {
	const mean = spend.ok ? meanSpendOfAll(spend.params) : null;
	const plain = facts.revenue === null || facts.orders === 0 ? null : facts.revenue / facts.orders;
	return {
		id: 'spend',
		question: '一筆訂單|值多少？',
		answer:
			mean === null
				? null
				: {
						before: '所有客戶，一筆訂單平均',
						...figureOf(yuan(mean)),
						after: 'gamma-gamma',
					},
		finding: spendTold(spend).finding,
		figure:
			mean === null || plain === null || !spend.ok
				? null
				: {
						kind: 'facts',
						facts: [
							{ name: '檔案裡平均每筆', figure: yuan(plain), note: '買得多的人算得多' },
							{
								name: '用來學的客戶',
								figure: number(spend.counts.customers),
								unit: '位',
								note: '回購過的',
							},
							...(spend.counts.correlation === null
								? []
								: [
										{
											name: '次數和金額的相關',
											figure: number(spend.counts.correlation, 2),
											note: '模型當作是0',
										},
									]),
						],
					},
	};
}

function holdOutSection({ holdOut }: OrdersAnalysis): WallSection {
	const { finding } = holdOutTold(holdOut);
	const id = 'hold-out';
	const question = '模型說得準嗎？|遮住後段考它';
	if (!holdOut.ok) return { id, question, answer: null, finding, figure: null };
	const { expectedTotal, actualTotal, holdOutWeeks } = holdOut;
	const off = actualTotal > 0 ? expectedTotal / actualTotal - 1 : null;
	const answer: Answer | null =
		off === null
			? null
			: {
					before: `遮住的${shortNumber(holdOutWeeks, 1)}週，模型${off >= 0 ? '多' : '少'}算`,
					...figureOf(percent(Math.abs(off), Math.abs(off) < 0.0995 ? 1 : 0)),
					after: `預期${number(expectedTotal)}筆，實際${number(actualTotal)}筆`,
				};
	return { id, question, answer, finding, figure: charted(trackingChart(holdOut)) };
}

function aliveSection(alive: NonNullable<OrdersAnalysis['readings']['alive']>): WallSection {
	const { repeaters, expectedAlive, leaving } = alive;
	const shown = expectedAlive < 10 ? shortNumber(expectedAlive, 1) : number(expectedAlive);
	const any = leaving && repeaters > 0;
	return {
		id: 'alive',
		question: '誰還會再來？',
		answer: any
			? {
					before: `回購過的${number(repeaters)}位裡，還是客戶的`,
					...figureOf(`${shown}位`),
					after: `占${shareWords(expectedAlive / repeaters)}；沒有人會通知你他走了，所以是估計`,
				}
			: null,
		finding: aliveTold(alive).finding,
		figure: any ? charted(aliveChart(alive)) : null,
	};
}

function customersSection(analysis: OrdersAnalysis): WallSection {
	const { customers, settings } = analysis;
	const { prediction, money } = customers;
	const sum = (values: Float64Array): number => values.reduce((all, each) => all + each, 0);
	const answer: Answer | null = money
		? {
				before: '現有客戶往後的毛利，今天值',
				...figureOf(yuan(sum(money.value))),
				after: `毛利率${percent(settings.marginShare)}、年折現${percent(settings.discountPerYear)}（假設）`,
			}
		: prediction
			? {
					before: `之後${settings.horizonWeeks}週，現有客戶再下`,
					...figureOf(`${amount(sum(prediction.expectedOrders))}筆`),
					after: '還沒來過的新客不在內',
				}
			: null;
	return {
		id: 'customers',
		question: '每位客戶|往後還值多少？',
		answer,
		finding: customersTold(analysis).finding,
		figure: customers.count > 0 ? { kind: 'customers' } : null,
	};
}

function rfmSection(
	{ customers, settings }: OrdersAnalysis,
	rfm: NonNullable<OrdersAnalysis['readings']['rfm']>,
): WallSection {
	return {
		id: 'rfm',
		question: '只看RFM，|會看錯誰？',
		answer:
			rfm.leaving && rfm.frequent > 0
				? {
						before: 'F拿5分，還在的機會卻不到一半的',
						...figureOf(`${number(rfm.frequentButGone)}位`),
						after: `F拿5分的一共${number(rfm.frequent)}位`,
					}
				: null,
		finding: rfmTold(rfm, customers).finding,
		figure: charted(rfmChart(rfm, settings.horizonWeeks, customers.total !== null)),
	};
}

function concentrationSection({ concentration }: OrdersAnalysis): WallSection {
	const known = concentration.ok && concentration.customers > 1 ? concentration : null;
	return {
		id: 'concentration',
		question: '營收|集中在多少人手上？',
		answer: known && {
			before: '花最多的20%客戶，帶來營收的',
			...figureOf(shareWords(known.top20)),
			after: `Gini係數${number(known.gini, 2)}`,
		},
		finding: concentrationTold(concentration).finding,
		figure: known && charted(lorenzChart(known)),
	};
}

function tiersSection({ tiers }: OrdersAnalysis): WallSection {
	const best = tiers.ok ? tiers.tiers.find(({ customers }) => customers > 0) : undefined;
	return {
		id: 'tiers',
		question: '分成四級，|各級占多少？',
		answer:
			tiers.ok && best?.worthShare != null
				? {
						before: `${tierLabels[best.name]}級的${number(best.customers)}位，占往後${tiers.by === 'value' ? '價值' : '訂單'}的`,
						...figureOf(shareWords(best.worthShare)),
						after: best.revenueShare === null ? '' : `過去營收的${shareWords(best.revenueShare)}`,
					}
				: null,
		finding: tiersTold(tiers).finding,
		figure: tiers.ok ? charted(tiersChart(tiers)) : null,
	};
}

function cohortsSection({ cohorts, pooledCohorts, customers }: OrdersAnalysis): WallSection {
	const next = pooledCohorts[1] ?? null;
	const period = unitWords[cohorts.unit];
	return {
		id: 'cohorts',
		question: '各批客戶，|後來有沒有再買？',
		answer:
			next === null
				? null
				: {
						before: `第一次出現之後，下一${period}又買的`,
						...figureOf(shareWords(next)),
						after: '各批一起算；這是回購，不是留存',
					},
		finding: cohortsTold(cohorts, pooledCohorts, customers.prediction?.leaving ?? false).finding,
		figure: charted(pooledChart(cohorts, pooledCohorts)),
	};
}
