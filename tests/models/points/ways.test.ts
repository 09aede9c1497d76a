import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualInputs, usualSeed } from '#models/model.ts';
import { accountedMonths, countedProgramme } from '#models/points/counted.ts';
import { liabilityBridge, pointsLiability } from '#models/points/ifrs-months.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import {
	waysOfCounting,
	type CountedProgramme,
	type WayCount,
	type WayId,
} from '#models/points/ways.ts';
import { noResponse } from '../../support/no-response.ts';

const usual = { ...usualInputs(pointsInputs), simulatedCustomers: 1_000 };

function counts(programme: CountedProgramme): Record<WayId, WayCount | null> {
	const ways = waysOfCounting(programme).map(({ id, count }) => [id, count] as const);
	return Object.fromEntries(ways) as Record<WayId, WayCount | null>;
}
const simulated = (change: Partial<PointsInputs> = {}) => {
	const inputs = { ...usual, ...change };
	const outcome = pointsModel.run(inputs, usualSeed);
	return {
		inputs,
		outcome,
		counts: counts(countedProgramme({ inputs, seed: usualSeed }, outcome)),
	};
};

const money = fc.double({ min: 0, max: 1e8, noNaN: true });
const worlds = fc.record({ without: money, with: money });
const programmes: fc.Arbitrary<CountedProgramme> = fc.record({
	marginRate: fc.double({ min: 0, max: 1, noNaN: true }),
	members: fc.nat(100_000),
	others: fc.nat(100_000),
	revenue: fc.record({ members: worlds, others: worlds }),
	membersKept: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
	keptMargin: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
	cost: fc.record({
		setup: money,
		fixed: money,
		service: money,
		tiers: money,
		redeemed: money,
		owed: money,
	}),
});

test('every way’s lines add up to its net, and its bridge ends at the incremental margin', () => {
	fc.assert(
		fc.property(programmes, (programme) => {
			const ways = counts(programme);
			const ours = ways.incrementalMargin;
			if (!ours) throw new Error('the incremental margin can always be counted');
			const { members, others } = programme.revenue;
			const crowd = programme.members / Math.max(1, programme.others);
			const size = 1 + (members.with + members.without + others.with * crowd) * 4 + 1e9;
			for (const way of Object.values(ways)) {
				if (!way) continue;
				const lines = way.lines.reduce((sum, { amount }) => sum + amount, 0);
				expect(lines).toBe(way.net);
				const steps = way.bridge.reduce((sum, { amount }) => sum + amount, way.net);
				expect(Math.abs(steps - ours.net)).toBeLessThanOrEqual(1e-12 * size);
				const last = way.bridge.at(-1);
				if (!last) continue;
				expect(last.net).toBe(steps);
				expect(last.cost).toBe(ours.cost);
			}
		}),
	);
});

test('the way of twin worlds is the simulation’s own figure', () => {
	for (const change of [{}, { pointsPerHundred: 5 }, { enrolmentRate: 1 }, { months: 3 }]) {
		const { outcome, counts: ways } = simulated(change);
		expect(ways.incrementalMargin?.net).toBeCloseTo(outcome.net, 4);
		expect(ways.incrementalMargin?.roi).toBeCloseTo(outcome.roi as number, 9);
		for (const way of Object.values(ways)) {
			if (way?.bridge.length) {
				expect(way.bridge.at(-1)?.roi).toBeCloseTo(outcome.roi as number, 8);
			}
		}
	}
});

test('a programme that changes nothing has ROI −1; revenue and the gap still praise it', () => {
	const { counts: ways } = simulated(noResponse);
	expect(ways.incrementalMargin?.roi).toBe(-1);
	expect(ways.revenueOverCost?.roi).toBeGreaterThan(1);
	expect(ways.averageGap?.roi).toBeGreaterThan(1);
	expect(ways.averageGap?.mainCause).toBe('selfSelection');
	expect(ways.retentionOnly?.roi).toBe(-1);
});

