import type { KeyRow } from '#ui/keys.ts';

export type TalkCommand = 'talkTurn' | 'talkAgain' | 'talkLonger' | 'talkShorter';

export const talkKeys: readonly KeyRow<TalkCommand>[] = [
	{ command: 'talkTurn', codes: ['KeyK'], shown: 'K', label: '計時，或停住' },
	{ command: 'talkAgain', codes: ['KeyK'], shift: true, shown: 'Shift＋K', label: '計時重來' },
	{
		...{ command: 'talkLonger', codes: ['NumpadAdd'], keys: ['+', '='] },
		...{ shown: '＋', label: '每組多一分鐘' },
	},
	{
		...{ command: 'talkShorter', codes: ['NumpadSubtract'], keys: ['-'] },
		...{ shown: '－', label: '每組少一分鐘' },
	},
];

/** 2:59 of what is left, 超過0:12 of what is over: a sign alone is overlooked from the last row. */
export function talkTime(leftMilliseconds: number): string {
	const seconds = Math.ceil(leftMilliseconds / 1_000);
	const shown = Math.abs(seconds);
	const over = seconds < 0 ? '超過' : '';
	return `${over}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`;
}

/**
 * How long a team has been talking, on the screen it talks before and nowhere else. It stops nothing:
 * past its end it goes on, so that the hall sees by how much. Times are milliseconds of one clock.
 */
export class TalkClock {
	/** How long a team has; may change while one talks. */
	minutes = $state(0);
	#startedAt: number | null = $state(null);
	#spent = $state(0);
	#now = $state(0);

	readonly left: number = $derived.by(
		() =>
			this.minutes * 60_000 -
			this.#spent -
			(this.#startedAt === null ? 0 : this.#now - this.#startedAt),
	);

	constructor(minutes: number) {
		this.minutes = minutes;
	}

	get running(): boolean {
		return this.#startedAt !== null;
	}
	/** Whether it has been started. */
	get used(): boolean {
		return this.running || this.#spent > 0;
	}
	/** Whether a whole second of what a team has is over. */
	get over(): boolean {
		return Math.ceil(this.left / 1_000) < 0;
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
	/** Runs from its full time. */
	again(now: number): void {
		this.#startedAt = now;
		this.#now = now;
		this.#spent = 0;
	}
	tick(now: number): void {
		this.#now = now;
	}
}
