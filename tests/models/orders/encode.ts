import type { Encoding } from '#models/orders/recognise.ts';

let big5Bytes: Map<string, [number, number]> | null = null;

/** Big5 has a decoder everywhere and an encoder nowhere, so its table is read backwards. */
function big5Table(): Map<string, [number, number]> {
	if (big5Bytes) return big5Bytes;
	big5Bytes = new Map();
	const decoder = new TextDecoder('big5');
	for (let lead = 0xa1; lead <= 0xf9; lead++) {
		for (let trail = 0x40; trail <= 0xfe; trail++) {
			const text = decoder.decode(Uint8Array.of(lead, trail));
			if ([...text].length === 1 && text !== '\uFFFD' && !big5Bytes.has(text)) {
				big5Bytes.set(text, [lead, trail]);
			}
		}
	}
	return big5Bytes;
}

/** The text's bytes. Marks (BOM) only where asked for. */
export function encode(text: string, encoding: Encoding, mark = false): Uint8Array {
	if (encoding === 'utf-8') return new TextEncoder().encode(mark ? `\uFEFF${text}` : text);
	if (encoding === 'big5') {
		const bytes: number[] = [];
		for (const char of text) {
			const code = char.codePointAt(0) as number;
			if (code < 128) bytes.push(code);
			else bytes.push(...(big5Table().get(char) ?? [0x3f]));
		}
		return Uint8Array.from(bytes);
	}
	const content = mark ? `\uFEFF${text}` : text;
	const bytes = new Uint8Array(content.length * 2);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < content.length; i++) {
		view.setUint16(i * 2, content.charCodeAt(i), encoding === 'utf-16le');
	}
	return bytes;
}

export const utf8 = (text: string): Uint8Array => encode(text, 'utf-8');
