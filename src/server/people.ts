import { Refusal } from '#workflow/refusals.ts';
import { cleanName, nameKey } from './names.ts';
import { hashPassword, isPassword, requireGoodPassword } from './passwords.ts';
import type { People } from './services.ts';
import type { Sessions } from './sessions.ts';
import type { Database } from './store/schema.ts';
import { hashOf, newId, newToken } from './tokens.ts';
import { createTries } from './tries.ts';

interface Needs {
	db: Database;
	clock: () => number;
	sessions: Sessions;
	/** Told when a session ends, so that the connections made with it end too. */
	signedOut: (sessionHash: string) => void;
}

const setUpSetting = 'set-up token';

const hasAccount = async (db: Database): Promise<boolean> =>
	(await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;

/** Lecturers by password, students by the seat their device holds. */
export function createPeople({ db, clock, sessions, signedOut }: Needs) {
	const minute = { windowMilliseconds: 60_000 };
	/** Wrong passwords by name and address; a lecturer is not shut out by those for another name. */
	const nameTries = createTries(clock, { each: 10, together: Infinity, ...minute });
	/** Wrong passwords by address. Beyond these a name has one try there, and only one that exists. */
	const addressTries = createTries(clock, { each: 30, together: 300, ...minute });
	const setUpTries = createTries(clock, { each: 10, together: 300, ...minute });
	// Compared against when the name is unknown, so that both take equally long.
	const nobody = hashPassword(newToken());

	async function addLecturer(within: Database, given: { name: string; password: string }) {
		const id = newId();
		const row = { id, name: given.name, name_key: nameKey(given.name), password: given.password };
		await within
			.insertInto('account')
			.values({ ...row, created_at: clock() })
			.execute();
		return id;
	}

	const people: People = {
		needsSetUp: async () => !(await hasAccount(db)),

		async setUp({ token, name, password, address }) {
			const cleaned = cleanName(name);
			const notFailed = setUpTries.begin(address);
			const kept = await db
				.selectFrom('setting')
				.select('value')
				.where('name', '=', setUpSetting)
				.executeTakeFirst();
			if (kept?.value !== hashOf(token)) throw new Refusal('SETUP_LINK_USED');
			notFailed();
			requireGoodPassword(password);
			const hash = await hashPassword(password);
			return db.transaction().execute(async (tx) => {
				if (await hasAccount(tx)) throw new Refusal('SETUP_LINK_USED');
				const lecturerId = await addLecturer(tx, { name: cleaned, password: hash });
				await tx.deleteFrom('setting').where('name', '=', setUpSetting).execute();
				return { sessionToken: await sessions.begin(lecturerId, tx) };
			});
		},

		async signIn({ name, password, address }) {
			const isPressed = addressTries.isOver(address);
			const takeBack = [
				nameTries.begin(`${address} ${nameKey(name)}`, isPressed ? 1 : undefined),
				addressTries.count(address),
			];
			const notFailed = () => takeBack.forEach((take) => take());
			const account = await db
				.selectFrom('account')
				.select(['id', 'password'])
				.where('name_key', '=', nameKey(name))
				.executeTakeFirst();
			// Else made-up names would be a way to keep the machine busy from one address.
			if (isPressed && !account) throw new Refusal('TOO_MANY_TRIES');
			const stored = account?.password ?? (await nobody);
			const isRight = await isPassword(password, stored, address).catch((error: unknown) => {
				// Too busy to look at it, so neither right nor wrong.
				notFailed();
				throw error;
			});
			// The same word for both, so that nobody is told which names exist.
			if (!account || !isRight) throw new Refusal(isPressed ? 'TOO_MANY_TRIES' : 'WRONG_PASSWORD');
			notFailed();
			return { sessionToken: await sessions.begin(account.id) };
		},

		async signOut(sessionToken) {
			await sessions.end(sessionToken);
			signedOut(hashOf(sessionToken));
		},

		async visitor({ session, seat }) {
			const lecturer = session ? await sessions.lecturer(session) : null;
			const seats = seat
				? await db
						.selectFrom('seat')
						.select(['class_id as classId', 'member_id as memberId'])
						.where('token_hash', '=', hashOf(seat))
						.execute()
				: [];
			return { lecturer, seats };
		},
	};

	return {
		...people,
		/** A one-time link's token while nobody has a password; null afterwards. The last one counts. */
		async newSetUpToken(): Promise<string | null> {
			if (await hasAccount(db)) return null;
			const token = newToken();
			const value = hashOf(token);
			await db
				.insertInto('setting')
				.values({ name: setUpSetting, value })
				.onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
				.execute();
			return token;
		},
		/** Every lecturer, the first one first, for whoever runs the machine. */
		lecturers: () =>
			db
				.selectFrom('account')
				.select(['id', 'name', 'created_at as createdAt'])
				.orderBy('created_at')
				.orderBy('id')
				.execute(),
		/** Another lecturer, for whoever runs the machine; throws when the name is taken. */
		async addLecturer(name: string, password: string): Promise<string> {
			const cleaned = cleanName(name);
			requireGoodPassword(password);
			const hash = await hashPassword(password);
			return db.transaction().execute(async (tx) => {
				const alike = tx
					.selectFrom('account')
					.select('id')
					.where('name_key', '=', nameKey(cleaned));
				if (await alike.executeTakeFirst()) throw new Refusal('LECTURER_EXISTS');
				return addLecturer(tx, { name: cleaned, password: hash });
			});
		},
		/**
		 * Another password for a lecturer, for whoever runs the machine; wherever he was signed in he
		 * has to sign in again. Answers how many sessions ended.
		 */
		async resetPassword(accountId: string, password: string): Promise<number> {
			requireGoodPassword(password);
			const hash = await hashPassword(password);
			return db.transaction().execute(async (tx) => {
				const change = tx.updateTable('account').set({ password: hash });
				await change.where('id', '=', accountId).execute();
				const ended = tx.deleteFrom('session').where('account_id', '=', accountId);
				return Number((await ended.executeTakeFirstOrThrow()).numDeletedRows);
			});
		},
	};
}
