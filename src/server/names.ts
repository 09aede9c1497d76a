import { Refusal } from '#workflow/refusals.ts';

/** Characters that show nothing or turn writing around, and so could imitate another name. */
const invisible =
	/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

/** A line of text on one line: no control characters, one space between parts. */
export const cleanLine = (typed: string): string =>
	typed
		.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/** A name as it will be shown: trimmed, one space between parts, 1 to 20 characters. */
export function cleanName(typed: string): string {
	const name = typed.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim();
	const length = [...name].length;
	if (length < 1 || length > 20) throw new Refusal('NAME_EMPTY');
	return name;
}

/** Two names with the same key would look alike to the class. */
export const nameKey = (name: string): string =>
	name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
