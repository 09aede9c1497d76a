import { companyInputs } from '#server/company.ts';
import { readContent } from '#server/content.ts';
import type { ModelState } from '#models/model.ts';
import { monthsToReward } from '#models/points/programme.ts';
import { drawCustomers, usualSpendShape } from '#models/points/customers.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { pointsModel } from '#models/points/points.ts';
import { simulateCustomers } from '#models/points/simulation.ts';
import { compile, emptyDesign, type CaseInputs, type Design } from '#workflow/design.ts';
import type { WrittenFields } from '#workflow/words.ts';

/** Designs as the practice class's file writes them. */

export const asDesign = (written: WrittenFields): Design => {
	const design = emptyDesign();
	for (const [field, value] of Object.entries(written)) {
		if (field in design.numbers) {
			Object.assign(design.numbers, { [field]: value });
			design.numbersSet.push(field as 'threshold');
		} else if (field in design.text) Object.assign(design.text, { [field]: value });
		else Object.assign(design, { [field]: value });
	}
	return design;
};

/** The whole of a practice class's case as the simulator takes it. */
export const practiceCase = ({ cases, practice }: ReturnType<typeof readContent>): CaseInputs =>
	companyInputs(cases.get(practice.case));

/** The chance that a standard normal lies below this (Abramowitz and Stegun 26.2.17; to 1e-7). */
export function below(z: number): number {
	if (z < 0) return 1 - below(-z);
	const t = 1 / (1 + 0.231_641_9 * z);
	const factors = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
	const tail = factors.reduceRight((total, factor) => (total + factor) * t, 0);
	return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}

const once = <Value>(work: () => Value): (() => Value) => {
	let known: { value: Value } | undefined;
	return () => (known ??= { value: work() }).value;
};

/** Standard error of the difference of two groups that a lot of `share` divides so many people into. */
export const errorOf = (spread: number, people: number, share: number): number =>
	spread * Math.sqrt(1 / (people * share) + 1 / (people * (1 - share)));

/** A rule on the difference of two groups: below the one line it stops, above the other it goes on. */
export interface Rule {
	stopsBelow: number;
	goesOnAbove: number;
}

/** Stops where the whole 95 % interval is below what pays, and goes on where the whole is above it. */
export const ruleOnInterval = (pays: number, error: number): Rule => ({
	stopsBelow: pays - 1.96 * error,
	goesOnAbove: pays + 1.96 * error,
});

