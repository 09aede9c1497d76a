import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Letters that nobody mixes up when reading them from a wall: no 0 O 1 I L. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 7;

/** A secret of 256 bits, safe in cookies and addresses. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: it can be recognised by it, not used. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Name of a stored thing, for addresses and keys; not a secret. */
export const newId = (): string =>
	Array.from({ length: 12 }, () => codeAlphabet[randomInt(codeAlphabet.length)])
		.join('')
		.toLowerCase();

export const newJoinCode = (): string =>
	Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');

/** Reads a code as people type it: any case, full width, spaces and dashes; null when it is none. */
export function readJoinCode(typed: string): string | null {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\-‐-―]/g, '');
	const fits =
		code.length === codeLength && [...code].every((letter) => codeAlphabet.includes(letter));
	return fits ? code : null;
}
