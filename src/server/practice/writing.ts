import type * as Y from 'yjs';
import {
	designText,
	designValues,
	numberFields,
	strategies,
	strategyKey,
	textFields,
	type DesignField,
	type TextField,
} from '#workflow/design.ts';
import { assumptionKey, assumptionNames } from '#workflow/assumptions.ts';
import { evidenceKey } from '#workflow/evidence.ts';
import type { PracticeTeam, WrittenFields } from '#workflow/words.ts';
import { withMore } from './decide.ts';

/** What one pause between two keystrokes brings, in characters. */
const perMove = 4;

const isText = (field: DesignField): field is TextField => field in textFields;

/** A change still to be made; null when there is none. */
type Piece = (() => void) | null;

/** The next stretch of a text; a text that somebody else has changed is left to him. */
function nextOfText(
	doc: Y.Doc,
	field: TextField,
	wanted: string,
	before: readonly WrittenFields[],
): Piece {
	const text = designText(doc, field);
	const stands = text.toString();
	if (stands === wanted) return null;
	if (wanted.startsWith(stands)) {
		const next = [...wanted.slice(stands.length)].slice(0, perMove).join('');
		return () => text.insert(stands.length, next);
	}
	return before.some((written) => written[field] === stands)
		? () => text.delete(0, text.length)
		: null;
}

function nextOfValues(doc: Y.Doc, key: string, wanted: unknown): Piece {
	const values = designValues(doc);
	return values.get(key) === wanted ? null : () => values.set(key, wanted);
}

/**
 * The next small piece of `wanted` that is not in a design yet, the fields in the order given; null
 * when nothing is left to write. `before` is what the simulated team may have written earlier: a
 * text that is none of that, nor a beginning of the wanted one, belongs to a person, and stays.
 */
export function nextPiece(
	doc: Y.Doc,
	wanted: WrittenFields,
	fields: readonly DesignField[],
	before: readonly WrittenFields[] = [],
): Piece {
	for (const field of fields) {
		const value = wanted[field];
		if (value === undefined) continue;
		const pieces = isText(field)
			? [nextOfText(doc, field, String(value), before)]
			: field === 'chosenStrategies'
				? strategies
						.filter(
							(strategy) =>
								(wanted.chosenStrategies?.includes(strategy) ?? false) !==
								(designValues(doc).get(strategyKey(strategy)) === true),
						)
						.map((strategy) =>
							nextOfValues(
								doc,
								strategyKey(strategy),
								wanted.chosenStrategies?.includes(strategy) ?? false,
							),
						)
				: [nextOfValues(doc, field, value)];
		const piece = pieces.find((each) => each !== null);
		if (piece) return piece;
	}
	return null;
}

/** What a simulated team may have written earlier: any of its texts, with its sentence more or not. */
export const earlierTexts = (team: PracticeTeam): WrittenFields[] => {
	const versions = [team.first, team.revision, team.patched];
	const fields = Object.keys(team.added) as TextField[];
	return [...versions, ...versions.map((written) => withMore(team, written, fields))];
};

/** The next piece of evidence or assumption that is not in a design yet; null when all are. */
export function nextBacking(doc: Y.Doc, { evidence, assumptions }: PracticeTeam): Piece {
	const values = designValues(doc);
	const wanted: [key: string, value: unknown][] = evidence.map(({ claim, ...says }, place) => [
		evidenceKey(claim, `p${place}`),
		'lesson' in says
			? { kind: 'lesson', lesson: says.lesson }
			: { kind: 'source', text: says.source },
	]);
	for (const name of assumptionNames)
		if (assumptions[name] !== undefined) wanted.push([assumptionKey(name), assumptions[name]]);
	const next = wanted.find(([key]) => !values.has(key));
	return next ? () => values.set(...next) : null;
}

/** Every field of a design, in the order in which a simulated team fills it in. */
export const writingOrder: readonly DesignField[] = [
	...(Object.keys(textFields) as TextField[]),
	'weakestFactor',
	'chosenStrategies',
	...(Object.keys(numberFields) as DesignField[]),
];
