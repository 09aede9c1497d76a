/// <reference types="astro/client" />

declare namespace App {
	interface Locals {
		/** Who is asking; set by the middleware on every page and action made for a visitor. */
		visitor: import('#server/services.ts').Visitor;
		/** Whether the visitor's own browser speaks https, which decides how cookies are named. */
		secure: boolean;
	}
}
