import { clampInputs, shownNumber, type NumberInput } from '#models/model.ts';
import { pointsResponse, type PointsInputs } from '#models/points/inputs.ts';
import { endsOf, plausibleSpans, type PlausibleSpan } from '#models/points/plausible.ts';
import type { CaseInputs, Design, Strategy } from './design.ts';
import type { Evidence } from './evidence.ts';
import { reckonsWithAssumptions } from './simulator-pages.ts';
import { sameSetting } from './same-setting.ts';

/**
 * Assumptions about how customers respond. They belong to the case company. A team may move a few of
 * them, each within the range that is plausible around the case's own value, and what it moves counts
 * only once evidence stands behind it: this is what stops a team from winning by typing in its own
 * lift. Without evidence the wish is kept and shown, and the case's value is reckoned with.
 */
export const assumptionNames = [
	'lift',
	'churnReduction',
	'redeemProbability',
	'displacedShare',
	'goalShiftedShare',
] as const satisfies readonly (keyof typeof pointsResponse &
	keyof typeof plausibleSpans.response)[];
export type AssumptionName = (typeof assumptionNames)[number];

/** Key of a moved assumption in the values map. */
export const assumptionKey = <Name extends AssumptionName>(name: Name): `assumption:${Name}` =>
	`assumption:${name}`;

export type AssumptionKey = `assumption:${AssumptionName}`;

/** The assumption that a key names; null for any other key. */
export const assumptionOfKey = (key: string): AssumptionName | null =>
	assumptionNames.find((name) => assumptionKey(name) === key) ?? null;

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

const within = (value: number, from: number, to: number): number =>
	Math.min(to, Math.max(from, value));

/** An assumption of the case, and where the team wants it. */
export interface Assumption {
	name: AssumptionName;
	caseValue: number;
	/** The plausible range around the case's value, and where the range comes from. */
	from: number;
	to: number;
	rangeSource: string;
	/** The team's value, within the range; the case's own while nothing is moved. */
	value: number;
	moved: boolean;
	evidence: readonly Evidence[];
	/** Whether any of it can stand behind an assumption. */
	backed: boolean;
	/** Whether the team's value is reckoned with. */
	counts: boolean;
}

/** Where a range comes from, and that its top is cut where the row ends: it is lopsided then. */
function rangeSourceOf(name: AssumptionName, caseValue: number, span: PlausibleSpan): string {
	const { max, unit } = pointsResponse[name];
	if (span.by !== 'times' || caseValue * span.high <= max + 1e-9) return span.source;
	const top = Number(shownNumber(pointsResponse[name], max).toPrecision(4));
	const times = Number((max / caseValue).toFixed(1));
	return `${span.source}；往上最多算到${top}${unit}，只有個案的${times}倍，所以兩邊不一樣長`;
}

/** Every assumption that may be moved, as it stands for this design and this company. */
export function assumptionsOf(design: Pick<Design, 'backing'>, company: CaseInputs): Assumption[] {
	const { inputs } = clampInputs(pointsResponse, company);
	return assumptionNames.map((name) => {
		const caseValue = inputs[name];
		const span = plausibleSpans.response[name];
		const [from, to] = endsOf(name, caseValue, span);
		const given = design.backing?.assumptions[name];
		const value = isNumber(given) ? within(given, from, to) : caseValue;
		const moved = !sameSetting(value, caseValue);
		const evidence = design.backing?.evidence[assumptionKey(name)] ?? [];
		const backed = evidence.some(
			(piece) => piece.kind !== 'run' || !reckonsWithAssumptions(piece.path),
		);
		const counts = moved && backed;
		return {
			name,
			caseValue,
			from,
			to,
			rangeSource: rangeSourceOf(name, caseValue, span),
			value,
			moved,
			evidence,
			backed,
			counts,
		};
	});
}

/**
 * The assumption's row for a slider that starts at the case's value and reaches as far as is
 * plausible, in whole steps from there: so the way back to the case's value is never between two.
 */
export function assumptionRow({ name, from, to, caseValue }: Assumption): NumberInput {
	const row = pointsResponse[name];
	const steps = (distance: number) => Math.floor(distance / row.step + 1e-9) * row.step;
	// Twelve places after the point: a crumb beside 0 has as many digits as it likes before them.
	const clean = (value: number) => Math.round(value * 1e12) / 1e12 + 0;
	return {
		...row,
		min: clean(caseValue - steps(caseValue - from)),
		max: clean(caseValue + steps(to - caseValue)),
		usual: caseValue,
	};
}

/** What of the moved assumptions is reckoned with. */
export const countedAssumptions = (
	design: Pick<Design, 'backing'>,
	company: CaseInputs,
): Partial<Record<AssumptionName, number>> =>
	design.backing === undefined
		? {}
		: Object.fromEntries(
				assumptionsOf(design, company)
					.filter(({ counts }) => counts)
					.map(({ name, value }) => [name, value]),
			);

