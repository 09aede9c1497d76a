import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { rejectionReasons } from '#models/orders/rejected.ts';
import type { OrdersAnalysis } from '#simulators/orders/analysis.ts';
import type { LabChoices, LabProgress, LabSource } from '#simulators/orders/job.ts';
import { buffersOf, labWorker } from '#simulators/orders/lab-work.ts';
import { nameList, nameOf } from '#simulators/orders/name-list.ts';
import { labInputs } from '#simulators/orders/settings.ts';
import { tiersOf } from '#simulators/orders/tiers.ts';
import { problemOf, rejectionWords } from '#simulators/orders/words.ts';

const settings = usualInputs(labInputs);
const company = (id: 'coffee' | 'shop' | 'gym'): LabSource => ({ kind: 'company', id, name: id });
const file = (text: string | Uint8Array<ArrayBuffer>): LabSource => ({
	kind: 'file',
	file: new Blob([text]),
	name: 'orders.csv',
});

async function analyse(source: LabSource, choices: LabChoices = {}, today: number | null = null) {
	const progress: LabProgress[] = [];
	const answer = await labWorker()({ source, sourceNumber: 1, choices, today, settings }, (each) =>
		progress.push(each),
	);
	return { answer, progress };
}

async function analysed(
	source: LabSource,
	choices: LabChoices = {},
	today: number | null = null,
): Promise<OrdersAnalysis> {
	const { answer } = await analyse(source, choices, today);
	if (!answer.ok || answer.analysis.kind !== 'orders') throw new Error('no orders');
	return answer.analysis;
}

const day = (number: number): string =>
	new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

describe('a made-up company', () => {
	test.each(['coffee', 'shop'] as const)('%s gives its parameters back', async (id) => {
		const { fit, spend, truth, holdOut, customers, facts, tiers } = await analysed(company(id));
		if (!fit.ok || !spend.ok || !truth || !holdOut.ok) throw new Error('no fit');
		if (fit.model !== 'bg-nbd') throw new Error('nobody seems to leave');
		for (const name of ['r', 'alpha', 'a', 'b'] as const) {
			expect(Math.abs(fit.params[name] - truth.orders[name])).toBeLessThan(
				0.2 * truth.orders[name] + 3 * fit.standardErrors[name],
			);
		}
		expect(Math.abs(spend.params.p - truth.spend.p)).toBeLessThan(3 * spend.standardErrors.p);
		expect(Math.abs(holdOut.expectedTotal / holdOut.actualTotal - 1)).toBeLessThan(0.12);
		expect(customers.count).toBe(facts.customers);
		expect(customers.names.count).toBe(facts.customers);
		expect(tiers).toMatchObject({ ok: true, by: 'value' });
	});

	test('the gym gives its mix back', async () => {
		const { answer } = await analyse(company('gym'));
		if (!answer.ok || answer.analysis.kind !== 'subscriptions') throw new Error('no subscriptions');
		const { fit, truth, curve, fitted, facts } = answer.analysis;
		if (!fit.ok || fit.heterogeneity !== 'found' || !truth || !fitted) throw new Error('no fit');
		expect(Math.abs(fit.mix.alpha - truth.alpha)).toBeLessThan(3 * fit.standardErrors.alpha);
		expect(Math.abs(fit.mix.beta - truth.beta)).toBeLessThan(3 * fit.standardErrors.beta);
		expect(curve.customers).toBe(facts.subscriptions);
		for (const { time, survival } of curve.steps.slice(0, 24)) {
			expect(Math.abs((fitted[time] ?? 0) - survival)).toBeLessThan(0.04);
		}
	});
});

test('the curve of the hold-out test ends where its totals do', async () => {
	const { holdOut, facts, customers } = await analysed(company('shop'));
	if (!holdOut.ok) throw new Error('no hold-out');
	const { actual, splitWeek } = holdOut.tracking;
	const weeks = Math.floor((facts.lastDay - facts.firstDay) / 7);
	expect(actual).toHaveLength(weeks);
	expect(splitWeek).toBeCloseTo(holdOut.calibrationWeeks, 9);
	expect([...actual].every((value, week) => week === 0 || value >= (actual[week - 1] ?? 0))).toBe(
		true,
	);
	// All repeat orders, but for those of newcomers and of the days after the last whole week.
	const repeats = customers.repeatOrders.reduce((sum, x) => sum + x, 0);
	expect(actual[weeks - 1]).toBeLessThanOrEqual(repeats);
	expect(actual[weeks - 1]).toBeGreaterThan(0.9 * repeats);
});

