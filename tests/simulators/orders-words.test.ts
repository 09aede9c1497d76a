import { describe, expect, test } from 'vitest';
import type { BgNbdRefusal } from '#models/customer-base/bg-nbd-fit.ts';
import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import { fitBuying } from '#models/customer-base/buying-fit.ts';
import type { GammaGammaFit } from '#models/customer-base/gamma-gamma-fit.ts';
import { simulateBase, simulateCustomer } from '#models/customer-base/simulate.ts';
import type { HoldOutAnswer, OrdersAnalysis } from '#simulators/orders/analysis.ts';
import { aliveTold, readAlive } from '#simulators/orders/results/alive-words.ts';
import { fitTold, leavingShare, orderRate } from '#simulators/orders/results/buying-words.ts';
import { concentrationTold } from '#simulators/orders/results/concentration-words.ts';
import { customerColumns, firstSorting } from '#simulators/orders/results/customer-columns.ts';
import { customersTold } from '#simulators/orders/results/customer-words.ts';
import { historyNotes, orderFactsTold } from '#simulators/orders/results/facts-words.ts';
import { holdOutTold } from '#simulators/orders/results/hold-out-words.ts';
import { parameterTable, truthTold } from '#simulators/orders/results/parameter-words.ts';
import { noFitWords } from '#simulators/orders/results/refusal-words.ts';
import { readRfm } from '#simulators/orders/results/rfm-reading.ts';
import { rfmTable, rfmTold } from '#simulators/orders/results/rfm-words.ts';
import { spendTold } from '#simulators/orders/results/spend-words.ts';
import { tiersTable, tiersTold } from '#simulators/orders/results/tiers-words.ts';
import {
	analysisOf,
	everything,
	expectSound,
	fitted,
	leavingFit,
	stayingBase,
} from './orders-told.ts';

test('a large base that nobody is seen to leave is told so, not asked for more customers', () => {
	const border = (parameter: keyof BgNbd, side: 'low' | 'high', customers: number) =>
		noFitWords({ ok: false, reason: 'border', parameter, side, customers, logLikelihood: -1 });
	for (const told of [border('b', 'high', 30_000), border('a', 'low', 30_000)]) {
		expect(told).toContain('看不出有誰離開');
		expect(told).not.toContain('客戶更多');
		expect(told).not.toContain('客戶少');
	}
	expect(border('b', 'high', 30)).toContain('看不出有誰離開');
	expect(border('alpha', 'high', 30_000)).not.toContain('看不出有誰離開');
});

// Drawn with one chance of leaving for all, 12 % after each repeat order: BG/NBD's limit a+b → ∞.
test.each([400, 1_500])(
	'where all of %d customers leave alike, leaving is seen and only differences are not',
	(customers) => {
		const all = { r: 2, alpha: 8, a: 1.2e5, b: 8.8e5 };
		const base = simulateBase(all, { customers, shortestWeeks: 60, longestWeeks: 100 }, 2);
		const refusal = fitBuying(base);
		if (refusal.ok || refusal.reason !== 'border') throw new Error('no border');
		expect(refusal).toMatchObject({ side: 'high', parameter: 'b' });
		const told = noFitWords(refusal);
		expect(told).toMatch(/有人離開（.*看不出離開的機會因人而異/);
		expect(told).not.toContain('看不出有誰離開');
		expect(told).not.toContain('還沒有人走');
		expect(told).not.toContain('買法不像');
		expectSound(told);
	},
);

test('tiers without value say what is missing: amounts, or only a fit of them', () => {
	const given = (amount: number) =>
		Array.from({ length: 200 }, (_, who) =>
			[0, ...simulateCustomer({ r: 2, alpha: 8, a: 1, b: 3 }, 60, who, 4).repeatOrdersAt].map(
				(week) => ({ who, day: Math.round(week * 7), amount }),
			),
		).flat();
	const rule = (analysis: OrdersAnalysis) => tiersTold(analysis.tiers).notes[0];
	// Everybody spends alike, so gamma-gamma runs to its edge.
	const alike = analysisOf(given(100));
	expect(alike.spend).toMatchObject({ ok: false, reason: 'border' });
	expect(rule(alike)).toContain('檔案有金額，但估不出');
	expect(rule(alike)).not.toContain('沒有可用的金額');
	expect(rule(analysisOf(given(100), false))).toContain('檔案沒有可用的金額');
	expect(rule(fitted)).toContain('依往後的價值排名');
	// The lesson's and the simulators' word for the first tier.
	expect(rule(fitted)).toContain('是白金，');
});

