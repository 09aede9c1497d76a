import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as Y from 'yjs';
import { copyName, findLeftWork } from '#live/left-work.ts';
import { leftRows } from '#team/left-words.ts';
import { expectedKey } from '#workflow/assumptions.ts';
import {
	asWritten,
	designText,
	designValues,
	factors,
	strategyKey,
	textFields,
	type TextField,
} from '#workflow/design.ts';
import { claims, evidenceKey } from '#workflow/evidence.ts';
import { designWordsSchema } from '#workflow/words.ts';
import { fakeStore } from '../components/fake-server.ts';

/** What a device offers of a copy, and when it may remove one. */

const words = designWordsSchema.parse(
	parse(readFileSync(join(import.meta.dirname, '../../content/activity/design.yaml'), 'utf8')),
);
const of = { classId: 'c', teamId: 't', memberId: 'm', epoch: 1 };

/** The copy from before a restore, looked through beside the document of today. */
async function look(copy: Y.Doc, today: Y.Doc) {
	const store = fakeStore();
	const shelf = await store.open(copyName(of));
	await shelf.keep(Y.encodeStateAsUpdate(copy));
	const found = await findLeftWork(store, { ...of, epoch: 2 }, today);
	const says = found
		.flatMap((left) => leftRows(left, words))
		.map(({ label, lines }) => `${label}：${lines.join('；')}`);
	return { says, isKept: (await store.names()).length > 0 };
}

/** Two documents with the same beginning. */
function twice(begin: (doc: Y.Doc) => void = () => undefined): [Y.Doc, Y.Doc] {
	const first = new Y.Doc();
	begin(first);
	const second = new Y.Doc();
	Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
	return [first, second];
}

/** Whatever reading a design asks a document for, so that no field of tomorrow is forgotten here. */
function everyKey(): { texts: TextField[]; values: string[] } {
	const doc = new Y.Doc();
	const texts = new Set<string>();
	const values = new Set<string>();
	const map = designValues(doc);
	const [getText, get] = [doc.getText.bind(doc), map.get.bind(map)];
	doc.getText = (name = '') => (texts.add(name), getText(name));
	map.get = (key) => (values.add(key), get(key));
	asWritten(doc);
	for (const claim of claims) values.add(evidenceKey(claim, 'a1'));
	return {
		texts: [...texts].map((name) => name.replace(/^text:/, '') as TextField),
		values: [...values],
	};
}

const keys = everyKey();
/** Strategies of which something is expected already: how sure one is says nothing without. */
const begin = (doc: Y.Doc): void => {
	for (const key of keys.values) {
		if (/^expected:.*visits$/.test(key)) designValues(doc).set(key, 0.01);
	}
};
/** A value that means something under a key. */
function valueFor(key: string): unknown {
	const source = { kind: 'source', text: '店長說的' };
	const before = twice(begin)[0];
	const value = [0.02, 1, true, 'high', ...factors, source].find((candidate) => {
		const after = twice(begin)[0];
		designValues(after).set(key, candidate);
		return JSON.stringify(asWritten(after)) !== JSON.stringify(asWritten(before));
	});
	if (value === undefined) throw new Error(`no value means anything under ${key}`);
	return value;
}

describe('everything that a document can hold', () => {
	test('is looked at here', () => {
		expect(keys.texts.sort()).toEqual(Object.keys(textFields).sort());
		expect(keys.values.length).toBeGreaterThan(40);
	});

	test.each(keys.texts)(
		'is offered when written before a restore: the words of %s',
		async (field) => {
			const [copy, today] = twice();
			designText(copy, field).insert(0, '離線寫的');
			const { says, isKept } = await look(copy, today);
			expect(says).toEqual([expect.stringContaining('離線寫的')]);
			expect(isKept).toBe(true);
		},
	);

	test.each(keys.values)('is offered when chosen before a restore: %s', async (key) => {
		const [copy, today] = twice(begin);
		designValues(copy).set(key, valueFor(key));
		const { says, isKept } = await look(copy, today);
		expect(says).toEqual([expect.stringMatching(/^[^a-z]+：(?!（).+$/)]);
		expect(isKept).toBe(true);
	});

	test.each(keys.values)(
		'is not offered by itself when it was only taken away, and stays on the device: %s',
		async (key) => {
			const [copy, today] = twice((doc) => {
				begin(doc);
				designValues(doc).set(key, valueFor(key));
			});
			designValues(copy).delete(key);
			expect(await look(copy, today)).toEqual({ says: [], isKept: true });
		},
	);
});

