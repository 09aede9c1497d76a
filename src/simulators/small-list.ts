import { claimModel } from '#models/churn/claim-model.ts';
import { choiceModel } from '#models/churn/new-or-existing-model.ts';
import { cohortsModel } from '#models/churn/cohorts-model.ts';
import { revenueChurnModel } from '#models/churn/revenue-churn-model.ts';
import { concentrationModel } from '#models/concentration/concentration.ts';
import { costToServeModel } from '#models/cost-to-serve/model.ts';
import { journeyModel } from '#models/journey/model.ts';
import { measuresModel } from '#models/measures/model.ts';
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
import * as claim from './claim/words.ts';
import * as cohorts from './cohorts/words.ts';
import { wholeFigure } from './compare.ts';
import * as concentration from './concentration/words.ts';
import * as costToServe from './cost-to-serve/words.ts';
import type { Answer } from './frame.ts';
import * as journey from './journey/words.ts';
import * as measures from './measures/words.ts';
import * as membershipFee from './membership-fee/words.ts';
import * as newOrExisting from './new-or-existing/words.ts';
import * as perceivedValue from './perceived-value/words.ts';
import * as priceValue from './price-value/words.ts';
import * as revenueChurn from './revenue-churn/words.ts';
import * as rfm from './rfm/words.ts';
import * as serviceQuality from './service-quality/words.ts';
import * as stars from './stars/words.ts';
import * as csat from './survey/csat-words.ts';
import * as intention from './survey/intention-words.ts';
import * as nps from './survey/nps-words.ts';
import * as trust from './trust/words.ts';

/** Under which heads the list stands, in this order. */
export const smallTopics = ['價值與集中', '滿意與口碑', '流失與留存', '成本、名單與會費'] as const;
export type SmallTopic = (typeof smallTopics)[number];

/** A smaller simulator as the list presents it: its question, and what its first state says. */
export interface SmallSimulator {
	readonly id: string;
	readonly topic: SmallTopic;
	readonly lesson: number;
	readonly title: string;
	readonly question: string;
	readonly about: string;
	readonly answer: string;
	readonly convention: string;
}

/** `|` says where a headline may break; a row breaks where it likes. */
const flowing = (text: string): string => text.replaceAll('|', '');

function row<Table extends InputTable, Outcome>(
	topic: SmallTopic,
	lesson: number,
	model: Model<Table, Outcome>,
	question: string | ((inputs: InputsOf<Table>, outcome: Outcome) => string),
	answerOf: (inputs: InputsOf<Table>, outcome: Outcome) => Answer,
): SmallSimulator {
	const inputs = usualInputs(model.inputs);
	const outcome = model.run(inputs, usualSeed);
	const answer = answerOf(inputs, outcome);
	return {
		id: model.id,
		topic,
		lesson,
		title: model.title,
		question: flowing(typeof question === 'string' ? question : question(inputs, outcome)),
		about: answer.before,
		answer: wholeFigure(answer),
		convention: answer.after,
	};
}

/** In the order of the lessons they belong to. */
export const smallSimulators: readonly SmallSimulator[] = [
	row('價值與集中', 3, perceivedValueModel, perceivedValue.question, (_, outcome) =>
		perceivedValue.answerOf(outcome),
	),
	row('價值與集中', 5, concentrationModel, concentration.question, concentration.answerOf),
	row('成本、名單與會費', 5, costToServeModel, costToServe.question, (_, outcome) =>
		costToServe.answerOf(outcome),
	),
	row('滿意與口碑', 7, npsModel, nps.question, (_, outcome) => nps.answerOf(outcome)),
	row('滿意與口碑', 7, csatModel, csat.question, (_, outcome) => csat.answerOf(outcome)),
	row('滿意與口碑', 7, intentionModel, intention.question, (_, outcome) =>
		intention.answerOf(outcome),
	),
	row(
		'滿意與口碑',
		8,
		serviceQualityModel,
		(_, outcome) => serviceQuality.question(outcome),
		(_, outcome) => serviceQuality.answerOf(outcome),
	),
	row('價值與集中', 9, priceValueModel, priceValue.question, priceValue.answerOf),
	row('滿意與口碑', 10, trustModel, trust.question, trust.answerOf),
	row('滿意與口碑', 11, journeyModel, journey.question, journey.answerOf),
	row('流失與留存', 12, claimModel, claim.question, claim.answerOf),
	row('流失與留存', 12, choiceModel, newOrExisting.question, (_, outcome) =>
		newOrExisting.answerOf(outcome),
	),
	row('流失與留存', 12, revenueChurnModel, revenueChurn.question, (_, outcome) =>
		revenueChurn.answerOf(outcome),
	),
	row('流失與留存', 12, cohortsModel, cohorts.question, cohorts.answerOf),
	row('成本、名單與會費', 14, rfmModel, rfm.question, (_, outcome) => rfm.answerOf(outcome)),
	row('滿意與口碑', 17, measuresModel, measures.question, measures.answerOf),
	row('成本、名單與會費', 19, starsModel, stars.question, stars.answerOf),
	row('成本、名單與會費', 20, membershipFeeModel, membershipFee.question, membershipFee.answerOf),
];
