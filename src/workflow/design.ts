import type * as Y from 'yjs';
import { clampInputs, usualSeed, type InputsOf, type ModelState } from '#models/model.ts';
import {
	pointsCustomers,
	pointsDecisions,
	pointsInputs,
	pointsResponse,
	pointsView,
	type PointsInputs,
} from '#models/points/inputs.ts';
import {
	assumptionsIn,
	countedAssumptions,
	expectationsIn,
	withExpectations,
	type AssumptionName,
	type Expectation,
	type SizedStrategy,
} from './assumptions.ts';
import { evidenceIn, mostEvidence, type Claim, type Evidence } from './evidence.ts';

/**
 * The team's design: which fields there are and what each one drives. The words printed beside
 * them are content (content/activity/design.yaml); a field is added here and worded there.
 *
 * A design is inputs plus words: `compile` turns the inputs into a simulator state, and
 * `wordsOnly` says which fields no parameter carries.
 */

/** The five factors of lesson 6, in the unit's order. */
export const factors = ['satisfaction', 'quality', 'price', 'trust', 'experience'] as const;
export type Factor = (typeof factors)[number];

/** The five strategies of lesson 12, in the unit's order. */
export const strategies = ['products', 'experience', 'emotion', 'programme', 'review'] as const;
export type Strategy = (typeof strategies)[number];

/** Text that several people may write at once. `most` is the longest it may grow, in characters. */
export const textFields = {
	planName: { most: 40 },
	diagnosisSatisfaction: { most: 600 },
	diagnosisQuality: { most: 600 },
	diagnosisPrice: { most: 600 },
	diagnosisTrust: { most: 600 },
	diagnosisExperience: { most: 600 },
	targetCustomers: { most: 1_200 },
	strategyPlan: { most: 2_000 },
	budgetReasons: { most: 1_200 },
	measures: { most: 1_200 },
	risks: { most: 1_200 },
} as const;
export type TextField = keyof typeof textFields;

/** One of a few; the last writer's choice stands. */
export const choiceFields = {
	weakestFactor: factors,
} as const;
export type ChoiceField = keyof typeof choiceFields;

/** Numbers that drive the simulator: exactly the programme's decisions, under their own names. */
export const numberFields = pointsDecisions;
export type NumberField = keyof typeof numberFields;

/** What a programme costs beside its points. */
export const costFields = ['setupCost', 'fixedCostPerMonth', 'costPerMemberMonth'] as const;
export type CostField = (typeof costFields)[number];

export type DesignField = TextField | ChoiceField | NumberField | 'chosenStrategies';

export interface Design {
	text: Record<TextField, string>;
	weakestFactor: Factor | null;
	chosenStrategies: Strategy[];
	numbers: InputsOf<typeof numberFields>;
	/** Which numbers the team has set itself; the others stand at their usual value. */
	numbersSet: NumberField[];
	/**
	 * Left out when a team has put nothing in it, so that a design without reads, and is frozen, as
	 * those from before there was any.
	 */
	backing?: Backing;
}

/** What stands behind a design, beside its words and numbers. */
export interface Backing {
	evidence: Partial<Record<Claim, Evidence[]>>;
	/** Where the team wants assumptions of the case; whether they count is not theirs to say. */
	assumptions: Partial<Record<AssumptionName, number>>;
	/** What the team expects of strategies that no parameter carries. */
	expected: Partial<Record<SizedStrategy, Expectation>>;
}

/** The document's parts by name, the same in browser and server. */
export const designText = (doc: Y.Doc, field: TextField): Y.Text => doc.getText(`text:${field}`);
export const designValues = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('values');
/** Key of a chosen strategy in the values map; true when chosen. A key each, so two choosers never overwrite one another. */
export const strategyKey = (strategy: Strategy): string => `strategy:${strategy}`;

const isOneOf = <Option extends string>(
	options: readonly Option[],
	value: unknown,
): value is Option => options.some((option) => option === value);

/** The beginning of a text; a sign that is stored in two halves goes whole or not at all. */
const cut = (text: string, most: number): string =>
	text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** The texts whose words are longer than their limit, and by how many characters. */
export function overlongTexts(doc: Y.Doc): { field: TextField; over: number }[] {
	return (Object.keys(textFields) as TextField[])
		.map((field) => {
			const words = designText(doc, field).toString();
			return { field, over: words.length - textFields[field].most };
		})
		.filter(({ over }) => over > 0);
}

/**
 * Reads a document into a design that may be handed in and reckoned with. Total: whatever a document
 * holds, a design comes out, with text cut at its limit, numbers clamped to their range, and unknown
 * keys passed over.
 */
export const materialise = (doc: Y.Doc): Design => read(doc, { isWhole: false });

/**
 * The same with every word and every piece of evidence, also beyond what may be handed in: for
 * keeping, offering and taking home, where nothing that somebody wrote may be missing.
 */
export const asWritten = (doc: Y.Doc): Design => read(doc, { isWhole: true });

