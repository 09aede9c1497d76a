import { longestName, readStudentNumber } from '#workflow/identity.ts';
import { refusals } from '#workflow/refusals.ts';

const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 7;
const recoveryCodeLength = 8;

/** What somebody typed or a link carries, without case, width, spaces and dashes. */
export const plainCode = (typed: string): string =>
	typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\-‐-―#]/g, '');

/** ABC-D2EF, as the wall shows it. */
export const shownCode = (code: string): string =>
	code.length > 3 ? `${code.slice(0, 3)}-${code.slice(3)}` : code;

function problemOf(typed: string, kind: { called: string; length: number; empty: string }) {
	const code = plainCode(typed);
	if (code === '') return kind.empty;
	const strange = [...code].find((letter) => !alphabet.includes(letter));
	if (strange !== undefined) {
		return `${kind.called}裡不會有「${strange}」：沒有數字0、1，也沒有字母I、L、O，請再看一次螢幕。`;
	}
	if (code.length === kind.length) return null;
	return `${kind.called}是${kind.length}個字，你輸入了${code.length}個。`;
}

/** What is wrong with a code as typed, in a sentence; null when it may be a code. */
export const codeProblem = (typed: string): string | null =>
	problemOf(typed, {
		called: '課堂碼',
		length: codeLength,
		empty: '請輸入老師螢幕上的課堂碼。',
	});

/** The same for a student's own code for another device. */
export const recoveryProblem = (typed: string): string | null =>
	problemOf(typed, {
		called: '換裝置碼',
		length: recoveryCodeLength,
		empty: '請輸入原來那台裝置上的換裝置碼。',
	});

/** What is wrong with a name as typed, in a sentence; null when it will do. */
export function nameProblem(typed: string): string | null {
	const length = [...typed.trim()].length;
	if (length === 0) return '請填一個同學認得出來的名字。';
	return length > longestName ? `名字最多${longestName}個字，你寫了${length}個。` : null;
}

/** What is wrong with a student number as typed, in a sentence; null when it will do. */
export function numberProblem(typed: string): string | null {
	if (typed.trim() === '') return '這堂課要填學號。';
	return readStudentNumber(typed) === null ? refusals.STUDENT_NUMBER_UNREADABLE.message : null;
}

const shelf = 'll:classes';

/** What this browser keeps; null where it keeps nothing for this site. */
export function storageHere(): Storage | null {
	try {
		return localStorage;
	} catch {
		return null;
	}
}

/** The classes this device has joined by their codes, so that the same link leads straight in. */
export function joinedClasses(storage: Pick<Storage, 'getItem'> | null): Record<string, string> {
	try {
		const kept: unknown = JSON.parse(storage?.getItem(shelf) ?? '{}');
		if (typeof kept !== 'object' || kept === null) return {};
		const entries: [string, unknown][] = Object.entries(kept);
		return Object.fromEntries(
			entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
		);
	} catch {
		return {};
	}
}

/** The code by which this device last came into a class, as it is shown; empty when it knows none. */
export function codeOf(storage: Pick<Storage, 'getItem'> | null, classId: string | null): string {
	const known = Object.entries(joinedClasses(storage)).findLast(([, id]) => id === classId);
	return known ? shownCode(known[0]) : '';
}

/** Notes that a code led to a class. */
export function noteJoined(storage: Storage | null, code: string, classId: string): void {
	try {
		storage?.setItem(
			shelf,
			JSON.stringify({ ...joinedClasses(storage), [plainCode(code)]: classId }),
		);
	} catch {
		// Without it the link asks for the name once more; the seat itself is a cookie.
	}
}
