/** How names and student numbers are compared: the same in the lists, in the forms and on the server. */

/** The longest name that a student may have, in characters as people count them. */
export const longestName = 40;

/** Two names with the same key would look alike to the class; two numbers with it are one. */
export const nameKey = (name: string): string =>
	name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/**
 * A student number as it is kept and shown: half width, trimmed, in capitals as a school's own list has
 * them, however a phone's keyboard began it; null for what is none.
 */
export function readStudentNumber(typed: string): string | null {
	const number = typed
		.normalize('NFKC')
		.replace(/[‐-―−]/g, '-')
		.trim();
	return /^[a-z0-9][a-z0-9-]{0,19}$/i.test(number) ? number.toUpperCase() : null;
}
