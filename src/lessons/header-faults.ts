import type { z } from 'astro/zod';
import { zhTW } from 'zod/locales';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { WordFault } from './words-used.ts';

/** What is wrong in the data of a file that a teacher writes, with the line where it stands. */

/**
 * Faults of a file's data, in the order of their lines: the lines between two `---` of a Markdown
 * file, all of any other.
 *
 * @param schema what the data have to be; its own messages are told as they are.
 */
export function headerFaults(source: string, schema: z.ZodType): WordFault[] {
	const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
	const inHead = /^---[^\S\n]*\n/.test(text);
	const head = /^---[^\S\n]*\n([\s\S]*?\n)??---[^\S\n]*(\n|$)/.exec(text);
	if (inHead && !head) {
		return [{ line: 1, message: '檔頭沒有結束：開頭的 --- 之後，資料寫完要再有一行 ---。' }];
	}
	const linesBefore = head ? 1 : 0;
	const lines = new LineCounter();
	const document = parseDocument(head ? (head[1] ?? '') : text, { lineCounter: lines });
	const lineAt = (offset: number | undefined): number =>
		offset === undefined ? 1 : lines.linePos(offset).line + linesBefore;

	// One slip of the hand makes many errors; the first is where it is.
	const [unread] = document.errors;
	if (unread) {
		const why = unread.message.split(' at line')[0];
		const message = `這一行的寫法（YAML）讀不懂，常見的是少了引號、縮排不齊、冒號後面沒有空格（${why}）`;
		return [{ line: lineAt(unread.pos[0]), message }];
	}
	const { error } = schema.safeParse(document.toJS() ?? {}, { error: zhTW().localeError });
	if (!error) return [];
	return error.issues
		.map((issue) => {
			const key = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
			const at = placeOf(issue.path);
			return {
				line: lineAt(startOf(document, [...issue.path, ...key])),
				message: at === '' ? issue.message : `${at}：${issue.message}`,
			};
		})
		.sort((one, other) => one.line - other.line);
}

/** 「notes第1項的say」. */
const placeOf = (path: readonly PropertyKey[]): string =>
	path.reduce<string>(
		(before, step) =>
			typeof step === 'number'
				? `${before}第${step + 1}項`
				: `${before}${before === '' ? '' : '的'}${String(step)}`,
		'',
	);

/** Where a value's key stands; of a missing one, the nearest thing around it that is there. */
function startOf(document: Document, path: readonly PropertyKey[]): number | undefined {
	let node: unknown = document.contents;
	let start: number | undefined;
	for (const step of path) {
		if (isMap(node)) {
			const pair = node.items.find(
				({ key }) => isScalar(key) && String(key.value) === String(step),
			);
			if (!isScalar(pair?.key)) break;
			start = pair.key.range?.[0] ?? start;
			node = pair.value;
		} else {
			node = isSeq(node) ? node.items[Number(step)] : undefined;
			if (isMap(node) || isSeq(node) || isScalar(node)) start = node.range?.[0] ?? start;
			else break;
		}
	}
	return start;
}
