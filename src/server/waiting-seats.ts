import { randomInt } from 'node:crypto';
import { seatRequestMilliseconds } from '#workflow/messages.ts';
import type { Step } from './commands.ts';

/** How many may wait for the lecturer's word at once: in a class, and for one seat. */
const mostWaiting = { class: 60, seat: 3 } as const;

interface Waiting {
	id: string;
	member_id: string;
	number: string;
	asked_at: number;
}

/**
 * The devices that wait to be let in to a seat. Where they ask from is kept in memory only: after a
 * restart they count as coming from one address, which takes a place from nobody who has one.
 */
export function createWaitingSeats() {
	const addresses = new Map<string, { address: string; askedAt: number }>();
	const addressOf = ({ id }: Waiting): string => addresses.get(id)?.address ?? '';

	const waitingIn = ({ tx, now }: Step, classId: string): Promise<Waiting[]> =>
		tx
			.selectFrom('seat_request')
			.select(['id', 'member_id', 'number', 'asked_at'])
			.where('class_id', '=', classId)
			.where('status', '=', 'waiting')
			.where('asked_at', '>', now - seatRequestMilliseconds)
			.orderBy('asked_at')
			.execute();

	/**
	 * Whose place a newcomer takes: the last one's of the address that has the most, so that nobody
	 * fills all places from one address, and who came first keeps his.
	 */
	function lastOfTheMost(waiting: readonly Waiting[]): Waiting | undefined {
		const counts = new Map<string, number>();
		for (const one of waiting) counts.set(addressOf(one), (counts.get(addressOf(one)) ?? 0) + 1);
		const most = Math.max(...counts.values());
		return waiting.findLast((one) => counts.get(addressOf(one)) === most);
	}

	return {
		/** A number for one more who waits for this seat, unlike all others of the class. */
		async makeRoom(step: Step, member: { id: string; classId: string }): Promise<string> {
			let waiting = await waitingIn(step, member.classId);
			const places = [
				{ most: mostWaiting.seat, isIn: (one: Waiting) => one.member_id === member.id },
				{ most: mostWaiting.class, isIn: () => true },
			];
			for (const { most, isIn } of places) {
				const here = waiting.filter(isIn);
				const yielding = here.length < most ? undefined : lastOfTheMost(here);
				if (!yielding) continue;
				await step.tx.deleteFrom('seat_request').where('id', '=', yielding.id).execute();
				waiting = waiting.filter((one) => one !== yielding);
			}
			const taken = new Set(waiting.map(({ number }) => number));
			for (;;) {
				const number = String(randomInt(100, 1000));
				if (!taken.has(number)) return number;
			}
		},

		noteAddress(requestId: string, address: string, now: number): void {
			for (const [id, { askedAt }] of addresses)
				if (askedAt <= now - seatRequestMilliseconds) addresses.delete(id);
			addresses.set(requestId, { address, askedAt: now });
		},
	};
}
