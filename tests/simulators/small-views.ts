import fc from 'fast-check';
import { concentrationModel } from '#models/concentration/concentration.ts';
import { costToServeModel } from '#models/cost-to-serve/model.ts';
import { journeyModel } from '#models/journey/model.ts';
import { membershipFeeModel } from '#models/membership-fee/model.ts';
import {
	usualInputs,
	usualSeed,
	type InputsOf,
	type InputTable,
	type Model,
} from '#models/model.ts';
import { perceivedValueModel } from '#models/perceived-value/model.ts';
import { priceValueModel } from '#models/price-value/model.ts';
import { rfmModel } from '#models/rfm/model.ts';
import { serviceQualityModel } from '#models/service-quality/model.ts';
import { starsModel } from '#models/stars/model.ts';
import { csatModel } from '#models/survey/csat-model.ts';
import { intentionModel } from '#models/survey/intention-model.ts';
import { npsModel } from '#models/survey/nps-model.ts';
import { trustModel } from '#models/trust/model.ts';
import * as concentrationFigures from '#simulators/concentration/figures.ts';
import * as concentration from '#simulators/concentration/words.ts';
import * as costToServeFigures from '#simulators/cost-to-serve/figures.ts';
import * as costToServe from '#simulators/cost-to-serve/words.ts';
import type { Answer, Finding } from '#simulators/frame.ts';
import * as journeyFigures from '#simulators/journey/figures.ts';
import * as journey from '#simulators/journey/words.ts';
import * as membershipFeeFigures from '#simulators/membership-fee/figures.ts';
import * as membershipFee from '#simulators/membership-fee/words.ts';
import * as perceivedValueFigures from '#simulators/perceived-value/figures.ts';
import * as perceivedValue from '#simulators/perceived-value/words.ts';
import * as priceValueFigures from '#simulators/price-value/figures.ts';
import * as priceValue from '#simulators/price-value/words.ts';
import * as rfmFigures from '#simulators/rfm/figures.ts';
import * as rfm from '#simulators/rfm/words.ts';
import * as serviceQualityFigures from '#simulators/service-quality/figures.ts';
import * as serviceQuality from '#simulators/service-quality/words.ts';
import * as starsFigures from '#simulators/stars/figures.ts';
import * as stars from '#simulators/stars/words.ts';
import * as csatFigures from '#simulators/survey/csat-figures.ts';
import * as csat from '#simulators/survey/csat-words.ts';
import * as intentionFigures from '#simulators/survey/intention-figures.ts';
import * as intention from '#simulators/survey/intention-words.ts';
import * as npsFigures from '#simulators/survey/nps-figures.ts';
import * as nps from '#simulators/survey/nps-words.ts';
import * as trustFigures from '#simulators/trust/figures.ts';
import * as trust from '#simulators/trust/words.ts';
import { type ChartSpec } from '#ui/chart-spec.ts';
import type { NamedTable } from '#ui/table.ts';

/** Everything a view says about one setting. */
export interface Said {
	readonly answer: Answer;
	readonly finding: Finding;
	/** Sentences beside answer and finding. */
	readonly more: readonly string[];
	readonly chart: ChartSpec;
	readonly tables: readonly NamedTable[];
}

export interface View<Table extends InputTable, Outcome> {
	readonly model: Model<Table, Outcome>;
	readonly say: (inputs: InputsOf<Table>, outcome: Outcome) => Said;
}

const view = <Table extends InputTable, Outcome>(
	model: Model<Table, Outcome>,
	say: (inputs: InputsOf<Table>, outcome: Outcome) => Said,
): View<Table, Outcome> => ({ model, say });

