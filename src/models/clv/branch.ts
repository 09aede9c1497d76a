import type { ClvInputs } from './inputs.ts';
import { mixedPayments, mixedWorth } from './contractual.ts';
import {
	alikeOrders,
	ordersToCome,
	ordersWorth,
	unequalRatesOrders,
	type Shop,
} from './non-contractual.ts';
import { orderYears, yearsToEarn } from './order-years.ts';
import { payments, worthOf, type Payment, type Stream } from './stream.ts';
import { timings, type TimingCode } from './timing.ts';
import type { Worth } from './worth.ts';

/** The customer as constant retention sees her: a margin a year, and a share kept each year. */
export function streamOf(inputs: ClvInputs): Stream {
	return {
		marginPerPeriod: inputs.orderValue * inputs.purchasesPerYear * inputs.marginRate,
		retentionPerPeriod: inputs.retentionPerYear,
		discountPerPeriod: inputs.discountPerYear,
	};
}

/** The same customer where nobody signs a contract. */
export function shopOf(inputs: ClvInputs): Shop {
	return {
		marginPerOrder: inputs.orderValue * inputs.marginRate,
		ordersPerYear: inputs.purchasesPerYear,
		rateSpread: inputs.rateSpread,
		leaveAfterOrder: inputs.leaveAfterOrder,
		differences: inputs.differences,
		discountPerYear: inputs.discountPerYear,
	};
}

/**
 * What the business's own model makes of a new customer, before the cost of winning her (NT$), as
 * a function of the convention.
 */
export function branchWorths(inputs: ClvInputs): (timing: TimingCode) => Worth {
	if (inputs.business === 'contractual') {
		const stream = streamOf(inputs);
		return (timing) => mixedWorth(stream, inputs.differences, timing);
	}
	const shop = shopOf(inputs);
	const orders = ordersToCome(shop);
	return (timing) => ordersWorth(shop, orders, timing);
}

/** The same under the convention chosen. */
export const branchWorth = (inputs: ClvInputs): Worth => branchWorths(inputs)(inputs.timing);

/** The rungs of a branch after constant retention and before its end. */
export function middleRungs(inputs: ClvInputs): {
	readonly name: 'leavingAfterOrders' | 'differentRates';
	readonly worth: Worth;
}[] {
	const { business, timing } = inputs;
	if (business === 'contractual') return [];
	const shop = shopOf(inputs);
	return [
		{ name: 'leavingAfterOrders', worth: ordersWorth(shop, alikeOrders(shop), timing) },
		{ name: 'differentRates', worth: ordersWorth(shop, unequalRatesOrders(shop), timing) },
	];
}

/**
 * Margin that comes with winning the customer and that the convention leaves out (NT$). B counts
 * from the first renewal: a year's margin under contract, one order's without; otherwise 0.
 */
export function firstMarginOf(inputs: ClvInputs): number {
	if (timings[inputs.timing].firstIsCertain) return 0;
	return inputs.business === 'contractual'
		? streamOf(inputs).marginPerPeriod
		: shopOf(inputs).marginPerOrder;
}

/** The first `count` payments: under contract a renewal each, without one a year's orders each. */
export function branchPayments(inputs: ClvInputs, count: number): Payment[] {
	return inputs.business === 'contractual'
		? mixedPayments(streamOf(inputs), inputs.differences, inputs.timing, count)
		: orderYears(shopOf(inputs), inputs.timing, count);
}

/** Payments at constant retention, to draw beside those of the branch. */
export function constantPayments(inputs: ClvInputs, count: number): Payment[] {
	return payments(streamOf(inputs), inputs.timing, count);
}

/** Rung 2 of either branch: the present value at constant retention (NT$). */
export function constantWorth(inputs: ClvInputs): Worth {
	return worthOf(streamOf(inputs), inputs.timing);
}

const maxPaybackYears = 1_000;

/**
 * Years until the first margin and the present values cover the acquisition cost: under contract at
 * the time of the payment that does it, without one as soon as the orders are expected to have.
 * `worth` is that of the branch.
 */
export function paybackYears(inputs: ClvInputs, worth: Worth): number | 'never' {
	const { business, timing, acquisitionCost: cost } = inputs;
	const firstMargin = firstMarginOf(inputs);
	if (firstMargin >= cost) return 0;
	if (worth.bounded && worth.value + firstMargin < cost) return 'never';
	if (business === 'nonContractual') {
		const shop = shopOf(inputs);
		const { delay } = timings[timing];
		const late = (1 + inputs.discountPerYear) ** -delay;
		const { firstIsCertain } = timings[timing];
		const left = firstIsCertain ? cost / late - shop.marginPerOrder : cost - firstMargin;
		if (left <= 0) return delay;
		const years = yearsToEarn(shop, left, maxPaybackYears);
		return years === undefined ? 'never' : years + (firstIsCertain ? delay : 0);
	}
	let covered = firstMargin;
	// A stream that only just covers the cost needs ages; beyond a thousand years nobody waits.
	for (const { time, presentValue } of branchPayments(inputs, maxPaybackYears)) {
		covered += presentValue;
		if (covered >= cost) return time;
	}
	return 'never';
}