test('the averages are told as those of newly come customers, the worst miss by its name', () => {
	const { spend } = fitted;
	const fit = leavingFit;
	if (!spend.ok) throw new Error('this base was drawn so that it fits');
	expect(fitTold(fit).finding).toContain('剛來的時候');
	expect(fitTold(fit).notes.join('')).toContain('現在還在的人不是這個平均');
	const orders = { ...fit.params, alpha: fit.params.alpha - 4 * fit.standardErrors.alpha };
	const told = truthTold({ fit, spend, truth: { orders, spend: spend.params } });
	expect(told).toContain('差最多的是α，比真值高4.0個標準誤；超過兩個標準誤的有α');
	const exact = truthTold({ fit, spend, truth: { orders: fit.params, spend: spend.params } });
	expect(exact).toContain('每個都在兩個標準誤以內');
});

test('a crowd at the start of the file is told with what to set', () => {
	const { facts } = fitted;
	const arrivals = { inFirstTenth: 300, inLaterTenth: 40, settledAfterMonths: 5 };
	expect(historyNotes({ ...facts, arrivals }, 0)[0]).toMatch(/300位.*40位.*調到5/);
	expect(historyNotes({ ...facts, customersLeftOut: 9 }, 5)[0]).toContain('之前出現過的9位');
	expect(
		historyNotes({ ...facts, arrivals: { ...arrivals, settledAfterMonths: null } }, 0),
	).toEqual([expect.stringContaining('真正的第一筆')]);
});

