import type { InputRow } from '#models/model.ts';

/**
 * What stands behind an input's usual value: 示意 where it belongs to an example made up for the
 * text, 假設 where nobody has measured it; undefined where its source says something else (a
 * publication, a rule, the reader's own choice).
 */
const provenances = ['示意', '假設'] as const;

type Sourced = Pick<InputRow, 'source'>;

export const provenanceOf = ({ source }: Sourced) =>
	provenances.find((word) => source.includes(word));

/** How many inputs there are, and on what they rest: neither kind of made-up number is passed over. */
export function countWords(rows: readonly Sourced[]): string {
	const counts = [...provenances, undefined]
		.map((word) => ({ word, count: rows.filter((row) => provenanceOf(row) === word).length }))
		.filter(({ count }) => count > 0);
	const all = `${rows.length}個輸入`;
	if (counts.length === 1) return counts[0]?.word ? `${all}，全部是${counts[0].word}` : all;
	return `${all}：${counts.map(({ word, count }) => `${count}個${word ? `是${word}` : '另有說明'}`).join('，')}`;
}
