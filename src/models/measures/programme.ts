import type { KnownPeople } from './shop.ts';

/** What the member day seems to add for each letter sent, by whom the comparison is made with. */
export interface Comparison {
	/** Margin (NT$) over three months of those who got a letter, and of whom they are held against. */
	readonly reached: number;
	readonly others: number;
	/** What the comparison calls the programme's doing (NT$ a letter). */
	readonly added: number;
	/** Half the 95 % interval of `added` (NT$). */
	readonly margin: number;
	/** (added − cost) ÷ cost. */
	readonly roi: number;
}

export interface Programme {
	readonly letters: number;
	readonly heldOut: number;
	/** With everybody who is no member: those who buy much had joined long before. */
	readonly naive: Comparison;
	/** With the members drawn to get no letter; null where fewer than two were. */
	readonly control: Comparison | null;
	/** What the same people with the same luck would have brought without the member day. */
	readonly truth: Omit<Comparison, 'margin'>;
	/** Letters it would take, at this share held out, until the truth were as large as the margin. */
	readonly lettersNeeded: number | null;
}

const threeMonths = 3;

interface Group {
	readonly count: number;
	readonly mean: number;
	readonly variance: number;
}

function groupOf(values: readonly number[]): Group {
	const count = values.length;
	const mean = count > 0 ? values.reduce((sum, value) => sum + value, 0) / count : 0;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 };
}

const marginOf = (one: Group, other: Group): number =>
	1.96 * Math.sqrt(one.variance / one.count + other.variance / other.count);

/**
 * The member day's account per letter over three months. The control group's comparison takes from
 * each what they brought in a like time before (both groups alike, so nothing is favoured), which
 * leaves less to chance than subtracting the plain means. Null where no letter was sent.
 */
export function programmeOf(
	people: KnownPeople,
	without: KnownPeople,
	letterCost: number,
): Programme | null {
	const reached: number[] = [];
	const reachedGain: number[] = [];
	const unreachedGain: number[] = [];
	const reachedTwin: number[] = [];
	const unreached: number[] = [];
	const strangers: number[] = [];
	people.member.forEach((member, i) => {
		const after = threeMonths * (people.after[i] as number);
		const gain = after - threeMonths * (people.before[i] as number);
		if (!member) strangers.push(after);
		else if (people.heldOut[i]) {
			unreached.push(after);
			unreachedGain.push(gain);
		} else {
			reached.push(after);
			reachedGain.push(gain);
			reachedTwin.push(threeMonths * (without.after[i] as number));
		}
	});
	if (reached.length < 2 || strangers.length < 2) return null;
	const roiOf = (added: number): number => (added - letterCost) / letterCost;
	const letters = groupOf(reached);
	const nobody = groupOf(strangers);
	const naiveAdded = letters.mean - nobody.mean;
	const [gain, otherGain] = [groupOf(reachedGain), groupOf(unreachedGain)];
	const added = gain.mean - otherGain.mean;
	const twin = groupOf(reachedTwin);
	const truth = letters.mean - twin.mean;
	const margin = otherGain.count > 1 ? marginOf(gain, otherGain) : null;
	return {
		letters: letters.count,
		heldOut: unreached.length,
		naive: {
			reached: letters.mean,
			others: nobody.mean,
			added: naiveAdded,
			margin: marginOf(letters, nobody),
			roi: roiOf(naiveAdded),
		},
		control:
			margin === null
				? null
				: {
						reached: letters.mean,
						others: groupOf(unreached).mean,
						added,
						margin,
						roi: roiOf(added),
					},
		truth: { reached: letters.mean, others: twin.mean, added: truth, roi: roiOf(truth) },
		lettersNeeded:
			margin !== null && Math.abs(truth) > 0.01 ? letters.count * (margin / truth) ** 2 : null,
	};
}
