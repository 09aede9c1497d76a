import type { AstroGlobal } from 'astro';
import { services } from '#server/services.ts';
import type { LecturerView } from '#workflow/messages.ts';

/**
 * The class a page is about, if the visitor is the lecturer whose class it is. Otherwise where to
 * send him: to sign in, or to the page that says there is nothing here, the same for a class that
 * does not exist and for somebody else's.
 */
export async function ownClass(
	page: AstroGlobal,
	classId: string,
): Promise<LecturerView | Response> {
	const { lecturer } = page.locals.visitor;
	if (!lecturer) return page.redirect(`/sign-in?next=${encodeURIComponent(page.url.pathname)}`);
	const owner = await services().classes.ownerOf(classId);
	if (owner !== lecturer.id) return new Response(null, { status: 404 });
	return services().views.forLecturer(classId);
}
