import { requireInRange, type Model } from '#models/model.ts';
import {
	choiceAfter,
	crowdAt,
	decidingPrice,
	firstChoice,
	type Place,
	type Seen,
	type Shares,
} from './choosing.ts';
import { priceValueInputs, priceValuePresets, type PriceValueInputs } from './inputs.ts';

/** One day with one offer; people and lunch boxes come whole. */
export interface Day {
	readonly price: number;
	/** Lunch boxes sold, to regulars and to others. */
	readonly sold: number;
	readonly stayed: number;
	readonly came: number;
	readonly toRival: number;
	readonly nothing: number;
	readonly revenue: number;
	/** NT$ left of one, and of all. */
	readonly marginEach: number;
	readonly contribution: number;
	/** Lunch boxes that earn what was earned before; null where no number does. */
	readonly breakEven: number | null;
}

/** A lunch box as the four of the lesson choose. */
export interface Friend extends Seen {
	readonly name: string;
	readonly before: Place;
	readonly byPrice: Place;
	readonly byGift: Place | null;
}

export interface GivenRow {
	readonly given: number;
	readonly byPrice: Day;
	readonly byGift: Day | null;
}

export interface PriceValueOutcome {
	readonly before: Day;
	/** The whole of it taken off the price, or put on it. */
	readonly byPrice: Day;
	/** The price as before, something worth as much besides; null where nothing more is given. */
	readonly byGift: Day | null;
	readonly rows: readonly GivenRow[];
	/** The best of all the prices tried. */
	readonly bestPrice: GivenRow;
	readonly friends: readonly Friend[];
}

/** What the lesson's table says that the four see in us; each sees 95 in the canteen. */
const lessonFriends = [
	{ name: '阿哲', ours: 120, rival: 95 },
	{ name: '小安', ours: 105, rival: 95 },
	{ name: '怡君', ours: 95, rival: 95 },
	{ name: '志豪', ours: 85, rival: 95 },
] as const;

const tried = { least: -40, most: 40 } as const;

/**
 * A price cut against something of equal worth. Before, everybody has settled where most is left to
 * them; then each customer is left `given` NT$ more, and moves or stays ({@link choiceAfter}).
 */
function run(inputs: PriceValueInputs): PriceValueOutcome {
	requireInRange(priceValueInputs, inputs);
	const { given, oldPrice, unitCost, giftCost, noticeShare, inertia, people } = inputs;
	const sharesAt = crowdAt(inputs);
	const settled = sharesAt(oldPrice);
	const soldBefore = Math.round(people * settled.ours);
	const earnedBefore = soldBefore * (oldPrice - unitCost);

	const day = (price: number, costEach: number, shares: Shares): Day => {
		const sold = Math.round(people * shares.ours);
		const nothing = Math.min(people - sold, Math.round(people * shares.nothing));
		const stayed = Math.min(sold, soldBefore);
		const marginEach = price - costEach;
		return {
			price,
			sold,
			stayed,
			came: sold - stayed,
			toRival: people - sold - nothing,
			nothing,
			revenue: price * sold,
			marginEach,
			contribution: marginEach * sold,
			breakEven:
				earnedBefore <= 0 ? 0 : marginEach > 0 ? Math.ceil(earnedBefore / marginEach - 1e-9) : null,
		};
	};
	const byPrice = (more: number): Day =>
		day(oldPrice - more, unitCost, sharesAt(decidingPrice(oldPrice, more, inertia)));
	const byGift = (more: number): Day | null => {
		if (more < 0) return null;
		const moved = sharesAt(decidingPrice(oldPrice, more, inertia));
		const mixed = (place: keyof Shares) =>
			noticeShare * moved[place] + (1 - noticeShare) * settled[place];
		return day(oldPrice, unitCost + (giftCost * more) / 10, {
			ours: mixed('ours'),
			rival: mixed('rival'),
			nothing: mixed('nothing'),
		});
	};

	const least = Math.min(tried.least, given);
	const rows = Array.from({ length: Math.max(tried.most, given) - least + 1 }, (_, step) => {
		const more = least + step;
		return { given: more, byPrice: byPrice(more), byGift: byGift(more) };
	});
	return {
		before: byPrice(0),
		byPrice: byPrice(given),
		byGift: given > 0 ? byGift(given) : null,
		rows,
		bestPrice: rows.reduce((best, row) =>
			row.byPrice.contribution > best.byPrice.contribution ? row : best,
		),
		friends: lessonFriends.map((friend) => {
			const offer = { price: oldPrice, rivalPrice: inputs.rivalPrice };
			const after = choiceAfter(friend, offer, given, inertia);
			return {
				...friend,
				before: firstChoice(friend, oldPrice, inputs.rivalPrice),
				byPrice: after,
				byGift: given > 0 ? after : null,
			};
		}),
	};
}

export const priceValueModel: Model<typeof priceValueInputs, PriceValueOutcome> = {
	id: 'price-value',
	version: 1,
	title: '降價還是加值',
	inputs: priceValueInputs,
	presets: priceValuePresets,
	run,
};
