import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { isWhereItBelongs, leaningsOf, OnTheirWay } from '#server/live/cost/leaning.ts';
import { Room } from '#server/live/room.ts';
import { checkUpdate } from '#server/live/validate.ts';
import { designText, designValues } from '#workflow/design.ts';
import { raw, rawRuns, type Piece, type Run } from '../support/raw-update.ts';

// Where an item goes is told before Yjs puts it there: the law is that Yjs then does so.

const [low, mate, high] = [5, 7, 9];
const risks = 'text:risks';
const measures = 'text:measures';

/** Words of a mate's in two texts, with a gap in one, and two values, one of which has been changed. */
function written(): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = mate;
	const texts = [designText(doc, 'risks'), designText(doc, 'measures')] as const;
	const values = designValues(doc);
	texts[0].insert(0, '風險寫在這裡');
	values.set('pointValue', 1);
	texts[1].insert(0, '怎麼衡量');
	values.set('threshold', 500);
	values.set('pointValue', 2);
	texts[0].insert(2, '與退場');
	texts[0].delete(1, 3);
	return doc;
}

/** Where Yjs has put what stands at a clock; null where it has been cleared away. */
function placeIn(doc: Y.Doc, client: number, clock: number): string | null {
	const item = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
	if (!(item instanceof Y.Item)) return null;
	return `${nameOf(doc, item.parent)} ${item.parentSub}`;
}
const nameOf = (doc: Y.Doc, part: unknown): string | undefined =>
	[...doc.share].find(([, type]) => type === part)?.[0];

const copyOf = (doc: Y.Doc): Y.Doc => {
	const copy = written();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
};

/** The document with an update in it; null where Yjs cannot put it in, or waits for more. */
function withUpdate(doc: Y.Doc, body: Uint8Array): Y.Doc | null {
	const copy = copyOf(doc);
	try {
		Y.applyUpdate(copy, body);
	} catch {
		return null;
	}
	return copy.store.pendingStructs ? null : copy;
}

/** Updates of whoever tries everything: pieces of two authors beside anything, in one run or two. */
function generator(seed: number) {
	const random = seededRandom(seed);
	const below = (most: number): number => Math.floor(random() * most);
	const oneOf = <Option>(options: readonly Option[]): Option =>
		options[below(options.length)] as Option;
	return function update(clockOf: (author: number) => number): Uint8Array {
		const lengths = () => 1 + below(3);
		const authors = oneOf([[low], [high], [high, low], [low, high]]);
		const drafts = authors.map((author) => {
			const known = clockOf(author);
			const clock = random() < 0.2 ? below(known + 1) : known;
			return { author, clock, lengths: Array.from({ length: lengths() }, lengths) };
		});
		const reach = (author: number): number => {
			const draft = drafts.find((each) => each.author === author);
			const end = draft ? draft.clock + draft.lengths.reduce((sum, each) => sum + each, 0) : 0;
			return Math.max(clockOf(author), end);
		};
		const someone = (): readonly [number, number] | undefined => {
			const author = oneOf([mate, mate, low, high]);
			return reach(author) > 0 ? [author, below(reach(author))] : undefined;
		};
		const piece = (length: number): Piece => {
			const [origin, right] = [0, 1].map(() => (random() < 0.6 ? someone() : undefined));
			const part = oneOf([{ text: risks }, { text: measures }, { key: 'pointValue' }]);
			const content =
				random() < 0.8
					? { words: 'x'.repeat(length) }
					: { values: Array.from({ length }, () => null) };
			return { ...(origin && { origin }), ...(right && { right }), ...part, ...content };
		};
		return rawRuns(drafts.map((draft): Run => ({ ...draft, pieces: draft.lengths.map(piece) })));
	};
}

