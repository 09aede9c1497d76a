import 'astro';

declare module 'astro' {
	interface AstroClientDirectives {
		/** Comes to life at the first touch of the page: src/ui/client-touch.ts. */
		'client:touch'?: boolean;
	}
}
