import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { csatModel } from '#models/survey/csat-model.ts';
import { satisfaction } from '#models/survey/csat.ts';
import { wilsonInterval } from '#models/survey/confidence.ts';
import { intentionModel } from '#models/survey/intention-model.ts';
import { intentionCalibration } from '#models/survey/intention.ts';
import { loyaltyIndex, loyaltyIndexOf, outOfHundred } from '#models/survey/loyalty-index.ts';
import { npsModel } from '#models/survey/nps-model.ts';
import { netPromoterScore, npsAnswersNeeded, npsChange, npsGroups } from '#models/survey/nps.ts';
import { repeatMeasures, repeatRateByWindow } from '#models/survey/repeat.ts';
import { sameNps } from '#models/survey/same-nps.ts';

const clinic = { promoters: 50, passives: 30, detractors: 20 };
const count = fc.integer({ min: 0, max: 400 });
const answers = fc.record({ promoters: count, passives: count, detractors: count });

describe('NPS', () => {
	test('50, 30 and 20 of a hundred give 30 ± 15.3', () => {
		const score = netPromoterScore(clinic);
		expect(score).toMatchObject({ ok: true, answers: 100, nps: 30 });
		expect(score.ok && score.margin).toBeCloseTo(15.308, 2);
	});

	test('a margin of 5 points needs 938 answers', () => {
		expect(npsAnswersNeeded(clinic, 5)).toBe(938);
	});

	test('from 25 to 30 in two surveys of a hundred is not clear', () => {
		const change = npsChange({ promoters: 50, passives: 25, detractors: 25 }, clinic);
		expect(change).toMatchObject({ ok: true, change: 5, clear: false });
		expect(change.ok && change.margin).toBeCloseTo(22.33, 2);
	});

	test('nobody, or all alike, gives a reason instead of certainty', () => {
		const nobody = { promoters: 0, passives: 0, detractors: 0 };
		const alike = { promoters: 9, passives: 0, detractors: 0 };
		expect(netPromoterScore(nobody)).toEqual({ ok: false, reason: 'nobody answered' });
		expect(netPromoterScore(alike)).toMatchObject({ nps: 100, margin: null, interval: null });
		expect(npsChange(nobody, clinic)).toEqual({ ok: false, reason: 'nobody answered' });
		expect(npsChange(alike, clinic)).toEqual({ ok: false, reason: 'all alike' });
		expect(npsAnswersNeeded(alike, 5)).toBeNull();
		expect(sameNps(nobody)).toEqual([]);
	});

	test('counts below 0 and a margin of 0 are refused', () => {
		expect(() => netPromoterScore({ ...clinic, passives: -1 })).toThrow(RangeError);
		expect(() => netPromoterScore({ ...clinic, passives: Number.NaN })).toThrow(RangeError);
		expect(() => npsAnswersNeeded(clinic, 0)).toThrow(RangeError);
		expect(() => npsGroups([1, 2])).toThrow(RangeError);
	});

	test('stays within its scale, turns round with its groups, narrows with the root of n', () => {
		fc.assert(
			fc.property(answers, (given) => {
				const score = netPromoterScore(given);
				if (!score.ok) return;
				const { promoters, passives, detractors } = given;
				const turned = netPromoterScore({ promoters: detractors, passives, detractors: promoters });
				expect(turned.ok && turned.nps).toBeCloseTo(-score.nps, 9);
				expect(Math.abs(score.nps)).toBeLessThanOrEqual(100);
				if (score.standardError === null || score.interval === null) return;
				expect(score.interval.low).toBeGreaterThanOrEqual(-100);
				expect(score.interval.high).toBeLessThanOrEqual(100);
				const larger = netPromoterScore({
					promoters: 4 * promoters,
					passives: 4 * passives,
					detractors: 4 * detractors,
				});
				expect(larger.ok && larger.standardError).toBeCloseTo(score.standardError / 2, 9);
			}),
		);
	});

	// Every pair of surveys of one crowd, with its chance: how often they differ by more than luck.
	test('where the formula is too sure of itself, few are said to have answered', () => {
		const shares = { promoters: 0.5, passives: 0.3, detractors: 0.2 };
		const logFactorial = (count: number) =>
			Array.from({ length: count }, (_, at) => Math.log(at + 1)).reduce((sum, log) => sum + log, 0);
		const surveysOf = (answers: number) =>
			Array.from({ length: answers + 1 }, (_, promoters) =>
				Array.from({ length: answers - promoters + 1 }, (_, passives) => {
					const survey = { promoters, passives, detractors: answers - promoters - passives };
					const log = (['promoters', 'passives', 'detractors'] as const).reduce(
						(sum, group) =>
							sum + survey[group] * Math.log(shares[group]) - logFactorial(survey[group]),
						logFactorial(answers),
					);
					return { survey, chance: Math.exp(log) };
				}),
			).flat();
		const falseAlarms = (answers: number, isSaid: (few: boolean) => boolean) => {
			const surveys = surveysOf(answers);
			let alarms = 0;
			for (const now of surveys) {
				for (const before of surveys) {
					const change = npsChange(before.survey, now.survey);
					if (change.ok && change.clear && isSaid(change.few)) alarms += now.chance * before.chance;
				}
			}
			return alarms;
		};
		expect(falseAlarms(5, () => true)).toBeGreaterThan(0.08);
		expect(falseAlarms(5, (few) => !few)).toBe(0);
		expect(falseAlarms(30, (few) => !few)).toBeGreaterThan(0.04);
		expect(falseAlarms(30, (few) => !few)).toBeLessThan(0.065);
	});

	test('three surveys share size and NPS to the digit, and the split one is the least sure', () => {
		fc.assert(
			fc.property(answers, (given) => {
				const score = netPromoterScore(given);
				const three = sameNps(given);
				if (!score.ok) return;
				for (const each of three) {
					expect(each.score.nps).toBe(score.nps);
					expect(each.score.answers).toBe(score.answers);
					expect(npsGroups(each.scores)).toEqual(each.answers);
					expect(Math.min(...each.scores)).toBeGreaterThanOrEqual(0);
				}
				const [split, between, lukewarm] = three.map((each) => each.score.standardError ?? 0);
				expect(split).toBeGreaterThanOrEqual(between ?? Number.NaN);
				expect(between).toBeGreaterThanOrEqual(lukewarm ?? Number.NaN);
			}),
		);
	});

	test('the simulator answers an empty survey with reasons', () => {
		const empty = Object.fromEntries(
			Object.keys(npsModel.inputs).map((name) => [name, 0]),
		) as ReturnType<typeof usualInputs<typeof npsModel.inputs>>;
		const outcome = npsModel.run({ ...empty, wantedMargin: 5 }, 1);
		expect(outcome.now.ok).toBe(false);
		expect(outcome.answersNeeded).toBeNull();
		expect(npsModel.run(usualInputs(npsModel.inputs), 1).answersNeeded).toBe(938);
	});
});

