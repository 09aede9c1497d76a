import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '#workflow/refusals.ts';

const derive = promisify(argon2);

/** 46 MiB, one pass: what OWASP's table asks of argon2id when memory is shared with a class. */
const cost = { memory: 47_104, passes: 1, parallelism: 1, tagLength: 32 } as const;

/** Two at once at most, so that a burst of sign-ins cannot eat the machine's memory. */
const atOnce = 2;
/** Some seconds of work for one asker; whoever comes behind that many of his is asked to come again. */
const mostWaiting = 40;
let running = 0;
/** A queue an asker, and the askers take turns: nobody waits behind all that another has sent. */
const queues = new Map<string, (() => void)[]>();

function letNextGo(): void {
	const [next] = queues;
	if (!next) return;
	const [asker, queue] = next;
	const go = queue.shift();
	queues.delete(asker);
	if (queue.length > 0) queues.set(asker, queue);
	go?.();
}

/** Waits for one of the places; whoever leaves one hands it on. */
async function takePlace(asker: string): Promise<void> {
	if (running < atOnce) {
		running += 1;
		return;
	}
	const queue = queues.get(asker) ?? [];
	if (queue.length >= mostWaiting) throw new Refusal('TOO_MANY_TRIES');
	await new Promise<void>((go) => {
		queue.push(go);
		queues.set(asker, queue);
	});
}

function leavePlace(): void {
	if (queues.size > 0) letNextGo();
	else running -= 1;
}

async function tagOf(
	password: string,
	nonce: Buffer,
	{ memory, passes, parallelism, tagLength }: Cost,
	asker: string,
) {
	await takePlace(asker);
	try {
		const message = Buffer.from(password.normalize('NFC'));
		return await derive('argon2id', { message, nonce, memory, passes, parallelism, tagLength });
	} finally {
		leavePlace();
	}
}
type Cost = { memory: number; passes: number; parallelism: number; tagLength: number };

/** A string that says how it was made, so that the cost may rise later without breaking any. */
export async function hashPassword(password: string, asker = ''): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await tagOf(password, nonce, cost, asker);
	const { memory, passes, parallelism } = cost;
	const parameters = `m=${memory},t=${passes},p=${parallelism}`;
	return `$argon2id$v=19$${parameters}$${nonce.toString('base64url')}$${tag.toString('base64url')}`;
}

const written = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

/**
 * Whether a password made this string; throws TOO_MANY_TRIES when too many of this asker, e.g. an
 * address, are waiting already.
 */
export async function isPassword(password: string, hash: string, asker = ''): Promise<boolean> {
	const parts = written.exec(hash);
	if (!parts) return false;
	const [memory, passes, parallelism] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
	const nonce = Buffer.from(parts[4] ?? '', 'base64url');
	const tag = Buffer.from(parts[5] ?? '', 'base64url');
	const needs = { memory, passes, parallelism, tagLength: tag.length };
	const given = await tagOf(password, nonce, needs, asker);
	return timingSafeEqual(given, tag);
}

const common = new Set(
	`password passw0rd password1 password12 password123 password1234 p@ssw0rd p@ssword qwertyuiop
	qwerty123 qwerty12 1qaz2wsx 1q2w3e4r 1q2w3e4r5t zaq12wsx q1w2e3r4 asdfghjkl asdfasdf zxcvbnm1
	iloveyou iloveyou1 sunshine princess football baseball superman trustno1 starwars whatever
	computer internet michelle jennifer welcome1 letmein1 admin123 administrator teacher1 teacher123
	changeme default1 student1 student123 test1234 abcd1234 abc12345 a1234567 aa123456 qq123456
	a123456789 12341234 11223344 87654321 123qweasd 123123123 147258369 1234qwer loyalty1 loyaltylab
	loyalty-lab ji3g4go6 su3cl3 1qazxsw2 taiwan123 taiwan88 dragon123 monkey123 master123`.split(/\s+/),
);

const runs = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/** Throws when a new password is one of those that guessers try first. */
export function requireGoodPassword(password: string): void {
	const letters = [...password];
	if (letters.length < 8) throw new Refusal('PASSWORD_TOO_SHORT');
	const plain = password.toLowerCase();
	const isRepeated = /^(.{1,4})\1+$/u.test(plain);
	if (common.has(plain) || isRepeated || runs.some((run) => run.includes(plain))) {
		throw new Refusal('PASSWORD_TOO_COMMON');
	}
}
