import { defineCollection, reference } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { exerciseSchema } from '#exercises/schema.ts';
import { caseSchema } from '#workflow/words.ts';

/** Order is the number in the file name, identity the word after it: renumbering breaks no link. */
const wordOf = ({ entry }: { entry: string }) => entry.replace(/^\d+-/, '').replace(/\.\w+$/, '');

const lessons = defineCollection({
	loader: glob({ pattern: '*.mdx', base: './content/lessons', generateId: wordOf }),
	schema: z.object({
		number: z.number().int().min(1),
		/** The slide's title and bullets, exactly as the unit has them. */
		title: z.string(),
		bullets: z.array(z.string()).min(1),
		part: z.number().int().min(1).max(5),
		/** The lesson's question in a sentence or two. */
		lede: z.string(),
		/** Four characters that sum the lesson up, carved in its seal. */
		seal: z.string().length(4),
		minutes: z.number().int().positive(),
		objectives: z.array(z.string()).min(1),
		/** What the lecturer says, a paragraph an entry, each with its minutes. */
		notes: z.array(z.object({ minutes: z.number().positive(), say: z.string() })).min(1),
		terms: z.array(reference('glossary')).min(1),
		/** The same work is written the same in every lesson; what a lesson takes from it is its note. */
		sources: z
			.array(
				z.object({
					text: z.string(),
					note: z.string().optional(),
					url: z.url().optional(),
					/** One of the three books that the unit itself lists. */
					unitBook: z.boolean().default(false),
				}),
			)
			.min(1),
		simulator: z.enum(['clv', 'churn', 'points']).optional(),
	}),
});

const glossary = defineCollection({
	loader: glob({ pattern: '*.md', base: './content/glossary' }),
	schema: z.object({
		term: z.string(),
		english: z.string().optional(),
		aliases: z.array(z.string()).default([]),
		/** One sentence, shown where the term is used. */
		short: z.string(),
	}),
});

/** Exercises without numbers, known by the names of their files. */
const exercises = defineCollection({
	loader: glob({ pattern: '*.yaml', base: './content/exercises' }),
	schema: exerciseSchema,
});

/** The case companies of the activity, for lessons that speak of them. */
const cases = defineCollection({
	loader: glob({ pattern: '*.yaml', base: './content/cases' }),
	schema: caseSchema,
});

export const collections = { lessons, glossary, exercises, cases };