describe('CSAT', () => {
	test('nine of ten satisfied, with an interval that is not the whole truth', () => {
		const { topTwo, topOne } = csatModel.run(usualInputs(csatModel.inputs), 1);
		expect(topTwo).toMatchObject({ ok: true, satisfied: 0.9 });
		expect(topOne).toMatchObject({ ok: true, satisfied: 0.3 });
		// Wilson (1927) by hand for 90 of 100.
		expect(topTwo.ok && topTwo.interval.low).toBeCloseTo(0.8256, 4);
		expect(topTwo.ok && topTwo.interval.high).toBeCloseTo(0.9448, 4);
	});

	test('all satisfied is still not certain', () => {
		expect(wilsonInterval(10, 10)?.low).toBeCloseTo(0.7225, 4);
		expect(wilsonInterval(10, 10)?.high).toBe(1);
		expect(wilsonInterval(0, 0)).toBeNull();
		expect(satisfaction([0, 0, 0, 0, 0])).toEqual({ ok: false, reason: 'nobody answered' });
	});

	test('the interval holds the share and lies in 0–1', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(), (n, any) => {
				const hits = any % (n + 1);
				const { low, high } = wilsonInterval(hits, n) ?? { low: Number.NaN, high: Number.NaN };
				expect(low).toBeGreaterThanOrEqual(0);
				expect(low).toBeLessThanOrEqual(hits / n);
				expect(high).toBeGreaterThanOrEqual(hits / n);
				expect(high).toBeLessThanOrEqual(1);
			}),
		);
		expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
		expect(() => satisfaction([1, -1, 0])).toThrow(RangeError);
		expect(() => satisfaction([1, 1], 2)).toThrow(RangeError);
	});
});