test('a copy that says nothing of its own goes, also where today’s design has gone on', async () => {
	const [copy, today] = twice((doc) => {
		designText(doc, 'risks').insert(0, '一樣的字');
		designValues(doc).set(evidenceKey('risks', 'a1'), { kind: 'source', text: '店長' });
	});
	designText(today, 'measures').insert(0, '後來寫的');
	designValues(today).set('threshold', 20);
	// Put in again by hand, evidence has another name.
	designValues(today).delete(evidenceKey('risks', 'a1'));
	designValues(today).set(evidenceKey('risks', 'b2'), { kind: 'source', text: '店長' });
	expect(await look(copy, today)).toEqual({ says: [], isKept: false });
});

test('what a form of today cannot show is not offered, and its copy stays', async () => {
	const [copy, today] = twice();
	designValues(copy).set('a field of tomorrow', 12n);
	expect(await look(copy, today)).toEqual({ says: [], isKept: true });
});

test('a mate who emptied six fields and wrote one line leaves one line to be offered', async () => {
	const wiped = [
		'diagnosisSatisfaction',
		'diagnosisQuality',
		'diagnosisPrice',
		'diagnosisTrust',
		'diagnosisExperience',
		'measures',
	] as const satisfies readonly TextField[];
	const [copy, today] = twice((doc) => {
		for (const field of wiped) designText(doc, field).insert(0, '大家寫的');
		designValues(doc).set(strategyKey('programme'), true);
		designValues(doc).set('threshold', 20);
	});
	for (const field of wiped) designText(copy, field).delete(0, 4);
	designValues(copy).set(strategyKey('programme'), false);
	designValues(copy).delete('threshold');
	designText(copy, 'risks').insert(0, '哈哈');
	expect(await look(copy, today)).toEqual({ says: ['風險與退場：哈哈'], isKept: true });
});

test('what was taken away is said where something was written too', async () => {
	const [copy, today] = twice((doc) => {
		designText(doc, 'risks').insert(0, '復原回來的字');
		designValues(doc).set(evidenceKey('risks', 'a1'), { kind: 'source', text: '店長' });
	});
	designText(copy, 'risks').delete(0, 6);
	designValues(copy).delete(evidenceKey('risks', 'a1'));
	designValues(copy).set(evidenceKey('risks', 'b2'), { kind: 'source', text: '客人' });
	const { says } = await look(copy, today);
	expect(says).toEqual(['風險與退場：（這裡清空了）；　佐證：客人；　拿掉了佐證：店長']);
});

test('words beyond what may be handed in are offered to their last one', async () => {
	const [copy, today] = twice((doc) =>
		designText(doc, 'diagnosisTrust').insert(0, '前'.repeat(textFields.diagnosisTrust.most)),
	);
	designText(copy, 'diagnosisTrust').insert(textFields.diagnosisTrust.most, '尾巴');
	const { says, isKept } = await look(copy, today);
	expect(says).toEqual([expect.stringMatching(/前尾巴$/)]);
	expect(isKept).toBe(true);
});

test('an assumption and what is expected are offered to whoever was moved to another team', async () => {
	const copy = new Y.Doc();
	designValues(copy).set('assumption:lift', 0.08);
	designValues(copy).set(expectedKey('emotion', 'visits'), 0.1);
	const store = fakeStore();
	const shelf = await store.open(copyName(of));
	await shelf.keep(Y.encodeStateAsUpdate(copy));
	await shelf.noteArrived(copy.clientID, 0);
	const found = await findLeftWork(store, { ...of, teamId: 'another' }, new Y.Doc());
	expect(found.map(({ why, places }) => ({ why, places }))).toEqual([
		{ why: 'otherTeam', places: ['assumption:lift', 'expected:emotion'] },
	]);
});

