import { branchWorth } from './branch.ts';
import type { ClvInputs } from './inputs.ts';
import type { Worth } from './worth.ts';

/** What moving one input a little would do. */
export interface Lever {
	readonly name:
		'retentionPerYear' | 'leaveAfterOrder' | 'marginRate' | 'purchasesPerYear' | 'discountPerYear';
	/**
	 * Its value then: five points more retention or margin, a tenth more bought, one point less
	 * leaving after an order, five points less discount.
	 */
	readonly to: number;
	readonly worth: Worth;
}

/**
 * The levers of the business chosen: where there is a contract, keeping is about retention from
 * year to year, and where there is none, about coming back after an order.
 */
export function leversOf(inputs: ClvInputs): Lever[] {
	const keeping = inputs.business === 'contractual' ? 'retentionPerYear' : 'leaveAfterOrder';
	const moved = {
		retentionPerYear: Math.min(1, inputs.retentionPerYear + 0.05),
		leaveAfterOrder: Math.max(0, inputs.leaveAfterOrder - 0.01),
		marginRate: Math.min(1, inputs.marginRate + 0.05),
		purchasesPerYear: inputs.purchasesPerYear * 1.1,
		discountPerYear: Math.max(0, inputs.discountPerYear - 0.05),
	};
	const names = [keeping, 'marginRate', 'purchasesPerYear', 'discountPerYear'] as const;
	return names.map((name) => {
		const to = Number(moved[name].toPrecision(12));
		return { name, to, worth: branchWorth({ ...inputs, [name]: to }) };
	});
}
