/**
 * Customer perceived value: what a customer sees in an offer less what it takes out of them. Four
 * benefits, four costs, all in the customer's own estimate (the unit's source; after Kotler).
 */

export const benefitNames = ['product', 'service', 'personnel', 'image'] as const;
export const costNames = ['money', 'time', 'energy', 'psychological'] as const;
export type BenefitName = (typeof benefitNames)[number];
export type CostName = (typeof costNames)[number];

/** Each 0 or more: NT$ that it is worth to the customer, or points on one common scale. */
export interface Offer {
	readonly benefits: Readonly<Record<BenefitName, number>>;
	readonly costs: Readonly<Record<CostName, number>>;
}

/** How much each counts. Left out for money; for points, each side is brought to a sum of 1. */
export interface ValueWeights {
	readonly benefits: Readonly<Record<BenefitName, number>>;
	readonly costs: Readonly<Record<CostName, number>>;
}

export interface PerceivedValue {
	readonly benefits: number;
	readonly costs: number;
	/** Benefits less costs, the unit's definition; may be negative. */
	readonly difference: number;
	/** Benefits by costs; null where nothing is given up. */
	readonly ratio: number | null;
}

function weighted<Name extends string>(
	names: readonly Name[],
	values: Readonly<Record<Name, number>>,
	weights: Readonly<Record<Name, number>> | undefined,
): number {
	let total = 0;
	let sum = 0;
	for (const name of names) {
		const value = values[name];
		const weight = weights ? weights[name] : 1;
		if (!(value >= 0 && Number.isFinite(value))) {
			throw new RangeError(`${name} must be 0 or more, got ${value}`);
		}
		if (!(weight >= 0 && Number.isFinite(weight))) {
			throw new RangeError(`the weight of ${name} must be 0 or more, got ${weight}`);
		}
		total += weight;
		sum += weight * value;
	}
	if (!(total > 0)) throw new RangeError('at least one weight of each side must be above 0');
	return weights ? sum / total : sum;
}

/**
 * CPV = total benefits − total costs. Without weights all are NT$ and simply added.
 * @throws RangeError for values or weights below 0, and for a side whose weights are all 0.
 */
export function perceivedValue(offer: Offer, weights?: ValueWeights): PerceivedValue {
	const benefits = weighted(benefitNames, offer.benefits, weights?.benefits);
	const costs = weighted(costNames, offer.costs, weights?.costs);
	return {
		benefits,
		costs,
		difference: benefits - costs,
		ratio: costs > 0 ? benefits / costs : null,
	};
}

export interface ChoiceShares {
	/** Share of customers who take each offer, in the order given. */
	readonly offers: readonly number[];
	/** Share who take none; 0 where all must choose. */
	readonly none: number;
}

/**
 * Who chooses what: shares in proportion to e^(μ·value) (multinomial logit). At μ = 0 all are
 * equally likely, as μ grows the highest value takes all: the textbook's customer is μ = ∞, where
 * equals share. `outside` is the value of buying nothing, null where that is not possible.
 * @throws RangeError for a sharpness below 0, a value that is not finite, or nothing to choose.
 */
export function choiceShares(
	values: readonly number[],
	sharpness: number,
	outside: number | null = 0,
): ChoiceShares {
	if (!(sharpness >= 0)) throw new RangeError(`sharpness must be 0 or more, got ${sharpness}`);
	const all = outside === null ? [...values] : [...values, outside];
	if (all.length === 0) throw new RangeError('there is nothing to choose from');
	for (const value of all) {
		if (!Number.isFinite(value)) throw new RangeError(`values must be finite, got ${value}`);
	}
	const best = all.reduce((most, value) => Math.max(most, value), -Infinity);
	const pull = all.map((value) =>
		value === best ? 1 : sharpness === Infinity ? 0 : Math.exp(sharpness * (value - best)),
	);
	const sum = pull.reduce((total, each) => total + each, 0);
	const shares = pull.map((each) => each / sum);
	return outside === null
		? { offers: shares, none: 0 }
		: { offers: shares.slice(0, -1), none: shares.at(-1) ?? 0 };
}
