import { createProcessor } from '@mdx-js/mdx';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';

/** Reads a lesson's text as the build does, with the same kinds of writing in it. */
export const lessonParser = createProcessor({
	format: 'mdx',
	remarkPlugins: [
		[remarkGfm, { singleTilde: false }],
		[remarkMath, { singleDollarTextMath: false }],
	],
});
