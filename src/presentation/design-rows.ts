import { shownNumber } from '#models/model.ts';
import { cheapCosts, shareWords } from '#workflow/costs.ts';
import {
	costFields,
	numberFields,
	textFields,
	withUsualCosts,
	type CaseInputs,
	type CostField,
	type Design,
	type DesignField,
	type NumberField,
	type TextField,
} from '#workflow/design.ts';
import type { DesignWords } from '#workflow/words.ts';

/** One field of a design, worded for reading. */
export interface DesignRow {
	field: DesignField;
	label: string;
	/** Empty when nobody filled it in. */
	value: string;
	/** Whether `value` is running text, with its own line breaks. */
	prose: boolean;
	/** A number that still stands where it stood before anyone touched it. */
	untouched: boolean;
}

export interface DesignSection {
	id: string;
	title: string;
	rows: DesignRow[];
}

const isText = (field: DesignField): field is TextField => field in textFields;
const isNumber = (field: DesignField): field is NumberField => field in numberFields;
const fields: ReadonlySet<string> = new Set<string>([
	...Object.keys(textFields),
	...Object.keys(numberFields),
	'weakestFactor',
	'chosenStrategies',
]);
export const isDesignField = (field: string): field is DesignField => fields.has(field);

/** 3點, 200,000元: a number of the design with its unit. */
export function shownValue(field: NumberField, value: number): string {
	const row = numberFields[field];
	return `${shownNumber(row, value).toLocaleString('en-US')}${row.unit}`;
}

/** The label of a field as the form has it; an unknown field keeps its name. */
export const fieldLabel = (words: DesignWords, field: DesignField): string =>
	words.fields[field]?.label ?? field;

/** What a field holds, in words. */
export function fieldValue(design: Design, field: DesignField, words: DesignWords): string {
	if (isText(field)) return design.text[field];
	if (isNumber(field)) return shownValue(field, design.numbers[field]);
	if (field === 'weakestFactor') {
		return design.weakestFactor ? (words.factors[design.weakestFactor] ?? '') : '';
	}
	return design.chosenStrategies.map((strategy) => words.strategies[strategy]).join('、');
}

/**
 * The whole design by section, in the order of the form, worded for reading; costs that nobody has
 * decided stand where the company has them, as on the team's own page.
 */
export function designSections(
	given: Design,
	words: DesignWords,
	company: CaseInputs,
): DesignSection[] {
	const design = withUsualCosts(given, company);
	return words.sections.map((section) => ({
		id: section.id,
		title: section.title,
		rows: section.fields.filter(isDesignField).map((field) => ({
			field,
			label: fieldLabel(words, field),
			value: fieldValue(design, field, words),
			prose: isText(field) && field !== 'planName',
			untouched: isNumber(field) && !design.numbersSet.includes(field),
		})),
	}));
}

/**
 * Numbers in words, the team's own before those that still stand where nobody has put them: what the
 * team has not decided is never told as its choice.
 */
function decided({ numbersSet }: Design, says: readonly (readonly [NumberField, string])[]) {
	const own = says.filter(([field]) => numbersSet.includes(field)).map(([, words]) => words);
	const usual = says.filter(([field]) => !numbersSet.includes(field)).map(([, words]) => words);
	return [
		...(own.length > 0 ? [`${own.join('，')}。`] : []),
		...(usual.length > 0 ? [`還沒決定，用預設值推算：${usual.join('，')}。`] : []),
	].join('');
}

/** The programme in one sentence: 「每消費100元送3點，一點折1元，滿40點可兌，12個月到期。」 */
export function programmeSentence(design: Design): string {
	const shown = (field: NumberField) => shownValue(field, design.numbers[field]);
	return decided(design, [
		['pointsPerHundred', `每消費100元送${shown('pointsPerHundred')}`],
		['pointValue', `一點折${shown('pointValue')}`],
		['threshold', `滿${shown('threshold')}可兌`],
		['expiryMonths', `${shown('expiryMonths')}到期`],
	]);
}

/** What the programme costs, in one sentence, with how much of the usual a low cost is. */
export function budgetSentence(design: Design, words: DesignWords, company: CaseInputs): string {
	const cheap = cheapCosts(design.numbers, company);
	const shareOf = (field: CostField): string => {
		const place = cheap.findIndex((one) => one.field === field);
		const found = cheap[place];
		return found ? `（${place === 0 ? '預設值的' : ''}${shareWords(found.share)}）` : '';
	};
	return decided(
		design,
		costFields.map((field) => [
			field,
			`${fieldLabel(words, field)}${fieldValue(design, field, words)}${shareOf(field)}`,
		]),
	);
}
