import { requireInRange, type Model } from '#models/model.ts';
import { starsInputs, starsPresets, type StarsInputs } from './inputs.ts';
import {
	oldReturn,
	rewardBurden,
	starsForDrinkBefore2016,
	starsForDrinkIn2016,
	starsPerDollarBy,
	stepRow,
	steps,
	ticketAtPar,
	type RewardBurden,
	type StepRow,
} from './stars.ts';

export interface TicketRow {
	readonly spendPerVisit: number;
	readonly old: number;
	readonly now: number;
}

export interface StarsOutcome {
	readonly chosen: StepRow;
	readonly steps: readonly StepRow[];
	/** Steps at which a star is worth most, at the prices assumed; more than one where they tie. */
	readonly best: readonly StepRow[];
	readonly burden: RewardBurden;
	/** What really comes back: nothing where the stars expire before the step is reached. */
	readonly nowReturn: number;
	/** Burden over what is spent for a reward, for those who get it. */
	readonly burdenRate: number;
	/** The same over all such customers' spending: stars never spent cost nothing. */
	readonly costRate: number;
	readonly oldReturn: number;
	/** The ticket (US$) at which both rules return the same. */
	readonly par: number | null;
	/** The same when the rule changed, at 125 stars a drink. */
	readonly parIn2016: number;
	/** US$ a month below which stars expire before the step is reached. */
	readonly leastPerMonth: number;
	readonly byTicket: readonly TicketRow[];
}

const { min, max } = starsInputs.spendPerVisit;
const ticketStep = 0.5;

/** What the stars return, to whom, and what they take from the shop. */
function run(inputs: StarsInputs): StarsOutcome {
	requireInRange(starsInputs, inputs);
	const chosen = stepRow(inputs, inputs.step);
	const rows = steps.map((step) => stepRow(inputs, step));
	const most = Math.max(...rows.map(({ perStar }) => perStar));
	const burden = rewardBurden(inputs, chosen.price);
	const burdenRate = burden.burden / chosen.spendNeeded;
	const reached = chosen.months !== null;
	const tickets = Math.round((max - min) / ticketStep) + 1;
	return {
		chosen,
		steps: rows,
		best: rows.filter(({ perStar }) => perStar > most - 1e-9),
		burden,
		nowReturn: reached ? chosen.faceReturn : 0,
		burdenRate,
		costRate: reached ? burdenRate * (1 - inputs.breakage) : 0,
		oldReturn: oldReturn(inputs, inputs.spendPerVisit),
		par: ticketAtPar(inputs, chosen.faceReturn),
		parIn2016: starsForDrinkIn2016 / starsForDrinkBefore2016 / starsPerDollarBy.preload,
		leastPerMonth: chosen.spendNeeded / inputs.expiryMonths,
		byTicket: Array.from({ length: tickets }, (_, index): TicketRow => {
			const spendPerVisit = min + index * ticketStep;
			return {
				spendPerVisit,
				old: oldReturn(inputs, spendPerVisit),
				now: chosen.faceReturn,
			};
		}),
	};
}

export const starsModel: Model<typeof starsInputs, StarsOutcome> = {
	id: 'stars',
	version: 1,
	title: '一顆星值多少',
	inputs: starsInputs,
	presets: starsPresets,
	run,
};
