/** A length of time as a clock shows it and as it is read aloud. */
export interface Countdown {
	/** True once the time is up; the length is then how long ago that was. */
	over: boolean;
	/** 7:53 as on the wall, or 1:02:09 from an hour up. */
	digits: string;
	/** 17分53秒. */
	words: string;
}

const two = (part: number) => String(part).padStart(2, '0');

/** What is left of `milliseconds`; a second that has begun counts as a whole one. */
export function countdown(milliseconds: number): Countdown {
	const over = milliseconds <= 0;
	const total = over ? Math.floor(-milliseconds / 1_000) : Math.ceil(milliseconds / 1_000);
	const hours = Math.floor(total / 3_600);
	const minutes = Math.floor((total % 3_600) / 60);
	const seconds = total % 60;
	return {
		over,
		digits: hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`,
		words: `${hours > 0 ? `${hours}小時` : ''}${minutes > 0 || hours > 0 ? `${minutes}分` : ''}${seconds}秒`,
	};
}
