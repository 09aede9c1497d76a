import { parseAst } from 'vite';

/**
 * What Chart.js asks itself and this site has settled once for all, by function or method: an `if`
 * or a choice whose answer is always the same here. A bundler that is told the answer leaves out
 * what hangs on the other one. Settings that could change it are the ones in chart-js.ts.
 */
type Answers = Readonly<Record<string, boolean>>;
const settled: Readonly<Record<string, Answers>> = {
	// Marks under the pointer are circles, rhombs and squares; there is no legend with a width.
	drawPointLegend: { "style && typeof style === 'object'": false, w: false },
	// Axes have no limits but those they are told, and lines no gaps to be spanned.
	_getStartAndCountOfVisiblePoints: { minDefined: false, maxDefined: false },
	binarySearch: { spanGaps: false, '!intersect': true, 'controller._sharedOptions': false },
	// Under the pointer stands what is nearest along x, whether hit or not.
	'Interaction.modes.index': { 'options.intersect': false },
	getNearestItems: { "axis === 'r' && !intersect": false },
	getNearestCartesianItems: { 'intersect && !inRange': false },
	_computeSegments: { 'spanGaps === true': false },
	// Nothing is filled but by our own hand.
	'DatasetController.initialize': {
		"this.options.fill && !this.chart.isPluginEnabled('filler')": false,
	},
	// Lines are open, straight or stepped before their points, without styles by the segment.
	_steppedLineTo: { "mode === 'middle'": false },
	pathSegment: { loop: false },
	'LineElement.updateControlPoints': {
		"(options.tension || options.cubicInterpolationMode === 'monotone') && !options.stepped && !this._pointsUpdated": false,
	},
	'LineController.updateElements': { segment: false },
	// Bars stand upright, side by side, with an open foot.
	setBorderSkipped: { 'edge === true': false, "edge === 'middle' && stack": false },
	getBarBounds: { 'bar.horizontal': false },
	borderProps: { 'properties.horizontal': false },
	'BarController.updateElements': { horizontal: false },
	'BarController._calculateBarValuePixels': { 'Math.abs(size) < minBarLength': false },
	// Every setting is a plain value, so none is asked for by the point.
	'DatasetController.getContext': { 'index >= 0 && index < this._cachedMeta.data.length': false },
	_resolveArray: { 'isObject(value[0])': false },
	'Config.resolveNamedOptions': { 'needContext(resolver, names)': false },
	// Nothing moves by itself.
	'DatasetController._resolveAnimations': {
		'chart.options.animation !== false': false,
		'options && options._cacheable': false,
	},
	'Animations.update': { 'this._properties.size === 0': true },
	'Element.getProps': { '!final || !anims': true },
	'Chart.render': { 'animator.has(this)': false },
	'Chart.resize': { '!animator.running(this)': true },
	'Chart.draw': { 'this._resizeBeforeDraw': false },
	'Chart.update': { '!animsDisabled': false },
	'LineElement.draw': { 'this.animated': false },
	// An axis is not drawn.
	'Scale._layers': { '!this._isVisible() || this.draw !== Scale.prototype.draw': true },
	'Scale.draw': { '!this._isVisible()': true },
	'Scale.getLineWidthForValue': { '!this._isVisible() || !grid.display': true },
	'Scale.update': {
		"tickOpts.display && (tickOpts.autoSkip || tickOpts.source === 'auto')": false,
	},
	'Scale.getContext': { 'index >= 0 && index < ticks.length': false },
	placeBoxes: { 'box.fullSize': false },
	'Chart.updateHoverStyle': { "mode === 'dataset'": false },
};

/** Cases of a switch that never come up. */
const neverTheCase: Readonly<Record<string, readonly string[]>> = {
	drawPointLegend: [
		...["'triangle'", "'rectRounded'", "'crossRot'", "'cross'", "'star'", "'line'", "'dash'"],
		'false',
	],
};

interface Piece {
	readonly start: number;
	readonly end: number;
}
interface Node extends Piece {
	readonly type: string;
	readonly test?: Node | null;
}
/** A piece of the source, and what stands in its place. */
export interface Settled extends Piece {
	readonly name: string;
	readonly instead: string;
}

const plain = (text: string): string => text.replace(/\s+/g, '');

/** Every question that is settled, by what it is found under: `function: question`. */
export const questions: readonly string[] = [
	...Object.entries(settled).flatMap(([owner, answers]) =>
		Object.keys(answers).map((test) => `${owner}: ${test}`),
	),
	...Object.entries(neverTheCase).flatMap(([owner, cases]) =>
		cases.map((test) => `${owner}: case ${test}`),
	),
];

/** The settled questions of a module, given where its functions and methods stand. */
export function settle(source: string, pieces: ReadonlyMap<string, { whole: Piece }>): Settled[] {
	const found: Settled[] = [];
	const asking: (Node & { readonly test: Node })[] = [];
	walk(parseAst(source).body, (node) => {
		if (node.test) asking.push({ ...node, test: node.test });
	});
	const within = (
		owner: string,
		look: (node: (typeof asking)[number], text: string) => void,
	): void => {
		const place = pieces.get(owner)?.whole;
		if (!place) return;
		for (const node of asking) {
			if (node.start < place.start || node.end > place.end) continue;
			look(node, plain(source.slice(node.test.start, node.test.end)));
		}
	};
	for (const [owner, answers] of Object.entries(settled)) {
		within(owner, (node, text) => {
			if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return;
			const test = Object.keys(answers).find((each) => plain(each) === text);
			if (test === undefined) return;
			const { start, end } = node.test;
			found.push({ name: `${owner}: ${test}`, start, end, instead: String(answers[test]) });
		});
	}
	for (const [owner, cases] of Object.entries(neverTheCase)) {
		within(owner, ({ type, start, end }, text) => {
			if (type !== 'SwitchCase' || !cases.includes(text)) return;
			found.push({ name: `${owner}: case ${text}`, start, end, instead: '' });
		});
	}
	// What stands in a piece that goes, goes with it.
	return found.filter(
		(inner) =>
			!found.some(
				(outer) => outer !== inner && outer.start <= inner.start && inner.end <= outer.end,
			),
	);
}

function walk(value: unknown, look: (node: Node) => void): void {
	if (Array.isArray(value)) {
		for (const each of value) walk(each, look);
	} else if (typeof value === 'object' && value !== null) {
		if ('type' in value && 'start' in value) look(value as Node);
		for (const each of Object.values(value)) walk(each, look);
	}
}
