import { assumptionNames, type AssumptionName } from './assumptions.ts';
import type { Backing, Design, TextField } from './design.ts';
import {
	isOfProgramme,
	readRun,
	reckonsWithAssumptions,
	simulatorPages,
} from './simulator-pages.ts';

/**
 * What stands behind a claim: a lesson, a run of a simulator, a source. Whatever a document holds
 * was put there by somebody's browser, so everything is read anew here, and what is not understood
 * is passed over; nothing in it is ever fetched or followed by itself.
 */

/** The fields that assert something, in the order of the form. */
export const claimFields = [
	'diagnosisSatisfaction',
	'diagnosisQuality',
	'diagnosisPrice',
	'diagnosisTrust',
	'diagnosisExperience',
	'targetCustomers',
	'strategyPlan',
	'budgetReasons',
	'measures',
	'risks',
] as const satisfies readonly TextField[];
export type ClaimField = (typeof claimFields)[number];

/** A field that asserts something, or an assumption of the case that the team has moved. */
export type Claim = ClaimField | `assumption:${AssumptionName}`;
export const claims: readonly Claim[] = [
	...claimFields,
	...assumptionNames.map((name): Claim => `assumption:${name}`),
];
export const isClaimField = (field: string): field is ClaimField =>
	claimFields.some((one) => one === field);

/** What a piece of evidence says. */
export type EvidenceContent =
	| { kind: 'lesson'; lesson: string; anchor?: string }
	/** `path` is a simulator's whole state, as an address on this site. */
	| { kind: 'run'; path: string }
	/** `link` is printed, never fetched. */
	| { kind: 'source'; text: string; link?: string };
/** `id` names it within its claim. */
export type Evidence = EvidenceContent & { id: string };

export const mostEvidence = 6;
export const longestSource = 200;
export const longestLink = 500;

/** Key of a piece of evidence in the values map: a key each, so two who add at once both stay. */
export const evidenceKey = (claim: Claim, id: string): string => `evidence:${claim}:${id}`;
const evidenceKeyShape = /^evidence:(.+):([a-z0-9]{1,24})$/;

/** What stands behind which claim a key names; null for a key of anything else. */
export function readEvidenceKey(key: string): { claim: Claim; id: string } | null {
	const [, named, id] = evidenceKeyShape.exec(key) ?? [];
	const claim = claims.find((one) => one === named);
	return claim === undefined || id === undefined ? null : { claim, id };
}

const textOf = (given: object, name: string): string | undefined => {
	const value = (given as Record<string, unknown>)[name];
	return typeof value === 'string' ? value : undefined;
};

/** A web address as it may be printed; undefined for any other kind of address. */
export function readLink(typed: string | undefined): string | undefined {
	const text = typed?.trim() ?? '';
	if (text === '' || text.length > longestLink) return undefined;
	try {
		const { protocol, href } = new URL(text);
		const isWeb = protocol === 'http:' || protocol === 'https:';
		return isWeb && href.length <= longestLink ? href : undefined;
	} catch {
		return undefined;
	}
}

/** Signs that show nothing or turn writing around: a source made of them says nothing. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Reads what is meant to be evidence; null when it is none. Total, whatever is given. */
export function readEvidence(given: unknown): EvidenceContent | null {
	if (typeof given !== 'object' || given === null) return null;
	switch (textOf(given, 'kind')) {
		case 'lesson': {
			const lesson = textOf(given, 'lesson') ?? '';
			if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(lesson)) return null;
			const anchor = textOf(given, 'anchor') ?? '';
			return /^[\p{L}\p{N}_-]{1,80}$/u.test(anchor)
				? { kind: 'lesson', lesson, anchor }
				: { kind: 'lesson', lesson };
		}
		case 'run': {
			const run = readRun(textOf(given, 'path') ?? '');
			return run && { kind: 'run', path: run.path };
		}
		case 'source': {
			const text = (textOf(given, 'text') ?? '')
				.replace(invisible, '')
				.replace(/\s+/g, ' ')
				.trim()
				.slice(0, longestSource)
				// A sign that is stored in two halves goes whole or not at all.
				.replace(/[\ud800-\udbff]$/, '');
			if (text === '') return null;
			const link = readLink(textOf(given, 'link'));
			return link === undefined ? { kind: 'source', text } : { kind: 'source', text, link };
		}
		default:
			return null;
	}
}

