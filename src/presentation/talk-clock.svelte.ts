import type { KeyRow } from '#ui/keys.ts';

export type TalkCommand = 'talkTurn' | 'talkAgain';

export const talkKeys: readonly KeyRow<TalkCommand>[] = [
	{ command: 'talkTurn', codes: ['KeyK'], shown: 'K', label: '計時，或停住' },
	{ command: 'talkAgain', codes: ['KeyK'], shift: true, shown: 'Shift＋K', label: '計時重來' },
];

/** 2:59 of what is left, −0:12 of what is over. */
export function talkTime(leftMilliseconds: number): string {
	const seconds = Math.ceil(leftMilliseconds / 1_000);
	const shown = Math.abs(seconds);
	const sign = seconds < 0 ? '−' : '';
	return `${sign}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`;
}

/**
 * How long a team has been talking, on the screen it talks before and nowhere else. It stops nothing:
 * past its end it goes on, so that the hall sees by how much. Times are milliseconds of one clock.
 */
export class TalkClock {
	readonly #planned: number;
	#startedAt: number | null = $state(null);
	#spent = $state(0);
	#now = $state(0);

	readonly left: number = $derived.by(
		() =>
			this.#planned - this.#spent - (this.#startedAt === null ? 0 : this.#now - this.#startedAt),
	);

	constructor(minutes: number) {
		this.#planned = minutes * 60_000;
	}

	get running(): boolean {
		return this.#startedAt !== null;
	}
	/** Whether it has been started since it was last set back. */
	get used(): boolean {
		return this.running || this.#spent > 0;
	}

	/** Starts it, or stops it where it is. */
	turn(now: number): void {
		if (this.#startedAt === null) this.#startedAt = now;
		else {
			this.#spent += now - this.#startedAt;
			this.#startedAt = null;
		}
		this.#now = now;
	}
	again(): void {
		this.#startedAt = null;
		this.#spent = 0;
	}
	tick(now: number): void {
		this.#now = now;
	}
}
