import { describe, expect, test } from 'vitest';
import { ruleBreakage } from '#models/points/breakage.ts';
import { closedForm, netPresentValue, type ClosedFormInputs } from '#models/points/closed-form.ts';
import { returnOnCost, rewardUnitCost } from '#models/points/costs.ts';
import { gammaQuantiles, poissonQuantile } from '#models/points/quantiles.ts';
import { gammaShareBelow, logGamma } from '#models/numerics/gamma.ts';

// Golden figures: worked out by an independent implementation of the same formulas.
const example: ClosedFormInputs = {
	members: 10_000,
	spendPerMember: 6_000,
	marginRate: 0.5,
	lift: 0.05,
	rewardRate: 0.02,
	redemptionRate: 0.7,
	displacedShare: 0.3,
	costPerMember: 30,
	fixedCost: 300_000,
};

describe('the closed form', () => {
	test.each([
		{ lift: 0, extraMargin: 0, rewardCost: 546_000, cost: 1_146_000, roi: -1 },
		{
			lift: 0.05,
			extraMargin: 1_500_000,
			rewardCost: 573_300,
			cost: 1_173_300,
			roi: 0.278_445_410_380_976_75,
		},
		{
			lift: 0.1,
			extraMargin: 3_000_000,
			rewardCost: 600_600,
			cost: 1_200_600,
			roi: 1.498_750_624_687_656,
		},
	])('a lift of $lift returns $roi', ({ lift, extraMargin, rewardCost, cost, roi }) => {
		const answer = closedForm({ ...example, lift });
		expect(answer.extraMargin).toBeCloseTo(extraMargin, 6);
		expect(answer.rewardCost).toBeCloseTo(rewardCost, 6);
		expect(answer.cost).toBeCloseTo(cost, 6);
		expect(answer.roi).toBeCloseTo(roi, 12);
	});

	test('without any lift the whole cost is lost, exactly', () => {
		expect(closedForm({ ...example, lift: 0 }).roi).toBe(-1);
	});

	test('it breaks even at a lift of 3.89 %', () => {
		const { breakEvenLift } = closedForm(example);
		expect(breakEvenLift).toBeCloseTo(0.038_908_127_928_294_96, 14);
		expect(closedForm({ ...example, lift: breakEvenLift as number }).net).toBeCloseTo(0, 6);
	});

	test('it never breaks even when a sale earns less than the points it gives away', () => {
		expect(closedForm({ ...example, marginRate: 0.01, rewardRate: 0.05 }).breakEvenLift).toBe(
			'never',
		);
		expect(closedForm({ ...example, spendPerMember: 0 }).breakEvenLift).toBe('never');
	});

	test('the deadweight share is 1 ÷ (1 + lift)', () => {
		expect(closedForm({ ...example, lift: 0.25 }).deadweightShare).toBeCloseTo(0.8, 14);
	});

	test('nothing spent has no return, rather than a wrong one', () => {
		expect(returnOnCost(0, 0)).toBeNull();
	});

	test('a reward in own goods costs k = 1 − g(1 − χ)', () => {
		expect(rewardUnitCost(0.5, 0.3)).toBeCloseTo(0.65, 14);
		expect(rewardUnitCost(0.5, 1)).toBe(1);
	});

	test('present value counts the start in full and each month at its end', () => {
		// 100 at the end of month 12 at 10 % a year is 90.909…
		expect(netPresentValue(50, [...Array<number>(11).fill(0), 100], 0.1)).toBeCloseTo(
			40.909_090_909,
			8,
		);
		expect(netPresentValue(50, [20, 40], 0)).toBe(10);
	});
});

describe('breakage that follows from the rules', () => {
	test.each([
		{ expiryMonths: 3, share: 0.652_718_246_629_157 },
		{ expiryMonths: 6, share: 0.323_589_119_470_639_34 },
		{ expiryMonths: 12, share: 0.125_167_598_302_547_62 },
		{ expiryMonths: 24, share: 0.041_968_306_042_227_97 },
	])(
		'with $expiryMonths months to use them $share of points can never be redeemed',
		({ expiryMonths, share }) => {
			const { points } = ruleBreakage({
				evenness: 0.8,
				pointsPerMonth: 4,
				threshold: 30,
				expiryMonths,
			});
			expect(points / share).toBeCloseTo(1, 9);
		},
	);

	test('half the members may pay for an eighth of the points and never see a reward', () => {
		const { members } = ruleBreakage({
			evenness: 0.8,
			pointsPerMonth: 4,
			threshold: 30,
			expiryMonths: 12,
		});
		expect(members).toBeCloseTo(0.499, 3);
	});

	test('points that never expire can always be redeemed some day, and no points never', () => {
		const rules = { evenness: 0.8, pointsPerMonth: 4, threshold: 30 };
		expect(ruleBreakage({ ...rules, expiryMonths: Number.POSITIVE_INFINITY }).points).toBe(0);
		expect(ruleBreakage({ ...rules, pointsPerMonth: 0, expiryMonths: 12 }).points).toBe(1);
	});
});

describe('draws by inversion', () => {
	test('logGamma knows factorials and the root of π', () => {
		expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
		expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
	});

	// For shape 1 the gamma distribution is the exponential: P(1, x) = 1 − e^(−x).
	test.each([0.01, 0.5, 1.9, 2.1, 10])('the share of an exponential below %d is 1 − e^−x', (x) => {
		expect(gammaShareBelow(1, x)).toBeCloseTo(-Math.expm1(-x), 13);
	});

	test.each([
		{ shape: 0.1, error: 4e-4 },
		{ shape: 0.8, error: 5e-5 },
		{ shape: 4, error: 3e-5 },
		{ shape: 100_000, error: 3e-5 },
	])('a quantile of shape $shape has its uniform below it', ({ shape, error }) => {
		const quantile = gammaQuantiles(shape);
		for (const uniform of [0.02, 0.1, 0.333, 0.5, 0.77, 0.95, 0.999]) {
			const x = quantile(uniform);
			const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
			const off = Math.abs(gammaShareBelow(shape, x) - uniform) / density / x;
			expect(off).toBeLessThan(error);
		}
	});

	test('averaged over the uniforms a gamma table gives back its mean', () => {
		const quantile = gammaQuantiles(6);
		let sum = 0;
		for (let i = 0; i < 20_000; i++) sum += quantile((i + 0.5) / 20_000);
		expect(sum / 20_000 / 6).toBeCloseTo(1, 4);
	});

	test('a Poisson count reaches its uniform and never falls as the rate rises', () => {
		expect(poissonQuantile(0.3, 0)).toBe(0);
		// e^−1 = 0.3679, 2e^−1 = 0.7358
		expect([0.36, 0.37, 0.73, 0.74].map((uniform) => poissonQuantile(uniform, 1))).toEqual([
			0, 1, 1, 2,
		]);
		for (const uniform of [1e-9, 0.01, 0.5, 0.99, 1 - 1e-9]) {
			let last = 0;
			for (let rate = 0.1; rate < 1_500; rate *= 1.01) {
				const count = poissonQuantile(uniform, rate);
				expect(count).toBeGreaterThanOrEqual(last);
				last = count;
			}
		}
	});
});
