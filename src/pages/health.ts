import type { APIRoute } from 'astro';
import { services } from '#server/services.ts';

export const prerender = false;

/** For whoever watches the machine: whether the site can do its work, and nothing else about it. */
export const GET: APIRoute = async () => {
	const health = await services().health.look();
	return Response.json(health, { status: health.ok ? 200 : 503 });
};
