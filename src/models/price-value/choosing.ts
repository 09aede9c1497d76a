import { normalShareBelow } from '#models/numerics/normal.ts';

/**
 * Who buys where: every customer sees a value in us and one in the rival, takes prices off, and
 * compares what is left (the surplus) with each other and with buying nothing, which leaves 0.
 */

export type Place = 'ours' | 'rival' | 'nothing';

export interface Seen {
	/** NT$ that the customer sees in us, and in the rival. */
	readonly ours: number;
	readonly rival: number;
}

/** What is left of the best that is not ours (NT$). */
const elsewhere = (rival: number, rivalPrice: number): number => Math.max(rival - rivalPrice, 0);
const elsewherePlace = (rival: number, rivalPrice: number): Place =>
	rival > rivalPrice ? 'rival' : 'nothing';

/** Where a customer goes who has no habit yet: to us only if we leave more than all else. */
export function firstChoice(seen: Seen, price: number, rivalPrice: number): Place {
	return seen.ours - price > elsewhere(seen.rival, rivalPrice)
		? 'ours'
		: elsewherePlace(seen.rival, rivalPrice);
}

/**
 * Where a customer goes once we leave `given` NT$ more than before (below 0: less). They change only
 * where the difference of the surpluses exceeds `inertia` (NT$, 0 or more): whoever would gain less
 * does not take the trouble.
 */
export function choiceAfter(
	seen: Seen,
	offer: { readonly price: number; readonly rivalPrice: number },
	given: number,
	inertia: number,
): Place {
	const before = firstChoice(seen, offer.price, offer.rivalPrice);
	const lead = seen.ours - offer.price + given - elsewhere(seen.rival, offer.rivalPrice);
	if (before === 'ours') {
		return lead < -inertia ? elsewherePlace(seen.rival, offer.rivalPrice) : 'ours';
	}
	return lead > inertia ? 'ours' : before;
}

/** Two independent normal distributions of what is seen in us and in the rival (NT$). */
export interface Crowd {
	readonly valueMean: number;
	/** Above 0. */
	readonly valueSpread: number;
	readonly rivalValue: number;
	readonly rivalSpread: number;
	readonly rivalPrice: number;
}

/** People who are left the same by the rival: those for whom it is not worth its price are one group. */
interface RivalGroup {
	readonly share: number;
	readonly left: number;
}

const slices = 120;
/** Spreads above the mean beyond which nobody is left to speak of. */
const farthest = 6;

function rivalGroups({ rivalValue, rivalSpread, rivalPrice }: Crowd): RivalGroup[] {
	if (rivalSpread === 0) return [{ share: 1, left: elsewhere(rivalValue, rivalPrice) }];
	const below = (value: number): number => normalShareBelow((value - rivalValue) / rivalSpread);
	const top = Math.max(rivalValue, rivalPrice) + farthest * rivalSpread;
	const width = (top - rivalPrice) / slices;
	return [
		{ share: below(rivalPrice), left: 0 },
		...Array.from({ length: slices }, (_, slice) => {
			const from = rivalPrice + slice * width;
			// Whoever is above the top counts with the last.
			const to = slice === slices - 1 ? Infinity : from + width;
			return { share: below(to) - below(from), left: from + width / 2 - rivalPrice };
		}),
	];
}

export interface Shares {
	readonly ours: number;
	readonly rival: number;
	readonly nothing: number;
}

/** Shares of a crowd by where they go, as a function of the price that decides (NT$). */
export function crowdAt(crowd: Crowd): (price: number) => Shares {
	const groups = rivalGroups(crowd);
	return (price) => {
		let ours = 0;
		let nothing = 0;
		let all = 0;
		for (const { share, left } of groups) {
			const taken =
				share * (1 - normalShareBelow((price + left - crowd.valueMean) / crowd.valueSpread));
			all += share;
			ours += taken;
			if (left === 0) nothing += share - taken;
		}
		return { ours: ours / all, nothing: nothing / all, rival: (all - ours - nothing) / all };
	};
}

/**
 * The price at which a crowd without habits would split as this one does, which settled at `price`
 * and has been left `given` NT$ more since: up to `inertia` either way nobody moves.
 */
export function decidingPrice(price: number, given: number, inertia: number): number {
	return price - Math.sign(given) * Math.max(Math.abs(given) - inertia, 0);
}