test('an item is told to go exactly where Yjs puts it, and nothing that is taken puts anything into a wrong place', () => {
	let compared = 0;
	let taken = 0;
	for (let seed = 0; seed < 120; seed += 1) {
		const update = generator(seed);
		const doc = written();
		const onTheirWay = new OnTheirWay();
		let whole = copyOf(doc);
		const clockOf = (author: number): number => Y.getState(whole.store, author);
		const arriving: (() => void)[] = [];
		for (let number = 0; number < 12; number += 1) {
			const checked = checkUpdate(update(clockOf), { doc, own: new Set([low, high]), clockOf });
			if (checked.problem !== undefined) continue;
			const { body } = checked;
			const after = withUpdate(whole, body);
			if (after === null) continue;
			const items = checked.structs.filter((struct) => struct instanceof Y.Item);
			const leanings = leaningsOf(doc, items, onTheirWay, clockOf);
			for (const { client, clock, length, within, key, isTorn } of leanings) {
				if (length === 0 || isTorn) continue;
				const told = within && `${nameOf(doc, within)} ${key}`;
				expect({ seed, number, place: told }).toEqual({
					seed,
					number,
					place: placeIn(after, client, clock),
				});
				compared += 1;
			}
			const isTaken = items.every((item, index) => {
				const leaning = leanings[index];
				return leaning && isWhereItBelongs(item, leaning);
			});
			if (!isTaken) continue;
			taken += 1;
			whole = after;
			onTheirWay.add(leanings);
			arriving.push(() => {
				Y.applyUpdate(doc, body);
				onTheirWay.drop(leanings);
			});
			if (number % 3 === 2) for (const arrive of arriving.splice(0)) arrive();
		}
		for (const structs of whole.store.clients.values())
			for (const struct of structs) {
				if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) continue;
				const isWords = struct.content instanceof Y.ContentString;
				expect({ seed, isWords }).toEqual({ seed, isWords: struct.parentSub === null });
			}
	}
	expect(compared).toBeGreaterThan(500);
	expect(taken).toBeGreaterThan(150);
});

/** What is wrong with updates that come one after the other while none has arrived. */
function judged(bodies: readonly Uint8Array[]): string | undefined {
	const doc = written();
	const onTheirWay = new OnTheirWay();
	const reach = new Map<number, number>();
	const clockOf = (author: number) => reach.get(author) ?? Y.getState(doc.store, author);
	for (const body of bodies) {
		const checked = checkUpdate(body, { doc, own: new Set([low, high]), clockOf });
		if (checked.problem !== undefined) return checked.problem;
		const items = checked.structs.filter((struct) => struct instanceof Y.Item);
		const leanings = leaningsOf(doc, items, onTheirWay, clockOf);
		if (!items.every((item, at) => isWhereItBelongs(item, leanings[at] as (typeof leanings)[0])))
			return 'strange place';
		onTheirWay.add(leanings);
		for (const [author, clock] of checked.reach) reach.set(author, clock);
	}
	return undefined;
}

const inRisks = [mate, 0] as const;
const inMeasures = [mate, 7] as const;
const inValues = [mate, 11] as const;
const values = [null, null];

test.each<[string, ...Uint8Array[]]>([
	[
		'values behind a letter, before a value that is on its way',
		raw(low, 0, [
			{ key: 'pointValue', values: [1] },
			{ origin: inRisks, right: [low, 0], values },
		]),
	],
	[
		'words behind a value, before words that are on their way',
		raw(low, 0, [
			{ text: measures, words: '甲' },
			{ origin: inValues, right: [low, 0], words: '乙' },
		]),
	],
	['words between two texts', raw(low, 0, [{ origin: inRisks, right: inMeasures, words: '字' }])],
	[
		'values behind words that stand further back in the same update',
		rawRuns([
			{ author: low, clock: 0, pieces: [{ origin: [high, 0], values }] },
			{ author: high, clock: 0, pieces: [{ text: risks, words: '字' }] },
		]),
	],
	[
		'values behind words that are told to be a value the second time',
		raw(low, 0, [{ text: risks, words: '字' }]),
		raw(low, 0, [
			{ key: 'pointValue', values: [1] },
			{ origin: [low, 0], values },
		]),
	],
	[
		'the rest of a piece of which the beginning stands elsewhere',
		raw(low, 0, [{ text: risks, words: '字' }]),
		raw(low, 0, [{ key: 'pointValue', values: [1, 2, 3] }]),
	],
])('%s: refused', (_what, ...bodies) => {
	expect(judged(bodies)).toBe('strange place');
});

test('an author who comes twice in one update is refused: Yjs would take the last of the two', () => {
	const run = { author: low, clock: 0 };
	const twice = rawRuns([
		{ ...run, pieces: [{ text: risks, words: '字' }] },
		{ ...run, pieces: [{ key: 'pointValue', values: [1] }] },
	]);
	expect(judged([twice])).toBe('author twice');
});

test('a text that holds values from before takes words beside them, and they can be taken away', () => {
	const doc = written();
	Y.applyUpdate(doc, raw(high, 0, [{ origin: inRisks, values: [null, null, null] }]));
	const room = new Room('room', { doc, rows: 0, bytes: 0, isWhole: true });
	const words = raw(low, 0, [{ origin: [high, 0], right: [high, 1], words: '字' }]);
	const deletion = raw(low, 1, [], [[high, [[0, 3]]]]);
	for (const body of [words, deletion]) {
		expect(room.take(body, new Set([low])).problem).toBeUndefined();
		room.arrive();
	}
	const text = designText(doc, 'risks');
	expect(text.toString()).toContain('字');
	expect(text.length).toBe(text.toString().length);
});
