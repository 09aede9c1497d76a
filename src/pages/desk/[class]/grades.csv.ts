import type { APIRoute } from 'astro';
import { ownPaper } from '../_paper.ts';

export const prerender = false;

/** The class's grade book; `server/grade-book.ts` tells which columns other systems read. */
export const GET: APIRoute = (context) =>
	ownPaper(context, {
		by: (papers, classId) => papers.grades(classId),
		type: 'text/csv; charset=utf-8',
	});
