/** A stretch of text that both versions have, or only the earlier, or only the later one. */
export interface Stretch {
	kind: 'same' | 'removed' | 'added';
	text: string;
}

const words = new Intl.Segmenter('zh-Hant', { granularity: 'word' });
const cutIntoWords = (text: string): string[] =>
	Array.from(words.segment(text), ({ segment }) => segment);

/** Lengths of the longest common runs of words from each pair of places on, one row after another. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array {
	const across = after.length + 1;
	const lengths = new Uint16Array((before.length + 1) * across);
	for (let row = before.length - 1; row >= 0; row--) {
		for (let column = after.length - 1; column >= 0; column--) {
			const here = row * across + column;
			lengths[here] =
				before[row] === after[column]
					? (lengths[here + across + 1] ?? 0) + 1
					: Math.max(lengths[here + across] ?? 0, lengths[here + 1] ?? 0);
		}
	}
	return lengths;
}

const signs = new Intl.Segmenter('zh-Hant', { granularity: 'grapheme' });
/** Signs of a text; a number and a word in Latin letters are one each, for half of one says nothing. */
function cutIntoSigns(text: string): string[] {
	const cut: string[] = [];
	for (const { segment } of signs.segment(text)) {
		const last = cut.at(-1);
		if (last !== undefined && /[\w.,%]$/.test(last) && /^[\w.,%]/.test(segment))
			cut[cut.length - 1] = last + segment;
		else cut.push(segment);
	}
	return cut;
}

/** How many signs two lists have in common at their ends, `most` at most. */
function commonEnd(one: readonly string[], other: readonly string[], most: number): number {
	let count = 0;
	while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count])
		count += 1;
	return count;
}

/** What went and what came at one place, without the signs that both begin and end with. */
function narrowed(removed: string, added: string): Stretch[] {
	const [from, to] = [cutIntoSigns(removed), cutIntoSigns(added)];
	const shorter = Math.min(from.length, to.length);
	const head = commonEnd(from.toReversed(), to.toReversed(), shorter);
	const tail = commonEnd(from, to, shorter - head);
	const middle = (list: readonly string[]) => list.slice(head, list.length - tail).join('');
	return [
		{ kind: 'same', text: from.slice(0, head).join('') },
		{ kind: 'removed', text: middle(from) },
		{ kind: 'added', text: middle(to) },
		{ kind: 'same', text: from.slice(from.length - tail).join('') },
	];
}

const textOf = (stretches: readonly Stretch[], kind: Stretch['kind']): string =>
	stretches
		.filter((stretch) => stretch.kind === kind)
		.map(({ text }) => text)
		.join('');

/**
 * What differs between two texts: word by word, and within what was replaced by signs, so that one
 * sign put into a word is that sign alone. The stretches stand in reading order, neighbours of one
 * kind joined. Read without the added ones they are `before`, without the removed ones `after`.
 */
export function textDiff(before: string, after: string): Stretch[] {
	const joined: Stretch[] = [];
	const put = (stretch: Stretch) => {
		const last = joined.at(-1);
		if (stretch.text === '') return;
		if (last?.kind === stretch.kind) last.text += stretch.text;
		else joined.push({ ...stretch });
	};
	let changed: Stretch[] = [];
	const close = () => {
		narrowed(textOf(changed, 'removed'), textOf(changed, 'added')).forEach(put);
		changed = [];
	};
	for (const stretch of wordDiff(before, after)) {
		if (stretch.kind !== 'same') changed.push(stretch);
		else {
			close();
			put(stretch);
		}
	}
	close();
	return joined;
}

/** What differs between two texts, word by word. */
function wordDiff(before: string, after: string): Stretch[] {
	const from = cutIntoWords(before);
	const to = cutIntoWords(after);
	let start = 0;
	while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
	let tail = 0;
	while (
		tail < from.length - start &&
		tail < to.length - start &&
		from[from.length - 1 - tail] === to[to.length - 1 - tail]
	) {
		tail += 1;
	}
	const stretches: Stretch[] = [];
	const put = (kind: Stretch['kind'], text: string | undefined) => {
		if (!text) return;
		const last = stretches.at(-1);
		if (last?.kind === kind) last.text += text;
		else stretches.push({ kind, text });
	};
	const [mine, theirs] = [from.slice(start, from.length - tail), to.slice(start, to.length - tail)];
	const lengths = commonLengths(mine, theirs);
	const across = theirs.length + 1;
	put('same', from.slice(0, start).join(''));
	let [row, column] = [0, 0];
	while (row < mine.length || column < theirs.length) {
		if (row < mine.length && column < theirs.length && mine[row] === theirs[column]) {
			put('same', mine[row]);
			row += 1;
			column += 1;
			continue;
		}
		const withoutMine = row < mine.length ? (lengths[(row + 1) * across + column] ?? 0) : -1;
		const withoutTheirs = column < theirs.length ? (lengths[row * across + column + 1] ?? 0) : -1;
		// What went stands before what came.
		if (withoutMine >= withoutTheirs) put('removed', mine[row++]);
		else put('added', theirs[column++]);
	}
	put('same', from.slice(from.length - tail).join(''));
	return stretches;
}

/**
 * The same, with long stretches that did not change cut to `around` characters beside what did, for
 * reading what changed in a long text. What is left out is shown as `…`.
 */
export function shortened(stretches: readonly Stretch[], around = 24): Stretch[] {
	return stretches.map((stretch, index) => {
		const signs = [...stretch.text];
		if (stretch.kind !== 'same' || signs.length <= around * 2 + 1) return stretch;
		const head = index === 0 ? '' : signs.slice(0, around).join('');
		const tail = index === stretches.length - 1 ? '' : signs.slice(-around).join('');
		return { kind: 'same', text: `${head}…${tail}` };
	});
}