export const views = {
	concentration: view(concentrationModel, (inputs, outcome) => ({
		answer: concentration.answerOf(inputs, outcome),
		finding: concentration.findingOf(inputs, outcome),
		more: [
			concentration.meansOf(inputs, outcome),
			concentration.nextOf(inputs, outcome),
			concentration.evennessOf(inputs, outcome),
		],
		chart: concentrationFigures.concentrationChart(inputs, outcome),
		tables: [concentrationFigures.windowTable(inputs, outcome), concentrationFigures.measuredTable],
	})),
	costToServe: view(costToServeModel, (inputs, outcome) => ({
		answer: costToServe.answerOf(outcome),
		finding: costToServe.findingOf(inputs, outcome),
		more: [
			costToServe.meansOf(outcome),
			costToServe.leadActionsOf(outcome),
			costToServe.deliveryHint(inputs, outcome),
		],
		chart: costToServeFigures.whaleChart(outcome),
		tables: [
			costToServeFigures.pyramidTable(outcome),
			costToServeFigures.activityTable(outcome),
			costToServeFigures.actionTable(outcome),
			costToServeFigures.losersTable(outcome),
		],
	})),
	nps: view(npsModel, (inputs, outcome) => ({
		answer: nps.answerOf(outcome),
		finding: nps.findingOf(outcome),
		more: [nps.meansOf(inputs, outcome)],
		chart: npsFigures.groupChart(inputs),
		tables: [npsFigures.sameNpsTable(outcome)],
	})),
	csat: view(csatModel, (inputs, outcome) => ({
		answer: csat.answerOf(outcome),
		finding: csat.findingOf(outcome),
		more: [csat.meansOf(outcome)],
		chart: csatFigures.scoreChart(inputs),
		tables: [csatFigures.waysTable(outcome)],
	})),
	intention: view(intentionModel, (inputs, outcome) => ({
		answer: intention.answerOf(outcome),
		finding: intention.findingOf(inputs, outcome),
		more: [intention.meansOf(inputs, outcome)],
		chart: intentionFigures.calibrationChart(outcome),
		tables: [intentionFigures.answerTable(outcome)],
	})),
	perceivedValue: view(perceivedValueModel, (inputs, outcome) => ({
		answer: perceivedValue.answerOf(outcome),
		finding: perceivedValue.findingOf(inputs, outcome),
		more: [
			perceivedValue.meansOf(inputs, outcome),
			perceivedValue.priceText(inputs, outcome),
			perceivedValue.sharpnessHint(inputs),
		],
		chart: perceivedValueFigures.scalesChart(inputs, outcome),
		tables: [
			perceivedValueFigures.scalesTable(inputs, outcome),
			perceivedValueFigures.priceTable(outcome),
		],
	})),
	serviceQuality: view(serviceQualityModel, (inputs, outcome) => ({
		answer: serviceQuality.answerOf(outcome),
		finding: serviceQuality.findingOf(inputs, outcome),
		more: [
			serviceQuality.question(outcome),
			serviceQuality.meansOf(outcome),
			serviceQuality.errorsText(inputs, outcome),
			serviceQuality.weightHint(inputs),
		],
		chart: serviceQualityFigures.gapChart(outcome),
		tables: [serviceQualityFigures.gapTable(outcome), serviceQualityFigures.errorTable(outcome)],
	})),
	journey: view(journeyModel, (inputs, outcome) => ({
		answer: journey.answerOf(inputs, outcome),
		finding: journey.findingOf(inputs, outcome),
		more: [journey.question(inputs), journey.meansOf(inputs, outcome)],
		chart: journeyFigures.journeyChart(inputs, outcome),
		tables: [
			journeyFigures.raiseTable(inputs, outcome),
			journeyFigures.stationTable(inputs, outcome),
		],
	})),
	membershipFee: view(membershipFeeModel, (inputs, outcome) => ({
		answer: membershipFee.answerOf(inputs, outcome),
		finding: membershipFee.findingOf(inputs, outcome),
		more: [
			membershipFee.meansOf(inputs, outcome),
			membershipFee.peopleText(inputs, outcome),
			membershipFee.breakEvenHint(outcome),
		],
		chart: membershipFeeFigures.feeChart(inputs, outcome),
		tables: [
			membershipFeeFigures.moneyTable(inputs, outcome),
			membershipFeeFigures.feeTable(outcome),
			membershipFeeFigures.peopleTable(outcome),
		],
	})),
	priceValue: view(priceValueModel, (inputs, outcome) => ({
		answer: priceValue.answerOf(inputs, outcome),
		finding: priceValue.findingOf(inputs, outcome),
		more: [
			priceValue.question(inputs),
			priceValue.meansOf(inputs, outcome),
			priceValue.bestText(inputs, outcome),
			...Object.values(priceValue.hintsOf(inputs)),
		],
		chart: priceValueFigures.earningsChart(inputs, outcome),
		tables: [
			priceValueFigures.moneyTable(inputs, outcome),
			priceValueFigures.peopleTable(inputs, outcome),
			priceValueFigures.friendsTable(inputs, outcome),
			priceValueFigures.givenTable(outcome),
		],
	})),
	trust: view(trustModel, (inputs, outcome) => ({
		answer: trust.answerOf(inputs, outcome),
		finding: trust.findingOf(inputs, outcome),
		more: [
			trust.question(inputs),
			trust.meansOf(inputs, outcome),
			...Object.values(trust.hintsOf(inputs, outcome)),
		],
		chart: trustFigures.trustChart(inputs, outcome),
		tables: [trustFigures.orderTable(outcome), trustFigures.pathTable(outcome)],
	})),
	rfm: view(rfmModel, (inputs, outcome) => ({
		answer: rfm.answerOf(outcome),
		finding: rfm.findingOf(outcome),
		more: [
			rfm.meansOf(outcome),
			rfm.misleadingOf(inputs, outcome),
			...Object.values(rfm.targetFigures(outcome)),
		],
		chart: rfmFigures.responseChart(outcome),
		tables: [rfmFigures.mailingTable(outcome), rfmFigures.squareTable(outcome)],
	})),
	stars: view(starsModel, (inputs, outcome) => ({
		answer: stars.answerOf(inputs, outcome),
		finding: stars.findingOf(inputs, outcome),
		more: [
			stars.meansOf(inputs, outcome),
			stars.pointsText(inputs),
			...Object.values(stars.stepFigures(outcome)),
		],
		chart: starsFigures.returnChart(inputs, outcome),
		tables: [starsFigures.stepTable(inputs, outcome), starsFigures.ticketTable(outcome)],
	})),
};

export function said<Table extends InputTable, Outcome>(
	{ model, say }: View<Table, Outcome>,
	given: Partial<InputsOf<Table>> = {},
	seed = usualSeed,
): Said {
	const inputs = { ...usualInputs(model.inputs), ...given };
	return say(inputs, model.run(inputs, seed));
}

export const sentences = ({ answer, finding, more, chart, tables }: Said): string =>
	JSON.stringify([answer, finding, more, chart.finding, chart.caption, tables]);

/** Ends of the range more often than chance would have them: that is where sentences break. */
export function anyInputs<Table extends InputTable>(table: Table): fc.Arbitrary<InputsOf<Table>> {
	return fc.record(
		Object.fromEntries(
			Object.entries(table).map(([name, row]) => [
				name,
				row.kind === 'choice'
					? fc.constantFrom(...row.options.map(({ value }) => value))
					: fc.oneof(
							fc.constantFrom(row.min, row.max, row.usual),
							fc
								.nat({ max: Math.floor((row.max - row.min) / row.step) })
								.map((steps) => Number((row.min + steps * row.step).toPrecision(12))),
						),
			]),
		),
	) as fc.Arbitrary<InputsOf<Table>>;
}
