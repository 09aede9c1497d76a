/**
 * What kind of file somebody dropped, from its bytes alone: names lie, and a spreadsheet saved as
 * .csv by renaming it is still a zip archive.
 */

/** Callers look at the size before they read; beyond this a laptop's memory is at stake. */
export const maximumFileBytes = 200_000_000;

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'big5'] as const;
export type Encoding = (typeof encodings)[number];

export type FileProblem =
	| 'empty'
	| 'tooLarge'
	| 'picture'
	| 'pdf'
	| 'spreadsheet'
	| 'archive'
	| 'webPage'
	| 'binary'
	| 'unknownEncoding';

export type Recognised =
	| {
			readonly ok: true;
			readonly encoding: Encoding;
			/** Bytes of the byte-order mark to leave out. */
			readonly markBytes: number;
			/** Characters that could not be decoded (Big5 has private ones for rare names). */
			readonly undecodable: number;
	  }
	| { readonly ok: false; readonly reason: FileProblem };

interface Signature {
	readonly bytes: readonly number[];
	readonly at?: number;
	readonly is: FileProblem;
}

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

const signatures: readonly Signature[] = [
	{ bytes: [0x89, 0x50, 0x4e, 0x47], is: 'picture' },
	{ bytes: [0xff, 0xd8, 0xff], is: 'picture' },
	{ bytes: ascii('GIF8'), is: 'picture' },
	{ bytes: ascii('WEBP'), at: 8, is: 'picture' },
	{ bytes: ascii('ftyp'), at: 4, is: 'picture' },
	{ bytes: [0x49, 0x49, 0x2a, 0x00], is: 'picture' },
	{ bytes: [0x4d, 0x4d, 0x00, 0x2a], is: 'picture' },
	{ bytes: ascii('%PDF'), is: 'pdf' },
	// The old spreadsheet format; documents share it, and are no more use here.
	{ bytes: [0xd0, 0xcf, 0x11, 0xe0], is: 'spreadsheet' },
	{ bytes: [0x1f, 0x8b, 0x08], is: 'archive' },
	{ bytes: ascii('Rar!'), is: 'archive' },
	{ bytes: [0x37, 0x7a, 0xbc, 0xaf], is: 'archive' },
];

function startsWith(bytes: Uint8Array, wanted: readonly number[], at = 0): boolean {
	return wanted.every((byte, index) => bytes[at + index] === byte);
}

/** The first bytes as Latin letters, for looking words up. */
function headText(bytes: Uint8Array, length: number): string {
	let text = '';
	for (const byte of bytes.subarray(0, length)) text += String.fromCharCode(byte);
	return text;
}

function byContent(bytes: Uint8Array): FileProblem | null {
	const known = signatures.find(({ bytes: wanted, at }) => startsWith(bytes, wanted, at));
	if (known) return known.is;
	if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
		const inside = headText(bytes, 4_096);
		return /xl\/|\[Content_Types\]|opendocument\.spreadsheet|Index\/Document/.test(inside)
			? 'spreadsheet'
			: 'archive';
	}
	if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(headText(bytes, 256))) return 'webPage';
	return null;
}

/** UTF-16 without its mark: half the bytes of digits and commas are zero, always the same half. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
	const looked = bytes.subarray(0, 4_096);
	if (looked.length < 4) return null;
	const zeros = [0, 0];
	for (const [index, byte] of looked.entries()) {
		if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1;
	}
	const [even, odd] = zeros as [number, number];
	const enough = looked.length / 8;
	if (odd > enough && even === 0) return 'utf-16le';
	return even > enough && odd === 0 ? 'utf-16be' : null;
}

/** Decodes in pieces, so that a large file never stands twice in memory as text. */
export function* decoded(
	bytes: Uint8Array,
	encoding: Encoding,
	pieceBytes = 1_048_576,
): Generator<string> {
	const decoder = new TextDecoder(encoding);
	for (let at = 0; at < bytes.length; at += pieceBytes) {
		const last = at + pieceBytes >= bytes.length;
		yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: !last });
	}
}

function isUtf8(bytes: Uint8Array): boolean {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		for (let at = 0; at < bytes.length; at += 1_048_576) {
			const last = at + 1_048_576 >= bytes.length;
			decoder.decode(bytes.subarray(at, at + 1_048_576), { stream: !last });
		}
		return true;
	} catch {
		return false;
	}
}

/** More than this share of undecodable characters, and the file is in another encoding. */
const tolerated = 0.02;
const enoughForBig5 = 4_000_000;
/** Some decoders put unknown pairs into the private area instead of replacing them. */
const notInBig5 = /[\u0080-\u009F\uE000-\uF8FF\uFFFD]/g;

function asBig5(bytes: Uint8Array): Recognised {
	let undecodable = 0;
	let beyondAscii = 0;
	for (const text of decoded(bytes.subarray(0, enoughForBig5), 'big5')) {
		undecodable += text.match(notInBig5)?.length ?? 0;
		beyondAscii += text.length - text.replace(/[^\0-\x7F]/g, '').length;
	}
	return undecodable <= tolerated * beyondAscii
		? { ok: true, encoding: 'big5', markBytes: 0, undecodable }
		: { ok: false, reason: 'unknownEncoding' };
}

const controls = (bytes: Uint8Array): number => {
	let count = 0;
	// Tab, line ends, form feed and the old end-of-file mark (26) occur in text.
	for (const byte of bytes) {
		if (byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 26 && byte !== 27) count++;
	}
	return count;
};

/**
 * Tells text from pictures and archives, and which encoding the text is in: UTF-8 (with or without
 * a mark), UTF-16, else Big5, as spreadsheets in Taiwan still write it. `bytes` is the whole file.
 */
export function recogniseFile(bytes: Uint8Array): Recognised {
	if (bytes.length === 0) return { ok: false, reason: 'empty' };
	if (bytes.length > maximumFileBytes) return { ok: false, reason: 'tooLarge' };
	const marked = (encoding: Encoding, markBytes: number): Recognised =>
		bytes.length > markBytes
			? { ok: true, encoding, markBytes, undecodable: 0 }
			: { ok: false, reason: 'empty' };
	if (startsWith(bytes, [0xff, 0xfe])) return marked('utf-16le', 2);
	if (startsWith(bytes, [0xfe, 0xff])) return marked('utf-16be', 2);
	const other = byContent(bytes);
	if (other !== null) return { ok: false, reason: other };
	const wide = unmarkedUtf16(bytes);
	if (wide !== null) return marked(wide, 0);
	if (bytes.includes(0) || controls(bytes.subarray(0, 65_536)) > 8) {
		return { ok: false, reason: 'binary' };
	}
	const markBytes = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
	if (isUtf8(bytes)) return marked('utf-8', markBytes);
	return asBig5(bytes);
}