describe('reasons are told as sentences with what would help', () => {
	test('nobody bought twice', () => {
		const analysis = analysisOf(
			Array.from({ length: 30 }, (_, who) => ({ who, day: who * 5, amount: 100 })),
		);
		expect(analysis.fit.ok).toBe(false);
		expect(customersTold(analysis).finding).toContain('沒有人買第二次');
		expect(orderFactsTold(analysis.facts).finding).toContain('沒有人買第二次');
		expect(tiersTold(analysis.tiers).finding).toContain('不分級');
		expect(firstSorting(analysis)).toBe('orders');
	});

	test('one customer', () => {
		const analysis = analysisOf(
			Array.from({ length: 20 }, (_, day) => ({ who: 0, day: day * 7, amount: 100 })),
		);
		expect(analysis.fit).toMatchObject({ ok: false, reason: 'one customer' });
		expect(customersTold(analysis).finding).toContain('只有一位客戶');
		expect(concentrationTold(analysis.concentration).finding).toContain('只有一位客戶');
	});

	test('every refusal of BG/NBD has words of its own, and a border says that small files end there', () => {
		const reasons = [
			'nobody',
			'one customer',
			'nobody repeats',
			'no time',
			'flat',
			'unfinished',
		] as const;
		const told = reasons.map((reason) =>
			noFitWords({ ok: false, reason, customers: 3, logLikelihood: null }),
		);
		expect(new Set(told).size).toBe(reasons.length);
		const sides = (['r', 'alpha', 'a', 'b'] as const satisfies readonly (keyof BgNbd)[]).flatMap(
			(parameter) =>
				(['low', 'high'] as const).map((side): BgNbdRefusal => ({
					ok: false,
					reason: 'border',
					parameter,
					side,
					customers: 9,
					logLikelihood: -1,
				})),
		);
		for (const refusal of sides) {
			expect(noFitWords(refusal)).toContain('客戶少、期間短的檔案常常這樣');
			expectSound(noFitWords(refusal));
		}
	});

	test('a hold-out test that could not be held says why', () => {
		const found = { ok: false, customers: 30, logLikelihood: null } as const;
		const answers: HoldOutAnswer[] = [
			{ ok: false, reason: 'too short' },
			{ ...found, reason: 'nobody repeats' },
			{ ...found, reason: 'flat' },
		];
		for (const answer of answers) {
			const { finding } = holdOutTold(answer);
			expect(finding).toMatch(/。$/);
			expectSound(finding);
		}
	});

	// What each end of each range means: BgNbdRefusal and simulator words agree on no other.
	test.each([
		{ parameter: 'r', side: 'high', says: '看不出客戶買得有快有慢', longer: true },
		{ parameter: 'alpha', side: 'high', says: '看不出客戶買得有快有慢', longer: true },
		{ parameter: 'r', side: 'low', says: '絕大多數人幾乎不再買', longer: true },
		{ parameter: 'alpha', side: 'low', says: '先看日期欄有沒有指錯', longer: false },
		{ parameter: 'a', side: 'low', says: '看不出有誰離開', longer: true },
		{ parameter: 'b', side: 'high', says: '看不出有誰離開', longer: true },
		{ parameter: 'a', side: 'high', says: '看不出離開的機會因人而異', longer: true },
		{ parameter: 'b', side: 'low', says: '先看欄位有沒有指錯', longer: false },
	] as const)(
		'no exam because $parameter ends $side: $says',
		({ parameter, side, says, longer }) => {
			const { finding } = holdOutTold({
				ok: false,
				reason: 'border',
				parameter,
				side,
				customers: 300,
				logLikelihood: -1,
			});
			expect(finding).toContain(says);
			expect(finding.includes('誰離開')).toBe(says === '看不出有誰離開');
			expect(finding.includes('「拿多少時間來學」')).toBe(longer);
			expectSound(finding);
		},
	);

	test('no exam where leaving is plain and only alike: nobody is said to be hard to see leave', () => {
		const { finding } = holdOutTold({
			ok: false,
			reason: 'border',
			parameter: 'b',
			side: 'high',
			customers: 1_500,
			logLikelihood: -1,
			gainByLeaving: 40,
		});
		expect(finding).toContain('有人離開');
		expect(finding).toContain('看不出離開的機會因人而異');
		expect(finding).not.toContain('誰離開');
	});

	test('no amounts, and a spend fit that was refused', () => {
		expect(spendTold({ ok: false, reason: 'no amounts' }).finding).toContain('沒有金額');
		const counts = { customers: 1, withoutRepeatOrder: 2, withoutSpend: 0, correlation: null };
		const plain = ['nobody', 'alike', 'one order each', 'flat', 'unfinished'] as const;
		for (const reason of plain) {
			expect(spendTold({ ok: false, reason, counts }).finding).toContain('不算價值');
		}
		for (const parameter of ['p', 'q', 'gamma'] as const) {
			const refused: GammaGammaFit = {
				ok: false,
				reason: 'border',
				parameter,
				side: 'high',
				counts,
			};
			expect(spendTold(refused).finding).toContain('無限大');
		}
	});

	test('q of 1 or less has no mean, and no value is told', () => {
		const heavy: GammaGammaFit = {
			ok: true,
			params: { p: 2, q: 0.9, gamma: 30 },
			standardErrors: { p: 0.1, q: 0.1, gamma: 3 },
			lnCovariance: [
				[0.01, 0, 0],
				[0, 0.01, 0],
				[0, 0, 0.01],
			],
			logLikelihood: -100,
			iterations: 9,
			counts: { customers: 80, withoutRepeatOrder: 9, withoutSpend: 0, correlation: 0 },
		};
		expect(spendTold(heavy).finding).toContain('平均」不存在');
		const analysis: OrdersAnalysis = {
			...fitted,
			spend: heavy,
			customers: { ...fitted.customers, money: null },
			tiers: fitted.tiers.ok
				? { ...fitted.tiers, by: 'discountedOrders', valueless: 'no mean spend' }
				: fitted.tiers,
		};
		expect(customersTold(analysis).finding).not.toContain('毛利');
		expect(customersTold(analysis).notes.join('')).toContain('平均」不存在');
		expect(customerColumns(analysis).map(({ id }) => id)).not.toContain('value');
		expect(firstSorting(analysis)).toBe('expectedOrders');
		expectSound(everything(analysis));
	});

	test('huge standard errors of a and b are put into words', () => {
		const fit = leavingFit;
		const vague = {
			...fit,
			params: { ...fit.params, a: 40, b: 400 },
			standardErrors: { ...fit.standardErrors, a: 5_000, b: 51_000 },
			lnCovariance: [
				[0.01, 0, 0, 0],
				[0, 0.01, 0, 0],
				[0, 0, 15_625, 15_624],
				[0, 0, 15_624, 15_625],
			],
		};
		const told = fitTold(vague);
		expect(told.notes.join('')).toContain('單獨看很不準');
		expectSound(told);
		expect(fitTold(fit).notes.join('').includes('單獨看很不準')).toBe(
			fit.standardErrors.a > fit.params.a || fit.standardErrors.b > fit.params.b,
		);
	});
});