/** The evidence in a document's values, by claim; the earliest of each, and never more than may be. */
export function evidenceIn(
	values: Iterable<readonly [string, unknown]>,
	most = mostEvidence,
): Partial<Record<Claim, Evidence[]>> {
	const found = new Map<Claim, { id: string; value: unknown }[]>();
	for (const [key, value] of values) {
		const { claim, id } = readEvidenceKey(key) ?? {};
		if (claim === undefined || id === undefined) continue;
		const list = found.get(claim) ?? [];
		if (list.length === 0) found.set(claim, list);
		list.push({ id, value });
	}
	const evidence: Partial<Record<Claim, Evidence[]>> = {};
	for (const claim of claims) {
		const list: Evidence[] = [];
		// Names begin with the moment they were made, so the order is everybody's the same.
		const inOrder = found.get(claim)?.sort((a, b) => (a.id < b.id ? -1 : 1)) ?? [];
		for (const { id, value } of inOrder) {
			const content = list.length < most ? readEvidence(value) : null;
			if (content) list.push({ ...content, id });
		}
		if (list.length > 0) evidence[claim] = list;
	}
	return evidence;
}

/**
 * Whether a piece of evidence can stand behind a claim. A run of the points simulator, such as the
 * team's own design, says nothing for an assumption: it was worked out with that very assumption.
 */
export const supports = (claim: Claim, evidence: EvidenceContent): boolean =>
	isClaimField(claim) || evidence.kind !== 'run' || !reckonsWithAssumptions(evidence.path);

type Backed = { backing?: Pick<Backing, 'evidence'> | undefined };

export const evidenceFor = ({ backing }: Backed, claim: Claim): readonly Evidence[] =>
	backing?.evidence[claim] ?? [];

/** What a design claims: the fields that say something, and every assumption it has moved. */
export function claimsOf({ text, backing }: Pick<Design, 'text' | 'backing'>): Claim[] {
	const moved = assumptionNames.filter((name) => backing?.assumptions[name] !== undefined);
	return [
		...claimFields.filter((field) => text[field].trim() !== ''),
		...moved.map((name): Claim => `assumption:${name}`),
	];
}

/**
 * How many of a design's claims have at least one piece of evidence. Of lessons only those count that
 * the course has.
 */
export function coverageOf(
	design: Pick<Design, 'text' | 'backing'>,
	lessons: readonly Pick<LessonName, 'id'>[],
): {
	backed: number;
	claims: number;
} {
	const made = claimsOf(design);
	const isThere = (one: Evidence) => one.kind !== 'lesson' || hrefOf(one, lessons) !== null;
	const backed = made.filter((claim) =>
		evidenceFor(design, claim).some((one) => supports(claim, one) && isThere(one)),
	).length;
	return { backed, claims: made.length };
}

/**
 * Where a piece of evidence is to be seen, always a path of this site; null for a source, and for a
 * lesson that the course does not have.
 */
export function hrefOf(
	evidence: EvidenceContent,
	lessons: readonly Pick<LessonName, 'id'>[],
): string | null {
	if (evidence.kind === 'run') return evidence.path;
	if (evidence.kind === 'source') return null;
	if (!lessons.some(({ id }) => id === evidence.lesson)) return null;
	const anchor = evidence.anchor === undefined ? '' : `#${encodeURIComponent(evidence.anchor)}`;
	return `/lessons/${evidence.lesson}${anchor}`;
}

/** A lesson as evidence names it. */
export interface LessonName {
	id: string;
	number: number;
	title: string;
}

/** A piece of evidence in a few words: 第16課　忠誠度計畫. */
export function evidenceName(evidence: EvidenceContent, lessons: readonly LessonName[]): string {
	if (evidence.kind === 'source') return evidence.text;
	if (evidence.kind === 'lesson') {
		const lesson = lessons.find(({ id }) => id === evidence.lesson);
		return lesson ? `第${lesson.number}課　${lesson.title}` : `沒有這一課：${evidence.lesson}`;
	}
	const run = readRun(evidence.path);
	if (!run) return '模擬器';
	const moved = isOfProgramme(run)
		? run.moved > 0
			? `計畫改了${run.moved}個數字`
			: '計畫照預設'
		: run.moved > 0
			? `改了${run.moved}項設定`
			: '預設';
	return `${simulatorPages[run.page]}（${moved}）`;
}
