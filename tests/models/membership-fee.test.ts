import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import { membership } from '#models/membership-fee/membership.ts';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import { breakEvenOrders, personAccount } from '#models/membership-fee/terms.ts';

const usual = usualInputs(membershipFeeModel.inputs);

const terms = { fee: 1_200, shippingFee: 60, discount: 0 };
const costs = { orderValue: 500, marginRate: 0.3, shippingCost: 80, costPerMember: 0 };
const people = { ordersPerYear: 12, evenness: 1, responsiveness: 4, optimism: 1, doubt: 0 };

// The three people of lesson 20.
describe('one person', () => {
	test('24 orders before and after: 240 from the shop to the customer', () => {
		const told = personAccount(24, 24, terms, costs);
		expect(told.savedOnOldOrders).toBe(240);
		expect(told.shopChange).toBeCloseTo(-240, 9);
	});

	test('12 orders become 24: the shop earns 2,880 instead of 1,560', () => {
		const told = personAccount(12, 24, terms, costs);
		expect(told.shopBefore).toBeCloseTo(1_560, 9);
		expect(told.shopAfter).toBeCloseTo(2_880, 9);
		expect(told.savedOnOldOrders).toBe(-480);
	});

	test('12 orders before and after: 480 from the customer to the shop', () => {
		expect(personAccount(12, 12, terms, costs).shopChange).toBeCloseTo(480, 9);
	});

	test('20 orders cover the fee; without benefit none do', () => {
		expect(breakEvenOrders(terms, costs)).toBe(20);
		expect(breakEvenOrders({ ...terms, shippingFee: 0 }, costs)).toBeNull();
		expect(breakEvenOrders({ ...terms, fee: 0 }, costs)).toBe(0);
		expect(() => personAccount(-1, 0, terms, costs)).toThrow(RangeError);
	});
});

const anyTerms = fc.record({
	fee: fc.double({ min: 0, max: 4_000, noNaN: true }),
	shippingFee: fc.double({ min: 0, max: 200, noNaN: true }),
	discount: fc.double({ min: 0, max: 0.3, noNaN: true }),
});
const anyCosts = fc.record({
	orderValue: fc.double({ min: 50, max: 2_000, noNaN: true }),
	marginRate: fc.double({ min: 0, max: 0.9, noNaN: true }),
	shippingCost: fc.double({ min: 0, max: 300, noNaN: true }),
	costPerMember: fc.double({ min: 0, max: 500, noNaN: true }),
});
const anyPeople = fc.record({
	ordersPerYear: fc.double({ min: 0.5, max: 60, noNaN: true }),
	evenness: fc.double({ min: 0.2, max: 10, noNaN: true }),
	responsiveness: fc.double({ min: 0, max: 12, noNaN: true }),
	optimism: fc.double({ min: 0.5, max: 3, noNaN: true }),
	doubt: fc.double({ min: 0, max: 1.5, noNaN: true }),
});