function read(doc: Y.Doc, { isWhole }: { isWhole: boolean }): Design {
	const values = designValues(doc);
	const text = Object.fromEntries(
		(Object.keys(textFields) as TextField[]).map((field) => {
			const words = designText(doc, field).toString();
			return [field, isWhole ? words : cut(words, textFields[field].most)];
		}),
	) as Record<TextField, string>;
	const numbersSet = (Object.keys(numberFields) as NumberField[]).filter((field) => {
		const value = values.get(field);
		return typeof value === 'number' && Number.isFinite(value);
	});
	const given = Object.fromEntries(numbersSet.map((field) => [field, values.get(field)]));
	const weakest = values.get('weakestFactor');
	const backing: Backing = {
		evidence: evidenceIn(values.entries(), isWhole ? Infinity : mostEvidence),
		assumptions: assumptionsIn(values),
		expected: expectationsIn(values),
	};
	const isBacked = Object.values(backing).some((part) => Object.keys(part).length > 0);
	return {
		text,
		weakestFactor: isOneOf(factors, weakest) ? weakest : null,
		chosenStrategies: strategies.filter((strategy) => values.get(strategyKey(strategy)) === true),
		numbers: clampInputs(numberFields, given).inputs,
		numbersSet,
		...(isBacked && { backing }),
	};
}

/** What must be there before a design can be handed in, in the order of the form. */
export const requiredFields: readonly DesignField[] = [
	'planName',
	'diagnosisSatisfaction',
	'diagnosisQuality',
	'diagnosisPrice',
	'diagnosisTrust',
	'diagnosisExperience',
	'weakestFactor',
	'targetCustomers',
	'chosenStrategies',
	'strategyPlan',
	'pointsPerHundred',
	'pointValue',
	'threshold',
	'expiryMonths',
	'setupCost',
	'fixedCostPerMonth',
	'costPerMemberMonth',
	'budgetReasons',
	'measures',
	'risks',
];

function isFilled(design: Design, field: DesignField): boolean {
	if (field === 'weakestFactor') return design.weakestFactor !== null;
	if (field === 'chosenStrategies') return design.chosenStrategies.length > 0;
	if (field in numberFields) return design.numbersSet.includes(field as NumberField);
	return design.text[field as TextField].trim() !== '';
}

/** The required fields that are still empty; an empty list means the design may be handed in. */
export function missingFields(design: Design): DesignField[] {
	return requiredFields.filter((field) => !isFilled(design, field));
}

/**
 * The required fields that keep a document from being handed in, in the order of the form: empty,
 * or longer than their limit.
 */
export function unreadyFields(doc: Y.Doc, design = materialise(doc)): DesignField[] {
	const overlong = overlongTexts(doc).map(({ field }) => field);
	return requiredFields.filter(
		(field) => !isFilled(design, field) || overlong.some((one) => one === field),
	);
}

/** A case company's own customers and response, and what a programme usually costs one of its size. */
export type CaseInputs = Partial<Omit<PointsInputs, Exclude<NumberField, CostField>>>;

/** The rows of all that a case may say; whatever it leaves out stands at the usual value. */
export const companyRows = {
	...pointsCustomers,
	...pointsResponse,
	...pointsView,
	setupCost: pointsDecisions.setupCost,
	fixedCostPerMonth: pointsDecisions.fixedCostPerMonth,
	costPerMemberMonth: pointsDecisions.costPerMemberMonth,
} as const;

/** What a cost stands at for this company until a team decides it. */
export const usualCost = (company: CaseInputs, field: CostField): number =>
	company[field] ?? numberFields[field].usual;

/** The design with the costs that nobody has decided where the case has them. */
export function withUsualCosts(design: Design, company: CaseInputs): Design {
	const undecided = costFields.filter((field) => !design.numbersSet.includes(field));
	const costs = Object.fromEntries(
		undecided.flatMap((field) => (company[field] === undefined ? [] : [[field, company[field]]])),
	);
	return { ...design, numbers: { ...design.numbers, ...costs } };
}

/**
 * The simulator state that a design is: its decisions on the case company's customers. Customers and
 * response come from the case, but for assumptions that were moved with evidence, within the case's
 * range; so nobody wins by typing in his own lift.
 */
export function compile(design: Design, company: CaseInputs): ModelState<PointsInputs> {
	const moved = countedAssumptions(design, company);
	const { numbers } = withUsualCosts(design, company);
	const { inputs } = clampInputs(pointsInputs, { ...company, ...moved, ...numbers });
	return { model: 'points', v: 1, inputs, seed: usualSeed };
}

/**
 * The same with every assumption where the case has it; null where that is no other design, because
 * nothing is moved that counts.
 */
export function compileAtCase(
	design: Design,
	company: CaseInputs,
): ModelState<PointsInputs> | null {
	if (Object.keys(countedAssumptions(design, company)).length === 0) return null;
	const { numbers } = withUsualCosts(design, company);
	const { inputs } = clampInputs(pointsInputs, { ...company, ...numbers });
	return { model: 'points', v: 1, inputs, seed: usualSeed };
}

/**
 * The same with what the team expects of its other strategies reckoned in: shown beside the first,
 * never instead of it.
 */
export function compileExpected(design: Design, company: CaseInputs): ModelState<PointsInputs> {
	const state = compile(design, company);
	return { ...state, inputs: withExpectations(state.inputs, design) };
}

/** Fields that no parameter carries: read by people, not by the simulator. */
export const wordsOnly: readonly DesignField[] = [
	...(Object.keys(textFields) as TextField[]),
	'weakestFactor',
	'chosenStrategies',
];

export const emptyDesign = (): Design => ({
	text: Object.fromEntries(Object.keys(textFields).map((field) => [field, ''])) as Record<
		TextField,
		string
	>,
	weakestFactor: null,
	chosenStrategies: [],
	numbers: clampInputs(numberFields, {}).inputs,
	numbersSet: [],
});
