import { usualInputs } from '#models/model.ts';
import { ruleBreakage } from '#models/points/breakage.ts';
import { closedForm } from '#models/points/closed-form.ts';
import { rewardUnitCost } from '#models/points/costs.ts';
import { allocatePrice, revenueFromPoints } from '#models/points/ifrs.ts';
import { pointsInputs } from '#models/points/inputs.ts';
import { programmeOf } from '#models/points/programme.ts';
import type { Answers } from './answers.ts';

type Given = Readonly<Record<string, unknown>>;
const figure = (given: Given, name: string): number => {
	const value = given[name];
	if (typeof value !== 'number') throw new Error(`the entry has no number ${name}`);
	return value;
};
const figures = (given: Given, name: string): number[] => {
	const values = given[name];
	if (!Array.isArray(values)) throw new Error(`the entry has no list ${name}`);
	return values.map(Number);
};

const envelope = (given: Given, lift: number) =>
	closedForm({
		members: figure(given, 'n'),
		spendPerMember: figure(given, 'S0'),
		marginRate: figure(given, 'g'),
		lift,
		rewardRate: figure(given, 'f'),
		redemptionRate: figure(given, 'rho'),
		displacedShare: figure(given, 'chi'),
		costPerMember: figure(given, 'u'),
		fixedCost: figure(given, 'F'),
	});

/** Revenue of the two years for the KPMG variant, whose entry names no inputs. */
const handbookYears = (expectedAtLast: number) =>
	revenueFromPoints(9_000, [
		{ redeemedSoFar: 4_500, expectedInAll: 9_700 },
		{ redeemedSoFar: 8_500, expectedInAll: expectedAtLast },
	]).map(({ recognised }) => recognised);

export const pointsAnswers: Answers = {
	'IFRS 15 Example 52 (IE267-IE270)': {
		compute: (given) => {
			const { goods, points } = allocatePrice({
				price: figure(given, 'price'),
				goodsStandAlone: figure(given, 'ssp_goods'),
				points: figure(given, 'points'),
				pointValue: figure(given, 'value'),
				expectedRedemptionShare: figure(given, 'redeem_rate'),
			});
			const [first, second] = revenueFromPoints(points, [
				{
					redeemedSoFar: figure(given, 'yr1_redeemed'),
					expectedInAll: figure(given, 'yr1_expected'),
				},
				{ redeemedSoFar: figure(given, 'yr2_cum'), expectedInAll: figure(given, 'yr2_expected') },
			]);
			return {
				product: goods,
				points,
				yr1_rev: first?.recognised,
				yr1_liab: first?.closing,
				yr2_rev: second?.recognised,
				yr2_liab: second?.closing,
			};
		},
	},
	'KPMG Example 10A/10B year-3 revenue (points allocated 9,000)': {
		compute: () => {
			const [y2, y3_10A] = handbookYears(9_900);
			return { y2, y3_10A, y3_10B: handbookYears(9_200)[1] };
		},
	},
	'closed-form ROI': {
		compute: (given) =>
			figures(given, 'lift').map((lift) => {
				const { extraMargin, ...answer } = envelope(given, lift);
				return { dMargin: extraMargin, ...answer };
			}),
	},
	'closed-form break-even lift': { compute: (given) => envelope(given, 0).breakEvenLift },
	'effective reward cost per 1 of face k=1-g(1-chi)': {
		compute: (given) => rewardUnitCost(figure(given, 'g'), figure(given, 'chi')),
	},
	'goal gradient: first->last interpurchase -20% => rate multiplier 1.25; card 24.6 vs 29.4 days (-16%)':
		{
			// The speed just before the reward is what the simulator assumes. The card's 16 % is the
			// study's own pair of days over a whole card; no rule of ours depends on it.
			compute: () => ({
				rate_mult: 1 + programmeOf(usualInputs(pointsInputs)).goalOf(0),
				reduction: 1 - 24.6 / 29.4,
			}),
		},
	'never-redeemable points share (size-biased gamma bound)': {
		compute: (given) =>
			figures(given, 'expiry_months').map(
				(expiryMonths) =>
					ruleBreakage({
						evenness: figure(given, 'shape'),
						pointsPerMonth: figure(given, 'mean_earn_per_month'),
						threshold: figure(given, 'threshold'),
						expiryMonths,
					}).points,
			),
	},
};
