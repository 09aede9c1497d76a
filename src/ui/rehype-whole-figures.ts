import { cutAtItems, units } from './whole-figures.ts';

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

/** Where words stay together as long as they fit. */
const briefly: ReadonlySet<string> = new Set(['th', 'td', 'h2', 'h3']);
/** A name in a table is not stacked letter by letter. */
const mostInName = 2;

/** 3,667元 · 59.3萬元 · 12個月 · 25–85%: a number's last digit with what it counts; a sign with what it joins. */
const joint = new RegExp(
	`(\\d–[\\d,.]*\\d(?: ?(?:${units}))?|＝ \\S[\\d,.]*(?: ?(?:${units}))?(?: [×÷＋−](?= ))?|(?:\\d ?(?:${units})|\\S) [×÷＋−](?= )|\\d ?(?:${units}))`,
);

const sum = new RegExp(
	`((?:NT\\$)?\\d[\\d,.]*(?: ?(?:${units}))?(?: [×÷＋−＝] \\d[\\d,.]*(?: ?(?:${units}))?)+)`,
);
/** A sum so short is read as one figure: 12 × 40 ＝ 480元. */
const longestOnOneLine = 14;

/**
 * Running text cut so that no number is parted from its unit at the end of a line: every second
 * piece, from the second on, is to stay whole. A piece begins with the last digit, because in a line
 * of some length digits keep together by themselves.
 */
export const cutAtFigures = (text: string): string[] =>
	text.split(sum).reduce<string[]>((pieces, part, place) => {
		const isShort = place % 2 === 1 && part.length <= longestOnOneLine;
		const [first = '', ...rest] = isShort ? ['', part, ''] : part.split(joint);
		return [...pieces.slice(0, -1), (pieces.at(-1) ?? '') + first, ...rest];
	}, []);

/** A build step for lessons: no number is parted from its unit at the end of a line. */
export function rehypeWholeFigures() {
	return (tree: Node): void => keepWhole(tree, cutAtFigures);
}

const whole = (children: Node[]): Node => ({
	type: 'element',
	tagName: 'span',
	properties: { className: ['whole'] },
	children,
});

function keepWhole(node: Node, cut: typeof cutAtFigures): void {
	const name = node.tagName ?? '';
	if (!node.children || left.has(name)) return;
	if (/^t[hd]$/.test(name) && textOf(node).length <= mostInName) {
		node.children = [whole(node.children)];
		return;
	}
	const cutHere = briefly.has(name) ? cutAtItems : cut;
	node.children = node.children.flatMap((child) => {
		if (child.type !== 'text') {
			keepWhole(child, cutHere);
			return child;
		}
		const pieces = cutHere(child.value ?? '');
		if (pieces.length === 1) return child;
		return pieces.flatMap((value, place): Node[] => {
			if (value === '') return [];
			const text = { type: 'text', value };
			return [place % 2 === 0 ? text : whole([text])];
		});
	});
}

const textOf = (node: Node): string =>
	node.value ?? (node.children ?? []).map(textOf).join('').trim();