describe('all customers', () => {
	// Exponential rates (κ = 1): joining from x on is e^(−x/μ), and members average x + μ.
	test('who know themselves join by the closed form', () => {
		const told = membership(terms, costs, { ...people, responsiveness: 0 });
		expect(told.joinFrom).toBeCloseTo(20, 9);
		expect(told.joinShare).toBeCloseTo(Math.exp(-20 / 12), 9);
		expect(told.memberOrdersBefore).toBeCloseTo(32, 6);
		expect(told.shopChange).toBeCloseTo(Math.exp(-20 / 12) * (1_200 - 32 * 60), 6);
	});

	test('nothing for nothing changes nothing', () => {
		const told = membership({ fee: 0, shippingFee: 0, discount: 0 }, costs, people);
		expect(told).toMatchObject({ joinShare: 0, shopChange: 0, memberGain: 0, causalRatio: 1 });
	});

	test('free benefits for nothing are taken by all', () => {
		expect(membership({ ...terms, fee: 0 }, costs, people).joinShare).toBeCloseTo(1, 6);
	});

	test('nobody who knows themselves joins at a loss', () => {
		fc.assert(
			fc.property(anyTerms, anyCosts, anyPeople, (t, c, p) => {
				const told = membership(t, c, { ...p, optimism: 1, doubt: 0 });
				expect(told.joinedAtALoss ?? 0).toBeLessThan(1e-9);
				expect(told.memberGain).toBeGreaterThanOrEqual(-1e-6);
			}),
		);
	});

	test('the account adds up, shares stay in 0–1, nothing is NaN', () => {
		fc.assert(
			fc.property(anyTerms, anyCosts, anyPeople, (t, c, p) => {
				const told = membership(t, c, p);
				const { fees, givenAway, extraMargin, otherBenefits, shopChange } = told;
				expect(fees - givenAway + extraMargin - otherBenefits).toBeCloseTo(shopChange, 6);
				for (const share of [
					told.joinShare,
					told.joinedAtALoss,
					told.belowBreakEven,
					told.unused,
				]) {
					expect(share ?? 0).toBeGreaterThanOrEqual(0);
					expect(share ?? 0).toBeLessThanOrEqual(1);
				}
				for (const figure of Object.values(told)) {
					if (figure !== null) expect(Number.isFinite(figure)).toBe(true);
				}
			}),
		);
	});

	test('without response, what members gain is what the shop loses', () => {
		fc.assert(
			fc.property(anyTerms, anyCosts, anyPeople, (t, c, p) => {
				const told = membership(t, { ...c, costPerMember: 0 }, { ...p, responsiveness: 0 });
				expect(told.shopChange + told.memberGain).toBeCloseTo(0, 5);
				expect(told.causalRatio).toBe(1);
			}),
		);
	});

	test('a higher fee never brings more members, more optimism never fewer', () => {
		fc.assert(
			fc.property(anyTerms, anyCosts, anyPeople, (t, c, p) => {
				const now = membership(t, c, p).joinShare;
				expect(membership({ ...t, fee: t.fee + 100 }, c, p).joinShare).toBeLessThanOrEqual(
					now + 1e-6,
				);
				expect(
					membership(t, c, { ...p, optimism: p.optimism * 1.2 }).joinShare,
				).toBeGreaterThanOrEqual(now - 1e-6);
			}),
		);
	});

	test('members look more loyal than the membership makes them', () => {
		const { naiveRatio, causalRatio } = membership(terms, costs, people);
		expect(naiveRatio).toBeGreaterThan(2 * causalRatio);
	});

	test('what cannot be is refused', () => {
		expect(() => membership({ ...terms, fee: -1 }, costs, people)).toThrow(RangeError);
		expect(() => membership({ ...terms, discount: 2 }, costs, people)).toThrow(RangeError);
		expect(() => membership(terms, costs, { ...people, evenness: 0 })).toThrow(RangeError);
		expect(() => membership(terms, costs, { ...people, optimism: 0 })).toThrow(RangeError);
	});
});

describe('the simulator', () => {
	test('has a best fee inside, and breaks even on the way there', () => {
		const { bestFee, breakEvenFees } = membershipFeeModel.run(usual, 1);
		expect(bestFee.inside).toBe(true);
		const tried = [25, -25].map((more) => {
			return membershipFeeModel.run({ ...usual, fee: bestFee.fee + more }, 1).shopChange;
		});
		expect(bestFee.shopChange).toBeGreaterThanOrEqual(Math.max(...tried));
		expect(breakEvenFees[0]).toBeLessThan(bestFee.fee);
	});

	test('the members needed cover the fixed cost', () => {
		const { breakEvenMembers, perCustomer } = membershipFeeModel.run(usual, 1);
		const net = perCustomer.shopChange / perCustomer.joinShare;
		expect((breakEvenMembers ?? 0) * net).toBeCloseTo(usual.fixedCost, 4);
	});

	test('where nobody orders more, free shipping cannot pay when all know themselves', () => {
		const { byFee, breakEvenMembers } = membershipFeeModel.run(
			{ ...usual, responsiveness: 0, optimism: 1, doubt: 0, fixedCost: 0 },
			1,
		);
		expect(Math.max(...byFee.map(({ shopChange }) => shopChange))).toBeLessThanOrEqual(1e-6);
		expect(breakEvenMembers).toBeNull();
	});

	test('optimists pay more and use less', () => {
		const of = (optimism: number) =>
			membershipFeeModel.run({ ...usual, optimism }, 1).perCustomer.belowBreakEven ?? 0;
		expect(of(2)).toBeGreaterThan(of(1.3));
		expect(of(1.3)).toBeGreaterThan(of(1));
	});

	test('every preset runs', () => {
		for (const { inputs } of membershipFeeModel.presets) {
			const told = membershipFeeModel.run({ ...usual, ...inputs }, 1);
			expect(told.shopWith - told.shopWithout).toBeCloseTo(told.shopChange, 3);
		}
	});
});
