import type { Database } from './store/schema.ts';
import { hashOf, newToken } from './tokens.ts';

const idleMilliseconds = 12 * 3600 * 1000;
const longestMilliseconds = 7 * 24 * 3600 * 1000;
/** Noting every single visit would make each page a write. */
const noteEveryMilliseconds = 5 * 60 * 1000;

/** Lecturers' sessions: 12 hours idle, a week in all; only the token's hash is stored. */
export function createSessions({ db, clock }: { db: Database; clock: () => number }) {
	const current = (now: number) =>
		db
			.selectFrom('session')
			.where('seen_at', '>=', now - idleMilliseconds)
			.where('session.created_at', '>=', now - longestMilliseconds);

	return {
		/** Which of the sessions with these hashes have ended. */
		async lapsed(hashes: readonly string[]): Promise<string[]> {
			const rows = await current(clock())
				.select('token_hash')
				.where('token_hash', 'in', [...hashes])
				.execute();
			const held = new Set(rows.map(({ token_hash: hash }) => hash));
			return hashes.filter((hash) => !held.has(hash));
		},
		async begin(accountId: string, within: Database = db): Promise<string> {
			const token = newToken();
			const now = clock();
			await within
				.deleteFrom('session')
				.where((row) =>
					row.or([
						row('seen_at', '<', now - idleMilliseconds),
						row('created_at', '<', now - longestMilliseconds),
					]),
				)
				.execute();
			await within
				.insertInto('session')
				.values({ token_hash: hashOf(token), account_id: accountId, created_at: now, seen_at: now })
				.execute();
			return token;
		},
		async end(token: string): Promise<void> {
			await db.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute();
		},
		/** The lecturer behind a token; null once it has run out. */
		async lecturer(token: string): Promise<{ id: string; name: string } | null> {
			const now = clock();
			const session = await current(now)
				.innerJoin('account', 'account.id', 'session.account_id')
				.select(['account.id', 'account.name', 'session.seen_at'])
				.where('token_hash', '=', hashOf(token))
				.executeTakeFirst();
			if (!session) return null;
			if (session.seen_at < now - noteEveryMilliseconds) {
				const change = db.updateTable('session').set({ seen_at: now });
				await change.where('token_hash', '=', hashOf(token)).execute();
			}
			return { id: session.id, name: session.name };
		},
	};
}
export type Sessions = ReturnType<typeof createSessions>;
