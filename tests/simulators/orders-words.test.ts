import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BgNbdRefusal } from '#models/customer-base/bg-nbd-fit.ts';
import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import type { GammaGammaFit } from '#models/customer-base/gamma-gamma-fit.ts';
import type { NoFit } from '#models/churn/shifted-beta-geometric-fit.ts';
import { usualInputs } from '#models/model.ts';
import { dayNumber } from '#models/orders/days.ts';
import type { OrdersTable } from '#models/orders/orders.ts';
import { collectRejected } from '#models/orders/rejected.ts';
import { noDay } from '#models/orders/records.ts';
import { gymSubscriptions } from '#models/subscriptions/gym.ts';
import type { SubscriptionsTable } from '#models/subscriptions/subscriptions.ts';
import type {
	HoldOutAnswer,
	OrdersAnalysis,
	SubscriptionsAnalysis,
} from '#simulators/orders/analysis.ts';
import { nameList, nameOf } from '#simulators/orders/name-list.ts';
import { analyseOrders, countOrders } from '#simulators/orders/orders-analysis.ts';
import {
	aliveChart,
	aliveTable,
	aliveTold,
	readAlive,
} from '#simulators/orders/results/alive-words.ts';
import { cohortRows, cohortsTold } from '#simulators/orders/results/cohort-words.ts';
import {
	concentrationTable,
	concentrationTold,
	lorenzChart,
} from '#simulators/orders/results/concentration-words.ts';
import { customerColumns, firstSorting } from '#simulators/orders/results/customer-columns.ts';
import { customersTold } from '#simulators/orders/results/customer-words.ts';
import { customersCsv } from '#simulators/orders/results/customers-csv.ts';
import {
	historyNotes,
	orderFacts,
	orderFactsTold,
	subscriptionFacts,
	subscriptionFactsTold,
} from '#simulators/orders/results/facts-words.ts';
import { nameFinder } from '#simulators/orders/results/find-names.ts';
import {
	fitTold,
	noFitWords,
	parameterTable,
	searchWords,
	spendTold,
	truthTold,
	typicalCustomer,
} from '#simulators/orders/results/fit-words.ts';
import {
	groupsChart,
	groupsTable,
	holdOutTold,
	trackingChart,
} from '#simulators/orders/results/hold-out-words.ts';
import { readRfm } from '#simulators/orders/results/rfm-reading.ts';
import {
	paradoxTable,
	paradoxWords,
	rfmChart,
	rfmTable,
	rfmTold,
} from '#simulators/orders/results/rfm-words.ts';
import {
	atRiskTable,
	mixTable,
	mixTold,
	ratesTold,
	stepsTable,
	survivalChart,
	survivalTold,
	triangleRows,
} from '#simulators/orders/results/subscription-words.ts';
import { tiersChart, tiersTable, tiersTold } from '#simulators/orders/results/tiers-words.ts';
import { roughly, shareWords, timeWords } from '#simulators/orders/results/told.ts';
import { labInputs } from '#simulators/orders/settings.ts';
import { analyseSubscriptions } from '#simulators/orders/subscriptions-analysis.ts';

const settings = usualInputs(labInputs);
const file = { name: '試', bytes: 1, company: null, layout: null } as const;
const rejected = collectRejected().result;
const start = dayNumber(2024, 1, 1) as number;

interface Order {
	who: number;
	day: number;
	amount: number;
}

function analysisOf(orders: readonly Order[], withAmounts = true): OrdersAnalysis {
	const most = orders.reduce((top, { who }) => Math.max(top, who), 0);
	const table: OrdersTable = {
		customer: Int32Array.from(orders, ({ who }) => who),
		day: Int32Array.from(orders, ({ day }) => start + day),
		amount: withAmounts ? Float64Array.from(orders, ({ amount }) => amount) : null,
		names: Array.from({ length: most + 1 }, (_, i) => `客${i}`),
	};
	const facts = { dataRows: orders.length, acceptedRows: orders.length, blankRows: 0 };
	const silent = () => {};
	return analyseOrders(
		countOrders({ table, file, facts, lines: null, rejected, truth: null }, silent),
		settings,
		silent,
	);
}

