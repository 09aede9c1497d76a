import { shownNumber } from '#models/model.ts';
import {
	choiceFields,
	numberFields,
	textFields,
	type ChoiceField,
	type Design,
	type DesignField,
	type NumberField,
	type TextField,
} from '#workflow/design.ts';
import type { CommentPlace } from '#workflow/comment.ts';
import type { DesignWords } from '#workflow/words.ts';

/** One field of the form by what kind of control it takes. */
export type FormField =
	| { kind: 'text'; field: TextField }
	| { kind: 'choice'; field: ChoiceField }
	| { kind: 'strategies'; field: 'chosenStrategies' }
	| { kind: 'number'; field: NumberField };

export interface FormSection {
	id: string;
	/** 1 for the first section, as the tally counts. */
	number: number;
	title: string;
	help: string;
	fields: FormField[];
}

/** What a field's name stands for; null for a name that the design does not have. */
export function formField(name: string): FormField | null {
	if (name in textFields) return { kind: 'text', field: name as TextField };
	if (name in numberFields) return { kind: 'number', field: name as NumberField };
	if (name in choiceFields) return { kind: 'choice', field: name as ChoiceField };
	return name === 'chosenStrategies' ? { kind: 'strategies', field: name } : null;
}

/** The form as the words lay it out; a name that no field bears is passed over. */
export function formSections(words: DesignWords): FormSection[] {
	return words.sections.map((section, index) => ({
		id: section.id,
		number: index + 1,
		title: section.title,
		help: section.help,
		fields: section.fields.map(formField).filter((field) => field !== null),
	}));
}

/** A field's name as the form prints it. */
export const labelOf = (words: DesignWords, field: DesignField): string =>
	words.fields[field]?.label ?? field;

/** 3點, 200,000元: a number of the design with its unit. */
export function shownValue(field: NumberField, value: number): string {
	const row = numberFields[field];
	return `${shownNumber(row, value).toLocaleString('en-US')}${row.unit}`;
}

/** Of a number that nobody has decided: where it stands until then. */
export const undecidedWords = (field: NumberField, numbers: Design['numbers']): string =>
	`還沒決定，預設${shownValue(field, numbers[field])}`;

/** What keeps a field from being handed in, in words. */
export function lackWords(
	words: DesignWords,
	field: DesignField,
	over: Partial<Record<TextField, number>>,
	numbers: Design['numbers'],
): string {
	const label = `「${labelOf(words, field)}」`;
	const tooLong = over[field as TextField];
	if (tooLong) return `${label}超過${tooLong}字`;
	return field in numberFields
		? `${label}${undecidedWords(field as NumberField, numbers)}`
		: `${label}還空著`;
}

/** What a field holds, in words; empty when nothing was filled in. */
export function valueOf(design: Design, field: FormField, words: DesignWords): string {
	switch (field.kind) {
		case 'text':
			return design.text[field.field].trim();
		case 'choice':
			return design.weakestFactor === null ? '' : words.factors[design.weakestFactor];
		case 'strategies':
			return design.chosenStrategies.map((strategy) => words.strategies[strategy]).join('、');
		case 'number':
			return design.numbersSet.includes(field.field)
				? shownValue(field.field, design.numbers[field.field])
				: '';
	}
}

/** Where a field stands on the page. */
export const anchorOf = (field: CommentPlace): string => `field-${field}`;

/** 第3組, as the desk and the wall call it. */
export const teamName = (number: number): string => `第${number}組`;

/** A hash as the stub prints it: its first eight places in two groups. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
