import type { Finding } from '../frame.ts';
import type { SortingWords } from './schema.ts';

export type Item = SortingWords['items'][number];
export type Bin = SortingWords['bins'][number];

/** Statements by the bins they lie in, and where each was put the first time. */
export interface SortPosition {
	readonly placed: Readonly<Record<string, string>>;
	readonly first: Readonly<Record<string, string>>;
	/** The statement in the hand; null when the hand is empty. */
	readonly held: string | null;
}

/** best: the most responsible bin; also: another that can be defended; other: neither. */
export type Judgement = 'best' | 'also' | 'other';

export const verdicts: Readonly<Record<Judgement, string>> = {
	best: '和這一課的分法一樣',
	also: '說得通',
	other: '再想想',
};

/** The same in so few words that they fit on a card. */
export const marks: Readonly<Record<Judgement, string>> = {
	best: '一樣',
	also: '說得通',
	other: '再想想',
};

export const judge = (item: Item, bin: string): Judgement =>
	bin === item.best ? 'best' : item.also.includes(bin) ? 'also' : 'other';

export const startOf = ({ items }: SortingWords): SortPosition => ({
	placed: {},
	first: {},
	held: items[0]?.id ?? null,
});

/** Puts the statement in the hand into a bin; it stays in the hand until the reader goes on. */
export function put(position: SortPosition, bin: string): SortPosition {
	const { placed, first, held } = position;
	if (held === null) return position;
	return {
		placed: { ...placed, [held]: bin },
		first: held in first ? first : { ...first, [held]: bin },
		held,
	};
}

/** The next statement that lies in no bin, round the whole list; an empty hand when there is none. */
export function goOn({ items }: SortingWords, position: SortPosition): SortPosition {
	const from = items.findIndex(({ id }) => id === position.held) + 1;
	const round = [...items.slice(from), ...items.slice(0, from)];
	const next = round.find(({ id }) => !(id in position.placed));
	return { ...position, held: next?.id ?? null };
}

export const isWhole = ({ items }: SortingWords, { placed }: SortPosition): boolean =>
	items.every(({ id }) => id in placed);

/** A bin where one was meant, and another where it was put the first time. */
export interface Mixup {
	readonly meant: string;
	readonly taken: string;
	readonly times: number;
}

/** How the statements that have been put fare; mix-ups by how often they happened. */
export interface Tally {
	readonly placed: number;
	readonly best: number;
	readonly also: number;
	/** Right, or defensible, at the first try. */
	readonly firstBest: number;
	readonly mixups: readonly Mixup[];
}

export function tally({ items, bins }: SortingWords, { placed, first }: SortPosition): Tally {
	const count = (where: Readonly<Record<string, string>>, judgement: Judgement): number =>
		items.filter((item) => {
			const bin = where[item.id];
			return bin !== undefined && judge(item, bin) === judgement;
		}).length;
	const mixups = bins.flatMap(({ id: meant }) =>
		bins.map(({ id: taken }) => ({
			meant,
			taken,
			times: items.filter(
				(item) => item.best === meant && first[item.id] === taken && judge(item, taken) === 'other',
			).length,
		})),
	);
	return {
		placed: items.filter(({ id }) => id in placed).length,
		best: count(placed, 'best'),
		also: count(placed, 'also'),
		firstBest: count(first, 'best'),
		mixups: mixups.filter(({ times }) => times > 0).sort((one, other) => other.times - one.times),
	};
}

/** Which pair is told of; the most frequent one only where one is. */
function mixedUp([most, second]: readonly Mixup[]): string {
	if (!most || !second) return '混在一起的是';
	return most.times > second.times ? '最常混在一起的是' : '混在一起的不只一對，其中有';
}

/** What the reader's own sort shows. */
export function findingOf(words: SortingWords, position: SortPosition): Finding {
	const { items, bins, signs } = words;
	const { placed, best, also, firstBest, mixups } = tally(words, position);
	if (placed === 0)
		return {
			headline: `${items.length}句話，|等你分`,
			text: '放錯不扣分；每放一句，下面都告訴你為什麼是這一格，或為什麼不是。',
		};
	const whole = isWhole(words, position);
	const nameOf = (id: string): string => bins.find((bin) => bin.id === id)?.name ?? id;
	const [mixup] = mixups;
	const mistaken = bins.find(({ id }) => id === mixup?.taken)?.mistaken ?? '';
	const signed = signs
		.map(({ id, name }) => ({ name, times: items.filter(({ sign }) => sign === id).length }))
		.map(({ name, times }) => `${times}句說出${name}`)
		.join('，');
	const sentences = [
		also > 0 ? `另有${also}句放在說得通的第二格。` : '',
		firstBest < best ? `第一次就放對的是${firstBest}句，其餘是改過的。` : '',
		mixup
			? `${mixedUp(mixups)}「${nameOf(mixup.meant)}」和「${nameOf(mixup.taken)}」：有${mixup.times}句該找前者，第一次放進了後者。${mistaken}`
			: best < placed
				? ''
				: '到目前為止沒有混在一起的兩格。',
		whole && signed ? `再看這${items.length}句說出什麼：${signed}。` : '',
	];
	return {
		headline: whole
			? `${items.length}句裡|有${best}句和這一課的分法一樣`
			: `放了${placed}句，|${best}句和這一課的分法一樣`,
		text: sentences.join(''),
	};
}

/** A kept position, without what the words no longer have; undefined where nothing of it is left. */
export function readPosition(words: SortingWords, kept: unknown): SortPosition | undefined {
	const { placed, first, held } = (kept ?? {}) as Partial<Record<keyof SortPosition, unknown>>;
	const known = (given: unknown): Record<string, string> => {
		const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
		return Object.fromEntries(
			entries.filter(
				(entry): entry is [string, string] =>
					words.items.some(({ id }) => id === entry[0]) &&
					words.bins.some(({ id }) => id === entry[1]),
			),
		);
	};
	const lies = known(placed);
	if (Object.keys(lies).length === 0) return undefined;
	const position = { placed: lies, first: { ...lies, ...known(first) }, held: null };
	return words.items.some(({ id }) => id === held)
		? { ...position, held: held as string }
		: goOn(words, position);
}
