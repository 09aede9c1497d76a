import { constantWorth, firstMarginOf, middleRungs, streamOf } from './branch.ts';
import type { ClvInputs } from './inputs.ts';
import { worthOf } from './stream.ts';
import { withWorth, type Worth } from './worth.ts';

/**
 * What each rung adds to the one before. Both branches share the first four; then the contractual
 * one goes on with `differentChurn`, the other with the three that follow it; both end with the
 * last two where winning the customer costs something.
 */
export type RungName =
	/** Order value × frequency × years kept: undiscounted revenue. */
	| 'revenue'
	/** What is left of it after serving the customer. */
	| 'margin'
	/** A share kept each year in place of a number of years. Left out where it has no bound. */
	| 'retention'
	/** Later money is worth less. */
	| 'discounting'
	/** Everybody has a churn of their own (sBG). */
	| 'differentChurn'
	/** Nobody renews: one leaves after an order, and pays when one orders. */
	| 'leavingAfterOrders'
	/** Customers differ in how often they buy. */
	| 'differentRates'
	/** They differ in how easily they leave (BG/NBD). */
	| 'differentLeaving'
	/** The margin that comes with winning her and that B leaves out; only under B. */
	| 'firstMargin'
	/** Less the cost of winning her. */
	| 'acquisition';

export interface Rung {
	readonly name: RungName;
	/** NT$ a customer. */
	readonly worth: Worth;
	/** NT$ more than the rung before; absent on the first, and where either has no bound. */
	readonly change?: number;
	/** The inputs that make the difference to the rung before. */
	readonly causes: readonly (keyof ClvInputs)[];
}

const causes: Record<RungName, readonly (keyof ClvInputs)[]> = {
	revenue: ['orderValue', 'purchasesPerYear', 'yearsKept'],
	margin: ['marginRate'],
	retention: ['yearsKept', 'retentionPerYear', 'timing'],
	discounting: ['discountPerYear', 'timing'],
	differentChurn: ['differences'],
	leavingAfterOrders: ['retentionPerYear', 'leaveAfterOrder'],
	differentRates: ['rateSpread'],
	differentLeaving: ['differences'],
	firstMargin: ['timing'],
	acquisition: ['acquisitionCost'],
};

/**
 * The ladder of the business chosen, from the unit's revenue formula down to what is left after
 * winning the customer: on each rung what it is worth (NT$) and how much that is more than on the
 * one before, so that the changes add up to the end. There is no step between the two branches:
 * which of them holds is a fact about the business and not a better estimate. `end` is the worth
 * of the branch.
 */
export function ladderOf(inputs: ClvInputs, end: Worth): Rung[] {
	const revenue = inputs.orderValue * inputs.purchasesPerYear * inputs.yearsKept;
	const undiscounted = worthOf({ ...streamOf(inputs), discountPerPeriod: 0 }, inputs.timing);
	const found: { name: RungName; worth: Worth }[] = [
		{ name: 'revenue', worth: { bounded: true, value: revenue } },
		{ name: 'margin', worth: { bounded: true, value: revenue * inputs.marginRate } },
		...(undiscounted.bounded ? [{ name: 'retention' as const, worth: undiscounted }] : []),
		{ name: 'discounting', worth: constantWorth(inputs) },
		...middleRungs(inputs),
		{
			name: inputs.business === 'contractual' ? 'differentChurn' : 'differentLeaving',
			worth: end,
		},
	];
	if (inputs.acquisitionCost > 0) {
		const firstMargin = firstMarginOf(inputs);
		const whole = withWorth(end, (value) => value + firstMargin);
		if (firstMargin > 0) found.push({ name: 'firstMargin', worth: whole });
		found.push({
			name: 'acquisition',
			worth: withWorth(whole, (value) => value - inputs.acquisitionCost),
		});
	}
	return found.map(({ name, worth }, index) => {
		const before = found[index - 1];
		const skipped = name === 'discounting' && before?.name === 'margin' ? causes.retention : [];
		return {
			name,
			worth,
			...(before?.worth.bounded && worth.bounded
				? { change: worth.value - before.worth.value }
				: {}),
			causes: [...new Set([...skipped, ...causes[name]])],
		};
	});
}