/** Everything that the page says of an order file, as plain data. */
function everything(analysis: OrdersAnalysis): unknown[] {
	const { fit, spend, holdOut, customers, concentration, tiers, cohorts, pooledCohorts } = analysis;
	const alive = readAlive(customers);
	const rfm = readRfm(customers);
	const columns = customerColumns(analysis);
	const someRows = [0, customers.count - 1].filter((row) => row >= 0);
	return [
		orderFactsTold(analysis.facts),
		orderFacts(analysis.facts, 3),
		historyNotes(analysis.facts, 0),
		truthTold(analysis),
		fit.ok ? fitTold(fit) : noFitWords(fit),
		spendTold(spend),
		parameterTable(analysis),
		searchWords(analysis),
		holdOutTold(holdOut),
		holdOut.ok ? [groupsChart(holdOut), groupsTable(holdOut), trackingChart(holdOut)] : [],
		alive ? [aliveTold(alive), aliveChart(alive), aliveTable(alive)] : [],
		customersTold(analysis),
		columns.map(({ head, text }) => [head, ...someRows.map(text)]),
		rfm
			? [
					rfmTold(rfm, customers),
					rfmChart(rfm, settings.horizonWeeks, customers.total !== null),
					rfmTable(rfm, settings.horizonWeeks),
					paradoxWords(rfm, customers, settings.horizonWeeks),
					paradoxTable(rfm, customers),
				]
			: [],
		concentrationTold(concentration),
		concentration.ok ? [lorenzChart(concentration), concentrationTable(concentration)] : [],
		tiersTold(tiers),
		tiers.ok ? [tiersChart(tiers), tiersTable(tiers)] : [],
		cohortsTold(cohorts, pooledCohorts, fit.ok),
		cohortRows(cohorts, pooledCohorts),
	];
}

const everySubscription = (analysis: SubscriptionsAnalysis): unknown[] => [
	subscriptionFactsTold(analysis.facts),
	subscriptionFacts(analysis.facts, 0),
	survivalTold(analysis.curve),
	survivalChart(analysis),
	atRiskTable(analysis.curve),
	stepsTable(analysis.curve),
	mixTold(analysis),
	mixTable(analysis),
	ratesTold(analysis.triangle),
	triangleRows(analysis),
];

/** Every text and number within; a number that is not finite would be drawn somewhere. */
function leaves(value: unknown): (string | number)[] {
	if (typeof value === 'string' || typeof value === 'number') return [value];
	if (ArrayBuffer.isView(value)) return [];
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
	return [];
}

