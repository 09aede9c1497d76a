import { frame, type Hello, type Notice, type View } from '#workflow/messages.ts';

/** One frame from the server, read. Frames of a kind that this version does not know are null. */
export type Incoming =
	| { kind: 'hello'; hello: Hello }
	| { kind: 'view'; view: View }
	| { kind: 'notice'; notice: Notice }
	| { kind: 'acknowledged'; count: number }
	| { kind: 'syncAnswer'; serverVector: Uint8Array; update: Uint8Array }
	| { kind: 'update'; update: Uint8Array }
	| { kind: 'presence'; payload: Uint8Array };

const text = new TextDecoder();

/** Puts the kind's byte before a payload. */
export function toFrame(kind: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(payload.length + 1);
	bytes[0] = kind;
	bytes.set(payload, 1);
	return bytes;
}

/** Reads a frame from the server; null for an unknown kind. Throws RangeError when it is cut short. */
export function readFrame(bytes: Uint8Array): Incoming | null {
	const body = bytes.subarray(1);
	const numbers = new DataView(body.buffer, body.byteOffset, body.byteLength);
	switch (bytes[0]) {
		case frame.hello:
			return { kind: 'hello', hello: JSON.parse(text.decode(body)) as Hello };
		case frame.view:
			return { kind: 'view', view: JSON.parse(text.decode(body)) as View };
		case frame.notice:
			return { kind: 'notice', notice: JSON.parse(text.decode(body)) as Notice };
		case frame.acknowledged:
			return { kind: 'acknowledged', count: numbers.getUint32(0) };
		case frame.syncAnswer: {
			const vectorLength = numbers.getUint32(0);
			if (vectorLength > body.length - 4) throw new RangeError('sync answer is cut short');
			return {
				kind: 'syncAnswer',
				serverVector: body.subarray(4, 4 + vectorLength),
				update: body.subarray(4 + vectorLength),
			};
		}
		case frame.update:
			return { kind: 'update', update: body };
		case frame.presence:
			return { kind: 'presence', payload: body };
		default:
			return null;
	}
}
