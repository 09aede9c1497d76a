import { defineCollection, reference } from 'astro:content';
import { z } from 'astro/zod';
import { strict, text, whole } from '#exercises/fields.ts';
import { exerciseSchema } from '#exercises/schema.ts';
import { checkedFiles } from '#lessons/checked-files.ts';
import { caseSchema } from '#workflow/words.ts';

/** Order is the number in the file name, identity the word after it: renumbering breaks no link. */
const wordOf = ({ entry }: { entry: string }) => entry.replace(/^\d+-/, '').replace(/\.\w+$/, '');

/** At least one, one a line. */
const some = <One extends z.ZodType>(one: One, asked: string) =>
	z.array(one, { error: asked }).min(1, asked);

const lessons = defineCollection(
	checkedFiles(
		{ pattern: '*.mdx', base: './content/lessons', generateId: wordOf },
		strict({
			number: whole('請寫第幾課，和檔名的數字一樣').min(1, '課號從1開始'),
			/** The slide's title and bullets, exactly as the unit has them. */
			title: text('請寫講義那一頁的標題'),
			bullets: some(text(), '請寫講義那一頁的條列，一條一行，前面加「- 」'),
			part: whole('請寫屬於哪一個部分，1到5').min(1, '部分是1到5').max(5, '部分是1到5'),
			/** The lesson's question in a sentence or two. */
			lede: text('請寫這一課要問什麼，一兩句'),
			/** Four characters that sum the lesson up, carved in its seal. */
			seal: text('請寫印章上的四個字').length(4, '印章上要剛好四個字'),
			minutes: whole('請寫讀這一課大約幾分鐘，整數').positive('分鐘要大於0'),
			objectives: some(text(), '請寫這一課的目標，至少一條，一條一行，前面加「- 」'),
			/** What the lecturer says, a paragraph an entry, each with its minutes. */
			notes: some(
				strict({
					minutes: z.number({ error: '請寫這一段講幾分鐘' }).positive('分鐘要大於0'),
					say: text('請寫這一段要說的話'),
				}),
				'請寫講稿，一段一項，每一項有minutes和say',
			),
			terms: some(
				reference('glossary'),
				'請寫這一課的詞彙，content/glossary裡的檔名，例如[clv, margin]',
			),
			/** The same work is written the same in every lesson; what a lesson takes from it is its note. */
			sources: some(
				strict({
					text: text('請寫這一筆出處'),
					note: text().optional(),
					url: z.url({ error: '請寫完整的網址，https://開頭' }).optional(),
					/** One of the three books that the unit itself lists. */
					unitBook: z.boolean({ error: '請寫true或false' }).default(false),
				}),
				'請寫出處，至少一筆，每一筆有text',
			),
			simulator: z
				.enum(['clv', 'churn', 'points'], {
					error: '請寫clv、churn、points其中一個，不是就整行不寫',
				})
				.optional(),
		}),
	),
);

const glossary = defineCollection(
	checkedFiles(
		{ pattern: '*.md', base: './content/glossary' },
		strict({
			term: text('請寫這個詞的中文'),
			english: text().optional(),
			aliases: z.array(text(), { error: '請寫成一串別的說法，例如[終身價值, LTV]' }).default([]),
			/** One sentence, shown where the term is used. */
			short: text('請寫課文裡點開看到的那一句'),
		}),
	),
);

/** Exercises without numbers, known by the names of their files. */
const exercises = defineCollection(
	checkedFiles({ pattern: '*.yaml', base: './content/exercises' }, exerciseSchema),
);

/** The case companies of the activity, for lessons that speak of them. */
const cases = defineCollection(
	checkedFiles({ pattern: '*.yaml', base: './content/cases' }, caseSchema),
);

export const collections = { lessons, glossary, exercises, cases };
