import { isObject, progressOf } from '#lessons/own/entries.ts';
import { kindOf, readEntry, type Entries } from '#lessons/own/merge.ts';
import { textsIn } from '#lessons/own/notes.ts';
import { isOwnKey } from '#lessons/own/own-keys.ts';
import { seenOf } from '#lessons/own/guesses-and-paths.ts';
import { noteOf } from '#lessons/own/own-words.ts';

/**
 * A reader's record as it travels: the JSON of a file, or the part of a link after `#`, which no
 * server sees. What comes back is read as if a stranger had written it.
 */
const format = 'loyalty-lab';
export const version = 1;
const isVersion = (value: unknown): value is number =>
	Number.isInteger(value) && Number(value) >= 1;
/** No record is nearly as large; a file or link that says otherwise is not opened. */
export const mostCharacters = 4_000_000;
/** What is read of a record from elsewhere; nothing that the course writes comes near any of it. */
export const most = {
	entries: 5_000,
	/** Characters in the name of a lesson, a question, a seal. */
	name: 64,
	/** Characters in what a place says of its section; an address in Chinese takes nine to a sign. */
	section: 2_000,
	note: 100_000,
	/** Texts that one note may hold. */
	texts: 20,
	/** Paths gone to their end in one exercise, and characters in one of them. */
	paths: 1_000,
	path: 1_000,
} as const;

export type Opened =
	| {
			readonly entries: Entries;
			/** Entries that are of no kind this version knows, or hold nothing that can be read. */
			readonly unread: number;
	  }
	/** One sentence, for the reader. */
	| { readonly problem: string };

const safe = '你現在的紀錄沒有動。';
export const problems = {
	file: `這個檔案讀不出學習紀錄：可能不是從這裡下載的，或是傳的時候壞了。${safe}`,
	link: `這個連結讀不出學習紀錄：可能只貼到一部分。請重新複製一次，或改用檔案。${safe}`,
	newer: `這份紀錄是用比較新的版本存的，這一頁還讀不懂；請在存它的那個網址打開。${safe}`,
	large: `這一份太大，不像學習紀錄。${safe}`,
	old: `這個瀏覽器打不開連結裡壓縮過的紀錄；請在原來的裝置下載檔案，改用檔案。${safe}`,
} as const;

export const packText = (entries: Entries, at: string): string =>
	JSON.stringify({ format, version, at, entries });

const isName = (name: string): boolean => name.length <= most.name;

/** An entry from elsewhere, as large as one may be; null where it cannot be read, or is larger. */
function readForeign(key: string, value: unknown): object | null {
	if (!isOwnKey(key) || !key.split('/').every(isName)) return null;
	const kind = kindOf(key);
	if (kind === 'note') {
		const { text = '' } = noteOf(value) ?? {};
		if (text.length > most.note || textsIn(text).length > most.texts) return null;
	}
	if (kind === 'exercise-seen') {
		const fits = seenOf(value).filter(({ length }) => length <= most.path);
		return readEntry(key, fits.slice(0, most.paths));
	}
	if (kind !== 'progress') return readEntry(key, value);
	const { stamped, last, places } = progressOf(value);
	return readEntry(key, {
		stamped: stamped.filter(isName).slice(0, most.entries),
		last: last !== null && isName(last) ? last : null,
		places: places.filter(
			({ lesson, section, words }) =>
				isName(lesson) && `${section ?? ''}${words ?? ''}`.length <= most.section,
		),
	});
}

function opened(text: string, damaged: string): Opened {
	let packed: unknown;
	try {
		packed = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return { problem: damaged };
	}
	if (!isObject(packed) || packed['format'] !== format) return { problem: damaged };
	if (!isVersion(packed['version'])) return { problem: damaged };
	if (packed['version'] > version) return { problem: problems.newer };
	if (!isObject(packed['entries'])) return { problem: damaged };
	const all = Object.entries(packed['entries']);
	if (all.length > most.entries) return { problem: problems.large };
	const readable = all.flatMap(([key, value]) => {
		const entry = readForeign(key, value);
		return entry ? [[key, entry] as const] : [];
	});
	if (all.length > 0 && readable.length === 0) return { problem: damaged };
	return { entries: Object.fromEntries(readable), unread: all.length - readable.length };
}

export const openText = (text: string): Opened =>
	text.length > mostCharacters ? { problem: problems.large } : opened(text, problems.file);

/** A file somebody chose; one too large for a record is not even read. */
export async function openFile(file: Blob): Promise<Opened> {
	if (file.size > mostCharacters) return { problem: problems.large };
	return file.text().then(openText, () => ({ problem: problems.file }));
}

const toBase64Url = (bytes: Uint8Array): string => {
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> => {
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
};

/** Bytes through a stream that packs or unpacks them; stops where more comes out than a record has. */
async function through(
	bytes: Uint8Array<ArrayBuffer>,
	stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
	const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let length = 0;
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		chunks.push(part.value);
		length += part.value.length;
		if (length > mostCharacters) {
			await reader.cancel();
			throw new RangeError(`a record has at most ${mostCharacters} bytes`);
		}
	}
	return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/**
 * What stands after `#` in a link: `z.` with zlib's checksum where the browser packs, else `p.` for
 * plain. Neither needs a secure address.
 */
export async function packHash(entries: Entries, at: string): Promise<string> {
	const bytes = new TextEncoder().encode(packText(entries, at));
	if (typeof CompressionStream === 'undefined') return `p.${toBase64Url(bytes)}`;
	return `z.${toBase64Url(await through(bytes, new CompressionStream('deflate')))}`;
}

export async function openHash(hash: string): Promise<Opened> {
	const [, kind, text = ''] = /^#?([zp])\.([\w-]+)$/.exec(hash) ?? [];
	if (!kind || text.length > mostCharacters) return { problem: problems.link };
	if (kind === 'z' && typeof DecompressionStream === 'undefined') return { problem: problems.old };
	try {
		const bytes = fromBase64Url(text);
		const plain = kind === 'z' ? await through(bytes, new DecompressionStream('deflate')) : bytes;
		return opened(new TextDecoder('utf-8', { fatal: true }).decode(plain), problems.link);
	} catch {
		return { problem: problems.link };
	}
}
