import { seatRequestMilliseconds } from '#workflow/messages.ts';
import type { Database } from './store/schema.ts';

const dayMilliseconds = 24 * 3600 * 1000;
/** How long after a class has been closed its seats still open it, in days. */
export const seatDaysAfterClosing = 30;

/** Ends the seats of classes that have been closed for thirty days, and forgets old questions. */
export async function sweepSeats(db: Database, now: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const over = tx
			.selectFrom('class')
			.select('id')
			.where('phase', '=', 'closed')
			.where('changed_at', '<=', now - seatDaysAfterClosing * dayMilliseconds);
		await tx.deleteFrom('seat').where('class_id', 'in', over).execute();
		await tx.deleteFrom('recovery_code').where('class_id', 'in', over).execute();
		await tx
			.deleteFrom('seat_request')
			.where('asked_at', '<=', now - seatRequestMilliseconds)
			.execute();
	});
}

/** Sweeps now and once a day; call what it returns to stop. */
export function keepSwept(db: Database, clock: () => number): () => Promise<void> {
	const sweep = () =>
		sweepSeats(db, clock()).catch((error: unknown) =>
			console.error('過期的座位這次沒有清掉：', error),
		);
	let sweeping = sweep();
	const timer = setInterval(() => (sweeping = sweeping.then(sweep)), dayMilliseconds);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await sweeping;
	};
}
