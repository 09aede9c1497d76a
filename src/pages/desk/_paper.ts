import type { APIContext } from 'astro';
import { services, type Paper, type Papers } from '#server/services.ts';

/** A file name in a header as RFC 5987 has it: letters of any script, nothing that ends the field. */
const headerName = (name: string): string =>
	encodeURIComponent(name).replace(
		/['()*!]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/**
 * Answers with one of a class's files, to its lecturer and to nobody else: for everybody else there
 * is nothing here, whether the class exists or not.
 */
export async function ownPaper(
	{ locals, params }: APIContext,
	made: { by: (papers: Papers, classId: string) => Promise<Paper>; type: string },
): Promise<Response> {
	const { lecturer } = locals.visitor;
	const classId = params['class'] ?? '';
	const owner = lecturer && (await services().classes.ownerOf(classId));
	if (!lecturer || owner !== lecturer.id) return new Response(null, { status: 404 });
	const { name, text } = await made.by(services().papers, classId);
	return new Response(text, {
		headers: {
			'content-type': made.type,
			'content-disposition': `attachment; filename*=UTF-8''${headerName(name)}`,
			'x-content-type-options': 'nosniff',
		},
	});
}
