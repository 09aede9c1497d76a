import { requireInRange, type Model } from '#models/model.ts';
import { rfmAgreement, type RfmAgreement } from './agreement.ts';
import { knownCustomers } from './customers.ts';
import { rfmInputs, rfmPresets, type RfmInputs } from './inputs.ts';
import { mostMisleadingPair, type MisleadingPair } from './misleading.ts';
import { grades, scoreRfm, type RfmScores } from './scoring.ts';

export type RfmTarget = (typeof rfmInputs.target.options)[number]['value'];

/** What a mailing to one group does within a month, on average. */
export interface Mailing {
	readonly target: RfmTarget;
	readonly letters: number;
	/** Addressees who would have bought without a letter; it looks like response and is not. */
	readonly buyAnyway: number;
	/** Addressees who buy because of it what they would have bought within three months. */
	readonly onlyEarlier: number;
	/** Addressees who buy because of it and would not have. */
	readonly extraBuyers: number;
	readonly extraMargin: number;
	readonly cost: number;
	/** Extra margin less cost (NT$). */
	readonly net: number;
	/** People who take back their permission. */
	readonly unsubscribed: number;
	/** Buyers among addressees by letters, the figure mostly reported; null without letters. */
	readonly apparentResponse: number | null;
	/** Extra buyers by letters; null without letters. */
	readonly causalResponse: number | null;
}

/** Customers of one recency and one frequency grade (5 always best here). */
export interface RfmSquare {
	readonly recency: number;
	readonly frequency: number;
	readonly customers: number;
	/** Share of them who still come, known because they are made up; null where there are none. */
	readonly stillComing: number | null;
	readonly ordersNextMonth: number | null;
}

export interface RfmOutcome {
	readonly customers: number;
	readonly chosen: Mailing;
	/** Every target, for comparison. */
	readonly mailings: readonly Mailing[];
	/** 25 squares, best recency and frequency first. */
	readonly squares: readonly RfmSquare[];
	/** Grades against what customers will really order in a month without a letter. */
	readonly agreement: RfmAgreement;
	/** Among cells of five customers or more. */
	readonly misleading: MisleadingPair | null;
	readonly gradesUsed: RfmScores['gradesUsed'];
}

const customerCount = 600;
const weeksAhead = 30 / 7;
const weeksSoon = 13;
/** Orders a week at which interest is half (假設). */
const halfInterest = 0.1;

const chosenBy: Record<RfmTarget, (r: number, f: number, m: number) => boolean> = {
	everyone: () => true,
	best: (r, f, m) => r + f + m >= 13,
	missed: (r, f) => f >= 4 && r <= 3,
	recent: (r) => r >= 4,
	rare: (_, f) => f <= 2,
};

/** Whom to write to: grades, what the letters add, and what would have come anyway. */
function run(inputs: RfmInputs, seed: number): RfmOutcome {
	requireInRange(rfmInputs, inputs);
	const known = knownCustomers(customerCount, seed);
	const scores = scoreRfm(known, {
		best: inputs.best === '5' ? 5 : 1,
		nested: inputs.grading === 'nested',
	});
	const up = (grade: number) => (scores.best === 5 ? grade : grades + 1 - grade);
	const gradeOf = (i: number) =>
		[scores.recency, scores.frequency, scores.monetary].map((column) =>
			up(column[i] as number),
		) as [number, number, number];
	const ordersNextMonth = known.rate.map((rate, i) => rate * weeksAhead * (known.alive[i] ?? 0));
	const mailings = rfmInputs.target.options.map(({ value: target }): Mailing => {
		let letters = 0;
		let buyAnyway = 0;
		let onlyEarlier = 0;
		let extraBuyers = 0;
		let extraMargin = 0;
		let unsubscribed = 0;
		for (let i = 0; i < customerCount; i++) {
			if (!chosenBy[target](...gradeOf(i))) continue;
			const rate = known.rate[i] as number;
			const alive = known.alive[i] === 1;
			const interest = (rate / (rate + halfInterest)) * (alive ? 1 : inputs.winBack);
			const anyway = -Math.expm1(-(ordersNextMonth[i] as number));
			const moved = inputs.persuasion * interest * (1 - anyway);
			const soon = alive ? -Math.expm1(-rate * weeksSoon) : 0;
			const earlier = moved * inputs.onlyEarlier * soon;
			const extra = moved - earlier;
			letters++;
			buyAnyway += anyway;
			onlyEarlier += earlier;
			extraBuyers += extra;
			extraMargin +=
				(extra * inputs.marginRate * (known.money[i] as number)) / (known.orders[i] as number);
			unsubscribed += inputs.annoyance * (1 - interest);
		}
		const cost = letters * inputs.letterCost;
		return {
			target,
			letters,
			buyAnyway,
			onlyEarlier,
			extraBuyers,
			extraMargin,
			cost,
			net: extraMargin - cost,
			unsubscribed,
			apparentResponse: letters > 0 ? (buyAnyway + onlyEarlier + extraBuyers) / letters : null,
			causalResponse: letters > 0 ? extraBuyers / letters : null,
		};
	});
	const chosen =
		mailings.find(({ target }) => target === inputs.target) ?? (mailings[0] as Mailing);
	const agreement = rfmAgreement(scores, ordersNextMonth);
	return {
		customers: customerCount,
		chosen,
		mailings,
		squares: squaresOf(gradeOf, known.alive, ordersNextMonth),
		agreement,
		misleading: mostMisleadingPair(agreement.cells, 5),
		gradesUsed: scores.gradesUsed,
	};
}

function squaresOf(
	gradeOf: (customer: number) => readonly [number, number, number],
	alive: Uint8Array,
	ordersNextMonth: Float64Array,
): RfmSquare[] {
	const sums = Array.from({ length: grades * grades }, () => ({ people: 0, alive: 0, orders: 0 }));
	alive.forEach((still, i) => {
		const [r, f] = gradeOf(i);
		const sum = sums[(grades - r) * grades + grades - f];
		if (!sum) return;
		sum.people++;
		sum.alive += still;
		sum.orders += ordersNextMonth[i] as number;
	});
	return sums.map(({ people, alive: still, orders }, place) => ({
		recency: grades - Math.floor(place / grades),
		frequency: grades - (place % grades),
		customers: people,
		stillComing: people > 0 ? still / people : null,
		ordersNextMonth: people > 0 ? orders / people : null,
	}));
}

export const rfmModel: Model<typeof rfmInputs, RfmOutcome> = {
	id: 'rfm',
	version: 1,
	title: 'RFM：信要寫給誰',
	inputs: rfmInputs,
	presets: rfmPresets,
	run,
};
