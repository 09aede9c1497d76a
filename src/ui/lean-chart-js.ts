import { parseAst } from 'vite';
import { questions, settle } from './settled-chart-js.ts';

/**
 * What of Chart.js this site cannot reach, given what chart-js.ts registers and sets. A bundler
 * keeps it all the same, because methods and settings are read through objects. What is left is
 * the library's own code, untouched.
 */
const written = 'Chart.js v4.6.1';

/** Never called: a call would be a mistake, so it fails loudly. By class or object. */
const uncalled: Readonly<Record<string, readonly string[]>> = {
	// Nothing moves by itself: `animation: false`.
	Animations: ['_createAnimations', '_animateOptions'],
	Animator: ['_getAnims', '_notify', '_refresh', '_update', 'add', 'start'],
	Config: ['datasetAnimationScopeKeys'],
	// An axis only keeps range and room (`display: false`); the paper around the plot is ours.
	Scale: [
		...['drawBackground', 'drawGrid', 'drawBorder', 'drawLabels', 'drawTitle'],
		...['_computeGridLineItems', '_computeLabelItems', '_computeLabelArea', 'getLabelItems'],
		...['_getXAxisLabelAlignment', '_getYAxisLabelAlignment', '_calculatePadding'],
		...['_getLabelSizes', '_computeLabelSizes', '_tickSize', '_resolveTickFontOptions'],
		...['_maxDigits', 'getDecimalForPixel', 'getValueForPixel'],
		'_handleMargins',
		...['getMinMax', 'getPixelForTick', 'generateTickLabels', 'getTicks'],
	],
	formatters: ['numeric', 'logarithmic'],
	// The page is a document; its platform says all of this itself.
	BasePlatform: [
		...['acquireContext', 'releaseContext', 'addEventListener', 'removeEventListener'],
		...['getDevicePixelRatio', 'getMaximumSize', 'isAttached'],
	],
	// Bars and lines come parsed or as plain values, and are put anew, never spliced or stacked.
	DatasetController: [
		...['parsePrimitiveData', 'parseArrayData', 'parseObjectData', 'applyStack'],
		...['_onDataPush', '_onDataPop', '_onDataShift', '_onDataSplice', '_onDataUnshift', '_sync'],
		'_getOtherScale',
		...['getLabelAndValue', '_setDatasetHoverStyle', '_removeDatasetHoverStyle'],
		...['reset', 'getDataElement', 'getMinMax', 'updateRangeFromParsed'],
	],
	BarController: ['parseObjectData', 'getLabelAndValue', 'updateRangeFromParsed'],
	LineElement: ['interpolate', 'first', 'last', 'pathSegment'],
	// Under the pointer stands what is nearest, whether hit or not; there is no tooltip box. What is
	// at one x, chart-js.ts says itself.
	'Interaction.modes': ['dataset', 'point', 'x', 'y'],
	Element: ['tooltipPosition', 'hasValue'],
	PointElement: ['inXRange', 'inYRange', 'getRange'],
	BarElement: ['inXRange', 'inYRange', 'getRange'],
	// Verbs that nobody here says.
	Chart: [
		...['setActiveElements', 'toBase64Image', 'show', 'hide', '_updateVisibility', 'reset'],
		...['toggleDataVisibility', 'setDatasetVisibility', 'getVisibleDatasetCount'],
		...['_resetElements', 'unregister', '_getUniformDataChanges'],
		'isPluginEnabled',
	],
	Registry: [
		...['remove', 'removeControllers', 'removeElements', 'removePlugins', 'removeScales'],
		...['addControllers', 'addElements', 'addPlugins', 'addScales', 'getPlugin'],
	],
	TypedRegistry: ['unregister'],
};

/** Asked for by name, and then never needed, or without effect here: it does nothing. */
const emptied: readonly string[] = [
	// Axes: without ticks there is nothing to turn or thin out, and we are asked after the
	// limits and after the fit.
	...['Scale.calculateLabelRotation', 'autoSkip', 'sample', 'Scale.fit'],
	...['Scale.beforeUpdate', 'Scale.afterUpdate', 'Scale.beforeFit', 'Scale.beforeDataLimits'],
	...['Scale.beforeSetDimensions', 'Scale.afterSetDimensions', 'Scale.beforeBuildTicks'],
	...['Scale.afterBuildTicks', 'Scale._convertTicksToLabels'],
	...['Scale.beforeCalculateLabelRotation', 'Scale.afterCalculateLabelRotation'],
	...['Scale.beforeTickToLabelConversion', 'Scale.afterTickToLabelConversion'],
	// Straight or stepped lines without styles by the segment; bars without round corners.
	...['_updateBezierControlPoints', '_bezierCurveTo', 'doSplitByStyles', 'strokePathDirect'],
	'addRoundedRectPath',
	// Every colour under the pointer is written down; nothing is mixed.
	'getHoverColor',
	// Stacks, flexible bars and shortest bars.
	...['updateStacks', 'applyStack', 'computeFlexCategoryTraits', 'barSign', 'moveNumericKeys'],
	...['convertObjectDataToArray', 'listenArrayEvents', 'unlistenArrayEvents', 'clearStacks'],
	'Chart._updateHiddenIndices',
	// Under the pointer.
	...['getNearestRadialItems', 'getIntersectItems'],
	// Nothing moves.
	...['applyAnimationsDefaults', 'onAnimationProgress', 'onAnimationsComplete'],
	...['Animations.configure', 'Animator.listen', 'Animator.has', 'Animator.running'],
	...['Animator.stop', 'Animator.remove'],
	// A chart begins on a canvas in its page, and is stopped when that goes.
	...['createAttachObserver', 'createDetachObserver', 'nodeListContains'],
	...['DomPlatform.releaseContext', 'PluginService._notifyStateChanges'],
	// Ticks and points are asked about by nobody.
	...['createDataContext', 'createTickContext', '_alignPixel'],
	// Nothing is cut off at a line's plot (`clip: false`), so nobody asks by how much.
	'LineController.getMaxOverflow',
];

