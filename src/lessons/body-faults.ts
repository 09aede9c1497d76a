import { lessonParser } from './lesson-parser.ts';
import type { WordFault } from './words-used.ts';

/** What the parser throws: where, by which rule, and why in English. */
interface Unread {
	readonly line?: number;
	readonly ruleId?: string;
	readonly reason: string;
}

const isUnread = (error: unknown): error is Unread =>
	error instanceof Error && 'reason' in error && typeof error.reason === 'string';

/**
 * What stops a lesson's text from being read at all: a word of the vocabulary that is not closed, a
 * brace without its other half. None or one: behind the first nothing can be read.
 *
 * @param source the whole file, with its header, so that the lines are those of the file.
 */
export function bodyFaults(source: string): WordFault[] {
	const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
	const body = text.replace(/^---[^\S\n]*\n[\s\S]*?\n---[^\S\n]*(?=\n|$)/, (head) =>
		head.replace(/[^\n]/g, ''),
	);
	try {
		lessonParser.parse(body);
		return [];
	} catch (error) {
		if (!isUnread(error)) throw error;
		return [faultOf(error)];
	}
}

function faultOf({ line, ruleId, reason }: Unread): WordFault {
	const [, opened, from] = /closing tag for `(<[^`]*>)` \((\d+):/.exec(reason) ?? [];
	if (opened) {
		const other = /Unexpected closing tag `([^`]*)`/.exec(reason)?.[1];
		const close = opened.replace(/^<(\S*?)>$/, '</$1>');
		const met = other ? `，第${line}行關的卻是${other}` : '';
		const message = `${opened}沒有關上${met}；請補上${close}，行內的要關在同一段裡`;
		return { line: Number(from), message };
	}
	const told: Record<string, string> = {
		'unexpected-closing-slash': '這裡關上一個詞，前面卻沒有打開它',
		'unexpected-character':
			'「<」後面要接詞的名字，屬性的值要用引號；要寫小於，請寫「&lt;」或「小於」',
		'unexpected-eof': '引號、「<」或「{」沒有另一半；要寫大括號本身，請寫「\\{」',
		acorn: '大括號裡的值讀不懂；要寫大括號本身，請寫「\\{」',
	};
	return { line: line ?? 1, message: `${told[ruleId ?? ''] ?? '這裡讀不懂'}（${reason}）` };
}