test('other settings cost no second reading, and change nothing about the fit', async () => {
	const work = labWorker();
	const source = company('shop');
	const stages: string[][] = [];
	const run = async (horizonWeeks: number) => {
		const seen: string[] = [];
		stages.push(seen);
		const answer = await work(
			{
				source,
				sourceNumber: 1,
				choices: {},
				today: null,
				settings: { ...settings, horizonWeeks },
			},
			({ stage }) => seen.push(stage),
		);
		if (!answer.ok || answer.analysis.kind !== 'orders') throw new Error('no orders');
		// As when they move to the page: what the worker keeps must not be among them.
		structuredClone(buffersOf(answer), { transfer: buffersOf(answer) });
		return answer.analysis;
	};
	const first = await run(52);
	expect(first.customers.orders).toHaveLength(0);
	const second = await run(26);
	expect(stages[0]).toContain('reading');
	expect(stages[1]).not.toContain('reading');
	expect(second.customers.orders).toHaveLength(0);
	expect(second.fit).toEqual(first.fit);
	expect(second.settings.horizonWeeks).toBe(26);
});

test('progress rises from nothing and never falls', async () => {
	const { progress } = await analyse(company('coffee'));
	expect(progress[0]).toEqual({ stage: 'reading', share: 0 });
	progress.forEach(({ share }, index) => {
		expect(share).toBeGreaterThanOrEqual(progress[index - 1]?.share ?? 0);
		expect(share).toBeLessThan(1);
	});
});