/** The chances that a rule stops and goes on where the true difference is `effect`; else it waits. */
export const decides = (effect: number, error: number, { stopsBelow, goesOnAbove }: Rule) => ({
	stops: below((stopsBelow - effect) / error),
	goesOn: below((effect - goesOnAbove) / error),
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * How far counted visits a month vary around one person's expected ones: he comes by chance while
 * he is here, and he leaves by chance, each month with the same one. The model carries both as what
 * they come to on average; who counts real visits meets them as they fall.
 */
function luckOf(visits: number, months: number, hereAtEnd: number): number {
	const stays = hereAtEnd ** (1 / months);
	const hereIn = Array.from({ length: months }, (_, month) => stays ** month);
	const here = sum(hereIn);
	const spread = sum(hereIn.map((chance, month) => (2 * month + 1) * chance)) - here ** 2;
	return visits / months + (visits / here) ** 2 * spread;
}

/** The effects that a points programme lives by, each this many times what the case says. */
const withEffects = (inputs: PointsInputs, times: number): PointsInputs => ({
	...inputs,
	lift: inputs.lift * times,
	goalGradient: inputs.goalGradient * times,
	rewardedLift: inputs.rewardedLift * times,
	churnReduction: inputs.churnReduction * times,
});

/** One to two visits a month before any programme: those whom the case asks to bring back. */
const isLight = (rate: number) => rate >= 1 && rate <= 2;

/** What can be read off a design once it is simulated, each worked out when it is asked for. */
export function measured({ inputs, seed }: ModelState<PointsInputs>) {
	const outcome = once(() => pointsModel.run(inputs, seed));
	const roiWith = (times: number) =>
		pointsModel.run(withEffects(inputs, times), seed).roi ?? Number.NaN;
	const customers = once(() => drawCustomers(inputs, seed));
	const scaledUp = (people: number) => (people * inputs.customers) / inputs.simulatedCustomers;

	/** Visits a month of everybody who joined, over the first half year; who has left counts 0. */
	const halfYear = (who: (rate: number) => boolean, times = 1) => {
		const months = 6;
		const sums = { people: 0, without: 0, with: 0, squares: 0, changes: 0, changeSquares: 0 };
		simulateCustomers(
			customers(),
			{ ...withEffects(inputs, times), months },
			seed,
			usualSpendShape,
			({ member, rate, orderValue }, { revenueWithout, revenueWith, hereWith }) => {
				if (!member || !who(rate)) return;
				const visits = revenueWith / orderValue / months;
				const change = visits - rate;
				const luck = luckOf(visits, months, hereWith);
				sums.people += 1;
				sums.without += revenueWithout / orderValue / months;
				sums.with += visits;
				sums.squares += visits ** 2 + luck;
				sums.changes += change;
				// The half year before is a count at that rate, with luck of its own.
				sums.changeSquares += change ** 2 + luck + rate / months;
			},
		);
		const { people } = sums;
		const without = sums.without / people;
		const withIt = sums.with / people;
		const spreadOf = (squares: number, total: number) =>
			Math.sqrt(squares / people - (total / people) ** 2);
		return {
			...{ without, with: withIt, gap: withIt - without, people: scaledUp(people) },
			/** Standard deviations between people: of visits, and of visits less those before. */
			spread: spreadOf(sums.squares, sums.with),
			changeSpread: spreadOf(sums.changeSquares, sums.changes),
		};
	};
	/** How many times the case's effects just pay for the programme. */
	const breakEven = once(() => {
		let [low, high] = [0, 2];
		for (let step = 0; step < 12; step++) {
			const middle = (low + high) / 2;
			if (roiWith(middle) < 0) low = middle;
			else high = middle;
		}
		return high;
	});
	const rewardShare = (from: number, to: number) => {
		const costs = outcome().deciles.map(({ rewardCost }) => rewardCost);
		return sum(costs.slice(from, to)) / sum(costs);
	};
	const everybody = () => true;
	return {
		inputs,
		outcome,
		roiWith,
		breakEven,
		wait: (visits: number) =>
			monthsToReward(inputs.threshold, (inputs.orderValue * inputs.pointsPerHundred) / 100, visits),
		all: once(() => halfYear(everybody)),
		light: once(() => halfYear(isLight)),
		gapToPay: once(() => halfYear(everybody, breakEven()).gap),
		lightGapToPay: once(() => halfYear(isLight, breakEven()).gap),
		rewardShareOfTopTenth: () => rewardShare(9, 10),
		rewardShareOfLowerHalf: () => rewardShare(0, 5),
		visitsBefore: () => {
			const rates = customers().filter(({ member }) => member);
			return sum(rates.map(({ rate }) => rate)) / rates.length;
		},
		lightShare: () =>
			customers().filter(({ rate }) => isLight(rate)).length / inputs.simulatedCustomers,
		rareShare: () => customers().filter(({ rate }) => rate < 1).length / inputs.simulatedCustomers,
		lightMembers: () =>
			scaledUp(customers().filter(({ rate, member }) => member && isLight(rate)).length),
	};
}

/** The share of those who join that the text on measures lets wait; NaN where it says none. */
function heldOutIn({ measures = '' }: WrittenFields): number {
	const [, share = ''] = /抽籤留(三成|一半)/.exec(measures) ?? [];
	return { 三成: 0.3, 一半: 0.5 }[share] ?? Number.NaN;
}

export const measuredIn = (written: WrittenFields, company: CaseInputs) => ({
	...measured(compile(asDesign(written), company)),
	heldOut: heldOutIn(written),
});
