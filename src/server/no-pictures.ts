import type { APIRoute } from 'astro';

/**
 * Stands where the framework would turn pictures on request. This site does so nowhere, turning one
 * takes seconds of the threads that also read every file, and anybody may ask.
 */
export const GET: APIRoute = () =>
	new Response('找不到這一頁；請從課程地圖重新進來。\n', { status: 404 });
export const prerender = false;
