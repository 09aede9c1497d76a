import { z } from 'astro/zod';
import { repeated, strict, text, word } from '../fields.ts';

/** What a teacher writes for a story that is built from parts; content/README.md tells how. */
const trait = () => z.array(word(), { error: '請寫成一串特徵，例如[cost]' });

const option = strict({
	id: word(),
	name: text(),
	/** The name by which the other parts' {who} calls it; written in one slot only. */
	who: text().optional(),
	says: text(),
	traits: trait().default([]),
});
const slot = strict({
	id: word(),
	name: text(),
	asks: text(),
	options: z
		.array(option, { error: '請寫2到5個選項' })
		.min(2, '至少要有2個選項')
		.max(5, '最多5個選項'),
});
const bond = strict({
	id: word(),
	name: text(),
	asks: text(),
	/** What it rests on, and what is said while that is missing; the first missing one is told. */
	needs: z.array(strict({ trait: word(), says: text() })).min(1, '至少要有一個條件'),
	/** What turns it into its opposite; the first whose traits are all there is told. */
	hurts: z.array(strict({ traits: trait().min(1, '至少要有一個特徵'), says: text() })).default([]),
	made: text(),
});

export const storySchema = strict({
	kind: z.literal('story'),
	title: text(),
	question: text(),
	setting: text(),
	/** The option of every slot that the reader finds chosen. */
	start: z.record(z.string(), word(), { error: '每一段寫一個開頭選好的選項' }),
	slots: z.array(slot, { error: '請寫至少2段' }).min(2, '至少要有2段'),
	bonds: z.array(bond, { error: '請寫至少一種聯結' }).min(1, '至少要有一種聯結'),
}).superRefine((given, check) => {
	const fault = (path: (string | number)[], message: string): void =>
		check.addIssue({ code: 'custom', path, message });
	for (const [what, list] of Object.entries({ slots: given.slots, bonds: given.bonds }))
		for (const place of repeated(list)) fault([what, place, 'id'], '這個名字用過了');

	const naming = given.slots.filter(({ options }) => options.some(({ who }) => who !== undefined));
	for (const [at, { options }] of given.slots.entries()) {
		for (const place of repeated(options))
			fault(['slots', at, 'options', place, 'id'], '這一段已經有同名的選項');
		for (const [place, { who, says }] of options.entries()) {
			const path = ['slots', at, 'options', place];
			if (who === undefined && given.slots[at] === naming[0])
				fault([...path, 'who'], '這一段的每個選項都要寫who：別段怎麼稱呼他');
			if (who !== undefined && given.slots[at] !== naming[0])
				fault([...path, 'who'], `who只寫在「${naming[0]?.name}」那一段`);
			if (says.includes('{who}') && naming.length === 0)
				fault([...path, 'says'], '用了{who}，卻沒有一段寫who');
			const strange = /\{(?!who\})[^}]*\}/.exec(says)?.[0];
			if (strange) fault([...path, 'says'], `不認得${strange}，可以用的只有{who}`);
			if (!/[。！？」]$/.test(says)) fault([...path, 'says'], '一段要寫成完整的句子，句點結尾');
		}
	}

	for (const { id, options } of given.slots) {
		const ids = options.map((one) => one.id);
		const chosen = given.start[id];
		if (chosen === undefined || !ids.includes(chosen))
			fault(['start', id], `要寫「${id}」這一段的選項之一：${ids.join('、')}`);
	}
	for (const id of Object.keys(given.start))
		if (!given.slots.some((slot) => slot.id === id)) fault(['start', id], `沒有叫「${id}」的一段`);

	const traits = new Set(
		given.slots.flatMap(({ options }) => options.flatMap((one) => one.traits)),
	);
	const known = (id: string, path: (string | number)[]) => {
		if (!traits.has(id)) fault(path, `沒有一個選項有「${id}」；有的是${[...traits].join('、')}`);
	};
	const asked = new Set<string>();
	for (const [at, { needs, hurts }] of given.bonds.entries()) {
		for (const [place, { trait: id }] of needs.entries()) {
			asked.add(id);
			known(id, ['bonds', at, 'needs', place, 'trait']);
		}
		for (const [place, { traits: all }] of hurts.entries())
			for (const [index, id] of all.entries()) {
				asked.add(id);
				known(id, ['bonds', at, 'hurts', place, 'traits', index]);
			}
	}
	// A trait that no bond asks about is a misspelt one.
	for (const [at, { options }] of given.slots.entries())
		for (const [place, { traits: own }] of options.entries())
			for (const [index, id] of own.entries())
				if (!asked.has(id))
					fault(
						['slots', at, 'options', place, 'traits', index],
						`沒有一種聯結問到「${id}」；問到的是${[...asked].join('、')}`,
					);
});
export type StoryWords = z.infer<typeof storySchema>;
