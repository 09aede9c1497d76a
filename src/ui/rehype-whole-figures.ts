import { cutAtFigures } from './whole-figures.ts';

/** As much of a page's tree as matters here. */
interface Node {
	type: string;
	tagName?: string;
	value?: string;
	properties?: Record<string, unknown>;
	children?: Node[];
}

/** Where text is not read as sentences, or is looked at as it stands. */
const left: ReadonlySet<string> = new Set(['code', 'pre', 'math', 'script', 'style']);

/** A build step for lessons: no number is parted from its unit at the end of a line. */
export function rehypeWholeFigures() {
	return (tree: Node): void => keepWhole(tree);
}

function keepWhole(node: Node): void {
	if (!node.children || left.has(node.tagName ?? '')) return;
	node.children = node.children.flatMap((child) => {
		if (child.type !== 'text') {
			keepWhole(child);
			return child;
		}
		const pieces = cutAtFigures(child.value ?? '');
		if (pieces.length === 1) return child;
		return pieces.flatMap((value, place): Node[] => {
			if (value === '') return [];
			const text = { type: 'text', value };
			if (place % 2 === 0) return [text];
			return [
				{
					type: 'element',
					tagName: 'span',
					properties: { className: ['whole'] },
					children: [text],
				},
			];
		});
	});
}