describe('the loyalty index', () => {
	const tenUp = { lowest: 0, highest: 10, best: 'highest' } as const;
	const sixDown = { lowest: 1, highest: 6, best: 'lowest' } as const;
	const person = { recommend: 6, repurchase: 7, otherProducts: 8 };

	test('6, 7 and 8 make 7, or 70 of a hundred', () => {
		expect(loyaltyIndex(person)).toBe(7);
		expect(loyaltyIndexOf([person], tenUp)).toMatchObject({ ok: true, index: 70, interval: null });
	});

	test('a scale with 1 for the best is turned round before anything is averaged', () => {
		expect(outOfHundred(1, sixDown)).toBe(100);
		expect(outOfHundred(6, sixDown)).toBe(0);
		const mixed = loyaltyIndexOf([{ recommend: 10, repurchase: 1, otherProducts: 1 }], {
			recommend: tenUp,
			repurchase: sixDown,
			otherProducts: sixDown,
		});
		expect(mixed).toMatchObject({ ok: true, index: 100 });
	});

	test('nobody gives a reason, answers off the scale are refused', () => {
		expect(loyaltyIndexOf([], tenUp)).toEqual({ ok: false, reason: 'nobody answered' });
		expect(() => loyaltyIndexOf([person], sixDown)).toThrow(RangeError);
		expect(() => outOfHundred(1, { ...tenUp, highest: 0 })).toThrow(RangeError);
	});
});

describe('what orders say', () => {
	test('customers × frequency × order value is the revenue', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 50 }),
				fc.double({ min: 0, max: 1e9, noNaN: true }),
				(orders, revenue) => {
					const told = repeatMeasures(orders, revenue);
					if (!told.ok) {
						expect(orders.every((each) => each === 0)).toBe(true);
						return;
					}
					expect(told.repeatRate).toBeLessThanOrEqual(1);
					const product = told.buyers * told.ordersPerBuyer * told.orderValue;
					expect(Math.abs(product - revenue)).toBeLessThanOrEqual(1e-9 * revenue + 1e-300);
				},
			),
		);
	});

	test('80 of 100 who come again are a repeat rate of 80 %', () => {
		const orders = Array.from({ length: 100 }, (_, i) => (i < 80 ? 2 : 1));
		expect(repeatMeasures(orders, 18_000)).toMatchObject({ repeatRate: 0.8, orderValue: 100 });
	});

	test('the rate rises with the window though nobody changes', () => {
		const rates = repeatRateByWindow(0.5, 0.8, [1, 3, 12, 60]).map((row) => row.repeatRate);
		expect(rates).toEqual(rates.toSorted((a, b) => a - b));
	});
});

describe('what people say and do', () => {
	const honest = { people: 20_000, middleChance: 0.4, spread: 1, politeness: 0, noise: 0 };

	test('honest, even-tempered people do what they say', () => {
		const { rows } = intentionCalibration(honest, 7);
		for (const row of rows.filter(({ people }) => people > 300)) {
			expect(Math.abs((row.bought ?? Number.NaN) - row.stated)).toBeLessThan(0.06);
		}
	});

	test('politeness moves the answers and not the purchases', () => {
		const plain = intentionCalibration(honest, 7);
		const polite = intentionCalibration({ ...honest, politeness: 1.5 }, 7);
		expect(polite.bought).toBe(plain.bought);
		expect(polite.stated).toBeGreaterThan(plain.stated + 0.1);
	});

	test('mood loosens the tie between the two', () => {
		const moody = intentionCalibration({ ...honest, noise: 2.5 }, 7);
		expect(moody.correlation).toBeLessThan(intentionCalibration(honest, 7).correlation ?? 0);
	});

	test('people who are all alike have no correlation to show', () => {
		const alike = intentionCalibration({ ...honest, people: 50, spread: 0 }, 7);
		expect(alike.correlation).toBeNull();
	});

	test('rows add up to the people, and the same seed asks the same people', () => {
		const usual = usualInputs(intentionModel.inputs);
		const told = intentionModel.run(usual, 3);
		expect(told.rows.reduce((sum, { people }) => sum + people, 0)).toBe(usual.people);
		expect(intentionModel.run(usual, 3)).toEqual(told);
		expect(intentionModel.run(usual, 4)).not.toEqual(told);
		expect(() => intentionCalibration({ ...honest, middleChance: 1 }, 1)).toThrow(RangeError);
	});
});
