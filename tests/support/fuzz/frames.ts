import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { packPresence } from '#server/live/presence.ts';
import { designText, designValues } from '#workflow/design.ts';
import { frame, largestFrameBytes } from '#workflow/messages.ts';
import { largeValue, nested, rawUpdate } from '../raw-update.ts';

type Random = () => number;

const below = (random: Random, most: number): number => Math.floor(random() * most);
const oneOf = <Option>(random: Random, options: readonly Option[]): Option =>
	options[below(random, options.length)] as Option;

function randomBytes(random: Random, length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	for (let place = 0; place < length; place++) bytes[place] = below(random, 256);
	return bytes;
}

/** Some bytes changed, sometimes the end cut off, sometimes more put behind. */
function damaged(random: Random, honest: Uint8Array): Uint8Array {
	const cut = random() < 0.3 ? below(random, honest.length + 1) : honest.length;
	const bytes = honest.slice(0, cut);
	for (let bite = below(random, 4); bite > 0; bite--) {
		if (bytes.length > 0) bytes[below(random, bytes.length)] = below(random, 256);
	}
	if (random() > 0.1) return bytes;
	return Uint8Array.from([...bytes, ...randomBytes(random, below(random, 40))]);
}

/** What the present document and author would honestly send next. */
export interface Ground {
	author: number;
	stranger: number;
	doc: Y.Doc;
}

function nextUpdate(random: Random, { doc }: Ground, author: number): Uint8Array {
	const own = new Y.Doc();
	Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
	own.clientID = author;
	const seen = Y.encodeStateVector(own);
	const text = designText(own, 'risks');
	own.transact(() => {
		text.insert(below(random, text.length + 1), oneOf(random, ['字', '一句話。', '\ud83d\ude00']));
		if (text.length > 3 && random() < 0.4) text.delete(below(random, text.length - 1), 1);
		if (random() < 0.4) designValues(own).set('pointValue', random() * 3);
	});
	const update = Y.encodeStateAsUpdate(own, seen);
	own.destroy();
	return update;
}

/** Starts where an update may not: the first of two is left out. */
function outOfOrder(random: Random, ground: Ground): Uint8Array {
	const ahead = new Y.Doc();
	Y.applyUpdate(ahead, Y.encodeStateAsUpdate(ground.doc));
	ahead.clientID = ground.author;
	designText(ahead, 'risks').insert(0, '先');
	const seen = Y.encodeStateVector(ahead);
	designText(ahead, 'risks').insert(below(random, 2), '後');
	const update = Y.encodeStateAsUpdate(ahead, seen);
	ahead.destroy();
	return update;
}

const hugeNumbers = [2 ** 31 - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER];

/** Says that very much is coming, and then nothing does. */
function hugeLengths(random: Random, { author }: Ground): Uint8Array {
	const encoder = encoding.createEncoder();
	for (let number = 1 + below(random, 4); number > 0; number--) {
		const values = [author, 0, 1, ...hugeNumbers];
		encoding.writeVarUint(encoder, oneOf(random, values));
	}
	if (random() < 0.3) {
		// One struct of a client that fills nearly all the numbers there are.
		const filled = encoding.createEncoder();
		for (const part of [1, 1, author, 0]) encoding.writeVarUint(filled, part);
		encoding.writeUint8(filled, oneOf(random, [0, 1, 10]));
		encoding.writeVarUint(filled, oneOf(random, hugeNumbers));
		encoding.writeVarUint(filled, 0);
		return encoding.toUint8Array(filled);
	}
	return encoding.toUint8Array(encoder);
}

function presenceBody(random: Random, { author, stranger }: Ground): Uint8Array {
	const states: object[] = [
		{ field: 'risks' },
		{ field: 'x'.repeat(below(random, 5_000)) },
		JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as object,
		JSON.parse('{"__proto__":{"role":"lecturer"},"user":{"name":"老師"}}') as object,
		[1, 2],
	];
	const who = oneOf(random, [author, author, stranger, 0]);
	const clock = oneOf(random, [0, 1, 2 ** 31, 2 ** 32]);
	return packPresence(who, clock, random() < 0.1 ? null : oneOf(random, states)).subarray(1);
}

