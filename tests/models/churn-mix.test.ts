import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	churnMix,
	discountedLifetime,
	mixAfter,
	mixLifetime,
	mixRetention,
	mixSurvival,
	residualLifetime,
} from '#models/churn/shifted-beta-geometric.ts';

// Maximum-likelihood fits to the first seven years of Fader & Hardie (2007), Table 1.
const highEnd = { alpha: 0.668088351106427, beta: 3.8060949640581136 };
const regular = { alpha: 0.7040772984735164, beta: 1.1820430262094759 };

const published = [
	{
		name: 'High End',
		mix: highEnd,
		survival: [
			1, 0.8506792627736008, 0.7468594099724596, 0.6697889831051694, 0.6099191353314222,
			0.5618342811009688, 0.5222155692849315, 0.4889064197209216, 0.46043967182044077,
			0.4357795900051809, 0.414172397871708, 0.3950553431582995, 0.37799907159740953,
		],
		retention: [
			0.8506792627736001, 0.8779565256326557, 0.8968073162924569, 0.9106138660325699,
			0.921161918941394, 0.9294832779900855, 0.9362157095208398, 0.9417746489875696,
		],
		lifetime: 5.922253495783282,
		residual: [
			5.414478845361609, 5.901377593805154, 6.293891569412144, 6.619919987913669, 6.89670668142954,
			7.135661064116518, 7.344721229951913, 7.52962805557074,
		],
	},
	{
		name: 'Regular',
		mix: regular,
		survival: [
			1, 0.6267060540838757, 0.47381932177314323, 0.38797395411438423, 0.33206791100877026,
			0.2923470992013102, 0.2624558184630953, 0.23902361402997563, 0.22008496653381923,
			0.20441078661463705, 0.19119019101896317, 0.179864992425127, 0.17003745281151111,
		],
		retention: [
			0.6267060540838751, 0.7560471431312027, 0.8188225686164384, 0.8559025869836316,
			0.8803834682887771, 0.8977541394463029, 0.9107194324350081, 0.9207666256197545,
		],
		lifetime: 3.69490842751211,
		residual: [
			2.9643992702633186, 4.103139775083833, 4.869804652524111, 5.442058466741901,
			5.894095361380855, 6.2644100906632065, 6.575655056271329, 6.842314948258939,
		],
	},
];

describe.each(published)('the $name segment of Fader & Hardie (2007)', (segment) => {
	test('keeps the fitted share of its customers from year 0 to 12', () => {
		const curve = mixSurvival(segment.mix, 12);
		expect(curve).toHaveLength(13);
		curve.forEach((share, year) => expect(share).toBeCloseTo(segment.survival[year] ?? -1, 9));
	});

	test('renews at rates that rise with the years', () => {
		segment.retention.forEach((rate, index) =>
			expect(mixRetention(segment.mix, index + 1)).toBeCloseTo(rate, 12),
		);
	});

	test('is worth its discounted expected lifetime at 10 %', () => {
		expect(discountedLifetime(segment.mix, 0.1)).toBeCloseTo(segment.lifetime, 8);
	});

	test('has residual lifetimes that grow with the payments made', () => {
		segment.residual.forEach((worth, index) =>
			expect(residualLifetime(segment.mix, index + 1, 0.1)).toBeCloseTo(worth, 8),
		);
	});

	test('has no undiscounted average lifetime, as α is below 1', () => {
		expect(mixLifetime(segment.mix)).toBe(Infinity);
	});
});

// Two bases with a first-year retention of about .80 (Fader & Hardie 2010), d = .1; a constant
// retention of .8 would say 2.933 for every one of these.
test.each([
	{
		mix: { alpha: 3.8, beta: 15.2 },
		residual: [
			3.3098184210253683, 3.451000328909882, 3.586543656544285, 3.7168115387309877,
			3.842134024026918,
		],
	},
	{
		mix: { alpha: 0.067, beta: 0.267 },
		residual: [
			7.670835460922166, 9.455299431995524, 9.850833769937044, 10.056167014087515,
			10.188640008406656,
		],
	},
])('ignoring heterogeneity undervalues those who stayed, α = $mix.alpha', ({ mix, residual }) => {
	residual.forEach((worth, index) =>
		expect(residualLifetime(mix, index + 1, 0.1)).toBeCloseTo(worth, 8),
	);
});

test('with α = 1 survival is β/(β+t)', () => {
	const curve = mixSurvival({ alpha: 1, beta: 108 }, 60);
	expect([curve[12], curve[24], curve[60]]).toEqual([
		expect.closeTo(0.9, 12),
		expect.closeTo(0.8181818181818182, 12),
		expect.closeTo(0.6428571428571429, 12),
	]);
});