describe('a base that fits', () => {
	test('fits, and its typical customer lies within the limits told', () => {
		const rate = orderRate(leavingFit);
		const share = leavingShare(leavingFit);
		expect(rate.perYear).toBeGreaterThan(rate.perYearLow);
		expect(rate.perYear).toBeLessThan(rate.perYearHigh);
		expect(share.leaves).toBeGreaterThan(share.leavesLow);
		expect(share.leaves).toBeLessThan(share.leavesHigh);
		expectSound(everything(fitted));
	});

	test('all its chances of being a customer stand in one bar or the other', () => {
		const alive = readAlive(fitted.customers);
		expect(alive?.tenths.reduce((sum, each) => sum + each, 0)).toBe(alive?.repeaters);
		expect((alive?.repeaters ?? 0) + (alive?.oneTimers ?? 0)).toBe(fitted.customers.count);
	});

	test('of the two of the paradox one came oftener, both last came on one day, and less is expected of that one', () => {
		const paradox = readRfm(fitted.customers)?.paradox;
		const { prediction, orders: bought, daysSinceLast } = fitted.customers;
		if (!paradox || !prediction) throw new Error('this base was drawn to have such a pair');
		const { oftener, rarer } = paradox;
		expect(bought[oftener]).toBeGreaterThan(bought[rarer] as number);
		expect(daysSinceLast[oftener]).toBe(daysSinceLast[rarer]);
		expect(prediction.alive[oftener]).toBeLessThan(prediction.alive[rarer] as number);
		expect(prediction.expectedOrders[oftener]).toBeLessThan(
			prediction.expectedOrders[rarer] as number,
		);
	});
});

test('a total that is off is called off, and one within luck is not', () => {
	if (!fitted.holdOut.ok) throw new Error('this base was drawn so that it can be tested');
	const told = (expectedTotal: number, actualTotal: number) =>
		holdOutTold({
			...(fitted.holdOut as typeof fitted.holdOut & { ok: true }),
			expectedTotal,
			actualTotal,
		}).finding;
	expect(told(1_000, 1_050)).toContain('考得準');
	expect(told(1_200, 1_000)).toContain('多算20%');
	expect(told(1_200, 1_000)).toContain('大致對');
	expect(told(2_000, 1_000)).toContain('不準');
	expect(told(8, 6)).toContain('運氣');
	expect(told(0.2, 0)).toContain('沒有人回來');
	expect(told(50, 0)).toContain('一筆也沒有');
});

describe('a base that nobody is seen to leave', () => {
	const { fit, customers, readings, tiers, holdOut, settings } = stayingBase;
	if (!fit.ok || fit.model !== 'nbd') throw new Error('this base was drawn so that nobody leaves');

	test('gets the model without leaving, told as an assumption beside the other', () => {
		const { finding, notes } = fitTold(fit);
		expect(finding).toContain('看不出有誰離開，所以改用沒有人會離開的模型（NBD）');
		expect(notes[0]).toMatch(/它停下時的對數概似是−?[\d,.]+，NBD是−?[\d,.]+，/);
		expect(notes.join('')).toContain('上限');
		expect(parameterTable(stayingBase)?.rows.map(([name]) => String(name)[0])).toEqual(
			expect.arrayContaining(['r', 'α']),
		);
		expect(parameterTable(stayingBase)?.caption).toContain('r、α：NBD');
		expectSound(everything(stayingBase));
	});

	test('has everybody at 1, and the page says what that is no use for', () => {
		expect(new Set(customers.prediction?.alive)).toEqual(new Set([1]));
		const { alive, rfm } = readings;
		if (!alive || !rfm) throw new Error('no readings');
		const told = aliveTold(alive);
		expect(told.finding).toContain('人人的P(alive)都是100%');
		expect(told.finding).toContain('規定，不是發現');
		expect(told.notes.join('')).toContain('不能拿P(alive)決定要把誰找回來');
		expect(rfmTold(rfm, customers).finding).not.toContain('一半');
		expect(customersTold(stayingBase).notes[0]).toContain('上限');
	});

	test('has no column of chances that would look like news', () => {
		expect(customerColumns(stayingBase).map(({ id }) => id)).not.toContain('alive');
		expect(rfmTable(readings.rfm ?? never(), settings.horizonWeeks).columns).toHaveLength(3);
		expect(tiersTable(tiers.ok ? tiers : never()).columns).not.toContain('平均P(alive)');
	});

	test('is put to the test all the same', () => {
		if (!holdOut.ok) throw new Error(holdOut.reason);
		expect(holdOutTold(holdOut).notes.join('').includes('沒有人離開的模型')).toBe(
			holdOut.fit.model === 'nbd',
		);
		expect(Math.abs(holdOut.expectedTotal / holdOut.actualTotal - 1)).toBeLessThan(0.1);
	});
});

test('a chance to leave that hardly fits better is told with how little', () => {
	const { notes } = fitTold({ ...leavingFit, gainByLeaving: 0.4 });
	expect(notes.join('')).toMatch(/對數概似只低0\.4：.*分不太出/);
	expect(fitTold({ ...leavingFit, gainByLeaving: 40 }).notes.join('')).not.toContain('分不太出');
});

function never(): never {
	throw new Error('nothing to read');
}
