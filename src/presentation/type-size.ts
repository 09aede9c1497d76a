import { widthOf, type Block } from './slides.ts';

/** Sizes of type on a slide of words, in rem, the largest first; the last is what slides are cut for. */
export const typeSizes = [4.25, 3.5, 3, 2.625, 2.375, 2.125, 1.875] as const;
export type TypeSize = (typeof typeSizes)[number];

/** All in rem, of which a wall is 120 wide and 67.5 high. */
const columnWidth = 53.25;
const wholeWidth = 111;
/** As long a line as is read with ease, in signs. */
const longestLine = 36;
/** What the title and the foot leave, and how much of it a line under the title takes. */
const roomHeight = 49;
const ledeHeight = 3.5;

/** How blocks of words stand on a slide. */
export interface Setting {
	size: TypeSize;
	/** The blocks by column, none of them torn; null where the text has to flow over both. */
	columns: Block[][] | null;
}

function heightOf({ text, evidence }: Block, size: number, width: number): number {
	const signs = width / size - 0.5;
	const lines = text
		.split('\n')
		.reduce((sum, part) => sum + Math.max(1, Math.ceil(widthOf(part) / signs)), 0);
	const chips = evidence === undefined ? 0 : Math.max(1, evidence.length);
	const small = Math.max(1.75, size * 0.7);
	return lines * size * 1.5 + size * 1.7 + chips * small * 1.65 + size * 0.7;
}

const heightsOf = (blocks: readonly Block[], size: number, width: number): number =>
	blocks.reduce((sum, block) => sum + heightOf(block, size, width), 0);

/** The largest type in which every block stands whole in its column, and which column it stands in. */
export function settingOf(blocks: readonly Block[], hasLede: boolean): Setting {
	const room = roomHeight - (hasLede ? ledeHeight : 0);
	for (const size of typeSizes) {
		const width = Math.min(wholeWidth, longestLine * size);
		if (blocks.length === 1 && heightsOf(blocks, size, width) <= room)
			return { size, columns: [[...blocks]] };
		const [best] = blocks
			.slice(1)
			.map((_, place) => [blocks.slice(0, place + 1), blocks.slice(place + 1)])
			.map((columns) => ({
				columns,
				height: Math.max(...columns.map((column) => heightsOf(column, size, columnWidth))),
			}))
			.sort((one, other) => one.height - other.height);
		if (best && best.height <= room) return { size, columns: best.columns };
	}
	return { size: typeSizes[typeSizes.length - 1] ?? 1.875, columns: null };
}
