import 'astro';

declare module 'astro' {
	interface AstroClientDirectives {
		/** Comes to life at the first touch of the page, when in sight, or at once: src/ui/client-touch.ts. */
		'client:touch'?: boolean | 'in-sight' | 'at-once';
	}
}
