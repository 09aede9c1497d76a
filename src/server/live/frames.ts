import { frame } from '#workflow/messages.ts';

export type FrameKind = keyof typeof frame;

const encoder = new TextEncoder();

/** A frame ready to send: the kind in its first byte, then the content. */
export function packBytes(kind: FrameKind, content: Uint8Array): Uint8Array {
	const packed = new Uint8Array(content.length + 1);
	packed[0] = frame[kind];
	packed.set(content, 1);
	return packed;
}

export const packText = (kind: FrameKind, text: string): Uint8Array =>
	packBytes(kind, encoder.encode(text));

export function packAcknowledged(count: number): Uint8Array {
	const content = new Uint8Array(4);
	new DataView(content.buffer).setUint32(0, count);
	return packBytes('acknowledged', content);
}

export function packSyncAnswer(stateVector: Uint8Array, update: Uint8Array): Uint8Array {
	const content = new Uint8Array(4 + stateVector.length + update.length);
	new DataView(content.buffer).setUint32(0, stateVector.length);
	content.set(stateVector, 4);
	content.set(update, 4 + stateVector.length);
	return packBytes('syncAnswer', content);
}
