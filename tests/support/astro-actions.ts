/**
 * Stands in for `astro:actions` where a test reads the commands themselves: what was defined comes
 * back as it was given, so that a test finds every command there is, with its input's schema.
 */
export const defineAction = <Given>(given: Given): Given => given;

export class ActionError extends Error {
	readonly code: string;
	constructor({ code, message }: { code: string; message?: string }) {
		super(message);
		this.code = code;
	}
}