/**
 * Words with a size. Better products, a warmer counter or a story move no parameter, so the team says
 * what it expects of them: how much, and how sure it is. The simulator knows only how members respond
 * to a programme, so this is where an expectation enters: churn avoided as a share of the case's
 * first-year churn, more visits as lift. It is scaled by whether the points are worth anything, never
 * reaches whoever does not join, and costs what the budget says; all of that is told on the screen,
 * and the result with expectations stands beside the headline, never in it.
 */
export const sizedStrategies = [
	'products',
	'experience',
	'emotion',
	'review',
] as const satisfies readonly Strategy[];
export type SizedStrategy = (typeof sizedStrategies)[number];

const assumed = (row: Omit<NumberInput, 'kind' | 'unit' | 'min' | 'usual' | 'source'>) =>
	({
		kind: 'number',
		unit: '%',
		min: 0,
		usual: 0,
		source: '假設：沒有人量過，所以上限放得低',
		...row,
	}) as const;

/** What may be expected, how much at most; the sum over all strategies counts up to the same. */
export const expectedEffects = {
	/** Share of customers a year who stay though they would have gone. */
	churn: assumed({ label: '一年少流失', key: 'expected-churn', max: 0.05, step: 0.005 }),
	/** Purchases more than before. */
	visits: assumed({ label: '多來', key: 'expected-visits', max: 0.1, step: 0.01 }),
} as const satisfies Record<string, NumberInput>;
export type ExpectedEffect = keyof typeof expectedEffects;
const effectNames = Object.keys(expectedEffects) as ExpectedEffect[];

/** How much of an expectation counts; never all of it, because nobody has measured it yet. */
export const confidences = { low: 0.25, middle: 0.5, high: 0.75 } as const;
export type Confidence = keyof typeof confidences;

export type Expectation = Record<ExpectedEffect, number> & { confidence: Confidence };

export const expectedKey = <S extends SizedStrategy, E extends ExpectedEffect>(
	strategy: S,
	effect: E,
): `expected:${S}/${E}` => `expected:${strategy}/${effect}`;
export const confidenceKey = (strategy: SizedStrategy): string => `confidence:${strategy}`;

type Values = { get: (key: string) => unknown };

/** The moved assumptions in a document's values, each within its row; the case's range comes later. */
export function assumptionsIn(values: Values): Partial<Record<AssumptionName, number>> {
	const moved: Partial<Record<AssumptionName, number>> = {};
	for (const name of assumptionNames) {
		const value = values.get(assumptionKey(name));
		const { min, max } = pointsResponse[name];
		if (isNumber(value)) moved[name] = within(value, min, max);
	}
	return moved;
}

/** What a document's values expect of the strategies that no parameter carries. */
export function expectationsIn(values: Values): Partial<Record<SizedStrategy, Expectation>> {
	const expected: Partial<Record<SizedStrategy, Expectation>> = {};
	for (const strategy of sizedStrategies) {
		const sizes = Object.fromEntries(
			effectNames.map((effect) => {
				const value = values.get(expectedKey(strategy, effect));
				return [effect, isNumber(value) ? within(value, 0, expectedEffects[effect].max) : 0];
			}),
		) as Record<ExpectedEffect, number>;
		const given = values.get(confidenceKey(strategy));
		const confidence =
			typeof given === 'string' && Object.hasOwn(confidences, given)
				? (given as Confidence)
				: 'low';
		if (effectNames.some((effect) => sizes[effect] > 0)) {
			expected[strategy] = { ...sizes, confidence };
		}
	}
	return expected;
}

/** What the chosen strategies are expected to do, weighted by confidence, up to the most that counts. */
export function expectedSum({
	chosenStrategies,
	backing,
}: Pick<Design, 'chosenStrategies' | 'backing'>): Record<ExpectedEffect, number> {
	const sum = { churn: 0, visits: 0 };
	for (const strategy of sizedStrategies) {
		const expectation = backing?.expected[strategy];
		if (!expectation || !chosenStrategies.includes(strategy)) continue;
		for (const effect of effectNames) {
			sum[effect] += expectation[effect] * confidences[expectation.confidence];
		}
	}
	for (const effect of effectNames) {
		sum[effect] = Math.min(sum[effect], expectedEffects[effect].max);
	}
	return sum;
}

/** Inputs with the expectations put in; the very same where nothing is expected. */
export function withExpectations(inputs: PointsInputs, design: Design): PointsInputs {
	const { churn, visits } = expectedSum(design);
	if (churn === 0 && visits === 0) return inputs;
	const { firstYearChurn, churnReduction, lift } = inputs;
	const share = firstYearChurn > 0 ? churn / firstYearChurn : 0;
	return {
		...inputs,
		churnReduction: Math.min(pointsResponse.churnReduction.max, churnReduction + share),
		lift: Math.min(pointsResponse.lift.max, lift + visits),
	};
}
