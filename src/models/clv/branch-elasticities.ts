import { branchWorth } from './branch.ts';
import type { ClvInputs } from './inputs.ts';

/** How strongly the worth of the business chosen answers to one of its inputs. */
export interface BranchElasticity {
	readonly name:
		'retentionPerYear' | 'leaveAfterOrder' | 'purchasesPerYear' | 'marginRate' | 'discountPerYear';
	/** Percent by which the worth moves when the input moves by one percent. */
	readonly elasticity: number;
}

/** Small enough for a slope, large enough for the digits of the sums behind a worth. */
const step = 1e-4;

/**
 * Elasticities of the branch's end (x/W)(dW/dx) at the present setting, by central differences;
 * where all customers with a contract are alike, those of `elasticities` in closed form. Absent
 * where the worth has no bound or is 0.
 */
export function branchElasticities(inputs: ClvInputs): BranchElasticity[] | undefined {
	const worth = branchWorth(inputs);
	if (!worth.bounded || worth.value === 0) return undefined;
	const keeping = inputs.business === 'contractual' ? 'retentionPerYear' : 'leaveAfterOrder';
	const names =
		inputs.business === 'contractual'
			? ([keeping, 'marginRate', 'discountPerYear'] as const)
			: ([keeping, 'purchasesPerYear', 'marginRate', 'discountPerYear'] as const);
	const found: BranchElasticity[] = [];
	for (const name of names) {
		if (name === 'marginRate') {
			found.push({ name, elasticity: 1 });
			continue;
		}
		// Nobody is kept more than always, so there the slope is taken from below.
		const up = name === 'retentionPerYear' && inputs[name] * (1 + step) > 1 ? 0 : step;
		const above = branchWorth({ ...inputs, [name]: inputs[name] * (1 + up) });
		const below = branchWorth({ ...inputs, [name]: inputs[name] * (1 - step) });
		if (!above.bounded || !below.bounded) continue;
		found.push({
			name,
			elasticity: (above.value - below.value) / (up + step) / worth.value,
		});
	}
	return found;
}
