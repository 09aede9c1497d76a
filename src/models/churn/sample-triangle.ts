import { keyedUniform } from '#models/random.ts';
import { mixRetention, type ChurnMix } from './shifted-beta-geometric.ts';
import type { Cohort } from './triangle.ts';

export interface SampleTriangleInputs {
	mix: ChurnMix;
	/** New customers of each cohort, oldest first; whole numbers. */
	newCustomers: readonly number[];
	/** Number of the calendar period in which the table is drawn up; the newest start is at most it. */
	asOf: number;
	seed: number;
}

/**
 * A made-up cohort table: every customer of the mix leaves at a renewal drawn with keyed chance
 * (shifted-beta-geometric, Fader & Hardie 2007). A larger cohort holds the same first customers,
 * so moving a size adds people and changes nobody. Cohort k starts in period k.
 */
export function sampleTriangle(inputs: SampleTriangleInputs): Cohort[] {
	const { mix, newCustomers, asOf, seed } = inputs;
	if (!(mix.alpha > 0 && mix.beta > 0)) {
		throw new RangeError(`alpha and beta must be above 0, got ${mix.alpha}, ${mix.beta}`);
	}
	if (!(Number.isInteger(asOf) && asOf >= 0)) {
		throw new RangeError(`asOf must be a whole number, got ${asOf}`);
	}
	return newCustomers.slice(0, asOf + 1).map((size, startedIn) => {
		if (!(Number.isInteger(size) && size >= 0)) {
			throw new RangeError(`newCustomers must be whole numbers, got ${size}`);
		}
		const survivors = new Array<number>(asOf - startedIn + 1).fill(0);
		for (let customer = 0; customer < size; customer++) {
			const draw = keyedUniform(seed, startedIn, customer);
			let share = 1;
			for (let age = 0; age < survivors.length; age++) {
				if (age > 0) share *= mixRetention(mix, age);
				if (draw >= share) break;
				survivors[age] = (survivors[age] ?? 0) + 1;
			}
		}
		return { startedIn, survivors };
	});
}

/**
 * The table a page opens with. 合成: the mix is the published High End fit (α .668, β 3.806; Fader
 * & Hardie 2007), the sizes of a growing firm are an assumption.
 */
export const sampleTriangleInputs: SampleTriangleInputs = {
	mix: { alpha: 0.668, beta: 3.806 },
	newCustomers: [400, 460, 530, 610, 700, 800, 930, 1_070],
	asOf: 7,
	seed: 20_070,
};

/** zh-TW label that stands wherever {@link sampleTriangleInputs} is shown. */
export const sampleTriangleSource =
	'合成資料：依Fader與Hardie（2007）的高階方案參數（α＝.668、β＝3.806）產生；各期新客人數是假設';
