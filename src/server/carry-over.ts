import { DatabaseSync } from 'node:sqlite';

/**
 * Who may sign in, and by which password, is a matter of today and not of the classes that are
 * fetched back: a password that was reset stays reset. A name that both know is one lecturer, also
 * where the backup comes from another machine. Nobody's classes change hands.
 */
const lecturers = [
	`update account set password = (select password from today.account t where t.id = account.id)
		where id in (select id from today.account)`,
	`update account set password = (select password from today.account t where t.name_key = account.name_key)
		where id not in (select id from today.account) and name_key in (select name_key from today.account)`,
	`insert into account (id, name, name_key, password, created_at)
		select id, name, name_key, password, created_at from today.account t
		where t.id not in (select id from account) and t.name_key not in (select name_key from account)`,
];

/**
 * A phone gets another key whenever it joins one more class, so the backup knows only the key it
 * held then. The seats are those that today's database has given to today's keys, none else: a
 * member is the same by his id, never by his name.
 */
const seats = `insert into seat (token_hash, class_id, member_id, given_at)
	select s.token_hash, s.class_id, s.member_id, s.given_at from today.seat s
	join member m on m.id = s.member_id and m.class_id = s.class_id
	where m.removed_at is null
	on conflict (token_hash, class_id) do update set member_id = excluded.member_id`;

/**
 * Brings into the database at `path` what stays as it is in today's: lecturers with their passwords,
 * and which device sits where. False where today's cannot be read or has no lecturer; then nothing
 * has been brought.
 */
export function carryOver(todayPath: string, path: string): boolean {
	const file = new DatabaseSync(path);
	try {
		file.prepare('attach database ? as today').run(todayPath);
		const { count } = file.prepare('select count(*) as count from today.account').get() ?? {};
		if (Number(count) === 0) return false;
		file.exec('begin immediate');
		for (const sql of [...lecturers, seats]) file.exec(sql);
		file.exec('commit');
		return true;
	} catch {
		// A damaged database is why somebody restores: then all of it is as the backup has it.
		if (file.isTransaction) file.exec('rollback');
		return false;
	} finally {
		file.close();
	}
}
