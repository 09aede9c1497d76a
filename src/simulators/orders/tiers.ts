import { tierEnds, tierNames, type Tier, type TiersAnswer } from './analysis.ts';

interface Ranked extends Pick<Extract<TiersAnswer, { ok: true }>, 'by' | 'valueless'> {
	/** What customers are ranked by, 0 or more. */
	readonly worth: Float64Array;
	readonly total: Float64Array | null;
	/** Chances of being a customer still; null where the model knows no leaving. */
	readonly alive: Float64Array | null;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0);

/**
 * Four tiers by rank of worth. A customer's tier is where the share of customers worth strictly
 * more ends up, so equal customers share the better tier and a tier may be empty.
 */
export function tiersOf({ by, valueless, worth, total, alive }: Ranked): {
	readonly answer: TiersAnswer;
	readonly tier: Uint8Array;
} {
	const count = worth.length;
	const rising = Float64Array.from(worth).sort();
	const least = tierNames.slice(0, -1).map((name) => {
		const last = Math.ceil(tierEnds[name] * count - 1e-9) - 1;
		return last < 0 ? Infinity : (rising[count - 1 - last] as number);
	});
	const tier = Uint8Array.from(worth, (value) => {
		const place = least.findIndex((from) => value >= from);
		return place === -1 ? tierNames.length - 1 : place;
	});
	const sums = tierNames.map(() => ({ customers: 0, revenue: 0, worth: 0, alive: 0 }));
	tier.forEach((place, i) => {
		const sum = sums[place];
		if (!sum) return;
		sum.customers++;
		sum.revenue += total?.[i] ?? 0;
		sum.worth += worth[i] as number;
		sum.alive += alive?.[i] ?? 0;
	});
	const revenue = total ? sumOf(total) : 0;
	const allWorth = sumOf(worth);
	const tiers = sums.map((sum, place): Tier => ({
		name: tierNames[place] ?? 'lead',
		customers: sum.customers,
		revenueShare: revenue > 0 ? sum.revenue / revenue : null,
		worthShare: allWorth > 0 ? sum.worth / allWorth : null,
		meanAlive: alive && sum.customers > 0 ? sum.alive / sum.customers : null,
	}));
	return { answer: { ok: true, by, valueless, tiers }, tier };
}