const broken = /NaN|undefined|null|Infinity|—%|[−-]0%|\[object|無限大次|—次|—筆|—元/;

function expectSound(told: unknown): void {
	for (const leaf of leaves(told)) {
		if (typeof leaf === 'number') expect(Number.isFinite(leaf)).toBe(true);
		else expect(leaf).not.toMatch(broken);
	}
}

const orders = fc.array(
	fc.record({
		who: fc.integer({ min: 0, max: 12 }),
		day: fc.integer({ min: 0, max: 400 }),
		amount: fc.integer({ min: 1, max: 90_000 }),
	}),
	{ minLength: 1, maxLength: 80 },
);

describe('whatever the orders, what is said of them is sound', () => {
	test('with amounts', () => {
		fc.assert(
			fc.property(orders, (given) => expectSound(everything(analysisOf(given)))),
			{ numRuns: 120 },
		);
	});

	test('without amounts', () => {
		fc.assert(
			fc.property(orders, (given) => expectSound(everything(analysisOf(given, false)))),
			{ numRuns: 40 },
		);
	});

	test('all on one day, all by one customer, one order each', () => {
		const cases: Order[][] = [
			[{ who: 0, day: 0, amount: 5 }],
			Array.from({ length: 20 }, (_, who) => ({ who, day: 0, amount: 100 })),
			Array.from({ length: 20 }, (_, day) => ({ who: 0, day: day * 7, amount: 100 })),
			Array.from({ length: 30 }, (_, who) => ({ who, day: who * 5, amount: 100 })),
			Array.from({ length: 60 }, (_, i) => ({ who: i % 10, day: i * 6, amount: 100 })),
		];
		for (const given of cases) expectSound(everything(analysisOf(given)));
	});
});

/** Many alike small customers, drawn so that a fit exists. */
const fitted = (() => {
	const given: Order[] = [];
	for (let who = 0; who < 240; who++) {
		const gap = 4 + ((who * 37) % 60);
		const stops = (who * 53) % 420;
		for (let day = who % 90, n = 0; day <= 420 && (day <= stops || n === 0); n++) {
			given.push({ who, day, amount: (60 + ((who * 91) % 400)) * (0.7 + ((n * 17) % 60) / 100) });
			day += gap + ((n * 13 + who) % 9);
		}
	}
	return analysisOf(given);
})();

test('a large base that nobody is seen to leave is told so, not asked for more customers', () => {
	const border = (parameter: keyof BgNbd, side: 'low' | 'high', customers: number) =>
		noFitWords({ ok: false, reason: 'border', parameter, side, customers });
	for (const told of [border('b', 'high', 30_000), border('a', 'low', 30_000)]) {
		expect(told).toContain('看不出有誰離開');
		expect(told).not.toContain('客戶更多');
		expect(told).not.toContain('客戶少');
	}
	expect(border('b', 'high', 30)).toContain('看不出有誰離開');
	expect(border('alpha', 'high', 30_000)).not.toContain('看不出有誰離開');
});

test('the averages are told as those of newly come customers, the worst miss by its name', () => {
	const { fit, spend } = fitted;
	if (!fit.ok || !spend.ok) throw new Error('this base was drawn so that it fits');
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

test('the file to take away keeps ids whole and says what a one-time buyer’s 1 is', async () => {
	const names = nameList(['00000064', '4311953800001234', '=1+1', '王小明']);
	const customers = { ...fitted.customers, count: 4, names };
	const csv = await customersCsv({ ...fitted, customers }, async () => undefined);
	const [head, ...rows] = csv.split('\r\n');
	expect(head).toMatch(/,說明$/);
	expect(rows[0]?.startsWith('\t00000064,')).toBe(true);
	expect(rows[1]?.startsWith('\t4311953800001234,')).toBe(true);
	expect(rows[2]).toMatch(/^"?'=1\+1/);
	expect(rows[3]?.startsWith('王小明,')).toBe(true);
	rows.slice(0, 4).forEach((row, at) => {
		const once = fitted.customers.repeatOrders[at] === 0;
		expect(row.includes('模型的規定')).toBe(once);
	});
});

test('whatever the parameters and however uncertain, what is said of them is sound', () => {
	const { fit, spend } = fitted;
	if (!fit.ok || !spend.ok) throw new Error('this base was drawn so that it fits');
	const size = fc.double({ min: -5, max: 5, noNaN: true }).map((power) => 10 ** power);
	const variance = fc.double({ min: 0, max: 1e6, noNaN: true });
	fc.assert(
		fc.property(
			fc.tuple(size, size, size, size, size, size, size),
			fc.tuple(variance, variance, variance, variance),
			fc.double({ min: -1, max: 1, noNaN: true }),
			([r, alpha, a, b, p, q, gamma], variances, correlation) => {
				const told = {
					fit: {
						...fit,
						params: { r, alpha, a, b },
						standardErrors: { r: b, alpha: r, a: alpha, b: a },
						lnCovariance: variances.map((each, row) =>
							variances.map((_, column) => (row === column ? each : 0)),
						),
					},
					spend: {
						...spend,
						params: { p, q, gamma },
						counts: { ...spend.counts, correlation },
					},
					truth: { orders: { r, alpha, a, b }, spend: { p, q, gamma } },
				};
				expectSound([
					fitTold(told.fit),
					spendTold(told.spend),
					parameterTable(told),
					searchWords(told),
					truthTold(told),
				]);
			},
		),
		{ numRuns: 400 },
	);
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
		const told = reasons.map((reason) => noFitWords({ ok: false, reason, customers: 3 }));
		expect(new Set(told).size).toBe(reasons.length);
		const sides = (['r', 'alpha', 'a', 'b'] as const satisfies readonly (keyof BgNbd)[]).flatMap(
			(parameter) =>
				(['low', 'high'] as const).map((side): BgNbdRefusal => ({
					ok: false,
					reason: 'border',
					parameter,
					side,
					customers: 9,
				})),
		);
		for (const refusal of sides) {
			expect(noFitWords(refusal)).toContain('客戶少、期間短的檔案常常這樣');
			expectSound(noFitWords(refusal));
		}
	});

	test('a hold-out test that could not be held says why', () => {
		const reasons: Extract<HoldOutAnswer, { ok: false }>['reason'][] = [
			'too short',
			'border',
			'nobody repeats',
			'flat',
		];
		for (const reason of reasons) {
			const { finding } = holdOutTold({ ok: false, reason });
			expect(finding).toMatch(/。$/);
			expectSound(finding);
		}
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
			tiers: fitted.tiers.ok ? { ...fitted.tiers, by: 'discountedOrders' } : fitted.tiers,
		};
		expect(customersTold(analysis).finding).not.toContain('毛利');
		expect(customersTold(analysis).notes.join('')).toContain('平均」不存在');
		expect(customerColumns(analysis).map(({ id }) => id)).not.toContain('value');
		expect(firstSorting(analysis)).toBe('expectedOrders');
		expectSound(everything(analysis));
	});

	test('huge standard errors of a and b are put into words', () => {
		const { fit } = fitted;
		if (!fit.ok) throw new Error('this base was drawn so that it fits');
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
		const { fit } = fitted;
		if (!fit.ok) throw new Error('this base was drawn so that it fits');
		const typical = typicalCustomer(fit);
		expect(typical.perYear).toBeGreaterThan(typical.perYearLow);
		expect(typical.perYear).toBeLessThan(typical.perYearHigh);
		expect(typical.leaves).toBeGreaterThan(typical.leavesLow);
		expect(typical.leaves).toBeLessThan(typical.leavesHigh);
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

	test('columns sort their own figures', () => {
		for (const { id, rising } of customerColumns(fitted)) {
			const order = rising();
			expect(new Set(order).size).toBe(fitted.customers.count);
			if (id !== 'orders') continue;
			const sorted = [...order].map((row) => fitted.customers.orders[row] as number);
			expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
		}
	});

	test('the file to download has a row a customer and words that stay words', async () => {
		const { names } = fitted.customers;
		const text = '=1+1' + names.text.slice(names.starts[1]);
		const starts = names.starts.map((at, i) => (i === 0 ? 0 : at - (names.starts[1] ?? 0) + 4));
		const csv = await customersCsv(
			{ settings, customers: { ...fitted.customers, names: { ...names, text, starts } } },
			() => Promise.resolve(),
		);
		const lines = csv.trimEnd().split('\r\n');
		expect(lines).toHaveLength(fitted.customers.count + 1);
		expect(lines[1]).toMatch(/^"?'=1\+1/);
		expect(csv).not.toMatch(broken);
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

test('names are found whatever their case, and never across two of them', () => {
	const list = { count: 3, text: 'AnnBobANNA', starts: Uint32Array.of(0, 3, 6, 10) };
	const find = nameFinder(list);
	expect([...find('ann')]).toEqual([0, 2]);
	expect([...find('nb')]).toEqual([]);
	expect([...find('bob')]).toEqual([1]);
	fc.assert(
		fc.property(
			fc.array(fc.string({ maxLength: 6 }), { maxLength: 12 }),
			fc.string({ minLength: 1, maxLength: 3 }),
			(names, part) => {
				const starts = new Uint32Array(names.length + 1);
				names.forEach((name, i) => {
					starts[i + 1] = (starts[i] as number) + name.length;
				});
				const all = { count: names.length, text: names.join(''), starts };
				const found = [...nameFinder(all)(part)];
				expect(
					found.every((row) => nameOf(all, row).toLowerCase().includes(part.toLowerCase())),
				).toBe(true);
				expect(found).toHaveLength(
					names.filter((name) => name.toLowerCase().includes(part.toLowerCase())).length,
				);
			},
		),
	);
});

test('no share but none and all reads as 0% or 100%', () => {
	fc.assert(
		fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (share) => {
			expect(['0%', '0.0%', '100%', '100.0%']).not.toContain(shareWords(share));
		}),
	);
	expect(shareWords(0)).toBe('0%');
	expect(shareWords(1)).toBe('100%');
	expect([roughly(0.012345), roughly(4.567), roughly(12_345)]).toEqual([
		'0.0123',
		'4.57',
		'12,345',
	]);
	expect([timeWords(0.5), timeWords(3.25), timeWords(260)]).toEqual(['3.5天', '3.3週', '5年']);
});

function subscriptionsOf(
	rows: readonly { start: number; months: number; ended: boolean }[],
): SubscriptionsAnalysis {
	const lastDay = rows.reduce((last, row) => Math.max(last, row.start + row.months * 31), 0);
	const table: SubscriptionsTable = {
		customer: Int32Array.from(rows, (_, i) => i),
		names: rows.map((_, i) => `G${i}`),
		start: Int32Array.from(rows, ({ start: day }) => start + day),
		end: Int32Array.from(rows, ({ start: day, months, ended }) =>
			ended ? start + day + months * 31 : noDay,
		),
		fee: null,
		lastDay: start + lastDay,
	};
	return subscriptionAnalysis(table);
}

const subscriptionAnalysis = (table: SubscriptionsTable): SubscriptionsAnalysis =>
	analyseSubscriptions(
		{
			kind: 'subscriptions',
			file,
			facts: { dataRows: table.start.length, acceptedRows: table.start.length, blankRows: 0 },
			rejected,
			truth: null,
			table,
		},
		settings,
		() => {},
	);

describe('subscriptions', () => {
	test('whatever they are, what is said of them is sound', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						start: fc.integer({ min: 0, max: 700 }),
						months: fc.integer({ min: 0, max: 24 }),
						ended: fc.boolean(),
					}),
					{ minLength: 1, maxLength: 40 },
				),
				(rows) => expectSound(everySubscription(subscriptionsOf(rows))),
			),
			{ numRuns: 150 },
		);
	});

	test('the gym: half have left by a month within the limits told, and the mix is found', () => {
		const analysis = subscriptionAnalysis(gymSubscriptions());
		expect(survivalTold(analysis.curve).finding).toMatch(/第8個月（95%信賴區間8到9個月）/);
		expect(mixTold(analysis).finding).toContain('容易走的先走了');
		expectSound(everySubscription(analysis));
	});

	test('nobody has left yet, everybody left at once', () => {
		const stays = subscriptionsOf(
			Array.from({ length: 9 }, (_, i) => ({ start: i * 30, months: 6, ended: false })),
		);
		expect(survivalTold(stays.curve).finding).toContain('一筆也沒有結束');
		const leaves = subscriptionsOf(
			Array.from({ length: 9 }, (_, i) => ({ start: i * 30, months: 1, ended: true })),
		);
		expectSound(everySubscription(stays));
		expectSound(everySubscription(leaves));
	});

	test('every refusal of the mix has words of its own', () => {
		const reasons: NoFit[] = [
			'nobody',
			'too-few-renewals',
			'no-losses',
			'none-stayed',
			'losses-at-first-only',
			'not-converged',
		];
		const told = reasons.map((reason) => mixTold({ fit: { ok: false, reason } }).finding);
		expect(new Set(told).size).toBe(reasons.length);
	});
});