/** Axes that chart-js.ts never registers, and a platform without a document. */
const unregistered = [
	...['CategoryScale', 'LinearScale', 'LinearScaleBase', 'LogarithmicScale'],
	...['RadialLinearScale', 'TimeScale', 'TimeSeriesScale', 'BasicPlatform'],
];

interface Piece {
	readonly start: number;
	readonly end: number;
}
/** As much of a syntax tree as is read here. */
interface Node extends Piece {
	readonly type: string;
	readonly id?: { readonly name: string } | null;
	readonly key?: { readonly name?: string; readonly value?: unknown };
	readonly body?: Node | readonly Node[];
	readonly declaration?: Node | null;
	readonly declarations?: readonly Node[];
	readonly init?: Node | null;
	readonly value?: Node;
	readonly properties?: readonly Node[];
}

/** Every function, method and class of a module by its name, `Class.method` for methods. */
function piecesOf(source: string): Map<string, { whole: Piece; body: Piece | undefined }> {
	const pieces = new Map<string, { whole: Piece; body: Piece | undefined }>();
	const bodyOf = ({ body }: Node): Node | undefined =>
		body && 'type' in body && /Block|ClassBody/.test(body.type) ? body : undefined;
	const add = (name: string, whole: Node, holder: Node): void => {
		pieces.set(name, { whole, body: bodyOf(holder) });
	};
	const look = (name: string, whole: Node, node: Node): void => {
		if (/^(Function|ArrowFunction|Class)/.test(node.type)) add(name, whole, node);
		const body = bodyOf(node)?.body;
		const members = node.type.startsWith('Class') && Array.isArray(body) ? body : node.properties;
		for (const member of members ?? []) {
			const key = member.key?.name;
			if (key && member.value) look(`${name}.${key}`, member, member.value);
		}
	};
	for (const statement of parseAst(source).body as readonly unknown[] as readonly Node[]) {
		const node = statement.declaration ?? statement;
		if (node.id) look(node.id.name, node, node);
		for (const each of node.declarations ?? []) {
			if (each.id && each.init) look(each.id.name, each, each.init);
		}
	}
	return pieces;
}

/** The names that are left out, with what stands in their place. */
const cuts: readonly { readonly name: string; readonly whole: boolean }[] = [
	...Object.entries(uncalled).flatMap(([owner, names]) =>
		names.map((name) => ({ name: `${owner}.${name}`, whole: true })),
	),
	...[...emptied, ...unregistered].map((name) => ({ name, whole: false })),
];
export const leftOut: readonly string[] = [...cuts.map(({ name }) => name), ...questions];

/**
 * One module of Chart.js without what is left out of it, and the names found there. Throws for a
 * version that nobody has looked through.
 */
export function leanModule(source: string): { readonly code: string; readonly found: string[] } {
	if (!source.includes(written)) {
		throw new Error(`lean-chart-js.ts is written for ${written}; look through the new version`);
	}
	const pieces = piecesOf(source);
	const here = cuts.flatMap(({ name, whole }) => {
		const piece = pieces.get(name);
		const cut = whole ? piece?.whole : piece?.body;
		return cut ? [{ name, whole, cut }] : [];
	});
	const answered = settle(source, pieces);
	// A property of an object leaves its comma behind, a method nothing.
	const code = [
		...here.map(({ whole, cut }) => ({ ...cut, instead: whole ? '' : '{}', comma: whole })),
		...answered.map((each) => ({ ...each, comma: false })),
	]
		.toSorted((one, other) => other.start - one.start)
		.reduce((text, { start, end, instead, comma }) => {
			const after = comma ? text.slice(end).replace(/^\s*,/, '') : text.slice(end);
			return text.slice(0, start) + instead + after;
		}, source);
	return { code, found: [...new Set([...here, ...answered].map(({ name }) => name))] };
}

/**
 * A build step: Chart.js as this site uses it, two fifths lighter; throws when something that should
 * be left out is no longer there.
 */
export function leanChartJs() {
	const found = new Set<string>();
	let seen = 0;
	return {
		name: 'lean-chart-js',
		enforce: 'pre' as const,
		buildStart() {
			found.clear();
			seen = 0;
		},
		transform(source: string, id: string): { code: string; map: null } | null {
			if (!/\/chart\.js\/dist\/(chart|chunks\/index)\.js$/.test(id)) return null;
			const lean = leanModule(source);
			for (const name of lean.found) found.add(name);
			seen += 1;
			return { code: lean.code, map: null };
		},
		buildEnd() {
			const missed = leftOut.filter((name) => !found.has(name));
			if (seen > 0 && missed.length > 0) {
				throw new Error(`Chart.js has no ${missed.join(', ')} to leave out`);
			}
		},
	};
}