describe('a file of few', () => {
	const orders = (rows: readonly string[]): LabSource =>
		file(['會員,日期,金額', ...rows].join('\n'));

	test('of one customer is read, and refused a fit', async () => {
		const found = await analysed(orders([`甲,${day(0)},100`, `甲,${day(9)},120`]));
		expect(found.fit).toMatchObject({ ok: false, reason: 'one customer' });
		expect(found.tiers).toEqual({ ok: false, reason: 'no prediction' });
		expect(found.holdOut).toEqual({ ok: false, reason: 'too short' });
		expect(found.customers.prediction).toBeNull();
		expect(nameOf(found.customers.names, 0)).toBe('甲');
	});

	test('who all come on one day is read, and refused a fit', async () => {
		const rows = Array.from({ length: 30 }, (_, i) => `C${i},${day(3)},100`);
		expect((await analysed(orders(rows))).fit).toMatchObject({ ok: false, reason: 'no time' });
	});

	test('without amounts is fitted, and ranked by orders to come', async () => {
		const rows = Array.from({ length: 600 }, (_, i) => `C${i % 97},${day((i * 37) % 500)}`);
		const found = await analysed(file(['會員,日期', ...rows].join('\n')));
		expect(found.facts.revenue).toBeNull();
		expect(found.customers.total).toBeNull();
		expect(found.customers.rfm.monetary).toBeNull();
		expect(found.spend).toEqual({ ok: false, reason: 'no amounts' });
		expect(found.concentration).toEqual({ ok: false, reason: 'no amounts' });
	});

	test('any few orders give an analysis of which every number is one', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.record({
						who: fc.integer({ min: 0, max: 12 }),
						at: fc.integer({ min: 0, max: 400 }),
						paid: fc.integer({ min: 1, max: 10_000 }),
					}),
					{ minLength: 1, maxLength: 60 },
				),
				async (rows) => {
					const { customers, tiers, pooledCohorts } = await analysed(
						orders(rows.map(({ who, at, paid }) => `C${who},${day(at)},${paid}`)),
					);
					const columns = [
						customers.orders,
						customers.daysSinceLast,
						customers.total,
						customers.prediction?.alive,
						customers.prediction?.expectedOrders,
						customers.prediction?.discountedOrders,
						customers.money?.value,
					];
					for (const column of columns) {
						if (!column) continue;
						expect(column).toHaveLength(customers.count);
						for (const value of column) expect(value >= 0 && Number.isFinite(value)).toBe(true);
					}
					for (const share of pooledCohorts) {
						expect(share === null || (share >= 0 && share <= 1)).toBe(true);
					}
					if (tiers.ok) {
						expect(tiers.tiers.reduce((sum, tier) => sum + tier.customers, 0)).toBe(
							customers.count,
						);
					}
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('broken files', () => {
	const bytes = (...values: number[]) => Uint8Array.from(values);
	test.each([
		['nothing', bytes(), 'empty'],
		['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4), 'picture'],
		['a spreadsheet', new TextEncoder().encode('PK\u0003\u0004 xl/workbook.xml'), 'spreadsheet'],
		['only headers', new TextEncoder().encode('會員,日期,金額\n'), 'noRows'],
		['no dates', new TextEncoder().encode('姓名,品項\n王,茶\n李,咖啡\n'), 'rolesMissing'],
		[
			'another encoding',
			bytes(...Array.from({ length: 900 }, (_, i) => 128 + ((i * 7) % 127))),
			'',
		],
	])('%s gets its reason and a sentence', async (_, content, reason) => {
		const { answer } = await analyse(file(content));
		if (answer.ok) throw new Error('read after all');
		if (reason !== '') expect(answer.reason).toBe(reason);
		expect(problemOf(answer)).toMatch(/[。]$/);
		expect(problemOf(answer)).not.toMatch(/undefined|null|NaN/);
	});

	test('a file that cannot be read to its end is told from a broken one', async () => {
		const gone = new Blob(['a,b']);
		gone.stream = () =>
			new ReadableStream({ start: (control) => control.error(new Error('gone')) });
		const { answer } = await analyse({ kind: 'file', file: gone, name: 'gone.csv' });
		expect(answer).toMatchObject({ ok: false, reason: 'unreadable' });
	});
});

test('columns that are set straight by hand are read so', async () => {
	const source = file(
		['a,b,c', ...Array.from({ length: 80 }, (_, i) => `${i % 9},${day(i * 3)},K${i % 20}`)].join(
			'\n',
		),
	);
	const found = await analysed(source, {
		kind: 'orders',
		roles: { customer: 2, date: 1, amount: null },
	});
	expect(found.facts.customers).toBe(20);
	expect(found.file.layout?.roles).toEqual({
		customer: 2,
		date: 1,
		amount: null,
		order: null,
		status: null,
	});
});

test('subscriptions are known by their headers, orders with two dates are not taken for them', async () => {
	const rows = Array.from({ length: 40 }, (_, i) => `U${i},${day(i)},${i % 3 ? day(i + 90) : ''}`);
	const { answer } = await analyse(file(['user_id,start_date,end_date', ...rows].join('\n')));
	expect(answer).toMatchObject({ ok: true, analysis: { kind: 'subscriptions' } });
	const shipped = rows.map((row, i) => `${row},${i + 100}`);
	const orders = await analyse(file(['會員,訂單日期,出貨日期,金額', ...shipped].join('\n')));
	expect(orders.answer).toMatchObject({ ok: true, analysis: { kind: 'orders' } });
});

test('names come back as they went in', () => {
	fc.assert(
		fc.property(fc.array(fc.string()), (names) => {
			const list = nameList(names);
			expect(names.map((_, index) => nameOf(list, index))).toEqual(names);
			expect(nameOf(list, names.length)).toBe('');
		}),
	);
});

test('tiers follow worth, never part equals, and hold everybody', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (values) => {
			const worth = Float64Array.from(values);
			const alive = worth.map(() => 0.5);
			const { answer, tier } = tiersOf({
				by: 'value',
				valueless: null,
				worth,
				total: worth,
				alive,
			});
			if (!answer.ok) throw new Error('no tiers');
			values.forEach((value, i) =>
				values.forEach((other, j) => {
					if (value > other) expect(tier[i]).toBeLessThanOrEqual(tier[j] as number);
					if (value === other) expect(tier[i]).toBe(tier[j]);
				}),
			);
			const best = answer.tiers[0]?.customers ?? 0;
			expect(best).toBeGreaterThan(0);
			expect(answer.tiers.reduce((sum, { customers }) => sum + customers, 0)).toBe(values.length);
		}),
		{ numRuns: 60 },
	);
});

test('every reason to turn a row down has its words', () => {
	for (const reason of rejectionReasons) expect(rejectionWords[reason]).toMatch(/\p{Script=Han}/u);
});
