import { z } from 'astro/zod';
import { repeated, strict, text, word } from '../fields.ts';

/** What a teacher writes for a sort; content/README.md tells how. */
const bin = strict({
	id: word(),
	name: text(),
	asks: text(),
	who: text(),
	mistaken: text(),
});
const sign = strict({ id: word(), name: text(), says: text() });
const item = strict({
	id: word(),
	from: text(),
	says: text(),
	best: word(),
	also: z.array(word(), { error: '請寫成一串格子的名字，例如[experience]' }).default([]),
	sign: word().optional(),
	reasons: z.record(z.string(), text(), { error: '每一格寫一句：放進這一格，對或不對在哪裡' }),
});

export const sortingSchema = strict({
	kind: z.literal('sorting'),
	title: text(),
	question: text(),
	setting: text(),
	bins: z.array(bin, { error: '請寫2到6格' }).min(2, '至少要有2格').max(6, '最多6格'),
	signs: z.array(sign).default([]),
	items: z.array(item, { error: '請寫至少3句' }).min(3, '至少要有3句'),
}).superRefine((given, check) => {
	const fault = (path: (string | number)[], message: string): void =>
		check.addIssue({ code: 'custom', path, message });
	const names = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
	const bins = names(given.bins);
	const signs = names(given.signs);
	const known = (have: readonly string[], what: string, id: string, path: (string | number)[]) => {
		if (!have.includes(id)) fault(path, `沒有叫「${id}」的${what}；有的是${have.join('、')}`);
	};
	for (const [what, list] of Object.entries({
		bins: given.bins,
		signs: given.signs,
		items: given.items,
	}))
		for (const place of repeated(list)) fault([what, place, 'id'], '這個名字用過了');

	for (const [at, { best, also, sign: shows, reasons }] of given.items.entries()) {
		const path = ['items', at];
		known(bins, '格子', best, [...path, 'best']);
		for (const [place, id] of also.entries()) {
			known(bins, '格子', id, [...path, 'also', place]);
			if (id === best) fault([...path, 'also', place], '已經寫在best，不用再寫一次');
		}
		if (shows !== undefined) known(signs, 'signs', shows, [...path, 'sign']);
		else if (signs.length > 0)
			fault([...path, 'sign'], `請寫這句話說出的是哪一種：${signs.join('、')}`);
		for (const id of Object.keys(reasons)) known(bins, '格子', id, [...path, 'reasons', id]);
		const missing = bins.filter((id) => !(id in reasons));
		if (missing.length > 0)
			fault([...path, 'reasons'], `少了${missing.join('、')}：每一格都要有一句回饋`);
	}
});
export type SortingWords = z.infer<typeof sortingSchema>;