/** A team's design that is written in and put back again and again, on a device that keeps it all. */
function device() {
	const store = fakeStore();
	let epoch = 1;
	let doc = new Y.Doc();
	let written = new Set<number>();
	const kept: Uint8Array[] = [];
	return {
		store,
		/** By whoever holds the device, or by a teammate whose words have come in. */
		write(words: string, by: 'me' | 'mate' = 'me', place = Infinity) {
			const hand = new Y.Doc();
			Y.applyUpdate(hand, Y.encodeStateAsUpdate(doc));
			const text = designText(hand, 'risks');
			text.insert(Math.min(place, text.length), words);
			if (by === 'me') written.add(hand.clientID);
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(hand));
		},
		/** Keeps the design as it stands now; its number is how it can be put back. */
		keep: () => kept.push(Y.encodeStateAsUpdate(doc)) - 1,
		async putBack(which: number) {
			const shelf = await store.open(copyName({ ...of, epoch }));
			await shelf.keep(Y.encodeStateAsUpdate(doc));
			for (const author of written) await shelf.noteArrived(author, 1);
			[epoch, doc, written] = [epoch + 1, new Y.Doc(), new Set()];
			Y.applyUpdate(doc, kept[which] ?? new Uint8Array([0, 0]));
		},
		shown: () => designText(doc, 'risks').toString(),
		look: () => findLeftWork(store, { ...of, epoch }, doc),
	};
}
const wordsOf = ({ design }: { design: { text: { risks: string } } }) => design.text.risks;

test('a restore that is taken back leaves no box with the words that stand there again', async () => {
	const { write, keep, putBack, look, shown } = device();
	write('第一版。');
	const first = keep();
	write('後來寫的。');
	const last = keep();
	await putBack(first);
	expect((await look()).map(wordsOf)).toEqual(['第一版。後來寫的。']);
	await putBack(last);
	expect(shown()).toBe('第一版。後來寫的。');
	expect(await look()).toEqual([]);
});

test('of several restores one box offers what stands in all of them, and it stands for all their copies', async () => {
	const { store, write, keep, putBack, look } = device();
	const nothing = keep();
	write('第一版。', 'mate');
	const first = keep();
	write('後來寫的。', 'mate');
	await putBack(first);
	await putBack(nothing);
	const list = await look();
	expect(list.map(wordsOf)).toEqual(['第一版。後來寫的。']);
	expect(list[0]?.isWrittenHere).toBe(false);
	expect([list[0]?.name, ...(list[0]?.also ?? [])].sort()).toEqual(await store.names());
});

test('whatever is written and put back, each word stands in the design or in a box, and one’s own are told apart', async () => {
	const step = fc.oneof(
		fc.record({ by: fc.constantFrom('me' as const, 'mate' as const), place: fc.nat(30) }),
		fc.record({ putBack: fc.nat(8) }),
		fc.constant('keep' as const),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
			const { write, keep, putBack, look, shown } = device();
			const all: { words: string; isMine: boolean }[] = [];
			let states = 0;
			for (const one of steps) {
				if (one === 'keep') states = keep() + 1;
				else if ('putBack' in one) {
					if (states > 0) await putBack(one.putBack % states);
				} else {
					// Of one character, so that it is found again wherever the next ones go.
					const words = String.fromCodePoint(0x4e00 + all.length);
					write(words, one.by, one.place);
					all.push({ words, isMine: one.by === 'me' });
				}
			}
			const boxes = await look();
			for (const { words, isMine } of all) {
				const holding = boxes.filter((box) => wordsOf(box).includes(words));
				expect(shown().includes(words) || holding.length > 0).toBe(true);
				if (isMine && !shown().includes(words))
					expect(holding.some(({ isWrittenHere }) => isWrittenHere)).toBe(true);
			}
			const said = boxes.map(wordsOf);
			for (const one of said) expect(said.filter((other) => other.includes(one)).length).toBe(1);
		}),
	);
});
