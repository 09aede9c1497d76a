import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NoFit } from '#models/churn/shifted-beta-geometric-fit.ts';
import { noDay } from '#models/orders/record-fields.ts';
import { gymSubscriptions } from '#models/subscriptions/gym.ts';
import type { SubscriptionsTable } from '#models/subscriptions/subscriptions.ts';
import type { SubscriptionsAnalysis } from '#simulators/orders/analysis.ts';
import {
	subscriptionFacts,
	subscriptionFactsTold,
} from '#simulators/orders/results/facts-words.ts';
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
import { analyseSubscriptions } from '#simulators/orders/subscriptions-analysis.ts';
import { figuresOf } from '#simulators/orders/wall/figures.ts';
import { wallSections } from '#simulators/orders/wall/sections.ts';
import { expectSound, file, rejected, settings, start } from './orders-told.ts';

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
	wallSections(analysis),
	figuresOf(analysis),
];

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
