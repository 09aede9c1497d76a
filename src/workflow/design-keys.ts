import type * as Y from 'yjs';
import {
	assumptionKey,
	assumptionNames,
	confidenceKey,
	expectedEffects,
	expectedKey,
	sizedStrategies,
	type AssumptionKey,
	type ExpectedEffect,
	type SizedStrategy,
} from './assumptions.ts';
import {
	choiceFields,
	designText,
	designValues,
	numberFields,
	requiredFields,
	strategies,
	strategyKey,
	textFields,
	type ChoiceField,
	type DesignField,
	type NumberField,
	type TextField,
} from './design.ts';
import { readEvidence, readEvidenceKey } from './evidence.ts';

/**
 * A design key by key, as its document holds it: for telling whether two documents say the same.
 * Nothing that a person wrote or chose is passed over, whether or not it has to be filled in.
 */

/** Where in the form something is said: a field, an assumption, or what is expected of a strategy. */
export type DesignPlace = DesignField | AssumptionKey | `expected:${SizedStrategy}`;

const textKey = (field: TextField): string => `text:${field}`;

const names = <Name extends string>(table: Record<Name, unknown>): Name[] =>
	Object.keys(table) as Name[];

/** Which place each key belongs to, but for evidence: that has as many keys as there are pieces. */
const placeOf: ReadonlyMap<string, DesignPlace> = new Map<string, DesignPlace>([
	...names<TextField>(textFields).map((field) => [textKey(field), field] as const),
	...names<ChoiceField>(choiceFields).map((field) => [field, field] as const),
	...names<NumberField>(numberFields).map((field) => [field, field] as const),
	...strategies.map((strategy) => [strategyKey(strategy), 'chosenStrategies'] as const),
	...assumptionNames.map((name) => [assumptionKey(name), assumptionKey(name)] as const),
	...sizedStrategies.flatMap((strategy) => {
		const sizes = names<ExpectedEffect>(expectedEffects);
		const keys = [...sizes.map((size) => expectedKey(strategy, size)), confidenceKey(strategy)];
		return keys.map((key) => [key, `expected:${strategy}`] as const);
	}),
]);

/** The place that a key belongs to; null for a key that no form has. */
export const placeOfKey = (key: string): DesignPlace | null =>
	placeOf.get(key) ?? readEvidenceKey(key)?.claim ?? null;

/** Whether a design's document has such a part: a text of that name, or that key among its values. */
export const hasPart = (name: string, key: string | null): boolean => {
	const isText = (part: string) => part.startsWith('text:');
	return key === null
		? isText(name) && placeOf.has(name)
		: name === 'values' && !isText(key) && placeOfKey(key) !== null;
};

/** Every place, in the order of the form. */
export const designPlaces: readonly DesignPlace[] = [
	...new Set([...requiredFields, ...placeOf.values()]),
];

/** What is said under each key; null where something was said and taken away again. */
export type Sayings = ReadonlyMap<string, string | null>;

function saidBy(key: string, value: unknown): string | null {
	// A strategy that is not chosen is one that nobody has touched.
	if (value === undefined || value === false) return null;
	const content = readEvidenceKey(key) ? (readEvidence(value) ?? value) : value;
	const spelt = JSON.stringify(content, (_, part: unknown) =>
		typeof part === 'bigint' ? String(part) : part,
	);
	return spelt ?? null;
}

export function sayingsIn(doc: Y.Doc): Sayings {
	const said = new Map<string, string | null>();
	for (const field of names<TextField>(textFields)) {
		const text = designText(doc, field);
		if (text._start !== null) said.set(textKey(field), text.toString().trim() || null);
	}
	const values = designValues(doc);
	for (const key of values._map.keys()) said.set(key, saidBy(key, values.get(key)));
	return said;
}

/** The authors of what a document says under a key: of each of a text's words, or of the value. */
export function authorsOf(doc: Y.Doc, key: string): Set<number> {
	const field = names<TextField>(textFields).find((name) => textKey(name) === key);
	const value = designValues(doc)._map.get(key);
	if (!field) return new Set(value && !value.deleted ? [value.id.client] : []);
	const authors = new Set<number>();
	for (let item = designText(doc, field)._start; item; item = item.right)
		if (!item.deleted) authors.add(item.id.client);
	return authors;
}

/** Whether all that is said under a key stands in what is said there elsewhere: words among others. */
export function standsIn(key: string, said: string | null, elsewhere: string | null): boolean {
	if (said === null || elsewhere === null) return said === elsewhere;
	return placeOf.has(key) && key.startsWith('text:')
		? elsewhere.includes(said)
		: elsewhere === said;
}

/** The keys under which one document says, or has taken away, what another does not say, or does. */
export function keysSaidOnlyIn(one: Sayings, other: Sayings): string[] {
	// The same evidence put in again has another name.
	const evidence = new Set<string>();
	const named = (key: string, said: string) => {
		const claim = readEvidenceKey(key)?.claim;
		return claim && `${claim} ${said}`;
	};
	for (const [key, said] of other) {
		const name = said === null ? undefined : named(key, said);
		if (name) evidence.add(name);
	}
	return [...one].flatMap(([key, said]) => {
		const name = said === null ? undefined : named(key, said);
		const isKnown = name ? evidence.has(name) : (other.get(key) ?? null) === said;
		return isKnown ? [] : [key];
	});
}
