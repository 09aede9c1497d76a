import { requireInRange, type Model } from '#models/model.ts';
import {
	buyersShare,
	countedCustomersFor,
	countedLorenz,
	countedRanking,
	countedTopShare,
	purchaseCounts,
	repeatRate,
} from './counts.ts';
import { gammaGini, gammaTopShare, shapeForTopShare } from './gamma.ts';
import { concentrationInputs, concentrationPresets, type ConcentrationInputs } from './inputs.ts';
import type { LorenzCurve } from './lorenz.ts';
import { bestNextWindow, type NextWindow } from './next-period.ts';

/** The same customers over windows of different length. */
export interface WindowRow {
	readonly months: number;
	readonly buyersShare: number;
	readonly topShareOfAll: number;
	readonly topShareOfBuyers: number;
	readonly repeatRate: number;
}

export interface ConcentrationOutcome {
	/** Purchases within the window, per customer on the list. */
	readonly meanPurchases: number;
	/** Share of the list that bought within the window. */
	readonly buyersShare: number;
	/** Share of purchases by the best `topPeople` of those counted. */
	readonly topShare: number;
	readonly gini: number;
	/** Smallest share of those counted that makes 80 % of the purchases. */
	readonly customersFor80: number;
	readonly lorenz: LorenzCurve;
	/** What the top share and the Gini come to when one looks for ever. */
	readonly longRun: { readonly topShare: number; readonly gini: number };
	/** The evenness κ at which the long run would be exactly `topPeople` → 80 %; null if none is. */
	readonly evennessFor80: number | null;
	/** 1, 3, 6, 12, 24 and 60 months, and the chosen number among them. */
	readonly windows: readonly WindowRow[];
	/** The best of everybody on the list, one window later; nobody's rate has changed. */
	readonly next: NextWindow;
}

const tableMonths = [1, 3, 6, 12, 24, 60] as const;

/** How concentrated purchases look, depending on how long one looks and on who is counted. */
function run(inputs: ConcentrationInputs): ConcentrationOutcome {
	requireInRange(concentrationInputs, inputs);
	const { purchasesPerMonth, evenness, counted, topPeople } = inputs;
	const countsOver = (months: number) => purchaseCounts(purchasesPerMonth * months, evenness);
	const counts = countsOver(inputs.months);
	const ranking = countedRanking(counts, counted);
	const months = [...new Set([...tableMonths, inputs.months])].sort((a, b) => a - b);
	return {
		meanPurchases: counts.mean,
		buyersShare: buyersShare(counts),
		topShare: countedTopShare(ranking, topPeople),
		gini: ranking.gini,
		customersFor80: countedCustomersFor(ranking, 0.8),
		lorenz: countedLorenz(ranking),
		longRun: { topShare: gammaTopShare(evenness, topPeople), gini: gammaGini(evenness) },
		evennessFor80: shapeForTopShare(topPeople, 0.8),
		windows: months.map((each) => {
			const over = countsOver(each);
			return {
				months: each,
				buyersShare: buyersShare(over),
				topShareOfAll: countedTopShare(countedRanking(over, 'all'), topPeople),
				topShareOfBuyers: countedTopShare(countedRanking(over, 'buyers'), topPeople),
				repeatRate: repeatRate(over),
			};
		}),
		next: bestNextWindow(counts, topPeople),
	};
}

export const concentrationModel: Model<typeof concentrationInputs, ConcentrationOutcome> = {
	id: 'concentration',
	version: 1,
	title: '80/20探索器',
	inputs: concentrationInputs,
	presets: concentrationPresets,
	run,
};
