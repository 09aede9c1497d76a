import { longestName, readStudentNumber } from '#workflow/identity.ts';
import { Refusal } from '#workflow/refusals.ts';

export { nameKey } from '#workflow/identity.ts';

/** Characters that show nothing or turn writing around, and so could imitate another name. */
const invisible =
	/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

/** A line of text on one line: no control characters, one space between parts. */
export const cleanLine = (typed: string): string =>
	typed
		.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/**
 * A name as it will be shown: trimmed, one space between parts, 1 to `longestName` characters. Marks alone are
 * no name, and on a Han character they only make it look like somebody else's.
 */
export function cleanName(typed: string): string {
	const name = typed.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim();
	const length = [...name].length;
	const isName = /[\p{L}\p{N}]/u.test(name) && !/\p{Script=Han}\p{M}/u.test(name);
	if (!isName || length < 1 || length > longestName) throw new Refusal('NAME_EMPTY');
	return name;
}

/** A number out of the store as it is shown: older classes kept it as it had been typed. */
export const shownStudentNumber = (kept: string | null): string | null =>
	kept?.toUpperCase() ?? null;

/** A student number as it is kept; the form and the list read it the same way. */
export function cleanStudentNumber(typed: string): string {
	const number = readStudentNumber(typed);
	if (number === null) throw new Refusal('STUDENT_NUMBER_UNREADABLE');
	return number;
}
