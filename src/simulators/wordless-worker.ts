import { parseAst } from 'vite';

/** What a row of inputs says to a reader; its numbers, units and choices stay. */
const words = new Set(['label', 'key', 'source', 'hint', 'note']);
/** Where a model's rows stand. */
const tables = /\/src\/models\/points\/(inputs|decisions|tier-decisions|response|about)\.ts$/;
/** Named settings are picked on the page; a worker is told the inputs. */
const presets = /\/src\/models\/points\/presets\.ts$/;
/** The workers that answer in numbers alone. */
const numbersOnly = /\/points\.worker\.ts/;

interface Node {
	readonly type?: string;
	readonly start: number;
	readonly end: number;
	readonly key?: { readonly name?: string };
	readonly value?: unknown;
}

/** A table's module (plain JavaScript by now) with its words emptied. */
export function withoutWords(source: string): string {
	const cuts: Node[] = [];
	const look = (value: unknown): void => {
		if (Array.isArray(value)) return value.forEach(look);
		if (typeof value !== 'object' || value === null) return;
		const node = value as Node;
		const said = node.value as Node | undefined;
		if (
			node.type === 'Property' &&
			words.has(node.key?.name ?? '') &&
			/^(Literal|TemplateLiteral)$/.test(said?.type ?? '')
		) {
			cuts.push(said as Node);
		} else Object.values(node).forEach(look);
	};
	look(parseAst(source).body);
	return cuts
		.sort((one, other) => other.start - one.start)
		.reduce((text, { start, end }) => `${text.slice(0, start)}''${text.slice(end)}`, source);
}

/**
 * A build step for workers: nobody reads there, and a third of the points worker would be the words
 * of its input table, which the page has already.
 */
export function wordlessWorker() {
	let wordless = false;
	return {
		name: 'wordless-worker',
		enforce: 'post' as const,
		buildStart({ input }: { readonly input: unknown }) {
			wordless = numbersOnly.test(JSON.stringify(input));
		},
		transform(source: string, id: string): { code: string; map: null } | null {
			if (!wordless) return null;
			if (presets.test(id)) return { code: 'export const pointsPresets = [];', map: null };
			return tables.test(id) ? { code: withoutWords(source), map: null } : null;
		},
	};
}
