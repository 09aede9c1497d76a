import 'astro';

declare module 'astro' {
	interface AstroClientDirectives {
		/** Comes to life at the first touch of the page, or when in sight: src/ui/client-touch.ts. */
		'client:touch'?: boolean | 'in-sight';
	}
}