// High End: 19.8, 53.0, 125.4 at d = 1e−2, 1e−3, 1e−4.
test('the discounted lifetime grows without bound as the discount vanishes and α is below 1', () => {
	const worth = [1e-2, 1e-3, 1e-4, 0].map((discount) => discountedLifetime(highEnd, discount));
	expect(worth[0]).toBeCloseTo(19.8, 1);
	expect(worth[1]).toBeCloseTo(53.0, 1);
	expect(worth[2]).toBeCloseTo(125.4, 1);
	expect(worth[3]).toBe(Infinity);
});

const mixes = fc.record({
	alpha: fc.double({ min: 0.02, max: 50, noNaN: true }),
	beta: fc.double({ min: 0.02, max: 200, noNaN: true }),
});
const keepShares = fc.double({ min: 0.05, max: 1, noNaN: true });
const discounts = fc.double({ min: 0.02, max: 0.5, noNaN: true });

test('survival stays between 0 and 1 and never rises, however much churn is cut', () => {
	fc.assert(
		fc.property(mixes, keepShares, (mix, keepShare) => {
			const curve = mixSurvival(mix, 120, keepShare);
			curve.forEach((share, t) => {
				expect(share).toBeGreaterThanOrEqual(0);
				expect(share).toBeLessThanOrEqual(t === 0 ? 1 : (curve[t - 1] ?? 0) + 1e-12);
			});
		}),
	);
});

test('the retention of those who are left rises with tenure, towards 1', () => {
	fc.assert(
		fc.property(mixes, fc.integer({ min: 1, max: 500 }), (mix, t) => {
			expect(mixRetention(mix, t + 1)).toBeGreaterThan(mixRetention(mix, t));
			expect(mixRetention(mix, t + 1)).toBeLessThan(1);
		}),
	);
});

test('the discounted lifetime is the sum of discounted survival, however much churn is cut', () => {
	fc.assert(
		fc.property(mixes, keepShares, discounts, (mix, keepShare, discount) => {
			const sum = mixSurvival(mix, 2_000, keepShare).reduce(
				(total, share, t) => total + share / (1 + discount) ** t,
				0,
			);
			expect(discountedLifetime(mix, discount, keepShare) / sum).toBeCloseTo(1, 9);
		}),
	);
});

test('the residual lifetime is what the posterior mix of the survivors is worth', () => {
	fc.assert(
		fc.property(mixes, discounts, fc.integer({ min: 1, max: 12 }), (mix, discount, payments) => {
			const curve = mixSurvival(mix, 2_000);
			const here = curve[payments - 1] ?? 0;
			const ahead = curve
				.slice(payments)
				.reduce((total, share, t) => total + share / here / (1 + discount) ** t, 0);
			expect(residualLifetime(mix, payments, discount)).toBeCloseTo(ahead, 7);
			expect(mixRetention(mixAfter(mix, payments), 1)).toBeCloseTo(
				mixRetention(mix, payments + 1),
				12,
			);
		}),
	);
});

test('cutting churn to a share never lowers survival', () => {
	fc.assert(
		fc.property(mixes, keepShares, (mix, keepShare) => {
			const cut = mixSurvival(mix, 60, keepShare);
			mixSurvival(mix, 60).forEach((share, t) =>
				expect(cut[t] ?? 0).toBeGreaterThanOrEqual(share - 1e-12),
			);
		}),
	);
});

test('the average lifetime, where it exists, is the undiscounted sum', () => {
	expect(mixLifetime({ alpha: 3, beta: 9 })).toBeCloseTo(5.5, 12);
	expect(mixLifetime({ alpha: 3, beta: 9 }, 0.5)).toBeCloseTo(11, 12);
	expect(discountedLifetime({ alpha: 3, beta: 9 }, 1e-8)).toBeCloseTo(5.5, 5);
});

test('a mix is found back from its first churn and its heterogeneity', () => {
	const mix = churnMix(0.05, 0.1);
	expect(1 - mixRetention(mix, 1)).toBeCloseTo(0.05, 12);
	expect(1 / (mix.alpha + mix.beta + 1)).toBeCloseTo(0.1, 12);
});

test.each([
	{ firstChurn: 0, heterogeneity: 0.1, told: 'firstChurn' },
	{ firstChurn: 1, heterogeneity: 0.1, told: 'firstChurn' },
	{ firstChurn: 0.1, heterogeneity: 0, told: 'heterogeneity' },
	{ firstChurn: 0.1, heterogeneity: Number.NaN, told: 'heterogeneity' },
])('a mix of $firstChurn and $heterogeneity is refused', ({ firstChurn, heterogeneity, told }) => {
	expect(() => churnMix(firstChurn, heterogeneity)).toThrow(told);
});

test('a negative discount and a customer who never paid are refused', () => {
	expect(() => discountedLifetime(highEnd, -0.01)).toThrow(RangeError);
	expect(() => residualLifetime(highEnd, 0, 0.1)).toThrow(RangeError);
});
