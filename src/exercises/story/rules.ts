import type { Finding } from '../frame.ts';
import type { StoryWords } from './schema.ts';

export type Slot = StoryWords['slots'][number];
export type Option = Slot['options'][number];
export type Bond = StoryWords['bonds'][number];

/** The chosen option of every slot, by their ids. */
export type Picks = Readonly<Record<string, string>>;
export interface StoryPosition {
	readonly picks: Picks;
	/** A story that was laid aside to be compared with. */
	readonly pinned: Picks | null;
}

export const startOf = ({ start }: StoryWords): StoryPosition => ({ picks: start, pinned: null });

/** The chosen parts in the order of the story. */
export const partsOf = ({ slots }: StoryWords, picks: Picks): { slot: Slot; option: Option }[] =>
	slots.flatMap((slot) => {
		const option = slot.options.find(({ id }) => id === picks[slot.id]) ?? slot.options[0];
		return option ? [{ slot, option }] : [];
	});

/** The story in sentences, one a slot; read one after another they are its paragraph. */
export function sentencesOf(
	words: StoryWords,
	picks: Picks,
): { slot: string; option: string; says: string }[] {
	const parts = partsOf(words, picks);
	const who = parts.find(({ option }) => option.who !== undefined)?.option.who ?? '';
	return parts.map(({ slot, option }) => ({
		slot: slot.id,
		option: option.id,
		says: option.says.replaceAll('{who}', who),
	}));
}

/** made: it arises; missing: something it rests on is not there; hurt: the story turns it round. */
export type Standing = 'made' | 'missing' | 'hurt';
export const standings: Readonly<Record<Standing, string>> = {
	made: '結起來了',
	missing: '缺',
	hurt: '弄傷了',
};
export interface JudgedBond {
	readonly bond: Bond;
	readonly standing: Standing;
	/** Why, in a sentence. */
	readonly says: string;
}

/** What a story does to every bond. A contradiction outweighs whatever speaks for the bond. */
export function bondsOf(words: StoryWords, picks: Picks): JudgedBond[] {
	const traits = new Set(partsOf(words, picks).flatMap(({ option }) => option.traits));
	return words.bonds.map((bond) => {
		const hurt = bond.hurts.find((one) => one.traits.every((trait) => traits.has(trait)));
		if (hurt) return { bond, standing: 'hurt', says: hurt.says };
		const missing = bond.needs.find(({ trait }) => !traits.has(trait));
		if (missing) return { bond, standing: 'missing', says: missing.says };
		return { bond, standing: 'made', says: bond.made };
	});
}

const count = (bonds: readonly JudgedBond[], standing: Standing): number =>
	bonds.filter((one) => one.standing === standing).length;

/** Bonds made less bonds hurt: only for finding out which change goes furthest, and never shown. */
function reach(words: StoryWords, picks: Picks): number {
	const bonds = bondsOf(words, picks);
	return count(bonds, 'made') - count(bonds, 'hurt');
}

/** The slots of which another option, alone, would make the most of the story; none where none would. */
export function bestSwaps(words: StoryWords, picks: Picks): Slot[] {
	const now = reach(words, picks);
	const gains = words.slots.map((slot) => ({
		slot,
		gain:
			Math.max(...slot.options.map(({ id }) => reach(words, { ...picks, [slot.id]: id }))) - now,
	}));
	const most = Math.max(...gains.map(({ gain }) => gain));
	return most > 0 ? gains.filter(({ gain }) => gain === most).map(({ slot }) => slot) : [];
}

/** How the present story stands, and what one change would do most for it. */
export function findingOf(words: StoryWords, { picks }: StoryPosition): Finding {
	const bonds = bondsOf(words, picks);
	const [made, missing, hurt] = [
		count(bonds, 'made'),
		count(bonds, 'missing'),
		count(bonds, 'hurt'),
	];
	const named = (standing: Standing): string =>
		bonds
			.filter((one) => one.standing === standing)
			.map(({ bond }) => `「${bond.name}」`)
			.join('');
	if (made === bonds.length)
		return {
			headline: `${made}種聯結|都結起來了`,
			text: '按「留作對照」把它放在一邊，再換掉一段：一換就斷兩種的，就是這個故事最不能假的地方。',
		};
	const swaps = bestSwaps(words, picks)
		.map(({ name }) => `「${name}」`)
		.join('或');
	return {
		headline: [
			made > 0 ? `結起${made}種` : '一種也沒有結起',
			missing > 0 ? `缺${missing}種` : '',
			hurt > 0 ? `弄傷${hurt}種` : '',
		]
			.filter((part) => part !== '')
			.join('，|'),
		text: [
			hurt > 0 ? `先看弄傷的${named('hurt')}：那裡寧可不寫，也不要這樣寫。` : '',
			swaps ? `只換一段的話，換${swaps}最見效。` : '只換一段不夠，要一次換兩段。',
		].join(''),
	};
}

/** A kept position, made to fit the words as they are now. */
export function readPosition(words: StoryWords, kept: unknown): StoryPosition | undefined {
	const { picks, pinned } = (kept ?? {}) as Partial<Record<keyof StoryPosition, unknown>>;
	const fits = (given: unknown): given is Record<string, string> =>
		typeof given === 'object' &&
		given !== null &&
		words.slots.every(({ id, options }) =>
			options.some((option) => option.id === (given as Record<string, unknown>)[id]),
		);
	if (!fits(picks)) return undefined;
	return { picks, pinned: fits(pinned) ? pinned : null };
}
