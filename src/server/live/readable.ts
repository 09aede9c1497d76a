import { isDeepStrictEqual } from 'node:util';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { isLoadable, loadState } from './cost/tangle.ts';

/**
 * How deep a value may nest. A design's are flat. Whoever reads or writes a nested one goes down a
 * step of the stack a level, and how many there are differs from one device and moment to the next:
 * what one of them still takes, the next could not.
 */
const deepestValue = 4;
/** More than any value of a design takes, in bytes. */
const largestValueBytes = 8 * 1024;

/** How lib0 marks what comes next. */
const mark = { bytes: 116, list: 117, object: 118, bigInteger: 122 } as const;

/** Goes past one value without keeping it; throws for one that is too deep, or none of a design's. */
function pass(decoder: decoding.Decoder, isStrict: boolean, deepest = deepestValue): void {
	const kind = decoding.peekUint8(decoder);
	if (isStrict && (kind === mark.bytes || kind === mark.bigInteger))
		throw new TypeError('strange value');
	if (kind !== mark.list && kind !== mark.object) {
		decoding.readAny(decoder);
		return;
	}
	if (deepest === 0) throw new RangeError('nested too deeply');
	decoding.readUint8(decoder);
	for (let left = decoding.readVarUint(decoder); left > 0; left--) {
		const key = kind === mark.object ? decoding.readVarString(decoder) : null;
		if (isStrict && key === '__proto__') throw new TypeError('strange key');
		pass(decoder, isStrict, deepest - 1);
	}
}

/** Looks at each value byte by byte before it is read, so that none can hide behind another. */
class ShallowDecoder extends Y.UpdateDecoderV1 {
	isStrict = false;

	override readAny(): unknown {
		const { restDecoder } = this;
		const from = restDecoder.pos;
		pass(restDecoder, this.isStrict);
		if (this.isStrict && restDecoder.pos - from > largestValueBytes)
			throw new RangeError('value too large');
		restDecoder.pos = from;
		return super.readAny();
	}
}

let latest: StrictDecoder | null = null;

class StrictDecoder extends ShallowDecoder {
	override isStrict = true;

	constructor(decoder: decoding.Decoder) {
		super(decoder);
		// Yjs gives away what it has read and not how far it has read.
		latest = this;
	}
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

/**
 * Reads an update from a device; throws for one with a value that no design holds, and where there is
 * more than an update: every mate would be sent that too.
 */
export function decodeStrictly(body: Uint8Array): Decoded {
	const decoded = Y.decodeUpdateV2(body, StrictDecoder);
	const isRead = latest !== null && !decoding.hasContent(latest.restDecoder);
	latest = null;
	if (!isRead) throw new RangeError('more than an update');
	return decoded;
}

const isShallow = (value: unknown, deepest = deepestValue): boolean =>
	typeof value !== 'object' ||
	value === null ||
	(deepest > 0 && Object.values(value).every((part) => isShallow(part, deepest - 1)));

/** Whether what an item holds can be read and written out again wherever it goes. */
function isSafe(struct: Decoded['structs'][number]): boolean {
	if (!(struct instanceof Y.Item)) return true;
	const { content } = struct;
	if (content instanceof Y.ContentJSON) return isShallow(content.getContent());
	if (content instanceof Y.ContentEmbed) return isShallow(content.embed);
	if (content instanceof Y.ContentFormat) return isShallow(content.value);
	return true;
}

/** Whether a stored update or state can be read, here and on every device, now and the next time. */
export function isReadable(body: Uint8Array): boolean {
	try {
		return Y.decodeUpdateV2(body, ShallowDecoder).structs.every(isSafe);
	} catch {
		return false;
	}
}

/** Whether a document says the same once it is read back from a state: what it replaces may go then. */
export function isSaidBy(doc: Y.Doc, state: Uint8Array): boolean {
	const again = loadState(state);
	if (again === null) return false;
	for (const [name, part] of doc.share) {
		if (part instanceof Y.Text && part.toJSON() !== again.getText(name).toJSON()) return false;
		const isMap = part instanceof Y.Map;
		if (isMap && !isDeepStrictEqual(part.toJSON(), again.getMap(name).toJSON())) return false;
	}
	return true;
}

/** A document as one state that has been read back; null for one that could not be. */
export function stateOf(doc: Y.Doc): Uint8Array | null {
	try {
		const body = Y.encodeStateAsUpdate(doc);
		return isReadable(body) && isLoadable(body) ? body : null;
	} catch {
		return null;
	}
}
