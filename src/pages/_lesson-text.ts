import { render } from 'astro:content';
import type { Lesson } from '#lessons/course.ts';
import { lessonParser } from '#lessons/lesson-parser.ts';
import type { Passage } from '#search/entries.ts';

/** What of a parsed lesson matters here; its nodes are of many kinds. */
interface Node {
	readonly type: string;
	readonly name?: string | null;
	readonly value?: string;
	readonly depth?: number;
	readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
	readonly children?: readonly Node[];
}

/** The answers of a check are for finding out, not for looking up. */
const unread: ReadonlySet<string> = new Set(['Check', 'Question']);
const blocks: ReadonlySet<string> = new Set(['paragraph', 'tableRow', 'listItem', 'heading']);

function textOf(node: Node): string {
	if (node.type === 'text' || node.type === 'inlineCode') return node.value ?? '';
	if (node.name && unread.has(node.name)) return '';
	const inside = (node.children ?? []).map(textOf);
	if (node.type === 'tableRow') return `${inside.join('　')}\n`;
	return blocks.has(node.type) ? `${inside.join('')}\n` : inside.join('');
}

const trees = new Map<string, Node>();

/** A lesson's text as it was parsed, once for all who ask. */
function treeOf(lesson: Lesson): Node {
	const tree = trees.get(lesson.id) ?? (lessonParser.parse(lesson.body ?? '') as unknown as Node);
	trees.set(lesson.id, tree);
	return tree;
}

const tidy = (text: string): string => text.replace(/\n{2,}/g, '\n').trim();

/** A lesson's text in passages: what stands before the first heading, then heading by heading. */
export async function passagesOf(lesson: Lesson): Promise<Passage[]> {
	const tree = treeOf(lesson);
	const { headings } = await render(lesson);
	const parts: { heading?: string; anchor?: string; text: string }[] = [{ text: '' }];
	let met = 0;
	for (const node of tree.children ?? []) {
		if (node.type === 'heading') {
			const heading = headings[met];
			met += 1;
			if (!heading) throw new Error(`${lesson.id}：課文的標題和頁面上的對不起來。`);
			parts.push({ heading: heading.text, anchor: heading.slug, text: '' });
		} else {
			const part = parts.at(-1);
			if (part) part.text += textOf(node);
		}
	}
	return parts
		.map((part) => ({ ...part, text: tidy(part.text) }))
		.filter(({ heading, text }) => heading !== undefined || text !== '');
}

/** The terms that a lesson explains in its text, each with the anchor of the heading it stands under. */
export async function termsIn(lesson: Lesson): Promise<Map<string, string | null>> {
	const tree = treeOf(lesson);
	const { headings } = await render(lesson);
	const found = new Map<string, string | null>();
	let met = 0;
	const look = (node: Node): void => {
		if (node.type === 'heading') met += 1;
		if (node.name === 'Term') {
			const id = node.attributes?.find(({ name }) => name === 'id')?.value;
			if (typeof id === 'string' && !found.has(id)) {
				found.set(id, headings[met - 1]?.slug ?? null);
			}
		}
		for (const child of node.children ?? []) look(child);
	};
	look(tree);
	return found;
}
