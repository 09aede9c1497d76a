import { shownNumber } from '#models/model.ts';
import {
	numberFields,
	textFields,
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

/** The whole design by section, in the order of the form, worded for reading. */
export function designSections(design: Design, words: DesignWords): DesignSection[] {
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

/** The programme in one sentence: 「每消費100元送3點，一點折1元，滿40點可兌，12個月到期。」 */
export function programmeSentence({ numbers }: Design): string {
	const shown = (field: NumberField) => shownValue(field, numbers[field]);
	return (
		`每消費100元送${shown('pointsPerHundred')}，一點折${shown('pointValue')}，` +
		`滿${shown('threshold')}可兌，${shown('expiryMonths')}到期。`
	);
}
