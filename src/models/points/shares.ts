import { requireInRange } from '#models/model.ts';
import { followMember, followOther, pathNeeds, type CustomerTotals } from './customer-path.ts';
import { drawCustomers, usualSpendShape, type Customer, type SpendShape } from './customers.ts';
import { pointsInputs, type PointsInputs } from './inputs.ts';
import type { PointsOutcome } from './outcome.ts';
import { programmeOf, type Programme } from './programme.ts';
import { gammaQuantiles } from './quantiles.ts';
import { readSums } from './reading.ts';
import { add, sumsOn, sumsWidth, tenths, type Sums } from './sums.ts';

/**
 * The sample cut into parts that are simulated apart, in workers, and put together again. Customers
 * are added up in blocks of fixed size and the blocks in their order, so that a sample cut between
 * blocks gives the same answer, to the last bit, as one that was not cut.
 */

/** Customers of a block; the usual sample is one. */
export const blockSize = 2_000;

/** A part of the sample: customers `from` to before `to`, counted from 0. */
export interface SampleShare {
	readonly from: number;
	readonly to: number;
}

/** What a share came to: blocks of plain sums one after another; its buffer may be transferred. */
export interface ShareSums extends SampleShare {
	readonly seed: number;
	readonly sums: Float64Array;
}

/** What one customer of the sample came to, for whoever looks closer than the firm's sums. */
export type EachCustomer = (customer: Customer, totals: CustomerTotals) => void;

/** At most `parts` shares of the sample, cut between blocks, as even as that allows. */
export function cutSample(simulatedCustomers: number, parts: number): SampleShare[] {
	const blocks = Math.ceil(simulatedCustomers / blockSize);
	const count = Math.max(1, Math.min(Math.floor(parts), blocks));
	const border = (part: number) =>
		Math.min(simulatedCustomers, Math.round((part * blocks) / count) * blockSize);
	return Array.from({ length: count }, (_, part) => ({
		from: border(part),
		to: border(part + 1),
	}));
}

/**
 * Simulates a share of the sample. Everybody is drawn, for who joins and who is a heavy buyer is
 * settled among all; only the share is followed through the months.
 * Throws RangeError for inputs outside their rows and for a share that is not part of the sample.
 */
export function simulateShare(
	inputs: PointsInputs,
	seed: number,
	share: SampleShare,
	shape: SpendShape = usualSpendShape,
): ShareSums {
	requireInRange(pointsInputs, inputs);
	const { from, to } = share;
	const size = inputs.simulatedCustomers;
	if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= size)) {
		throw new RangeError(`share must lie within 0 to ${size}, got ${from} to ${to}`);
	}
	const sums = followCustomers(drawCustomers(inputs, seed, shape), inputs, seed, shape, share);
	return { from, to, seed, sums };
}

/**
 * The outcome of all shares of one sample, in any order. Throws RangeError when they do not make up
 * the whole sample exactly once, or were drawn with different seeds.
 */
export function mergeShares(inputs: PointsInputs, shares: readonly ShareSums[]): PointsOutcome {
	const inOrder = [...shares].sort((one, other) => one.from - other.from);
	let next = 0;
	for (const { from, to, seed } of inOrder) {
		if (from !== next) throw new RangeError(`customer ${next} is missing or in two shares`);
		if (seed !== inOrder[0]?.seed) throw new RangeError('shares were drawn with different seeds');
		next = to;
	}
	if (next !== inputs.simulatedCustomers) {
		throw new RangeError(`shares end at ${next}, not at ${inputs.simulatedCustomers}`);
	}
	return readBlocks(
		inOrder.map(({ sums }) => sums),
		inputs,
		next,
		programmeOf(inputs),
	);
}

/** Adds the blocks up in their order and reads the outcome. */
export function readBlocks(
	parts: readonly Float64Array[],
	inputs: PointsInputs,
	sample: number,
	programme: Programme,
): PointsOutcome {
	const sumsShape = { months: inputs.months, levels: programme.tiers.length };
	const width = sumsWidth(sumsShape);
	const total = new Float64Array(width);
	for (const blocks of parts) {
		if (blocks.length === 0 || blocks.length % width !== 0) {
			throw new RangeError('a share was simulated with other inputs');
		}
		for (let at = 0; at < blocks.length; at++) add(total, at % width, blocks[at] as number);
	}
	return readSums(sumsOn(total, 0, sumsShape), inputs, programme, sample);
}

/** Follows the share's customers through both worlds; a row of sums a block. */
export function followCustomers(
	customers: readonly Customer[],
	inputs: PointsInputs,
	seed: number,
	shape: SpendShape,
	{ from, to }: SampleShare,
	each?: EachCustomer,
): Float64Array {
	const { months } = inputs;
	const programme = programmeOf(inputs);
	const { withinCustomer } = shape;
	const basket = gammaQuantiles(withinCustomer);
	const needs = pathNeeds(seed, months, programme, withinCustomer, basket);
	const tenthOf = tenthsBySpend(customers);
	const sumsShape = { months, levels: programme.tiers.length };
	const width = sumsWidth(sumsShape);
	const firstBlock = Math.floor(from / blockSize);
	const blocks = new Float64Array((Math.ceil(to / blockSize) - firstBlock) * width);
	let sums: Sums | undefined;
	for (let at = from; at < to; at++) {
		if (!sums || at % blockSize === 0) {
			sums = sumsOn(blocks, (Math.floor(at / blockSize) - firstBlock) * width, sumsShape);
		}
		const customer = customers[at] as Customer;
		const totals = customer.member
			? followMember(customer, programme, needs, sums)
			: followOther(customer, months, sums);
		if (customer.member) countMember(customer, totals, programme, tenthOf(customer), sums);
		else add(sums.otherRevenue, 0, totals.revenueWith);
		each?.(customer, totals);
	}
	return blocks;
}

function countMember(
	customer: Customer,
	totals: CustomerTotals,
	programme: Programme,
	tenth: number,
	sums: Sums,
): void {
	const { revenueWithout, revenueWith, rewardedPoints } = totals;
	// What an equal share of the rewards went to: purchases made anyway, and those made besides.
	const before = revenueWith > 0 ? Math.min(1, revenueWithout / revenueWith) : 0;
	add(sums.members, 0, 1);
	if (programme.canReach(customer, 0)) add(sums.canReach, 0, 1);
	add(sums.responses, 0, programme.responseOf(customer, 0));
	add(sums.rewardedPoints, 0, rewardedPoints);
	add(sums.deadweightPoints, 0, rewardedPoints * before);
	add(sums.tenthMembers, tenth, 1);
	add(sums.tenthRewarded, tenth, rewardedPoints);
	add(sums.tenthDeadweight, tenth, rewardedPoints * before);
	add(sums.tenthWithout, tenth, revenueWithout);
	add(sums.tenthWith, tenth, revenueWith);
}

/** In which tenth of all these customers one is by what he spends a month by himself, 0 lightest. */
function tenthsBySpend(customers: readonly Customer[]): (customer: Customer) => number {
	const spendOf = ({ rate, orderValue }: Customer) => rate * orderValue;
	const inOrder = Float64Array.from(customers, spendOf).sort();
	const borders = Array.from(
		{ length: tenths - 1 },
		(_, below) => inOrder[Math.ceil(((below + 1) * inOrder.length) / tenths)] as number,
	);
	return (customer) => {
		const spend = spendOf(customer);
		let tenth = 0;
		while (tenth < borders.length && spend >= (borders[tenth] as number)) tenth++;
		return tenth;
	};
}
