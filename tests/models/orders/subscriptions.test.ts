import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kaplanMeier, survivalAt } from '#models/churn/kaplan-meier.ts';
import { readSubscriptions } from '#models/churn/subscriptions.ts';
import { dayNumber, monthNumber } from '#models/orders/days.ts';
import { noDay } from '#models/orders/record-fields.ts';
import { gym, gymSubscriptions, subscriptionsText } from '#models/subscriptions/gym.ts';
import {
	readSubscriptionFile,
	subscriptionTimes,
	type SubscriptionsTable,
} from '#models/subscriptions/subscriptions.ts';
import { utf8 } from './encode.ts';

async function read(text: string) {
	const result = await readSubscriptionFile(utf8(text));
	if (!result.ok) throw new Error(result.reason);
	return result;
}

test('blank ends are subscriptions that still run', async () => {
	const { table, layout, rejected } = await read(
		'會員編號,姓名,開始日期,結束日期,月費\nG1,王,2024/1/31,2024/2/29,"1,000"\nG2,李,113/02/10,,\nG3,陳,2024-03-05,2024-01-01,500\nG4,林,2024-03-05,2024-03-20,0\n',
	);
	expect(layout.roles).toEqual({ customer: 0, start: 2, end: 3, fee: 4 });
	expect(rejected.rows).toEqual([
		{ line: 4, reason: 'endBeforeStart', text: 'G3,2024-03-05,2024-01-01' },
	]);
	const times = subscriptionTimes(table);
	expect([...times.durations]).toEqual([1, 1, 0]);
	expect([...times.ended]).toEqual([1, 0, 1]);
	expect(times.fees).toEqual([1_000, null, 0]);
	const march = monthNumber(dayNumber(2024, 3, 1) as number);
	expect(times.months[2]).toEqual({ startedIn: march, endedIn: march + 1 });
});

test('as known earlier, later ends have not happened and later starts are left out', async () => {
	const { table } = await read(
		'customer_id,start_date,end_date\nA,2024-01-01,2024-06-01\nB,2024-03-01,\nC,2024-05-01,2024-07-01\n',
	);
	const times = subscriptionTimes(table, dayNumber(2024, 4, 1) as number);
	expect([...times.durations]).toEqual([3, 1]);
	expect([...times.ended]).toEqual([0, 0]);
	expect(times.notYetStarted).toBe(1);
});

test('nobody has left: a column of blanks under its header is enough', async () => {
	const { table } = await read('會員編號,開始日期,結束日期\nA,2024-01-01,\nB,2024-03-01,\n');
	expect([...table.end]).toEqual([noDay, noDay]);
});

test('an order file is not one of subscriptions', async () => {
	const result = await readSubscriptionFile(
		utf8('客戶,日期,金額\nA,2024-01-05,1\nB,2024-01-06,2\n'),
	);
	expect(result).toMatchObject({ ok: false, reason: 'rolesMissing', missing: ['end'] });
});

test('the gym reads back from its file', async () => {
	const members = gymSubscriptions();
	expect(gym.title).toContain('合成資料');
	expect(members).toEqual(gymSubscriptions());
	const { table, rejected } = await read(subscriptionsText(members));
	expect(rejected.count).toBe(0);
	// The file's last day is the last anybody joined or left on.
	expect({ ...table, lastDay: members.lastDay }).toEqual(members);
});

test("the gym's survival is the one its chances of leaving imply", () => {
	const { durations, ended, months, asOf } = subscriptionTimes(gymSubscriptions());
	const curve = kaplanMeier(durations, ended);
	const { alpha, beta } = gym.leaving;
	let implied = 1;
	for (let month = 1; month <= 18; month++) {
		implied *= (beta + month - 1) / (alpha + beta + month - 1);
		expect(Math.abs((survivalAt(curve, month) ?? 0) - implied)).toBeLessThan(0.03);
	}
	const { cohorts } = readSubscriptions(months, monthNumber(asOf));
	const joined = cohorts.reduce((sum, { survivors }) => sum + (survivors[0] ?? 0), 0);
	expect(joined).toBe(gym.members);
});

test('any subscriptions give durations that Kaplan and Meier take', () => {
	const from = dayNumber(2020, 1, 1) as number;
	const row = fc.record({
		start: fc.integer({ min: from, max: from + 2_000 }),
		lasted: fc.option(fc.integer({ min: 0, max: 1_500 })),
	});
	fc.assert(
		fc.property(fc.array(row, { minLength: 1 }), fc.nat(4_000), (rows, after) => {
			const end = rows.map(({ start, lasted }) => (lasted === null ? noDay : start + lasted));
			const table: SubscriptionsTable = {
				customer: Int32Array.from(rows.keys()),
				names: rows.map((_, index) => `G${index}`),
				start: Int32Array.from(rows, ({ start }) => start),
				end: Int32Array.from(end),
				fee: null,
				lastDay: Math.max(...end, ...rows.map(({ start }) => start)),
			};
			const times = subscriptionTimes(table, from + after);
			expect(times.durations.length + times.notYetStarted).toBe(rows.length);
			expect(times.durations.every((months) => months >= 0)).toBe(true);
			expect(kaplanMeier(times.durations, times.ended).customers).toBe(times.durations.length);
			readSubscriptions(times.months, monthNumber(times.asOf));
		}),
	);
});
