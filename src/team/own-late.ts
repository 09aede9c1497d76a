import * as Y from 'yjs';
import type { AssumptionName } from '#workflow/assumptions.ts';
import {
	designText,
	designValues,
	strategyKey,
	textFields,
	type Design,
	type DesignField,
	type TextField,
} from '#workflow/design.ts';
import { evidenceFor, isClaimField } from '#workflow/evidence.ts';
import type { AfterLock } from './after-lock.ts';

/** The texts as far as some authors wrote them, in the order of reading. */
function* written(text: Y.Text, by: ReadonlySet<number>): Generator<string> {
	for (let item = text._start; item !== null; item = item.right) {
		if (item.deleted || !by.has(item.id.client)) continue;
		if (item.content instanceof Y.ContentString) yield item.content.str;
	}
}

/** Whether every piece stands in a text, one after the other. */
function standsIn(text: string, pieces: Iterable<string>): boolean {
	let from = 0;
	for (const piece of pieces) {
		const at = text.indexOf(piece, from);
		if (at < 0) return false;
		from = at + piece.length;
	}
	return true;
}

/** Whether a value is one that the version handed in does not have, of what is late. */
function isLate(
	key: string,
	value: unknown,
	frozen: Design,
	{ frozen: late, assumptions }: AfterLock,
) {
	const [kind, name = '', id] = key.split(':');
	if (kind === 'strategy') {
		const chosen = frozen.chosenStrategies.some((strategy) => key === strategyKey(strategy));
		return late.has('chosenStrategies') && chosen !== (value === true);
	}
	if (kind === 'evidence' && isClaimField(name)) {
		return late.has(name) && !evidenceFor(frozen, name).some((one) => one.id === id);
	}
	if (kind === 'assumption') {
		return assumptions && frozen.backing?.assumptions[name as AssumptionName] !== value;
	}
	if (kind === 'expected' || kind === 'confidence') return assumptions;
	return late.has(key as DesignField);
}

/**
 * Whether any of what the version handed in does not have was put in by these authors. What they
 * took out nobody can tell.
 */
export function wroteLate(
	doc: Y.Doc,
	by: ReadonlySet<number>,
	frozen: Design,
	late: AfterLock,
): boolean {
	const inText = [...late.frozen.keys()].some((field) => {
		if (!(field in textFields)) return false;
		const name = field as TextField;
		return !standsIn(frozen.text[name], written(designText(doc, name), by));
	});
	if (inText) return true;
	for (const [key, item] of designValues(doc)._map) {
		if (item.deleted || !by.has(item.id.client)) continue;
		if (isLate(key, designValues(doc).get(key), frozen, late)) return true;
	}
	return false;
}