test('with anyone as likely to join, revenue over cost still praises it and the gap no longer does', () => {
	const { counts: ways } = simulated({
		...noResponse,
		selfSelection: 0,
		simulatedCustomers: 10_000,
	});
	expect(ways.incrementalMargin?.roi).toBe(-1);
	expect(ways.revenueOverCost?.roi).toBeGreaterThan(1);
	expect(ways.revenueOverCost?.mainCause).toBe('wouldHaveBought');
	// Who happened to join still differs a little from who did not.
	const [selection] = ways.averageGap?.bridge ?? [];
	expect(Math.abs(selection?.amount ?? Number.NaN)).toBeLessThan(
		0.02 * (ways.averageGap?.lines[0]?.amount ?? 0),
	);
});

test('where purchases rise and people stay too, counting only who stays says too little', () => {
	const { counts: ways } = simulated();
	expect(ways.retentionOnly?.net).toBeLessThan(ways.incrementalMargin?.net as number);
	expect(ways.retentionOnly?.mainCause).toBe('extraPurchases');
});

test('where the programme only keeps people, nothing is left out but points owed', () => {
	const { counts: ways } = simulated({ lift: 0, goalGradient: 0, rewardedLift: 0 });
	const step = ways.retentionOnly?.bridge.find(({ cause }) => cause === 'extraPurchases');
	expect(step?.amount).toBeCloseTo(0, 6);
	expect(ways.retentionOnly?.bridge[0]?.cause).toBe('keptAsAverage');
});

test('without members or without non-members there is no gap to count', () => {
	expect(simulated({ enrolmentRate: 1 }).counts.averageGap).toBeNull();
	const { counts: ways, outcome } = simulated({ enrolmentRate: 0 });
	expect(ways.averageGap).toBeNull();
	expect(ways.revenueOverCost?.roi).toBe(-1);
	expect(ways.incrementalMargin?.roi).toBe(outcome.roi);
});

test('where nothing is spent there is no return on it', () => {
	const nothing = { setup: 0, fixed: 0, service: 0, tiers: 0, redeemed: 0, owed: 0 };
	const ways = counts({
		marginRate: 0.5,
		members: 10,
		others: 10,
		revenue: { members: { without: 100, with: 110 }, others: { without: 100, with: 100 } },
		membersKept: 0,
		keptMargin: 0,
		cost: nothing,
	});
	for (const way of Object.values(ways)) expect(way?.roi).toBeNull();
	// 10 % more of 100 at a margin of one half.
	expect(ways.incrementalMargin?.net).toBe(5);
	expect(ways.revenueOverCost?.net).toBe(110);
});

test('every way says where it is met, and its costs are costs', () => {
	const { inputs } = simulated();
	for (const way of waysOfCounting(countedProgramme({ inputs, seed: usualSeed }))) {
		expect(way.source.length).toBeGreaterThan(5);
		for (const { amount } of way.count?.lines.slice(2) ?? []) {
			expect(amount).toBeLessThanOrEqual(0);
		}
	}
});

test('the accounts’ liability of a simulated programme rolls forward and ends at what is charged', () => {
	for (const change of [{}, { expiryMonths: 3 }, { pointValue: 0 }, { firstYearChurn: 0.95 }]) {
		const { inputs, outcome } = simulated(change);
		const rows = pointsLiability(accountedMonths(inputs, outcome));
		expect(rows).toHaveLength(inputs.months);
		for (const { opening, deferred, recognised, closing } of rows) {
			expect(closing).toBeGreaterThanOrEqual(0);
			expect(opening + deferred - recognised).toBeCloseTo(closing, 4);
		}
		const last = rows.at(-1);
		if (!last) throw new Error('there is a last month');
		expect(last.managementLiability).toBeCloseTo(outcome.cost.owed, 4);
		expect(last.outstanding).toBeCloseTo(outcome.points.outstanding, 4);
		expect(liabilityBridge(last, inputs.pointValue).contractLiability).toBe(last.closing);
	}
});
