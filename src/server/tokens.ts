import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Letters that nobody mixes up when reading them from a wall: no 0 O 1 I L. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 7;
const recoveryCodeLength = 8;

/** A secret of 256 bits, safe in cookies and addresses. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: it can be recognised by it, not used. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Name of a stored thing, for addresses and keys; not a secret. */
export const newId = (): string =>
	Array.from({ length: 12 }, () => codeAlphabet[randomInt(codeAlphabet.length)])
		.join('')
		.toLowerCase();

const newCode = (length: number): string =>
	Array.from({ length }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');

export const newJoinCode = (): string => newCode(codeLength);

/** A student's own code for another device; only its hash is stored. */
export const newRecoveryCode = (): string => newCode(recoveryCodeLength);

function readCode(typed: string, length: number): string | null {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\-‐-―]/g, '');
	const fits = code.length === length && [...code].every((letter) => codeAlphabet.includes(letter));
	return fits ? code : null;
}

/** Reads a code as people type it: any case, full width, spaces and dashes; null when it is none. */
export const readJoinCode = (typed: string): string | null => readCode(typed, codeLength);

/** The same for a student's own code, which is a letter longer. */
export const readRecoveryCode = (typed: string): string | null =>
	readCode(typed, recoveryCodeLength);