/** The author's next item, holding what no design does: a few levels of it, or thousands. */
function strangeValue(random: Random, { author, doc }: Ground): Uint8Array {
	const depth = oneOf(random, [2, 5, 50, 1_000, 5_000]);
	const way = oneOf(random, [...Object.values(nested), largeValue]);
	return rawUpdate({ author, clock: Y.getState(doc.store, author), ...way(depth) });
}

const bodies: readonly ((random: Random, ground: Ground) => Uint8Array)[] = [
	(random) => randomBytes(random, below(random, 300)),
	(random) => randomBytes(random, below(random, 12)),
	(random, ground) => damaged(random, nextUpdate(random, ground, ground.author)),
	(random, ground) => damaged(random, nextUpdate(random, ground, ground.author)),
	(random, ground) => nextUpdate(random, ground, ground.stranger),
	outOfOrder,
	strangeValue,
	(random, ground) => damaged(random, strangeValue(random, ground)),
	hugeLengths,
	(random, ground) => damaged(random, Y.encodeStateVector(ground.doc)),
	presenceBody,
	(random, ground) => damaged(random, presenceBody(random, ground)),
	() => new Uint8Array(),
];

/** Frames of the right kind that are wrong inside, or come at the wrong time, or once too often. */
const fitting: readonly ((random: Random, ground: Ground) => number[])[] = [
	(random, ground) => [frame.presence, ...presenceBody(random, ground)],
	(random, { stranger }) => [
		frame.presence,
		...packPresence(stranger, below(random, 2 ** 31), { field: 'risks' }).subarray(1),
	],
	(random, { doc }) => [
		frame.syncRequest,
		...Y.encodeStateVector(doc).slice(0, random() < 0.7 ? undefined : below(random, 9)),
	],
	(_random, { doc }) => [frame.update, ...Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))],
	(random, ground) => [frame.update, ...damaged(random, nextUpdate(random, ground, ground.author))],
	(random, ground) => [frame.update, ...strangeValue(random, ground)],
	(random, ground) => [
		frame.update,
		...Y.mergeUpdates([
			nextUpdate(random, ground, ground.author),
			nextUpdate(random, ground, ground.author),
		]),
	],
];

export interface Malformed {
	/** Text frames go as text. */
	data: Uint8Array | string;
	/** Written on the wire as it is, without the socket's own framing. */
	isRaw?: boolean;
}

const texts = ['', '字', '{"type":"update"}', '\u0000', '\ufeff[]', 'x'.repeat(3_000)];

/** Headers of frames that no client writes: reserved bits, unmasked, endless lengths. */
const wires = [
	[0xff, 0xff, 0xff, 0xff],
	[0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
	[0x82, 0x05, 1, 2, 3, 4, 5],
	[0x8b, 0x80, 0, 0, 0, 0],
	[0xc2, 0x81, 0, 0, 0, 0, 1],
	[0x88, 0x81, 0, 0, 0, 0, 1],
	[0x80, 0x81, 0, 0, 0, 0, 1],
];

/** One frame that no honest device sends, or hardly ever. */
export function malformedFrame(random: Random, ground: Ground): Malformed {
	const drawn = random();
	if (drawn < 0.03) return { data: oneOf(random, texts) };
	if (drawn < 0.05) return { data: Uint8Array.from(oneOf(random, wires)), isRaw: true };
	if (drawn < 0.06) {
		const length = oneOf(random, [largestFrameBytes - 2, largestFrameBytes, largestFrameBytes * 3]);
		return { data: new Uint8Array(length).fill(below(random, 256)) };
	}
	// Mostly where it nearly belongs, so that it gets past the door: the others end there.
	if (random() < 0.85) return { data: Uint8Array.from(oneOf(random, fitting)(random, ground)) };
	// Every kind there is, those only the server sends, and some there are not.
	const kinds = [...Object.values(frame), 8, 127, 255];
	const body = oneOf(random, bodies)(random, ground);
	return { data: Uint8Array.from([oneOf(random, kinds), ...body]) };
}
