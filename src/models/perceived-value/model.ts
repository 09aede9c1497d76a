import { requireInRange, type Model } from '#models/model.ts';
import {
	perceivedValueInputs,
	perceivedValuePresets,
	type PerceivedValueInputs,
} from './inputs.ts';
import {
	choiceShares,
	perceivedValue,
	type ChoiceShares,
	type Offer,
	type PerceivedValue,
} from './perceived-value.ts';

/** Both offers at one price of the first. */
export interface PriceRow {
	readonly moneyA: number;
	readonly shareA: number;
	readonly shareB: number;
	readonly none: number;
	/** Price × share: revenue a customer asked (NT$). */
	readonly revenueA: number;
}

export interface PerceivedValueOutcome {
	readonly a: PerceivedValue;
	readonly b: PerceivedValue;
	/** Who chooses what when people differ in what they notice; buying nothing is worth 0. */
	readonly shares: ChoiceShares;
	/** Who the textbook's customer chooses; 'none' where neither is worth more than nothing. */
	readonly highest: 'a' | 'b' | 'equal' | 'none';
	/** What would bring the lower offer level: NT$ of more benefit or less cost, 0 if level. */
	readonly gap: number;
	/** The first offer's price moved, all else as it is. */
	readonly byPrice: readonly PriceRow[];
}

/** NT$ that make one unit of sharpness. */
const sharpnessUnit = 500;
const priceSteps = 50;

function offersOf(inputs: PerceivedValueInputs): readonly [Offer, Offer] {
	return [
		{
			benefits: {
				product: inputs.productA,
				service: inputs.serviceA,
				personnel: inputs.personnelA,
				image: inputs.imageA,
			},
			costs: {
				money: inputs.moneyA,
				time: inputs.timeA,
				energy: inputs.energyA,
				psychological: inputs.psychologicalA,
			},
		},
		{
			benefits: {
				product: inputs.productB,
				service: inputs.serviceB,
				personnel: inputs.personnelB,
				image: inputs.imageB,
			},
			costs: {
				money: inputs.moneyB,
				time: inputs.timeB,
				energy: inputs.energyB,
				psychological: inputs.psychologicalB,
			},
		},
	];
}

/** Two offers on the customer's scales, and who goes where. */
function run(inputs: PerceivedValueInputs): PerceivedValueOutcome {
	requireInRange(perceivedValueInputs, inputs);
	const [offerA, offerB] = offersOf(inputs);
	const a = perceivedValue(offerA);
	const b = perceivedValue(offerB);
	const sharpness = inputs.sharpness / sharpnessUnit;
	const best = Math.max(a.difference, b.difference);
	const highest =
		best < 0
			? 'none'
			: a.difference === b.difference
				? 'equal'
				: a.difference > b.difference
					? 'a'
					: 'b';
	const highestPrice = Math.max(offerA.costs.money, offerB.costs.money, 500) * 2;
	return {
		a,
		b,
		shares: choiceShares([a.difference, b.difference], sharpness),
		highest,
		gap: Math.abs(a.difference - b.difference),
		byPrice: Array.from({ length: priceSteps + 1 }, (_, step) => {
			const moneyA = (highestPrice * step) / priceSteps;
			const moved = a.difference + offerA.costs.money - moneyA;
			const { offers, none } = choiceShares([moved, b.difference], sharpness);
			const shareA = offers[0] ?? 0;
			return { moneyA, shareA, shareB: offers[1] ?? 0, none, revenueA: moneyA * shareA };
		}),
	};
}

export const perceivedValueModel: Model<typeof perceivedValueInputs, PerceivedValueOutcome> = {
	id: 'perceived-value',
	version: 1,
	title: '知覺價值的天平',
	inputs: perceivedValueInputs,
	presets: perceivedValuePresets,
	run,
};
