import type { Entry, Passage, SearchIndex } from './entries.ts';
import { excerptOf, markIn, type Piece } from './excerpt.ts';
import { fold, placesOf, type Folded } from './fold.ts';
import { readQuery, type Names, type Query, type Word } from './query.ts';

/** The index as it is searched: every text folded once. */
interface Prepared {
	readonly entries: readonly PreparedEntry[];
	readonly glossary: readonly Names[];
}
interface PreparedEntry {
	readonly entry: Entry;
	readonly title: string;
	readonly names: readonly string[];
	readonly passages: readonly { passage: Passage; heading: string; text: Folded }[];
}

/** A place where the words stand, shown in its sentence. */
export interface Hit {
	readonly passage: Passage;
	readonly heading: readonly Piece[];
	readonly excerpt: readonly Piece[];
}

export interface Found {
	readonly entry: Entry;
	readonly title: readonly Piece[];
	/** The other names that the words, as typed, were found in. */
	readonly names: readonly (readonly Piece[])[];
	/** The best places, in the order of the page; never none. */
	readonly hits: readonly Hit[];
	/** How many more places the page has. */
	readonly more: number;
}

export interface Answer {
	readonly found: readonly Found[];
	/** Other names that were looked for as well, as the glossary writes them. */
	readonly also: readonly string[];
}

/** A title says what a page is about; a sentence may only mention it. */
const weight = { title: 100, name: 60, heading: 30, text: 10 } as const;
/** The very thing that was asked for, and nothing else. */
const exactly = 20;
/** All words side by side, as they were typed. */
const inOnePiece = 25;
/** Found by another name than the one typed. */
const byAnotherName = 0.3;
const hitsShown = 3;

export function prepare({ entries }: SearchIndex): Prepared {
	return {
		glossary: entries
			.filter(({ kind }) => kind === 'term')
			.map(({ title, names }) => [title, ...names]),
		entries: entries.map((entry) => ({
			entry,
			title: fold(entry.title).text,
			names: entry.names.map((name) => fold(name).text),
			passages: entry.passages.map((passage) => ({
				passage,
				heading: fold(passage.heading ?? '').text,
				text: fold(passage.text),
			})),
		})),
	};
}

/** What a word weighs in a text: 0 when it is not there. */
function weigh(text: string, word: Word, full: number): number {
	const typed = placesOf(text, word.typed).length;
	if (typed > 0) {
		return (
			full + (text === word.typed ? exactly : 0) + (full === weight.text ? Math.min(typed, 5) : 0)
		);
	}
	const other = word.others.some((form) => placesOf(text, form).length > 0);
	return other ? full * byAnotherName : 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** How well an entry answers, and what of it to show; null when a word is not in it. */
function judge(
	{ entry, title, names, passages }: PreparedEntry,
	{ words, whole }: Query,
): { score: number; found: Found } | null {
	// What an entry of the glossary is called counts as a name: a page of that title goes before it.
	const titleWeight = entry.kind === 'term' ? weight.name : weight.title;
	const called = words.map((word) =>
		Math.max(
			weigh(title, word, titleWeight),
			...names.map((name) => weigh(name, word, weight.name)),
		),
	);
	const isSaidWhole = (text: string): boolean => words.length > 1 && text.includes(whole);
	const judged = passages.map(({ passage, heading, text }, place) => {
		const said = words.map((word) =>
			Math.max(weigh(heading, word, weight.heading), weigh(text.text, word, weight.text)),
		);
		const isWhole = isSaidWhole(heading) || isSaidWhole(text.text);
		return { passage, text, place, said, score: sum(said) + (isWhole ? inOnePiece : 0), isWhole };
	});
	// Every word has to be in the passage or be what its page is about, and one in the passage.
	const hits = judged
		.filter(({ said }) => said.some((score) => score > 0))
		.filter(({ said }) => said.every((score, word) => score > 0 || (called[word] ?? 0) > 0))
		.sort((one, other) => other.score - one.score);
	const isCalled = called.every((score) => score > 0);
	if (hits.length === 0 && !isCalled) return null;
	// Found by what it is called: the head of the page stands for it, as does a term's own sentence.
	const isTerm = entry.kind === 'term' && isCalled;
	const shown = hits.length > 0 && !isTerm ? hits : judged.slice(0, 1);
	const best = words.map((_, word) =>
		Math.max(called[word] ?? 0, ...shown.map(({ said }) => said[word] ?? 0)),
	);
	const isWhole = [title, ...names].some(isSaidWhole) || shown.some((each) => each.isWhole);
	const asTyped = words.map((word) => ({ ...word, others: [] }));
	const kept = shown.slice(0, hitsShown).sort((one, other) => one.place - other.place);
	return {
		score: sum(best) / words.length + (isWhole ? inOnePiece : 0) + Math.min(hits.length, 9) / 10,
		found: {
			entry,
			title: markIn(entry.title, words),
			names: entry.names
				.map((name) => markIn(name, asTyped))
				.filter((pieces) => pieces.some(({ isMarked }) => isMarked)),
			hits: kept.map(({ passage, text }) => ({
				passage,
				heading: markIn(passage.heading ?? '', words),
				excerpt: excerptOf(passage.text, text, words),
			})),
			more: shown.length - kept.length,
		},
	};
}

/** Looks for what was typed; null when it is too short to look for. */
export function find(index: Prepared, typed: string): Answer | null {
	const query = readQuery(typed, index.glossary);
	if (!query) return null;
	const found = index.entries
		.map((entry) => judge(entry, query))
		.filter((each) => each !== null)
		// Sorting is stable: what weighs the same stays in the order of the course.
		.sort((a, b) => b.score - a.score)
		.map((each) => each.found);
	return { found, also: query.also };
}

export type PreparedIndex = Prepared;
