import { shownNumber } from '#models/model.ts';
import { pointsResponse } from '#models/points/inputs.ts';
import {
	expectedEffects,
	sizedStrategies,
	type Assumption,
	type AssumptionName,
	type Expectation,
	type ExpectedEffect,
	type SizedStrategy,
} from '#workflow/assumptions.ts';
import type { BackingChange } from '#workflow/backing-changes.ts';
import { isAssumptionPlace, type CommentPlace } from '#workflow/comment.ts';
import type { Design } from '#workflow/design.ts';
import { evidenceName, isClaimField, type Claim, type Evidence } from '#workflow/evidence.ts';
import type { DesignWords } from '#workflow/words.ts';
import { labelOf } from './design-words.ts';

/** What stands behind a design, in words: for the ledger, the desk and the file taken home. */

export const assumptionLabel = (name: AssumptionName): string => pointsResponse[name].label;

/** 6.5%. */
export const assumptionValue = (name: AssumptionName, value: number): string =>
	`${Number(shownNumber(pointsResponse[name], value).toPrecision(4))}${pointsResponse[name].unit}`;

/** A field's name, or the assumption's. */
export const claimLabel = (words: DesignWords, claim: Claim): string =>
	isClaimField(claim)
		? labelOf(words, claim)
		: assumptionLabel(claim.slice('assumption:'.length) as AssumptionName);

/** What a comment can stand beside: a field's name, or 假設：會員流失減少. */
export const placeLabel = (words: DesignWords, place: CommentPlace): string =>
	isAssumptionPlace(place) ? `假設：${claimLabel(words, place)}` : labelOf(words, place);

/** 個案6.5% → 8%, and whether it counts. */
export const movedWords = ({ name, caseValue, value, counts }: Assumption): string =>
	`${assumptionLabel(name)}：個案${assumptionValue(name, caseValue)}，移到${assumptionValue(name, value)}` +
	(counts ? '' : '；沒有佐證，先照個案算');

const sizeWords = (effect: ExpectedEffect, size: number): string =>
	`${Number(shownNumber(expectedEffects[effect], size).toPrecision(4))}${effect === 'churn' ? '個百分點' : '%'}`;

/** 一年少流失2個百分點、會員多來5%，把握中. */
export function expectationWords(expectation: Expectation, words: DesignWords): string {
	const { effects, confidences } = words.expected;
	const sizes = (Object.keys(expectedEffects) as ExpectedEffect[])
		.filter((effect) => expectation[effect] > 0)
		.map((effect) => `${effects[effect]}${sizeWords(effect, expectation[effect])}`);
	return `${sizes.join('、')}，把握${confidences[expectation.confidence]}`;
}

/** The chosen strategies of which the team expects something, with what. */
export const expectationsOf = (
	design: Design,
	words: DesignWords,
): { strategy: SizedStrategy; name: string; says: string }[] =>
	sizedStrategies.flatMap((strategy) => {
		const expectation = design.backing?.expected[strategy];
		return expectation && design.chosenStrategies.includes(strategy)
			? [
					{
						strategy,
						name: words.strategies[strategy],
						says: expectationWords(expectation, words),
					},
				]
			: [];
	});

/**
 * One piece of evidence as a line of plain text, its address behind it; off this site's pages that
 * needs the site's origin.
 */
export function evidenceText(evidence: Evidence, words: DesignWords, origin = ''): string {
	const name = evidenceName(evidence, words.lessons);
	if (evidence.kind === 'run') return `${name} ${origin}${evidence.path}`;
	return evidence.kind === 'source' && evidence.link ? `${name} ${evidence.link}` : name;
}

const names = (list: readonly Evidence[], words: DesignWords): string =>
	list.map((one) => evidenceName(one, words.lessons)).join('、');

/** A change of what stands behind two versions, in one sentence without its subject. */
export function changeWords(
	change: BackingChange,
	words: DesignWords,
): { about: string; says: string } {
	switch (change.kind) {
		case 'evidence': {
			const { added, removed } = change;
			const parts = [
				added.length > 0 ? `加了佐證：${names(added, words)}` : '',
				removed.length > 0 ? `拿掉佐證：${names(removed, words)}` : '',
			];
			return {
				about: claimLabel(words, change.claim),
				says: parts.filter((part) => part !== '').join('；'),
			};
		}
		case 'assumption': {
			const { name, before, after } = change;
			const shown = (value: number | null) =>
				value === null ? '個案的值' : assumptionValue(name, value);
			return {
				about: `假設：${assumptionLabel(name)}`,
				says: `從${shown(before)}移到${shown(after)}`,
			};
		}
		case 'expected': {
			const shown = (expectation: Expectation | null) =>
				expectation === null ? '沒有期待' : expectationWords(expectation, words);
			return {
				about: `期待：${words.strategies[change.strategy]}`,
				says: `從「${shown(change.before)}」改成「${shown(change.after)}」`,
			};
		}
	}
}
