import { z } from 'astro/zod';
import { branchingSchema } from './branching/schema.ts';
import { comparisonSchema } from './comparison/schema.ts';
import { sortingSchema } from './sorting/schema.ts';
import { storySchema } from './story/schema.ts';

/** Every kind of exercise by its `kind`; a slip in a file stops the build and is told in words. */
const kinds = [sortingSchema, storySchema, branchingSchema, comparisonSchema] as const;

export const exerciseSchema = z.discriminatedUnion('kind', kinds, {
	error: `kind要寫練習的種類：${kinds.map(({ shape }) => shape.kind.value).join('、')}`,
});
export type ExerciseWords = z.infer<typeof exerciseSchema>;
