import type { APIRoute } from 'astro';
import { ownPaper } from '../_paper.ts';

export const prerender = false;

/** Everything of the class, for its lecturer to keep; `server/class-file.ts` describes the format. */
export const GET: APIRoute = (context) =>
	ownPaper(context, {
		by: (papers, classId) => papers.classFile(classId),
		type: 'application/json; charset=utf-8',
	});
