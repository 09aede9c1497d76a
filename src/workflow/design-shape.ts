import {
	assumptionKey,
	assumptionNames,
	confidenceKey,
	expectedEffects,
	expectedKey,
	sizedStrategies,
	type ExpectedEffect,
} from './assumptions.ts';
import { choiceFields, numberFields, strategies, strategyKey, textFields } from './design.ts';
import { claims, evidenceKey } from './evidence.ts';

/** What a design's document is made of, so that nothing can be put where nobody sees it. */

const texts: ReadonlySet<string> = new Set(Object.keys(textFields).map((field) => `text:${field}`));

const keys: ReadonlySet<string> = new Set([
	...Object.keys(choiceFields),
	...Object.keys(numberFields),
	...strategies.map(strategyKey),
	...assumptionNames.map((name) => assumptionKey(name)),
	...sizedStrategies.map(confidenceKey),
	...sizedStrategies.flatMap((strategy) =>
		(Object.keys(expectedEffects) as ExpectedEffect[]).map((effect) =>
			expectedKey(strategy, effect),
		),
	),
]);

/** A piece of evidence has a name of its own behind its claim's. */
function isEvidence(key: string): boolean {
	const behind = key.lastIndexOf(':') + 1;
	return (
		/^[a-z0-9]{1,24}$/.test(key.slice(behind)) &&
		claims.some((claim) => evidenceKey(claim, '') === key.slice(0, behind))
	);
}

/** Whether a design has such a part: a text of that name, or that key among its values. */
export const hasPart = (name: string, key: string | null): boolean =>
	key === null ? texts.has(name) : name === 'values' && (keys.has(key) || isEvidence(key));
